// <broadsheet-search>: a search box of the form inside it, which works alone too (docs/website.md). One file, no import.
// No shadow root: aria-controls and aria-activedescendant reach only inside one tree. Foreign text becomes text nodes.

const shortScripts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const statusPause = 500; // ms
const longestTimer = 2 ** 31 - 1; // ms: more than setTimeout takes

// All in :where(), so that the site's rules win; @name is a part. Canvas and CanvasText follow the color-scheme of the page.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:where(broadsheet-search) { display: block; position: relative; }
:where(@popup) {
  --_paper: var(--broadsheet-paper, Canvas); --_ink: var(--broadsheet-ink, CanvasText);
  --_soft: var(--broadsheet-soft, color-mix(in srgb, CanvasText 68%, Canvas));
  --_line: var(--broadsheet-line, color-mix(in srgb, CanvasText 22%, Canvas));
  --_active: var(--broadsheet-active, color-mix(in srgb, CanvasText 6%, Canvas));
  --_accent: var(--broadsheet-accent, color-mix(in srgb, #d00 65%, CanvasText));
  --_link: var(--broadsheet-link, color-mix(in srgb, #06f 55%, CanvasText));
  --_mark: var(--broadsheet-mark, color-mix(in srgb, #fc3 45%, Canvas));
  position: absolute; z-index: 100; inset-inline: 0; max-inline-size: 46rem; margin: 6px 0 0; text-align: start; font-size: 1rem; line-height: 1.35;
  background: var(--_paper); color: var(--_ink); border: 1px solid var(--_line); box-shadow: 0 12px 32px #0003;
}
:where(@listbox) { max-block-size: min(40rem, 75vh); overflow-y: auto; scroll-padding: 2.5rem 4px; }
:where(@title) { padding: .8rem calc(.8rem + 3px) .2rem; font-size: .8rem; color: var(--_soft); }
:where(broadsheet-search [role=option]) {
  position: relative; padding: .5rem .8rem; border-inline-start: 3px solid transparent; cursor: pointer; overflow-wrap: anywhere;
}
:where(broadsheet-search [role=option]:hover) { background: var(--_active); }
:where(broadsheet-search [aria-selected=true]) { background: var(--_active); border-color: var(--_accent); }
:where(@suggestion) { display: flex; gap: 1rem; justify-content: space-between; }
:where(@suggestion, @all) { min-block-size: 44px; box-sizing: border-box; align-items: center; }
:where(@count b) { font-weight: normal; }
:where(@suggestion i, @count, @meta) { font-size: .8rem; color: var(--_soft); }
:where(@headline) {
  font-family: var(--broadsheet-headline-font, Charter, "Charis SIL", Cambria, Georgia, serif); font-weight: bold;
}
:where(broadsheet-search [role=option] > div) { margin-block-end: .15rem; }
:where(@passage) { font-size: .9rem; }
:where(broadsheet-search mark) { background: var(--_mark); color: inherit; }
:where(@headline mark) { background: linear-gradient(transparent 62%, var(--_mark) 62%); }
:where(@all) { display: flex; border-block-start: 1px solid var(--_line); color: var(--_link); }
:where(@message) { margin: 0; padding: .8rem; }
:where(broadsheet-search [data-part] [hidden], broadsheet-search [data-part][hidden]) { display: none; }
:where(@status, @count > span) {
  position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
@media (forced-colors: active) {
  :where(broadsheet-search [role=option]) { border-inline-color: Canvas; }
  :where(broadsheet-search [aria-selected=true]) { outline: 2px solid Highlight; outline-offset: -2px; }
  :where(@headline mark) { background: Mark; color: MarkText; }
}
`.replace(/@(?!media)(\w+)/g, 'broadsheet-search [data-part=$1]'));

const setAll = (element, attributes) => Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));

/// Children that are strings become text.
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  setAll(element, attributes);
  element.append(...children);
  return element;
}

/// Text with its spans, places of UTF-16, as text nodes and <mark>.
function marked({text, spans = []}) {
  const nodes = [];
  let at = 0;
  for (const [begin, end] of spans) {
    nodes.push(text.slice(at, begin), make('mark', {}, text.slice(begin, end)));
    at = end;
  }
  return [...nodes, text.slice(at)];
}

/// An article's own address where a browser may go there.
function webAddress(text) {
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && url.href;
  } catch {} // none
}

/// Seconds of a Retry-After, which is a number or a date.
function secondsToWait(header) {
  if (!header) return;
  const seconds = Number(header) || (Date.parse(header) - Date.now()) / 1000;
  return Math.max(1, Math.ceil(seconds)) || undefined;
}

let boxes = 0; // made so far: their ids differ

class BroadsheetSearch extends HTMLElement {
  static observedAttributes = ['filter', 'lang', 'shortcut'];

  #input; #form; #popup; #listbox; #message; #status;
  #chosen = new Map(); // option → what choosing it means: {kind, id, url, query}
  #active = null; // the option that aria-activedescendant names
  #shown = null; // the text whose answer the list holds
  #life; // AbortController: ends the listeners when the element leaves the page
  #asking; // AbortController of the requests under way
  #pause; #speaking; #retrying; // timers
  #quietUntil = 0; // the service has asked for silence until then
  #composing = false;
  #offline = false;
  #firstStep = 0; // where an arrow wanted to go before there was a list

  connectedCallback() {
    // Properties set before the script came would hide the accessors below.
    for (const name of Object.keys(readers)) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#life = new AbortController();
    const upgraded = () => this.isConnected && !this.#popup && this.#upgrade();
    if (upgraded()) return;
    // The form may come later than the element: a parser still at work, a framework.
    const watch = new MutationObserver(() => upgraded() && watch.disconnect());
    watch.observe(this, {childList: true, subtree: true});
    this.#life.signal.addEventListener('abort', () => watch.disconnect());
  }

  disconnectedCallback() {
    this.#stop();
    clearTimeout(this.#retrying);
    this.#life.abort();
    this.#popup?.remove();
    this.#status?.remove();
    this.#popup = null;
    this.#setFilter('');
  }

  attributeChangedCallback(name) {
    if (!this.#popup) return;
    if (name === 'filter') this.#setFilter(this.filter);
    if (name === 'lang') this.#setLanguage();
    if (name === 'shortcut') this.#setShortcut();
  }

  #upgrade() {
    const input = this.querySelector('input[name=q]') ?? this.querySelector('input[type=search]');
    if (!input?.form) return false;
    const id = `broadsheet-search-${++boxes}`;
    this.#input = input;
    this.#form = input.form;
    this.#listbox = make('div', {role: 'listbox', id, 'data-part': 'listbox', hidden: ''});
    this.#message = make('p', {'data-part': 'message', hidden: ''});
    this.#popup = make('div', {'data-part': 'popup', hidden: ''}, this.#listbox, this.#message);
    this.#status = make('span', {role: 'status', 'data-part': 'status'});
    setAll(input, {role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': false, 'aria-controls': id, autocomplete: 'off'});
    this.append(this.#popup, this.#status);
    const root = this.getRootNode();
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    this.#setFilter(this.filter);
    this.#setLanguage();
    this.#setShortcut();

    const {signal} = this.#life;
    const on = (target, types, act) => types.split(' ').forEach((type) => target.addEventListener(type, act, {signal}));
    on(input, 'input', () => this.#typed());
    on(input, 'keydown', (event) => this.#pressed(event));
    on(input, 'blur', () => this.#close());
    on(input, 'compositionstart', () => { this.#composing = true; this.#stop(); });
    on(input, 'compositionend', () => { this.#composing = false; this.#typed(); });
    on(this.#form, 'submit reset', () => this.#close());
    on(this.#popup, 'mousedown', (event) => event.preventDefault()); // the focus stays in the text
    on(this.#popup, 'click auxclick', (event) => {
      const option = event.target.closest('[role=option]');
      if (option && event.button < 2) this.#choose(option, event);
    });
    on(window, 'pageshow popstate', () => this.#close());
    on(window, 'online', () => this.#offline && this.#ask());
    on(document, 'keydown', (event) => this.#heard(event));
    return true;
  }

  // ---- what is asked

  #typed() {
    if (this.#composing) return;
    this.#stop();
    this.#activate(null);
    if (!this.#isLongEnough()) {
      this.#empty();
      return this.#close();
    }
    this.#listbox.setAttribute('aria-busy', 'true');
    if (Date.now() < this.#quietUntil) this.#waitForQuiet();
    else this.#pause = setTimeout(() => this.#ask(), this.delay);
  }

  #isLongEnough() {
    const text = this.#input.value.trim();
    const least = !this.hasAttribute('min-length') && shortScripts.test(text) ? 1 : this.minLength;
    return text !== '' && [...text].length >= least;
  }

  /// Nothing is asked or said any more of the text that was.
  #stop() {
    clearTimeout(this.#pause);
    clearTimeout(this.#speaking);
    this.#asking?.abort();
    this.#status.textContent = '';
    this.#listbox.removeAttribute('aria-busy');
    this.#firstStep = 0;
  }

  async #ask() {
    this.#asking?.abort();
    if (!this.#isLongEnough()) return;
    const asking = (this.#asking = new AbortController());
    const query = this.#input.value;
    this.#listbox.setAttribute('aria-busy', 'true');
    try {
      const [offered, found] = await Promise.all([
        this.suggestions > 0 ? this.#get('suggest', {q: query, limit: this.suggestions}, asking.signal) : {suggestions: []},
        this.#get('search', {q: query, prefix: 1, collapse: 'story', limit: this.results}, asking.signal),
      ]);
      if (asking.signal.aborted || query !== this.#input.value) return;
      this.#offline = false;
      this.#show(query, offered.suggestions, found);
    } catch (error) {
      if (asking.signal.aborted) return;
      asking.abort(); // the other one
      this.#fail(error);
    }
  }

  async #get(endpoint, own, signal) {
    const url = new URL(`v1/${endpoint}`, this.src);
    url.search = this.#fields(own);
    let response;
    try {
      response = await fetch(url, {signal, credentials: 'omit', headers: {Accept: 'application/json'}});
    } catch {
      throw {status: 0, problem: null};
    }
    const answer = await response.json().catch(() => null);
    if (response.ok && answer) return answer;
    const mayWait = response.status === 429 || response.status === 503;
    throw {
      status: response.status,
      problem: answer,
      wait: mayWait ? secondsToWait(response.headers.get('Retry-After')) : undefined,
    };
  }

  /// The other fields of the form, the filter among them, then `own`: what is counted here is what Enter will find.
  #fields(own) {
    const fields = new URLSearchParams();
    const left = [this.#input.name, 'offset', 'cursor', ...Object.keys(own)];
    for (const [name, value] of new FormData(this.#form))
      if (!left.includes(name) && typeof value === 'string' && value !== '') fields.append(name, value);
    for (const [name, value] of Object.entries(own)) fields.append(name, value);
    return fields;
  }

  // ---- what is shown

  #show(query, offered, found) {
    const say = this.#language;
    const total = found.total.articles;
    const suggestions = [...offered, ...(found.help?.spelling ?? []).map((one) => ({...one, text: one.query, label: one.query}))]
      .filter((one, at, all) => all.findIndex((other) => other.text === one.text) === at)
      .slice(0, this.suggestions);
    this.#empty();
    this.#shown = query;
    this.#group(say.text('suggestions'), suggestions.map((one) => this.#suggestion(one)));
    this.#group(say.text('articles'), found.hits.map((hit) => this.#article(hit, query)));
    if (total.value > 0)
      this.#listbox.append(this.#option('all', {url: this.#searchAddress(query), query}, say.text('all', total, say.text('count', total))));
    this.#say(total.value > 0 ? '' : say.text('none'));

    const parts = total.value > 0 ? [say.text('shown', total, say.text('count', total), say.number(found.hits.length))] : [];
    if (suggestions.length > 0) parts.push(say.text('offers', {value: suggestions.length}));
    const sentence = parts.length > 0 ? say.list(parts) + say.text('keys') : '';
    this.#speak([total.value > 0 ? '' : say.text('none'), sentence].filter(Boolean).join(' '));

    const step = this.#firstStep;
    this.#open();
    if (step) this.#move(step);
    this.#tell('results', {query, total: found.total});
  }

  #suggestion({kind, text, label, articles}) {
    const say = this.#language;
    const name = make('span', {}, make('bdi', {}, label));
    // A tag and a word may look the same; what is typed for it tells them apart.
    if (kind && kind !== 'term' && kind !== 'title') name.append(' ', make('i', {dir: 'ltr'}, text));
    const count = make('span', {'data-part': 'count'}, make('b', {'aria-hidden': true}, say.count(articles)),
      make('span', {}, say.text('count', articles)));
    return this.#option('suggestion', {url: this.#searchAddress(text), query: text}, name, count);
  }

  #article(hit, query) {
    const reader = new URL(`article/${encodeURIComponent(hit.id)}`, this.src);
    reader.searchParams.set('q', query);
    const url = (this.target === 'publisher' && webAddress(hit.url)) || reader.href;
    const meta = [hit.source && make('bdi', {}, hit.source), hit.date && make('time', {datetime: hit.date.value}, this.#language.date(hit.date))];
    const [first, second] = meta.filter(Boolean);
    const foreign = {lang: hit.lang ?? '', dir: 'auto'};
    const option = this.#option('article', {id: hit.id, url, query}, make('div', {'data-part': 'headline', ...foreign}, ...marked(hit.title)));
    if (first) option.append(make('div', {'data-part': 'meta'}, first, ...(second ? [' · ', second] : [])));
    if (hit.passages?.[0]) option.append(make('div', {'data-part': 'passage', ...foreign}, ...marked(hit.passages[0])));
    return option;
  }

  #option(kind, {id, url, query}, ...children) {
    const name = `${this.#listbox.id}-option-${this.#chosen.size + 1}`;
    const option = make('div', {role: 'option', id: name, 'aria-selected': false, 'data-part': kind}, ...children);
    this.#chosen.set(option, {kind, id: id ?? null, url, query});
    return option;
  }

  #group(title, options) {
    if (options.length === 0) return;
    const id = `${options[0].id}-title`;
    this.#listbox.append(make('div', {role: 'group', 'aria-labelledby': id, 'data-part': 'group'},
      make('div', {id, 'aria-hidden': true, 'data-part': 'title'}, title), ...options));
  }

  #empty() {
    this.#activate(null);
    this.#chosen.clear();
    this.#shown = null;
    this.#listbox.replaceChildren();
    this.#listbox.removeAttribute('aria-busy');
    this.#say('');
  }

  #say(sentence) {
    this.#message.textContent = sentence;
    this.#message.hidden = sentence === '';
  }

  #speak(sentence) {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => (this.#status.textContent = sentence), statusPause);
  }

  #fail({status = 200, problem = null, wait}) { // without a status: the answer was not one of ours
    this.#offline = status === 0;
    this.#complain(this.#language.text(this.#offline ? 'offline' : 'failed'));
    if (wait) {
      this.#quietUntil = Date.now() + wait * 1000;
      this.#waitForQuiet();
    }
    this.#tell('error', {status, problem});
  }

  #complain(sentence) {
    this.#empty();
    this.#say(sentence);
    this.#speak(sentence);
    this.#open();
  }

  #waitForQuiet() {
    const left = this.#quietUntil - Date.now();
    this.#complain(this.#language.text('wait', undefined, this.#language.seconds(Math.ceil(left / 1000))));
    clearTimeout(this.#retrying);
    this.#retrying = setTimeout(() => this.#ask(), Math.min(left, longestTimer));
  }

  #tell(name, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(`broadsheet:${name}`, {bubbles: true, composed: true, cancelable, detail}));
  }

  // ---- open, closed, active

  #open() {
    if (!this.#input.matches(':focus')) return;
    const options = this.#chosen.size > 0;
    this.#listbox.hidden = !options;
    this.#popup.hidden = !options && this.#message.hidden;
    this.#popup.style.insetBlockStart = `${this.#input.getBoundingClientRect().bottom - this.getBoundingClientRect().top}px`;
    this.#input.setAttribute('aria-expanded', options);
  }

  #close() {
    this.#stop();
    clearTimeout(this.#retrying);
    this.#activate(null);
    this.#offline = false;
    this.#popup.hidden = true;
    this.#listbox.hidden = true;
    this.#input.setAttribute('aria-expanded', false);
  }

  /// Opens what there is for the text, or asks for it; `step` is where an arrow goes then.
  #reopen(step) {
    if (!this.#isLongEnough()) return;
    if (this.#shown === this.#input.value) {
      this.#open();
      if (step) this.#move(step);
    } else {
      this.#typed();
      this.#firstStep = step;
    }
  }

  #move(step) {
    const options = [...this.#chosen.keys()];
    const places = options.length + 1; // the text is one
    this.#activate(options[(options.indexOf(this.#active) + 1 + step + places) % places - 1] ?? null);
  }

  #activate(option) {
    this.#active?.setAttribute('aria-selected', false);
    this.#active = option;
    if (!option) return this.#input.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', true);
    this.#input.setAttribute('aria-activedescendant', option.id);
    option.scrollIntoView({block: 'nearest'});
  }

  #pressed(event) {
    if (event.isComposing || event.keyCode === 229) return; // the key is the input method's
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step && !event.shiftKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (event.altKey) step > 0 ? this.#reopen(0) : this.#close();
      else this.#popup.hidden ? this.#reopen(step) : this.#move(step);
    } else if (event.key === 'Enter' && this.#active) {
      event.preventDefault();
      this.#choose(this.#active, event);
    } else if (event.key === 'Escape' && !this.#popup.hidden) {
      event.preventDefault();
      this.#close();
    } else if (event.key === 'Escape' && this.#input.value !== '') {
      event.preventDefault();
      this.#input.value = '';
      this.#input.dispatchEvent(new Event('input', {bubbles: true}));
    } else if (event.key === 'Tab') {
      this.#close();
    } else if (/^(ArrowLeft|ArrowRight|Home|End)$/.test(event.key)) {
      this.#activate(null);
    }
  }

  #choose(option, event) {
    const chosen = {...this.#chosen.get(option)};
    if (chosen.kind === 'all') Object.assign(chosen, {query: this.#input.value, url: this.#searchAddress(this.#input.value)});
    if (!this.#tell('select', chosen, true)) return;
    this.#close();
    if (event.ctrlKey || event.metaKey || event.button === 1) {
      window.open(chosen.url, '_blank', 'noopener');
    } else if (chosen.kind === 'article') {
      location.assign(chosen.url);
    } else {
      this.#input.value = chosen.query;
      this.#form.requestSubmit();
    }
  }

  #searchAddress(query) {
    const url = new URL(this.#form.getAttribute('action') || location.href, document.baseURI);
    url.search = this.#fields({[this.#input.name || 'q']: query});
    return url.href;
  }

  // ---- attributes

  /// The filter goes into the form as hidden fields, so that the form sends it without us too.
  #setFilter(filter) {
    this.querySelectorAll('[data-broadsheet-filter]').forEach((field) => field.remove());
    if (!this.#form) return;
    const there = [...new FormData(this.#form)];
    for (const [name, value] of new URLSearchParams(filter))
      if (!there.some(([itsName, itsValue]) => itsName === name && itsValue === value))
        this.#form.append(make('input', {type: 'hidden', name, value, 'data-broadsheet-filter': ''}));
  }

  get #language() {
    return language(this.closest('[lang]')?.getAttribute('lang'));
  }

  #setLanguage() {
    const {tag, direction, text, list} = this.#language;
    for (const part of [this.#popup, this.#status]) {
      part.lang = tag;
      part.dir = direction;
    }
    this.#listbox.setAttribute('aria-label', list([text('suggestions'), text('articles')]));
  }

  #setShortcut() {
    const keys = this.#shortcutKeys();
    if (keys) this.#input.setAttribute('aria-keyshortcuts', [...keys.modifiers, keys.key].join('+'));
    else this.#input.removeAttribute('aria-keyshortcuts');
  }

  /// `mod+k` → {modifiers: ['Control'], key: 'k'}; mod is Command where the system has one.
  #shortcutKeys() {
    if (!this.shortcut) return null;
    const mod = /Mac|iP(hone|ad)/.test(navigator.platform) ? 'Meta' : 'Control';
    const names = {mod, ctrl: 'Control', control: 'Control', meta: 'Meta', alt: 'Alt', shift: 'Shift'};
    const parts = this.shortcut.toLowerCase().split('+');
    return {key: parts.pop(), modifiers: parts.map((part) => names[part])};
  }

  #heard(event) {
    const keys = this.#shortcutKeys();
    if (!keys || event.defaultPrevented || event.isComposing || event.key.toLowerCase() !== keys.key) return;
    // Shift is left to the keyboard's layout: `/` needs it on some.
    if (['Control', 'Meta', 'Alt'].some((name) => event.getModifierState(name) !== keys.modifiers.includes(name))) return;
    const at = event.composedPath()[0];
    if (keys.modifiers.length === 0 && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName))) return;
    event.preventDefault();
    this.#input.focus();
    this.#input.select();
  }
}

