// The service behind the page: addresses below /v1 of what is asked, answers as JSON, errors as sentences.
import {repeated} from './address.js';
import {said} from './strings.js';

export const pageOfArticles = 20;
export const pageOfLines = 60;
export const facetFields = ['tag', 'source', 'author', 'lang'];

function address(path, state, parameters) {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== '' && value !== 0) out.append(name, value);
  for (const name of repeated) for (const value of state[name]) out.append(name, value);
  for (const name of ['since', 'until']) if (state[name]) out.append(name, state[name]);
  return `${path}?${out}`;
}

export const trendAddress = (state, q) => address('/v1/trend', state, {q, by: state.by});
export const searchAddress = (state, offset) =>
  address('/v1/search', state, {
    q: state.q,
    sort: state.sort === 'relevance' ? '' : state.sort,
    limit: pageOfArticles,
    offset,
    facets: offset ? '' : facetFields.join(','),
  });
export const linesAddress = (state, offset) =>
  address('/v1/kwic', state, {q: state.q, sort: state.ksort, limit: pageOfLines, offset});
export const articleAddress = (state) =>
  `/v1/articles/${encodeURIComponent(state.article)}${state.q && `?${new URLSearchParams({q: state.q})}`}`;
export const exportAddress = (state, q, format) => address('/v1/export', state, {q, format});
export const citeAddress = (state, q) => address('/v1/cite', state, {q});
export const searchPageAddress = (state) => address('/search', state, {q: state.q});
export const readingPageAddress = (state) =>
  `/article/${encodeURIComponent(state.article)}${state.q && `?${new URLSearchParams({q: state.q})}`}`;

/// Why there is no answer, in a sentence for the reader.
export class Refusal extends Error {
  constructor(sentence, {parameter, status = 0} = {}) {
    super(sentence);
    this.parameter = parameter;
    this.status = status;
  }
}

/// The answer as JSON; throws Refusal, or AbortError where `signal` says that nobody waits any more.
export async function ask(url, signal) {
  let response;
  try {
    response = await fetch(url, {signal, headers: {Accept: 'application/json'}});
    if (response.ok) return await response.json();
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Refusal(said.offline);
  }
  const problem = await response.json().catch(() => ({}));
  if (signal?.aborted) throw signal.reason;
  const seconds = Number(response.headers.get('Retry-After'));
  const sentences = [problem.detail ?? problem.title ?? said.failed(response.status)];
  if (seconds > 0) sentences.push(said.wait(seconds));
  throw new Refusal(sentences.join(' '), {parameter: problem.parameter, status: response.status});
}

/// One question at a time: a new one ends the one before, and the same one again is not asked twice. `ask` gives
/// undefined where there is nothing new to show.
export class Question {
  #asked;
  #waiting;

  get isWaiting() {
    return this.#waiting !== undefined;
  }

  async ask(...urls) {
    const asked = urls.join('\n');
    if (asked === this.#asked) return undefined;
    this.forget();
    const waiting = new AbortController();
    this.#waiting = waiting;
    this.#asked = asked;
    try {
      const answers = await Promise.all(urls.map((url) => ask(url, waiting.signal)));
      if (waiting !== this.#waiting) return undefined;
      this.#waiting = undefined;
      return answers;
    } catch (error) {
      if (waiting !== this.#waiting) return undefined;
      this.forget();
      throw error;
    }
  }

  /// Nobody waits any more, and what was asked may be asked again.
  forget() {
    this.#waiting?.abort();
    this.#waiting = undefined;
    this.#asked = undefined;
  }
}
