// The explorer. The address is the state; every control changes the state, and this file brings address, questions to
// the service and page in step with it.
import {historyStep, readAddress, writeAddress} from './address.js';
import {makeArticles} from './articles.js';
import {makeCite} from './cite.js';
import {makeConcordance} from './concordance.js';
import {makeCounts, queryName} from './counts.js';
import {element, fill} from './elements.js';
import {makeExport} from './export.js';
import {makeFacets} from './facets.js';
import {makePane} from './pane.js';
import {articleAddress, ask, linesAddress, Question, readingPageAddress, Refusal, searchAddress, searchPageAddress, trendAddress} from './service.js';
import {names, orders, said, views} from './strings.js';
import {makeTimeline} from './timeline.js';

let {state, refused} = readAddress(location.search);
let opener; // the button that opened the article
let place; // in it, where a line of the concordance was chosen
let shownArticle = ''; // the last one that was open

// ---------------------------------------------------------------------------------------------------------- the page

const addressOf = (part) => location.pathname + writeAddress({...state, ...part});
const toggled = (values, value, checked) => (checked ? [...values, value] : values.filter((one) => one !== value));

const counts = makeCounts();
const timeline = makeTimeline({change, addressOf, searchPage: () => searchPageAddress(state)});
const facets = makeFacets({toggle: (field, value, checked) => change({[field]: toggled(state[field], value, checked)})});
const articles = makeArticles({
  open: (article, button) => open(article, button),
  more: () => add(articles, searchAddress(state, articles.shown)),
  addressOf,
  unfiltered: (name, value) => ({[name]: Array.isArray(state[name]) ? toggled(state[name], value, false) : ''}),
});
const concordance = makeConcordance({
  open,
  sort: (ksort) => change({ksort}),
  more: () => add(concordance, linesAddress(state, concordance.shown)),
});
const pane = makePane({step: takeHit, close});
const exporting = makeExport();
const cite = makeCite({stateNow: () => state});

const alertPlace = element('div', {role: 'alert', class: 'alert'});
const fields = {q: searchField('q', names.query, 0), vs: searchField('vs', names.compareWith, 1)};
const form = element(
  'form',
  {
    role: 'search',
    'aria-label': names.explore,
    class: 'ask',
    onsubmit: (event) => {
      event.preventDefault();
      change({q: fields.q.input.value.trim(), vs: fields.vs.input.value.trim(), article: '', hit: 1}, {again: true});
    },
  },
  fields.q.node,
  fields.vs.node,
  element('button', {class: 'strong'}, names.run),
);

function searchField(name, label, index) {
  const input = element('input', {type: 'search', id: name, name, autocomplete: 'off', spellcheck: 'false', dir: 'auto', maxlength: '4096'});
  const node = element('div', {class: 'field'}, element('label', {for: name}, element('span', {class: `swatch query-${index}`}), label), input);
  return {input, node};
}

const tabs = Object.entries(views).map(([view, name]) => {
  const panel = element('div', {role: 'tabpanel', id: `panel-${view}`, 'aria-labelledby': `tab-${view}`});
  const tab = element('button', {type: 'button', role: 'tab', id: `tab-${view}`, 'aria-controls': panel.id, onclick: () => change({view})}, name);
  panel.append(view === 'articles' ? articles.node : concordance.node);
  return {view, tab, panel};
});
const tablist = element('div', {role: 'tablist', 'aria-label': names.view, onkeydown: (event) => stepTabs(event)}, tabs.map(({tab}) => tab));

function stepTabs(event) {
  const at = tabs.findIndex(({view}) => view === state.view);
  const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1}[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const {view, tab} = tabs[(to + tabs.length) % tabs.length];
  change({view});
  tab.focus();
}

const order = element(
  'select',
  {'aria-label': names.order, onchange: () => change({sort: order.value})},
  Object.entries(orders).map(([sort, name]) => element('option', {value: sort}, name)),
);
const results = element(
  'div',
  {class: 'results'},
  element('div', {class: 'tools'}, tablist, order, exporting.node, cite.button),
  tabs.map(({panel}) => panel),
);
const below = element('div', {class: 'below'}, facets.node, results, pane.node);
const foot = document.querySelector('footer');

fill(
  document.querySelector('main'),
  element('h1', {class: 'unseen'}, names.explore),
  form,
  alertPlace,
  element('div', {class: 'above'}, counts.node, timeline.node),
  below,
  cite.dialog,
);

// --------------------------------------------------------------------------------------------------- state and history

/// Takes a change of the state into the address and onto the page. `again`: ask even where nothing changed.
function change(part, {again = false} = {}) {
  const next = {...state, ...part};
  const step = historyStep(state, next);
  if (step === 'none' && !again) return;
  const url = location.pathname + writeAddress(next);
  if (step === 'push') history.pushState(null, '', url);
  if (step === 'replace') history.replaceState(null, '', url);
  state = next;
  if (again) for (const question of Object.values(questions)) question.forget();
  show();
}