/// A number of an attribute, or what it is by default.
const number = (fallback, most = Infinity) => (text) => (/^\d+$/.test(text) ? Math.min(text, most) : fallback);

/// Attributes and properties: how each is read. `lang` is every element's own.
const readers = {
  src: (text) => new URL((text || '/').replace(/[^/]$/, '$&/'), document.baseURI).href,
  results: number(5, 10),
  suggestions: number(4, 10),
  delay: number(120),
  minLength: number(2),
  filter: (text) => text ?? '',
  shortcut: (text) => text ?? '',
  target: (text) => (text === 'reader' ? text : 'publisher'),
};
for (const [name, read] of Object.entries(readers)) {
  const attribute = name === 'minLength' ? 'min-length' : name;
  Object.defineProperty(BroadsheetSearch.prototype, name, {
    get() { return read(this.getAttribute(attribute)); },
    set(value) { this.setAttribute(attribute, value); },
  });
}

// ---- strings
//
// A text a language, a line a string. `{}` is the count or what it counts, `{shown}` how many of it; forms of a plural stand
// in the order of pluralOrder, the last for all others. Nothing in a sentence bends what is counted.

const pluralOrder = {
  ar: ['one', 'two', 'few', 'many'],
  he: ['one', 'two'],
  pl: ['one', 'few'],
  ru: ['one', 'few'],
  uk: ['one', 'few'],
};

