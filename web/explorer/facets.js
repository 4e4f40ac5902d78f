// Navigation "Narrow the results": values of the articles found as checkboxes. Several of one field are all required,
// as on the command line.
import {element, fill, foreign} from './elements.js';
import {facetFields} from './service.js';
import {fields, names, number, said, valueText} from './strings.js';

const few = 6;
const more = 30;

/// `toggle(field, value, checked)` is told what was ticked.
export function makeFacets({toggle}) {
  const lists = element('div', {class: 'lists'});
  const details = element('details', {}, element('summary', {}, names.narrow), lists);
  details.open = !matchMedia('(max-width: 44rem)').matches;
  const node = element('nav', {class: 'narrow', 'aria-label': names.narrowResults}, details);

  let facets = {};
  let chosen = {};
  const room = new Map(); // how many values of a field are shown

  function show() {
    const focused = lists.contains(document.activeElement) ? document.activeElement.dataset : undefined;
    fill(lists, facetFields.map(fieldset));
    if (focused)
      [...lists.querySelectorAll('input, button')]
        .find(({dataset}) => dataset.field === focused.field && dataset.value === focused.value)
        ?.focus({preventScroll: true});
  }

  function fieldset(field) {
    const found = facets[field] ?? [];
    const known = new Set(found.map(({value}) => value));
    // A value that is required stays, where it now has nothing and where it is not among the most frequent.
    const required = chosen[field].filter((value) => !known.has(value)).map((value) => ({value, articles: 0}));
    const limit = room.get(field) ?? few;
    const values = [...required, ...found.filter(({value}, index) => index < limit || chosen[field].includes(value))];
    if (values.length === 0) return undefined;
    return element(
      'fieldset',
      {},
      element('legend', {}, fields[field]),
      values.map(({value, articles}) => choice(field, value, articles)),
      found.length > limit &&
        element('button', {
          type: 'button', class: 'more', 'data-field': field,
          onclick: () => {
            const first = found[limit]?.value;
            room.set(field, limit + more);
            show();
            [...lists.querySelectorAll('input')].find(({dataset}) => dataset.field === field && dataset.value === first)?.focus();
          },
        }, said.moreValues(field)),
    );
  }

  const choice = (field, value, articles) => {
    const box = element('input', {
      type: 'checkbox', 'data-field': field, 'data-value': value, onchange: () => toggle(field, value, box.checked),
    });
    box.checked = chosen[field].includes(value);
    return element(
      'label',
      {class: 'choice'},
      box,
      ' ',
      element('span', {class: 'value'}, foreign(valueText(field, value))),
      ' ',
      element('span', {class: 'number'}, number(articles)),
    );
  };

  return {
    node,
    choose(state) {
      chosen = Object.fromEntries(facetFields.map((field) => [field, state[field]]));
      for (const box of lists.querySelectorAll('input')) box.checked = chosen[box.dataset.field].includes(box.dataset.value);
    },
    show(answer) {
      facets = answer.facets ?? {};
      show();
    },
  };
}
