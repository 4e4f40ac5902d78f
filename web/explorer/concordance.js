// Table "Concordance": every place where the words of the query stand, with what is around them, sorted by the service.
// Left is ordered by the word nearest the match going outwards, right likewise.
import {element, fill} from './elements.js';
import {columns, dateText, names, said} from './strings.js';

/// `open(id, button, place)` opens an article at a place {in, end}; `sort(column | '')`; `more()` asks for the next lines.
export function makeConcordance({open, sort, more}) {
  let ksort = '';
  const headers = Object.entries(columns).map(([column, name]) =>
    element('th', {scope: 'col', role: 'columnheader', class: column},
      element('button', {type: 'button', 'data-column': column, onclick: () => sort(ksort === column ? '' : column)}, name)));
  const rows = element('tbody', {role: 'rowgroup'});
  const note = element('p', {class: 'note', 'aria-live': 'polite'});
  // Roles are said again because a phone shows the rows as blocks, and that takes them from a table's elements.
  const table = element(
    'table',
    {role: 'table', 'aria-label': names.concordance, class: 'concordance'},
    element('thead', {role: 'rowgroup'}, element('tr', {role: 'row'}, headers)),
    rows,
  );
  const next = element('button', {type: 'button', class: 'more', hidden: true, onclick: () => more()}, names.moreLines);
  const node = element('div', {}, note, table, next);
  let current = '';
  let total;

  const row = (line) => {
    const id = line.article ?? line.id;
    const button = element('button', {
      type: 'button', 'data-article': id, 'data-start': line.start, 'data-in': line.in, lang: line.lang,
      onclick: () => open(id, button, {in: line.in ?? 'body', start: line.start}),
    }, element('mark', {}, line.match));
    const cell = (column, ...content) => element('td', {role: 'cell', class: column}, element('div', {}, content));
    return element(
      'tr',
      {role: 'row', lang: line.lang},
      cell('left', element('bdi', {}, line.left)),
      cell('match', button),
      cell('right', element('bdi', {}, line.right)),
      cell('date', line.date && dateOf(line.date)),
      cell('source', element('bdi', {}, line.source ?? '')),
    );
  };
  const markCurrent = () => {
    for (const button of rows.querySelectorAll('button')) {
      const one = button.closest('tr');
      if (button.dataset.article === current) one.setAttribute('aria-current', 'true');
      else one.removeAttribute('aria-current');
    }
  };
  const count = () => {
    const shown = rows.children.length;
    fill(note, total.value > 0 ? said.shown(shown, total) : said.noLines);
    table.hidden = shown === 0;
    next.hidden = shown >= total.value || shown === 0;
    markCurrent();
  };

  return {
    node,
    choose(state) {
      ({ksort, article: current} = state);
      for (const header of headers) {
        if (header.classList.contains(ksort || '-')) header.setAttribute('aria-sort', 'ascending');
        else header.removeAttribute('aria-sort');
      }
      markCurrent();
    },
    show(answer) {
      total = answer.total?.lines ?? {value: answer.lines.length, relation: 'eq'};
      fill(rows, answer.lines.map(row));
      count();
    },
    add(answer) {
      const first = rows.children.length;
      rows.append(...answer.lines.map(row));
      count();
      rows.children[first]?.querySelector('button').focus();
    },
    get shown() {
      return rows.children.length;
    },
    buttonOf: (id) => [...rows.querySelectorAll('button')].find(({dataset}) => dataset.article === id),
  };
}

function dateOf(date) {
  const value = date.value ?? date;
  return element('time', {title: dateText(value)}, value.slice(0, 10));
}
