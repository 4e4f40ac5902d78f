// List "Articles": what the query found, and what to try where it found nothing.
import {element, fill, foreign, marked} from './elements.js';
import {dateText, filterName, names, said} from './strings.js';

/// `open(id, button)` opens an article; `more()` asks for the next ones; `addresses`: `addressOf(part of the state)` is
/// an address, `unfiltered(parameter, value)` the part that takes a filter away.
export function makeArticles({open, more, ...addresses}) {
  const note = element('p', {class: 'note'});
  const list = element('ol', {role: 'list', 'aria-label': names.articles, class: 'articles'});
  const help = element('div', {class: 'help'});
  const next = element('button', {type: 'button', class: 'more', hidden: true, onclick: () => more()}, names.moreArticles);
  const node = element('div', {}, note, list, help, next);
  let total;
  let current = '';

  const item = (hit) => {
    const button = element('button', {
      type: 'button', class: 'headline', lang: hit.lang, dir: 'auto', 'data-article': hit.id,
      onclick: () => open(hit.id, button),
    }, hit.title.text ? marked(hit.title) : names.untitled);
    return element('li', {}, element('h3', {}, button), facts(hit), (hit.passages ?? []).map((passage) =>
      element('p', {class: 'passage', lang: hit.lang, dir: 'auto'}, marked(passage))));
  };
  const markCurrent = () => {
    for (const button of list.querySelectorAll('.headline')) {
      const one = button.closest('li');
      if (button.dataset.article === current) one.setAttribute('aria-current', 'true');
      else one.removeAttribute('aria-current');
    }
  };
  const count = (answer) => {
    fill(note, total.value > 0 ? said.articlesShown(list.children.length, total) : '');
    next.hidden = answer.next === undefined;
    markCurrent();
  };

  return {
    node,
    show(answer) {
      total = answer.total.articles;
      fill(list, answer.hits.map(item));
      fill(help, total.value === 0 && [element('p', {}, said.noArticles), helpOf(answer.help ?? {}, addresses)]);
      list.hidden = total.value === 0;
      count(answer);
    },
    add(answer) {
      const first = list.children.length;
      list.append(...answer.hits.map(item));
      count(answer);
      list.children[first]?.querySelector('button').focus();
    },
    get shown() {
      return list.children.length;
    },
    choose(state) {
      current = state.article;
      markCurrent();
    },
    buttonOf: (id) => [...list.querySelectorAll('.headline')].find(({dataset}) => dataset.article === id),
  };
}

/// Source, date, authors, copies.
export function facts({source, date, authors = [], story}) {
  return element(
    'p',
    {class: 'about'},
    source && element('bdi', {class: 'source'}, source),
    date && element('time', {datetime: /^\d{4}s$/.test(date.value) ? undefined : date.value}, dateText(date.value)),
    authors.map((author) => foreign(author)),
    story && element('span', {}, said.copies(story.copies)),
  );
}

// Where to go from nothing found; each way is an address of its own, with what it would find.
function helpOf({conjuncts = [], spelling = [], without = []}, {addressOf, unfiltered}) {
  const byQuery = ({query, articles}) => ({label: query, change: {q: query, article: ''}, articles});
  const byFilter = ({parameter, value, articles}) => ({label: `${filterName(parameter)}: ${value}`, change: unfiltered(parameter, value), articles});
  return [
    [names.spelling, spelling.map(byQuery)],
    [names.parts, conjuncts.map(byQuery)],
    [names.without, without.map((one) => (one.parameter ? byFilter(one) : byQuery(one)))],
  ]
    .filter(([, ways]) => ways.length > 0)
    .map(([name, ways]) => [
      element('h3', {}, name),
      element('ul', {}, ways.map(({label, change, articles}) =>
        element('li', {}, element('a', {href: addressOf(change)}, foreign(label)), ` ${said.count(articles)}`))),
    ]);
}
