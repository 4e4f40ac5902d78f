// Figure "Timeline": what is measured, by which unit, from when until when; the chart, a sentence on what it cannot
// place, and the same figures as a table.
import {queryName} from './counts.js';
import {element, fill, foreign} from './elements.js';
import {align, brushed, range, rowAt, share, trimmed} from './periods.js';
import {dateText, measures, names, number, percent, said, units} from './strings.js';

const pageOfPeriods = 500;

/// `change(part of the state)` is told what was chosen; `addressOf(part)` is the address of the same.
export function makeTimeline({change, addressOf, searchPage}) {
  const radios = Object.entries(measures).map(([measure, name]) =>
    element('input', {type: 'radio', name: 'measure', id: `measure-${measure}`, value: measure, onchange: () => change({measure})}),
  );
  const by = element(
    'select',
    {id: 'by', onchange: () => change({by: by.value})},
    Object.entries(units).map(([unit, name]) => element('option', {value: unit}, name)),
  );
  const since = dateField('since', names.from, '2024-06');
  const until = dateField('until', names.until, '2025');
  const wholeTime = element('a', {
    onclick: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button > 0) return;
      event.preventDefault();
      change({since: '', until: ''});
    },
  }, names.wholeTime);

  function dateField(name, label, placeholder) {
    const input = element('input', {
      type: 'text', id: name, placeholder, size: '10', autocomplete: 'off', spellcheck: 'false', inputmode: 'numeric',
      onchange: () => change({[name]: input.value.trim()}),
    });
    return {input, label: element('label', {for: name}, label)};
  }

  const legend = element('ul', {class: 'legend', role: 'list', 'aria-label': names.bothQueries});
  const place = element('div', {class: 'chart'});
  const pointed = element('p', {class: 'note pointed', 'aria-hidden': 'true'});
  const sentence = element('p', {class: 'note'});
  const how = element('span', {}, said.howToNarrow);
  const tablePlace = element('div', {class: 'table-place', role: 'group', 'aria-label': names.timelineTable, tabindex: '0'});
  const details = element('details', {ontoggle: () => showTable()}, element('summary', {}, names.timelineTable), tablePlace);
  const node = element(
    'figure',
    {class: 'timeline', 'aria-labelledby': 'timeline-name'},
    element('h2', {id: 'timeline-name'}, names.timeline),
    element(
      'div',
      {class: 'controls'},
      element(
        'fieldset',
        {class: 'measure'},
        element('legend', {}, names.measure),
        radios.map((radio) => element('span', {class: 'choice'}, radio, element('label', {for: radio.id}, measures[radio.value]))),
      ),
      element('span', {class: 'pair'}, element('label', {for: 'by'}, names.by), by),
      element('span', {class: 'pair'}, since.label, since.input),
      element('span', {class: 'pair'}, until.label, until.input),
      wholeTime,
    ),
    legend,
    place,
    pointed,
    sentence,
    details,
  );

  let answers = [];
  let aligned = {rows: []}; // all periods, as in the table
  let rows = []; // those in the chart
  let state;
  let drawn; // what chart.js gives: a function that draws; `null` where there is none
  let periodsShown = pageOfPeriods;

  const spanOf = (first, last) => {
    const begin = rows[0].first.getTime();
    const whole = rows.at(-1).next.getTime() - begin;
    return [(rows[first].first.getTime() - begin) / whole, (rows[last].next.getTime() - begin) / whole];
  };
  const handlers = {
    label: '',
    snap: (from, to) => spanOf(...brushed(rows, from, to)),
    onBrush: (from, to) => {
      const [first, last] = brushed(rows, from, to);
      change(range(rows[first].from, rows[last].from, aligned.unit));
    },
    onPoint: (at) => fill(pointed, at === undefined ? '' : pointedAt(at)),
  };

  function pointedAt(at) {
    const begin = rows[0].first.getTime();
    const row = rows[rowAt(rows, begin + at * (rows.at(-1).next.getTime() - begin))];
    return row.queries
      .map(({articles, base}, query) => said.bar(query === 0 ? dateText(row.from) : '', queryName(answers[query].query), articles, base))
      .join('; ')
      .replaceAll('; : ', '; ');
  }

  async function draw() {
    if (drawn === undefined)
      drawn = import('/chart.js').then(({makeChart}) => makeChart(place, handlers)).catch(() => null);
    const drawing = await drawn;
    const none = rows.length === 0;
    node.classList.toggle('no-periods', none);
    how.hidden = drawing === null;
    if (drawing === null)
      fill(place, element('p', {class: 'missing'}, said.noChart, ' ', element('a', {href: searchPage()}, names.searchPage)));
    else if (!none) {
      const shares = state.measure === 'share';
      drawing({
        rows,
        queries: answers.length,
        percentages: shares,
        bar: (figures) => (shares ? {solid: share(figures) ?? 0, hatched: 0} : {solid: figures.articles, hatched: figures.coarse}),
        tick: (value) => (shares ? percent(value, 3) : number(value)),
        label: said.chart(measures[state.measure], units[aligned.unit], answers.map(({query}) => queryName(query))),
      });
    }
  }

  function showTable() {
    if (!details.open || answers.length === 0) return fill(tablePlace);
    const rest = aligned.rows.length - periodsShown;
    return fill(
      tablePlace,
      table(aligned.rows.slice(0, periodsShown), answers),
      rest > 0 &&
        element('button', {type: 'button', onclick: () => { periodsShown += pageOfPeriods; showTable(); }}, names.morePeriods),
    );
  }

  return {
    node,
    /// What the address says, before any answer.
    choose(next) {
      state = next;
      for (const radio of radios) radio.checked = radio.value === state.measure;
      by.value = state.by;
      since.input.value = state.since;
      until.input.value = state.until;
      wholeTime.setAttribute('href', addressOf({since: '', until: ''}));
      if (answers.length > 0) this.show(answers);
    },
    /// `answers` of /v1/trend, one a query.
    show(next) {
      if (next !== answers) {
        answers = next;
        aligned = align(answers.map(({timeline}) => timeline));
        periodsShown = pageOfPeriods;
        showTable();
      }
      rows = trimmed(aligned.rows, state);
      fill(pointed);
      fill(legend, answers.map(({query}, index) => element('li', {}, element('span', {class: `swatch query-${index}`}), foreign(queryName(query)))));
      fill(sentence, sentenceOf(answers, aligned.rows, rows, state.measure).join(' '), ' ', rows.length > 0 && how);
      draw();
    },
    /// Marks the field that the service refused.
    refuse(parameter) {
      for (const {input} of [since, until]) {
        if (input.id === parameter) input.setAttribute('aria-invalid', 'true');
        else input.removeAttribute('aria-invalid');
      }
    },
  };
}

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