function open(article, button, at) {
  opener = button;
  place = at ?? 1;
  if (article !== state.article) return change({article, hit: 1});
  questions.article.forget();
  return showArticle(true);
}

addEventListener('popstate', () => {
  ({state, refused} = readAddress(location.search));
  place = undefined;
  show();
});

// ---------------------------------------------------------------------------------------------- questions and answers

const questions = {figures: new Question(), hits: new Question(), lines: new Question(), article: new Question()};

/// Brings the page in step with the state.
function show() {
  choose();
  tell(refused.map(([name, value]) => said.refused(name, value)));
  refused = [];
  const queries = state.vs ? [state.q, state.vs] : [state.q];
  load(questions.figures, [counts.node, timeline.node], queries.map((q) => trendAddress(state, q)), (answers) => {
    counts.show(answers);
    timeline.show(answers);
    fill(foot, said.archive(answers[0].index));
    document.title = said.title(answers.map(({query}) => queryName(query)));
  });
  load(questions.hits, [facets.node, tabs[0].panel], [searchAddress(state, 0)], ([answer]) => {
    facets.show(answer);
    articles.show(answer);
  });
  if (state.view === 'context')
    load(questions.lines, [tabs[1].panel], [linesAddress(state, 0)], ([answer]) => concordance.show(answer));
  showArticle(opener !== undefined && place !== undefined);
}

/// What the state says is chosen, before any answer.
function choose() {
  for (const name of ['q', 'vs']) fields[name].input.value = state[name];
  order.value = state.sort;
  order.hidden = state.view !== 'articles';
  for (const {view, tab, panel} of tabs) {
    tab.setAttribute('aria-selected', String(view === state.view));
    tab.tabIndex = view === state.view ? 0 : -1;
    panel.hidden = view !== state.view;
  }
  for (const part of [timeline, facets, articles, concordance, exporting]) part.choose(state);
}

async function load(question, busy, urls, then) {
  for (const node of busy) node.setAttribute('aria-busy', 'true');
  let waiting = false;
  try {
    const answers = await question.ask(...urls);
    if (answers) then(answers);
    waiting = question.isWaiting;
  } catch (error) {
    report(error);
  } finally {
    if (!waiting) for (const node of busy) node.removeAttribute('aria-busy');
  }
}

async function add(list, url) {
  try {
    list.add(await ask(url));
  } catch (error) {
    report(error);
  }
}

/// Opens, changes or closes the pane as the state says; `byHand`: the focus goes with it.
function showArticle(byHand) {
  if (state.article === '') {
    const had = pane.node.contains(document.activeElement);
    questions.article.forget();
    pane.hide();
    below.classList.remove('with-article');
    if (had) backToArticle();
    return;
  }
  load(questions.article, [pane.node], [articleAddress(state)], ([answer]) => {
    below.classList.add('with-article');
    takeHit(pane.show(answer, place ?? state.hit, readingPageAddress(state)));
    shownArticle = state.article;
    place = undefined;
    if (byHand) pane.focus();
  });
  if (shownArticle === state.article) pane.stepTo(state.hit);
}

/// Steps through an article are no steps of the history.
function takeHit(hit) {
  if (hit === state.hit) return;
  state = {...state, hit};
  history.replaceState(null, '', addressOf({}));
}

function close() {
  change({article: '', hit: 1});
}

/// Where the focus goes when an article closes: the button that opened it, or what stands for it now.
function backToArticle() {
  const list = state.view === 'context' ? concordance : articles;
  const button = opener?.isConnected && opener.dataset.article === shownArticle && opener.checkVisibility() ? opener : list.buttonOf(shownArticle);
  opener = undefined;
  (button ?? tabs.find(({view}) => view === state.view).tab).focus();
}

// ------------------------------------------------------------------------------------------------------------- errors

function report(error) {
  if (error.name === 'AbortError') return;
  if (!(error instanceof Refusal)) throw error;
  timeline.refuse(error.parameter);
  tell([error.message], true);
}

/// Says sentences in the alert, each once; none: empties it.
function tell(sentences, canTryAgain = false) {
  if (sentences.length === 0) {
    timeline.refuse(undefined);
    fill(alertPlace);
    return;
  }
  const told = [...alertPlace.querySelectorAll('p')].map(({textContent}) => textContent);
  const all = [...new Set([...told, ...sentences])];
  fill(
    alertPlace,
    all.map((sentence) => element('p', {dir: 'auto'}, sentence)),
    canTryAgain && element('button', {type: 'button', onclick: () => { alertPlace.replaceChildren(); change({}, {again: true}); }}, names.tryAgain),
  );
}

show();
