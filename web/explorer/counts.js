// Region "Counts": what each query finds, whether that is exact, how it was understood, and notes on it.
import {element, fill, foreign} from './elements.js';
import {names, said} from './strings.js';

const shown = [
  ['articles', names.articles],
  ['stories', names.stories],
  ['sources', names.sources],
];

export function makeCounts() {
  const rows = element('tbody');
  const exactness = element('p', {class: 'note', 'aria-live': 'polite'});
  const reading = element('div', {class: 'note'});
  const node = element(
    'section',
    {class: 'counts', 'aria-labelledby': 'counts-name'},
    element('h2', {id: 'counts-name'}, names.counts),
    element(
      'table',
      {'aria-labelledby': 'counts-name'},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          element('th', {scope: 'col'}, names.query),
          shown.map(([, name]) => element('th', {scope: 'col', class: 'number'}, name)),
        ),
      ),
      rows,
    ),
    exactness,
    reading,
  );

  /// `answers` of /v1/trend, one a query.
  return {
    node,
    show(answers) {
      fill(rows, answers.map(row));
      const inexact = answers.flatMap((answer) => exactnessOf(answer));
      fill(exactness, inexact.length > 0 ? inexact.join(' ') : said.allExact);
      fill(reading, answers.map(readingOf), notesOf(answers));
    },
  };
}

export const queryName = (query) => query.input.trim() || names.everything;

function row({query, total}, index) {
  return element(
    'tr',
    {},
    element('th', {scope: 'row'}, element('span', {class: `swatch query-${index}`}), foreign(queryName(query))),
    shown.map(([key]) => element('td', {class: 'number'}, said.count(total[key]))),
  );
}

function exactnessOf({query, total}) {
  const lower = shown.filter(([key]) => total[key].relation === 'gte');
  if (lower.length === 0) return [];
  return [said.notExact(queryName(query), lower.map(([, name]) => name.toLowerCase()), total[lower[0][0]].reason)];
}

const readingOf = ({query}) => element('p', {}, `${said.understood} `, element('code', {dir: 'auto'}, query.canonical));

function notesOf(answers) {
  const notes = answers.flatMap(({query}) => [
    ...(query.warnings ?? []).map(({message}) => message),
    ...(query.expansions ?? []).map(({from, to, words}) => {
      const some = to.slice(0, 8).map(({text}) => text);
      return said.expansion(from, some, words - some.length);
    }),
  ]);
  if (notes.length === 0) return undefined;
  return element('ul', {'aria-label': names.notes, role: 'list', class: 'notes'}, notes.map((note) => element('li', {dir: 'auto'}, note)));
}
