// The address is the state: whatever is seen can be sent to a colleague, and Back goes back. This file reads and writes
// it, and says which changes are a step that Back undoes.

/// Parameters in the order in which they are written. To add one: a row with its default, its values if only some are
/// allowed, and whether a change alone is no step back (`quiet`).
const parameters = [
  {name: 'q', usual: ''},
  {name: 'vs', usual: ''},
  {name: 'tag', usual: []},
  {name: 'source', usual: []},
  {name: 'author', usual: []},
  {name: 'lang', usual: []},
  {name: 'since', usual: ''},
  {name: 'until', usual: ''},
  {name: 'by', usual: 'month', values: ['day', 'week', 'month', 'year']},
  {name: 'measure', usual: 'share', values: ['share', 'articles'], quiet: true},
  {name: 'sort', usual: 'relevance', values: ['relevance', 'newest', 'oldest']},
  {name: 'view', usual: 'articles', values: ['articles', 'context']},
  {name: 'ksort', usual: '', values: ['left', 'match', 'right', 'date', 'source']},
  {name: 'article', usual: ''},
  {name: 'hit', usual: 1, quiet: true},
];

export const repeated = parameters.filter(({usual}) => Array.isArray(usual)).map(({name}) => name);

/// The state that an address's `?…` means, and what in it was refused: [name, value] each.
export function readAddress(search) {
  const given = new URLSearchParams(search);
  const state = {};
  const refused = [];
  for (const {name, usual, values} of parameters) {
    const value = given.get(name);
    if (Array.isArray(usual)) state[name] = [...new Set(given.getAll(name))].filter((one) => one !== '');
    else if (value === null || value === '') state[name] = usual;
    else if (typeof usual === 'number' ? !/^[1-9]\d{0,8}$/.test(value) : values && !values.includes(value)) {
      state[name] = usual;
      refused.push([name, value]);
    } else state[name] = typeof usual === 'number' ? Number(value) : value;
  }
  return {state, refused};
}

/// `?q=…` with what is not as usual, in a fixed order: the same state has one address. Empty where all is as usual.
export function writeAddress(state) {
  const out = new URLSearchParams();
  for (const {name, usual} of parameters) {
    if (Array.isArray(usual)) state[name].forEach((value) => out.append(name, value));
    else if (state[name] !== usual && !(name === 'hit' && !state.article)) out.append(name, state[name]);
  }
  const text = out.toString();
  return text && `?${text}`;
}

/// What the history does when the state changes: `none`, `replace`, or `push`.
export function historyStep(before, after) {
  if (writeAddress(before) === writeAddress(after)) return 'none';
  const changed = parameters.filter(({name}) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return changed.every(({quiet}) => quiet) ? 'replace' : 'push';
}
