// The one way by which anything comes onto the page: elements by name, attributes, and text nodes. Text of articles and
// addresses is never read as markup; the page's Trusted Types policy would refuse it, too.

/// Attributes with `undefined` or `false` are left out, `true` is an empty one. `on…` is a listener. Children: nodes,
/// texts, and nested lists of them; `undefined`, `null` and `false` are skipped.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

export const fill = (parent, ...children) => {
  parent.replaceChildren(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return parent;
};

export const foreign = (text) => element('bdi', {}, text);

/// Only addresses of the web become links.
export function webAddress(address) {
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/// Text with its spans (half-open, in units of UTF-16, ascending) as marks; `makeMark(part, its begin)` is called in
/// their order.
export function marked({text, spans = []}, makeMark = (part) => element('mark', {}, part)) {
  const out = [];
  let at = 0;
  for (const [begin, end] of spans) {
    if (begin > at) out.push(text.slice(at, begin));
    out.push(makeMark(text.slice(begin, end), begin));
    at = end;
  }
  if (at < text.length) out.push(text.slice(at));
  return out;
}

/// A text with spans cut at empty lines into paragraphs, each with its own spans. A span over such a line is cut, too.
export function paragraphs({text, spans = []}) {
  const out = [];
  const cut = (begin, end) => {
    const own = [];
    for (const [from, to] of spans) {
      const first = Math.max(from, begin);
      const last = Math.min(to, end);
      if (first < last) own.push([first - begin, last - begin]);
    }
    if (end > begin) out.push({text: text.slice(begin, end), start: begin, spans: own});
  };
  let at = 0;
  for (const gap of text.matchAll(/\n\s*\n/g)) {
    cut(at, gap.index);
    at = gap.index + gap[0].length;
  }
  cut(at, text.length);
  return out;
}