// Of two queries each has its own clause, so that no number is a sum over articles that both found.
function sentenceOf(answers, all, drawn, measure) {
  const about = (answer, text) => (answers.length > 1 ? `${queryName(answer.query)}: ${text}` : text);
  const out = [];
  for (const answer of answers) {
    const {unplaced, undated} = answer.timeline;
    const found = unplaced.filter(({articles}) => articles > 0);
    if (found.length > 0)
      out.push(about(answer, said.coarse(sum(found.map(({articles}) => articles)), [...new Set(found.map(({precision}) => precision))], measure === 'articles')));
    if (undated > 0) out.push(about(answer, said.undated(undated)));
  }
  if (drawn.length > 0 && drawn.length < all.length) out.push(said.nothingElse(dateText(drawn[0].from), dateText(drawn.at(-1).from)));
  if (drawn.length === 0) out.push(said.noPeriods);
  return out;
}

function table(rows, answers) {
  const cells = ({articles, base}) => [
    element('td', {class: 'number'}, number(articles)),
    element('td', {class: 'number'}, base > 0 ? percent(articles / base, 2) : '–'),
    element('td', {class: 'number'}, number(base)),
  ];
  const line = (name, queries) => element('tr', {}, element('th', {scope: 'row'}, name), queries.map(cells));
  const unplaced = new Map();
  answers.forEach(({timeline}, query) => {
    for (const one of timeline.unplaced) {
      const key = `${one.from} ${one.precision}`;
      if (!unplaced.has(key)) unplaced.set(key, {...one, queries: answers.map(() => ({articles: 0, base: 0}))});
      unplaced.get(key).queries[query] = {articles: one.articles, base: one.base ?? 0};
    }
  });
  const undated = answers.map(({timeline}) => ({articles: timeline.undated, base: timeline.undated_base ?? 0}));
  return element(
    'table',
    {'aria-label': names.timelineTable},
    element(
      'thead',
      {},
      answers.length > 1 &&
        element(
          'tr',
          {},
          element('td'),
          answers.map(({query}, index) =>
            element('th', {scope: 'colgroup', colspan: '3'}, element('span', {class: `swatch query-${index}`}), foreign(queryName(query))),
          ),
        ),
      element(
        'tr',
        {},
        element('th', {scope: 'col'}, names.period),
        answers.map(() => [names.articles, names.share, names.base].map((name) => element('th', {scope: 'col', class: 'number'}, name))),
      ),
    ),
    element(
      'tbody',
      {},
      [...unplaced.values()].map(({from, precision, queries}) => line(`${dateText(from)}, ${said.only(precision)}`, queries)),
      undated.some(({articles, base}) => articles + base > 0) && line(names.noDate, undated),
      rows.map(({from, queries}) => line(dateText(from), queries)),
    ),
  );
}