const stringNames = ['suggestions', 'articles', 'count', 'offers', 'all', 'shown', 'keys', 'none', 'offline', 'failed', 'wait'];

const strings = {
en: `Suggestions
Articles
{} article|{} articles
{} suggestion|{} suggestions
See {}|See all {}
{shown} of {}
. Use the arrow keys.
No article has all of these words.
There is no connection.
There is no answer at the moment.
The archive is busy. It will be asked again in {}.`,
ar: `اقتراحات
مقالات
مقالة واحدة|مقالتان|{} مقالات|{} مقالة
اقتراح واحد|اقتراحان|{} اقتراحات|{} اقتراحًا|{} اقتراح
عرض الكل: {}
المعروض {shown}، المجموع: {}
. استخدم مفاتيح الأسهم.
لا توجد مقالة تضم كل هذه الكلمات.
لا يوجد اتصال.
لا توجد إجابة الآن.
الأرشيف مشغول. سيعاد السؤال بعد {}.`,
da: `Forslag
Artikler
{} artikel|{} artikler
{} forslag
Vis {}|Vis alle {}
{shown} af {}
. Brug piletasterne.
Ingen artikel har alle disse ord.
Der er ingen forbindelse.
Der er intet svar lige nu.
Arkivet har travlt. Der spørges igen om {}.`,
de: `Vorschläge
Artikel
{} Artikel
{} Vorschlag|{} Vorschläge
{} ansehen|Alle {} ansehen
{shown} von insgesamt {}
. Mit den Pfeiltasten auswählen.
Kein Artikel enthält alle diese Wörter.
Keine Verbindung.
Im Augenblick keine Antwort.
Das Archiv ist ausgelastet. Nächste Anfrage in {}.`,
es: `Sugerencias
Artículos
{} artículo|{} artículos
{} sugerencia|{} sugerencias
Ver {}|Ver los {}
{shown} de {}
. Use las teclas de flecha.
Ningún artículo tiene todas estas palabras.
No hay conexión.
No hay respuesta en este momento.
El archivo está ocupado. Nueva consulta en {}.`,
fr: `Suggestions
Articles
{} article|{} articles
{} suggestion|{} suggestions
Voir {}|Voir les {}
{shown} sur {}
. Utilisez les touches fléchées.
Aucun article ne contient tous ces mots.
Pas de connexion.
Pas de réponse pour le moment.
Archives très sollicitées. Nouvelle demande dans {}.`,
he: `הצעות
כתבות
כתבה אחת|שתי כתבות|{} כתבות
הצעה אחת|שתי הצעות|{} הצעות
הצגת הכול: {}
מוצגות {shown}, סך הכול {}
. אפשר לבחור במקשי החצים.
אין כתבה שיש בה כל המילים האלה.
אין חיבור.
אין תשובה כרגע.
הארכיון עמוס. שאלה חוזרת בעוד {}.`,
it: `Suggerimenti
Articoli
{} articolo|{} articoli
{} suggerimento|{} suggerimenti
Vedi {}|Vedi tutti: {}
{shown} su {}
. Usa i tasti freccia.
Nessun articolo contiene tutte queste parole.
Nessuna connessione.
Nessuna risposta al momento.
L’archivio è occupato. Nuova richiesta tra {}.`,
ja: `候補
記事
{}件の記事
{}件の候補
{}をすべて表示
{}のうち{shown}件
。矢印キーで選べます。
すべての語を含む記事はありません。
接続がありません。
現在、応答がありません。
アーカイブが混み合っています。{}後に再び問い合わせます。`,
ko: `추천 검색어
기사
기사 {}건
추천 검색어 {}개
{} 모두 보기
{} 중 {shown}건
. 화살표 키로 선택하세요.
이 단어가 모두 들어 있는 기사가 없습니다.
연결이 없습니다.
지금은 응답이 없습니다.
아카이브가 바쁩니다. {} 후에 다시 묻습니다.`,
nb: `Forslag
Artikler
{} artikkel|{} artikler
{} forslag
Vis {}|Vis alle {}
{shown} av {}
. Bruk piltastene.
Ingen artikkel har alle disse ordene.
Det er ingen forbindelse.
Det er ikke noe svar akkurat nå.
Arkivet er opptatt. Det spørres igjen om {}.`,
nl: `Suggesties
Artikelen
{} artikel|{} artikelen
{} suggestie|{} suggesties
{} bekijken|Alle {} bekijken
{shown} van {}
. Gebruik de pijltjestoetsen.
Geen artikel bevat al deze woorden.
Er is geen verbinding.
Er is nu geen antwoord.
Het archief is bezet. Nieuwe vraag over {}.`,
pl: `Podpowiedzi
Artykuły
{} artykuł|{} artykuły|{} artykułów
{} podpowiedź|{} podpowiedzi|{} podpowiedzi
Pokaż wszystko: {}
Pokazano {shown}, razem {}
. Użyj klawiszy strzałek.
Żaden artykuł nie zawiera wszystkich tych słów.
Brak połączenia.
Teraz nie ma odpowiedzi.
Archiwum jest zajęte. Ponowne pytanie za {}.`,
pt: `Sugestões
Artigos
{} artigo|{} artigos
{} sugestão|{} sugestões
Ver {}|Ver todos os {}
{shown} de {}
. Use as teclas de seta.
Nenhum artigo tem todas estas palavras.
Não há conexão.
Não há resposta no momento.
O arquivo está ocupado. Nova tentativa em {}.`,
ru: `Подсказки
Статьи
{} статья|{} статьи|{} статей
{} подсказка|{} подсказки|{} подсказок
Показать всё: {}
Показано {shown}, всего {}
. Выбирайте клавишами со стрелками.
Ни в одной статье нет всех этих слов.
Нет соединения.
Сейчас ответа нет.
Архив занят. Следующий запрос через {}.`,
sv: `Förslag
Artiklar
{} artikel|{} artiklar
{} förslag
Visa {}|Visa alla {}
{shown} av {}
. Använd piltangenterna.
Ingen artikel har alla dessa ord.
Det finns ingen anslutning.
Det finns inget svar just nu.
Arkivet är upptaget. Det tillfrågas igen om {}.`,
uk: `Підказки
Статті
{} стаття|{} статті|{} статей
{} підказка|{} підказки|{} підказок
Показати все: {}
Показано {shown}, усього {}
. Вибирайте клавішами зі стрілками.
У жодній статті немає всіх цих слів.
Немає з’єднання.
Зараз відповіді немає.
Архів зайнятий. Наступний запит через {}.`,
zh: `建议
文章
{}篇文章
{}条建议
查看全部{}
显示{shown}篇，共{}
。请使用方向键。
没有文章包含所有这些词。
没有网络连接。
目前没有响应。
档案库繁忙，{}后再次查询。`,
'zh-Hant': `建議
文章
{}篇文章
{}項建議
查看全部{}
顯示{shown}篇，共{}
。請使用方向鍵。
沒有文章包含所有這些詞。
沒有網路連線。
目前沒有回應。
檔案庫忙碌中，{}後再次查詢。`,
};

