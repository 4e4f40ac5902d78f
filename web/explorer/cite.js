// Dialog "Cite this search": the service's sentence with counts, archive and hash of what was found, and the address.
import {element, fill} from './elements.js';
import {ask, citeAddress} from './service.js';
import {names} from './strings.js';

/// `stateNow()` is what is cited.
export function makeCite({stateNow}) {
  const text = element('textarea', {id: 'citation', readonly: true, rows: '8', dir: 'auto'});
  const told = element('p', {class: 'note', 'aria-live': 'polite'});
  const dialog = element(
    'dialog',
    {'aria-labelledby': 'cite-name', class: 'cite'},
    element('h2', {id: 'cite-name'}, names.citeSearch),
    element('label', {for: 'citation'}, names.citation),
    text,
    told,
    element(
      'div',
      {class: 'buttons'},
      element('button', {type: 'button', class: 'strong', onclick: () => copy()}, names.copy),
      element('button', {type: 'button', onclick: () => dialog.close()}, names.close),
    ),
  );
  const button = element('button', {type: 'button', 'aria-haspopup': 'dialog', onclick: () => open()}, names.cite);
  dialog.addEventListener('close', () => {
    asking?.abort();
    button.focus();
  });
  let asking;

  async function open() {
    asking = new AbortController();
    const state = stateNow();
    text.value = '';
    fill(told);
    dialog.setAttribute('aria-busy', 'true');
    dialog.showModal();
    try {
      const queries = state.vs ? [state.q, state.vs] : [state.q];
      const citations = await Promise.all(queries.map((q) => ask(citeAddress(state, q), asking.signal)));
      text.value = [...citations.map((citation) => citation.text), location.href].join('\n\n');
    } catch (error) {
      if (error.name !== 'AbortError') fill(told, error.message);
    } finally {
      dialog.removeAttribute('aria-busy');
    }
  }

  async function copy() {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      fill(told, names.copied);
    } catch {
      fill(told, names.copyByHand);
    }
  }

  return {button, dialog};
}
