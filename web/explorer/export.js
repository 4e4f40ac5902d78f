// "Export": links to all articles of a query, in the formats that the service writes; exactly what is counted.
import {element, fill} from './elements.js';
import {exportAddress} from './service.js';
import {formats, names} from './strings.js';

export function makeExport() {
  const which = element('select', {id: 'export-of', onchange: () => link()});
  const whichPlace = element('p', {}, element('label', {for: 'export-of'}, names.exportOf), ' ', which);
  const links = Object.entries(formats).map(([format, name]) => element('a', {'data-format': format, download: true}, name));
  const node = element(
    'details',
    {class: 'export'},
    element('summary', {}, names.export),
    element('div', {class: 'pop'}, whichPlace, element('ul', {role: 'list'}, links.map((one) => element('li', {}, one)))),
  );
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !node.open) return;
    node.open = false;
    node.querySelector('summary').focus();
  });
  let state;

  function link() {
    const q = which.value === 'vs' ? state.vs : state.q;
    for (const one of links) one.setAttribute('href', exportAddress(state, q, one.dataset.format));
  }

  return {
    node,
    choose(next) {
      state = next;
      fill(
        which,
        element('option', {value: 'q'}, state.q || names.everything),
        state.vs && element('option', {value: 'vs'}, state.vs),
      );
      whichPlace.hidden = !state.vs;
      link();
    },
  };
}
