// Region "Article": one article with all its hits marked, and steps from hit to hit.
import {facts} from './articles.js';
import {element, fill, marked, paragraphs, webAddress} from './elements.js';
import {names, said} from './strings.js';

/// `step(hit)` is told which hit is the current one, `close()` that the article shall close.
export function makePane({step, close}) {
  const status = element('p', {role: 'status', class: 'note'});
  const button = (name, act, content) =>
    element('button', {type: 'button', 'aria-label': content && name, title: content && name, onclick: act}, content ?? name);
  const previous = button(names.previousHit, () => go(hit - 1));
  const next = button(names.nextHit, () => go(hit + 1));
  const title = element('h2', {tabindex: '-1', dir: 'auto'});
  const text = element('div', {class: 'body'});
  const node = element(
    'section',
    {class: 'pane', 'aria-label': names.article, hidden: true, onkeydown: (event) => keys(event)},
    element('div', {class: 'pane-head'}, status, previous, next, button(names.closeArticle, () => close(), '×')),
    title,
    text,
  );

  let marks = []; // elements of each hit, a hit over two paragraphs has two
  let places = []; // {in, end} of each
  let hit = 1;

  function keys(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const act = {n: () => go(hit + 1), p: () => go(hit - 1), Escape: () => close()}[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  function go(to) {
    if (to < 1 || to > marks.length) return;
    hit = to;
    point();
    step(hit);
  }

  /// Shows which hit is the current one.
  function point() {
    marks.forEach((parts, index) => {
      for (const part of parts) {
        if (index + 1 === hit) part.setAttribute('aria-current', 'true');
        else part.removeAttribute('aria-current');
      }
    });
    // aria-disabled, not disabled: a button that takes the focus away with it is a trap for a keyboard.
    previous.setAttribute('aria-disabled', String(hit <= 1));
    next.setAttribute('aria-disabled', String(hit >= marks.length));
    fill(status, said.hit(hit, marks.length));
    marks[hit - 1]?.[0].scrollIntoView({block: 'nearest', behavior: 'instant'});
  }

  return {
    node,
    get isOpen() {
      return !node.hidden;
    },
    /// `answer` of /v1/articles/{id}; `at`: the number of a hit, or a place {in, start} in the title or the body.
    show({article}, at, readingPage) {
      marks = [];
      places = [];
      const hitsIn = (where, whole, {start = 0} = {}) => (part, from) => {
        // A span over an empty line is one hit in two marks.
        const span = whole.findIndex(([begin, end]) => start + from >= begin && start + from < end);
        const mark = element('mark', {}, part);
        const last = places.at(-1);
        if (last?.in === where && last.span === span) marks.at(-1).push(mark);
        else {
          marks.push([mark]);
          places.push({in: where, span, end: whole[span][1]});
        }
        return mark;
      };
      fill(title, article.title?.text ? marked(article.title, hitsIn('title', article.title.spans ?? [])) : names.untitled);
      for (const part of [title, text]) {
        if (article.lang) part.setAttribute('lang', article.lang);
        else part.removeAttribute('lang');
      }
      const body = article.body ?? {text: ''};
      const publisher = article.url && webAddress(article.url);
      fill(
        text,
        facts(article),
        paragraphs(body).map((paragraph) => element('p', {dir: 'auto'}, marked(paragraph, hitsIn('body', body.spans ?? [], paragraph)))),
        element(
          'p',
          {class: 'about', lang: 'en'},
          element('a', {href: readingPage}, names.readingPage),
          publisher && element('a', {href: publisher, rel: 'noreferrer'}, names.publisher),
        ),
      );
      node.hidden = false;
      hit = typeof at === 'number' ? Math.min(at, Math.max(marks.length, 1)) : 1 + Math.max(0, places.findIndex((place) => place.in === at.in && place.end > at.start));
      point();
      return hit;
    },
    /// Another hit of the same article, as when the address changes.
    stepTo(to) {
      if (to === hit || to > marks.length) return;
      hit = to;
      point();
    },
    hide() {
      node.hidden = true;
      marks = [];
      fill(title);
      fill(text);
      fill(status);
    },
    focus: () => title.focus({preventScroll: true}),
  };
}