const rightToLeft = ['ar', 'he'];
const languages = new Map(); // by tag: making the formats of Intl takes a millisecond each

/// How to say things in the language of a tag, English where there are no strings for it.
function language(tag) {
  if (!languages.has(tag)) languages.set(tag, makeLanguage(tag));
  return languages.get(tag);
}

function makeLanguage(tag) {
  let row, locale;
  try {
    const {language, script} = new Intl.Locale(tag).maximize();
    row = [`${language}-${script}`, {no: 'nb', nn: 'nb'}[language] ?? language].find((name) => name in strings);
    [locale] = Intl.getCanonicalLocales(tag);
  } catch {} // no tag, or none that is one
  if (!row) row = locale = 'en';
  const numbers = new Intl.NumberFormat(locale);
  const seconds = new Intl.NumberFormat(locale, {style: 'unit', unit: 'second', unitDisplay: 'long'});
  const plurals = new Intl.PluralRules(locale);
  const list = new Intl.ListFormat(locale, {type: 'unit', style: 'short'});
  const lines = strings[row].split('\n');
  const order = pluralOrder[row] ?? ['one'];
  // `+` says that there may be more: a count of which only the least is known.
  const count = ({value, relation}) => numbers.format(value) + (relation === 'gte' ? '+' : '');
  return {
    tag: locale,
    direction: rightToLeft.includes(row) ? 'rtl' : 'ltr',
    count,
    number: (value) => numbers.format(value),
    seconds: (value) => seconds.format(value),
    list: (parts) => list.format(parts),
    text(key, number, what = number && count(number), shown) {
      const forms = lines[stringNames.indexOf(key)].split('|');
      const form = forms[order.indexOf(number && plurals.select(number.value))] ?? forms.at(-1);
      return form.replace('{}', what).replace('{shown}', shown);
    },
    /// As precise as it is known, by the newspaper's calendar.
    date({value, precision}) {
      const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(value) ?? [];
      if (!year) return value;
      if (precision === 'decade') return `${year}–${Number(year) + 9}`;
      return new Date(`${year}-${month ?? '01'}-${day ?? '01'}`).toLocaleDateString(locale, {
        calendar: 'gregory', timeZone: 'UTC', year: 'numeric',
        month: month && 'long', day: day && 'numeric',
      });
    },
  };
}

if (!customElements.get('broadsheet-search')) customElements.define('broadsheet-search', BroadsheetSearch);
