// The search box in the page of another site, under a policy as strict as it can be: what it promises to people who type,
// who listen and who never touch a mouse, and what it does when the line or the service is bad.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {gzipSync} from 'node:zlib';

import {aBrowser, assertQuiet, axe, inEveryLook} from './browser.mjs';
import {freePort, startService} from './service.mjs';
import {embedded, startSite} from './site.mjs';

const browser = aBrowser();
let service, site;
before(async () => {
  const port = await freePort();
  service = await startService({options: ['--allow-origin', `http://127.0.0.1:${port}`]});
  site = await startSite({service: service.url, port});
});
after(async () => {
  await site?.close();
  await service?.stop();
});

/// A page of the site with the box on it. `box`: as in `embedded`; the rest: as in `open`.
async function open({box = {}, ...options} = {}) {
  site.pages['/'] = embedded(service.url, box);
  site.pages['/other'] = '<!doctype html><html lang="en"><title>Another page</title><h1>Another page</h1></html>';
  const page = await browser.open({hosts: [site.url, service.url], ...options});
  // The publisher of the sample does not exist; going there is enough.
  await page.route(/\.example\//, (route) => route.fulfill({contentType: 'text/html', body: '<title>The publisher</title>'}));
  await page.goto(site.url);
  return page;
}

const input = (page) => page.getByRole('combobox', {name: 'Search the archive'});
const list = (page) => page.getByRole('listbox');
const options = (page) => page.getByRole('option');
const active = (page) => page.getByRole('option', {selected: true});
const status = (page) => page.getByRole('status');
const message = (page) => page.locator('[data-part=message]');

async function type(page, text) {
  await input(page).pressSequentially(text);
  await options(page).first().waitFor();
  await page.locator('[role=listbox]:not([aria-busy])').waitFor();
}

/// Requests of the page to the API from now on, as "search q" or "suggest q".
function asked(page) {
  const all = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname.startsWith('/v1/')) all.push(`${url.pathname.slice(4)} ${url.searchParams.get('q')}`);
  });
  return all;
}

test('the input is a combobox, and its list is in the page before the first key', async () => {
  const page = await open();
  const attributes = await input(page).evaluate((element) => {
    const controlled = document.getElementById(element.getAttribute('aria-controls'));
    return {
      autocomplete: element.getAttribute('autocomplete'),
      aria: element.getAttribute('aria-autocomplete'),
      expanded: element.getAttribute('aria-expanded'),
      active: element.getAttribute('aria-activedescendant'),
      controls: controlled?.getAttribute('role'),
      name: controlled?.getAttribute('aria-label'),
      shadow: element.closest('broadsheet-search').shadowRoot,
    };
  });
  assert.deepEqual(attributes, {
    autocomplete: 'off', aria: 'list', expanded: 'false', active: null, controls: 'listbox', name: 'Suggestions, Articles', shadow: null,
  });
  assertQuiet(page);
});

test('what is shown is what the API says: suggestions, articles, marks and the number', async () => {
  const page = await open();
  await type(page, 'deepseek saf');
  const found = await service.json('v1/search?q=deepseek saf&prefix=1&collapse=story&limit=5');
  const offered = await service.json('v1/suggest?q=deepseek saf&limit=4');
  assert.match(found.query.canonical, /saf\*/);
  assert.equal(await input(page).getAttribute('aria-expanded'), 'true');

  const suggestions = page.getByRole('group', {name: 'Suggestions'}).getByRole('option');
  assert.deepEqual(await suggestions.locator('bdi').allTextContents(), offered.suggestions.map(({label}) => label));
  assert.deepEqual(await suggestions.locator('[data-part=count] b').allTextContents(), offered.suggestions.map(({articles}) => String(articles.value)));
  await page.getByRole('option', {name: `${offered.suggestions[0].label} ${offered.suggestions[0].articles.value} articles`}).waitFor();

  const articles = page.getByRole('group', {name: 'Articles'}).getByRole('option');
  assert.equal(await articles.count(), found.hits.length);
  const pieces = ({text, spans = []}) => spans.map(([begin, end]) => text.slice(begin, end));
  for (const [at, hit] of found.hits.entries()) {
    const article = articles.nth(at);
    const headline = article.locator('[data-part=headline]');
    assert.equal(await headline.textContent(), hit.title.text);
    assert.deepEqual(await headline.locator('mark').allTextContents(), pieces(hit.title));
    assert.equal(await headline.getAttribute('lang'), hit.lang);
    assert.equal(await headline.getAttribute('dir'), 'auto');
    assert.equal(await article.locator('[data-part=passage]').textContent(), hit.passages[0].text);
    assert.deepEqual(await article.locator('[data-part=passage] mark').allTextContents(), pieces(hit.passages[0]));
    assert.ok((await article.locator('[data-part=meta]').textContent()).startsWith(hit.source));
  }
  assert.equal(await options(page).last().textContent(), `See all ${found.total.articles.value} articles`);
  assert.equal(await page.locator('[role=option] a').count(), 0);
  assert.equal(await articles.first().locator('time').textContent(), 'January 27, 2025');

  // Each suggestion's number is what searching it finds.
  for (const {text, articles} of offered.suggestions)
    assert.equal((await service.json(`v1/search?q=${encodeURIComponent(text)}&limit=0`)).total.articles.value, articles.value);
  assertQuiet(page);
});

test('Down and Up go through the options and past either end back to the text, which never changes', async () => {
  const page = await open();
  await type(page, 'deepseek saf');
  const count = await options(page).count();
  const press = async (key) => {
    await page.keyboard.press(key);
    assert.equal(await input(page).inputValue(), 'deepseek saf');
    const named = await input(page).getAttribute('aria-activedescendant');
    const selected = await active(page).count();
    assert.equal(selected, named ? 1 : 0);
    if (!named) return -1;
    const at = await options(page).evaluateAll((all, id) => all.findIndex((one) => one.id === id), named);
    assert.equal(await options(page).nth(at).getAttribute('aria-selected'), 'true');
    return at;
  };
  for (let at = 0; at < count; ++at) assert.equal(await press('ArrowDown'), at);
  assert.equal(await press('ArrowDown'), -1);
  assert.equal(await press('ArrowDown'), 0);
  assert.equal(await press('ArrowUp'), -1);
  assert.equal(await press('ArrowUp'), count - 1);
  // The list scrolls, and what is active is in view.
  const seen = await active(page).evaluate((option) => {
    const box = option.getBoundingClientRect(), view = option.closest('[role=listbox]').getBoundingClientRect();
    return box.top >= view.top - 1 && box.bottom <= view.bottom + 1;
  });
  assert.ok(seen);
  assert.equal(await press('ArrowDown'), -1);
  for (const key of ['ArrowLeft', 'ArrowRight', 'Home', 'End']) {
    assert.equal(await press('ArrowDown'), 0);
    assert.equal(await press(key), -1, key);
  }
  // The caret went with the keys.
  assert.equal(await input(page).evaluate((element) => element.selectionStart), 'deepseek saf'.length);
  await page.keyboard.press('Home');
  assert.equal(await input(page).evaluate((element) => element.selectionStart), 0);
  // Typing on takes the active option away at once.
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('e');
  assert.equal(await input(page).getAttribute('aria-activedescendant'), null);
  assertQuiet(page);
});

test('Escape closes and keeps the text, then clears it; Alt+Down opens without choosing, Alt+Up closes; Tab goes on', async () => {
  const page = await open();
  const expanded = () => input(page).getAttribute('aria-expanded');
  await type(page, 'deepseek');
  await page.keyboard.press('Escape');
  assert.deepEqual([await expanded(), await list(page).count(), await input(page).inputValue()], ['false', 0, 'deepseek']);
  await page.keyboard.press('Alt+ArrowDown');
  assert.deepEqual([await expanded(), await active(page).count()], ['true', 0]);
  await page.keyboard.press('Alt+ArrowUp');
  assert.equal(await expanded(), 'false');
  await page.keyboard.press('ArrowDown');
  assert.deepEqual([await expanded(), await active(page).count()], ['true', 1]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowUp');
  assert.equal(await active(page).textContent(), await options(page).last().textContent());
  await page.keyboard.press('Escape');
  assert.equal(await input(page).inputValue(), 'deepseek');
  await page.keyboard.press('Escape');
  assert.deepEqual([await expanded(), await input(page).inputValue()], ['false', '']);

  await type(page, 'deepseek');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  assert.deepEqual([await expanded(), await input(page).inputValue()], ['false', 'deepseek']);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Search');
  // A closed list of a text that came without a key is asked for.
  await input(page).evaluate((element) => (element.value = 'safety'));
  await input(page).focus();
  await page.keyboard.press('ArrowDown');
  await active(page).waitFor();
  assert.equal(await input(page).getAttribute('aria-expanded'), 'true');
  assertQuiet(page);
});

test('Enter: the form, a suggestion, an article, all', async () => {
  const page = await open();
  const gone = (pattern) => page.waitForURL(pattern);
  await type(page, 'deepseek saf');
  await page.keyboard.press('Enter');
  await gone((url) => url.pathname === '/search' && url.searchParams.get('q') === 'deepseek saf');

  await page.goto(site.url);
  await type(page, 'deepseek saf');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await gone((url) => url.pathname === '/search' && url.searchParams.get('q') === 'deepseek safety');

  await page.goto(site.url);
  await type(page, 'deepseek saf');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await gone((url) => url.pathname === '/search' && url.searchParams.get('q') === 'deepseek saf');

  const {hits} = await service.json('v1/search?q=deepseek saf&prefix=1&collapse=story&limit=5');
  await page.goto(site.url);
  await type(page, 'deepseek saf');
  await page.getByRole('group', {name: 'Articles'}).getByRole('option').first().click();
  await gone(hits[0].url);

  // Ctrl: a new tab, and this page stays.
  await page.goto(site.url);
  await type(page, 'deepseek saf');
  const tab = page.context().waitForEvent('page');
  await page.getByRole('group', {name: 'Articles'}).getByRole('option').first().click({modifiers: ['Control']});
  await (await tab).close();
  assert.equal(page.url(), site.url);

  await open({box: {attributes: 'target="reader"'}}).then(async (reading) => {
    await type(reading, 'deepseek saf');
    await reading.getByRole('group', {name: 'Articles'}).getByRole('option').first().click();
    await reading.waitForURL((url) => url.origin + '/' === service.url && url.pathname === `/article/${hits[0].id}` && url.searchParams.get('q') === 'deepseek saf');
  });
});

test('a press of the mouse on the list does not take the focus; leaving the box closes it', async () => {
  const page = await open();
  await type(page, 'deepseek');
  const group = await page.locator('[data-part=title]').first().boundingBox();
  await page.mouse.click(group.x + 5, group.y + 5);
  assert.ok(await input(page).evaluate((element) => element === document.activeElement));
  assert.equal(await input(page).getAttribute('aria-expanded'), 'true');
  await page.mouse.click(5, 5);
  assert.equal(await list(page).count(), 0);
  assertQuiet(page);
});

test('two requests after the pause, none for a text too short or emptied', async () => {
  const page = await open();
  const all = asked(page);
  await input(page).pressSequentially('deepseek', {delay: 30});
  await options(page).first().waitFor();
  assert.deepEqual(all.sort(), ['search deepseek', 'suggest deepseek']);
  all.length = 0;
  await input(page).fill('d');
  await pause(300);
  assert.deepEqual(all, []);
  assert.equal(await list(page).count(), 0);
  await input(page).fill('東');
  await pause(300);
  assert.deepEqual(all.sort(), ['search 東', 'suggest 東']);
  all.length = 0;
  await input(page).fill('saf');
  await input(page).fill('   ');
  await pause(300);
  assert.deepEqual(all, []);
  assertQuiet(page);
});

test('an answer for other text is thrown away, and the old list stays, busy, until the new one is there', async () => {
  const page = await open();
  await type(page, 'deepseek');
  const before = await options(page).last().textContent();
  let let_go;
  const held = new Promise((done) => (let_go = done));
  await page.route(/v1\/.*q=restrictio(&|$)/, async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({response}).catch(() => {}); // aborted by the page: as it should be
  });
  await input(page).fill('restrictio');
  await pause(400);
  assert.equal(await list(page).getAttribute('aria-busy'), 'true');
  assert.equal(await options(page).last().textContent(), before);
  await input(page).fill('harbour');
  await page.locator('[role=listbox]:not([aria-busy])').waitFor();
  const wanted = (await service.json('v1/search?q=harbour&prefix=1&collapse=story&limit=5')).total.articles.value;
  assert.match(await options(page).last().textContent(), new RegExp(`^See all ${wanted} `));
  let_go();
  await pause(300);
  assert.match(await options(page).last().textContent(), new RegExp(`^See all ${wanted} `));
  // Nor is it taken for a text that a script has put there.
  const results = page.evaluate(() => new Promise((done) => {
    addEventListener('broadsheet:results', () => done('shown'));
    setTimeout(() => done('thrown away'), 1500);
  }));
  await page.route(/v1\/.*q=safety(&|$)/, async (route) => {
    await pause(400);
    await route.continue();
  });
  await input(page).evaluate((element) => {
    element.value = 'safety';
    element.dispatchEvent(new Event('input'));
    setTimeout(() => (element.value = 'harbour'), 200); // the pause is over, the answer not there
  });
  assert.equal(await results, 'thrown away');
  assertQuiet(page);
});

test('one sentence is said per result, half a second after the last change and never per key', async () => {
  const page = await open();
  await page.evaluate(() => {
    globalThis.said = [];
    const status = document.querySelector('[role=status]');
    new MutationObserver(() => status.textContent && said.push([performance.now(), status.textContent])).observe(status, {childList: true, characterData: true, subtree: true});
    document.querySelector('input').addEventListener('input', () => (globalThis.lastKey = performance.now()));
  });
  await input(page).pressSequentially('deepseek saf', {delay: 150});
  await page.waitForFunction(() => said.length > 0);
  await pause(700);
  const {said, lastKey} = await page.evaluate(() => ({said, lastKey}));
  assert.equal(said.length, 1);
  assert.ok(said[0][0] - lastKey >= 500, `${said[0][0] - lastKey} ms after the last key`);
  const found = await service.json('v1/search?q=deepseek saf&prefix=1&collapse=story&limit=5');
  const offered = await service.json('v1/suggest?q=deepseek saf&limit=4');
  assert.equal(said[0][1], `${found.hits.length} of ${found.total.articles.value} articles, ${offered.suggestions.length} suggestions. Use the arrow keys.`);
  // The same again is said again.
  await page.keyboard.press('e');
  assert.equal(await status(page).textContent(), '');
  await page.keyboard.press('Backspace');
  await page.waitForFunction(() => said.length === 2);
  assertQuiet(page);
});

test('while an input method composes nothing is asked, and Enter is its own', async () => {
  const page = await open();
  const all = asked(page);
  const submitted = [];
  page.on('framenavigated', (frame) => submitted.push(frame.url()));
  await input(page).focus();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Input.imeSetComposition', {text: 'とうき', selectionStart: 3, selectionEnd: 3});
  await pause(400);
  await devtools.send('Input.imeSetComposition', {text: '東京', selectionStart: 2, selectionEnd: 2});
  await pause(400);
  assert.deepEqual(all, []);
  // The key of an input method: 229, and composing.
  await devtools.send('Input.dispatchKeyEvent', {type: 'rawKeyDown', key: 'Enter', windowsVirtualKeyCode: 229});
  await input(page).evaluate((element) =>
    element.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', isComposing: true, bubbles: true, cancelable: true})));
  assert.equal(await input(page).inputValue(), '東京');
  await devtools.send('Input.insertText', {text: '東京'});
  await pause(600);
  assert.deepEqual(all.sort(), ['search 東京', 'suggest 東京']);
  assert.deepEqual(submitted, []);
  assertQuiet(page);
});

test('429 and 503: says so, asks nothing until Retry-After is over, then once', async () => {
  for (const code of [429, 503]) {
    const page = await open();
    const all = asked(page);
    let answered = 0;
    await page.route(/\/v1\//, (route) => (++answered <= 2
      ? route.fulfill({status: code, contentType: 'application/problem+json', body: `{"status":${code},"code":"overloaded"}`,
        headers: {'Retry-After': '2', 'Access-Control-Allow-Origin': site.url.slice(0, -1), 'Access-Control-Expose-Headers': 'ETag, Retry-After'}})
      : route.continue()));
    const error = page.evaluate(() => new Promise((done) => addEventListener('broadsheet:error', ({detail}) => done(detail), {once: true})));
    await input(page).fill('deepseek');
    await message(page).waitFor();
    assert.equal(await message(page).textContent(), 'The archive is busy. It will be asked again in 2 seconds.');
    assert.deepEqual(await error, {status: code, problem: {status: code, code: 'overloaded'}});
    assert.equal(await input(page).getAttribute('aria-expanded'), 'false');
    assert.equal(await list(page).count(), 0);
    all.length = 0;
    await input(page).pressSequentially(' safety', {delay: 60});
    await pause(400);
    assert.deepEqual(all, []);
    await page.waitForFunction(() => /busy/.test(document.querySelector('[role=status]').textContent));
    await options(page).first().waitFor();
    await pause(300);
    assert.deepEqual(all.sort(), ['search deepseek safety', 'suggest deepseek safety']);
    assertQuiet(page, /status of (429|503)|Failed to load resource/);
  }
});

test('offline and broken: a sentence, the form still works, and back online it asks again', async () => {
  const page = await open();
  await type(page, 'deepseek');
  await page.context().setOffline(true);
  await page.keyboard.type(' ');
  await message(page).waitFor();
  assert.equal(await message(page).textContent(), 'There is no connection.');
  assert.equal(await input(page).getAttribute('aria-expanded'), 'false');
  await page.waitForFunction(() => document.querySelector('[role=status]').textContent === 'There is no connection.');
  await page.context().setOffline(false);
  await options(page).first().waitFor();
  assert.equal(await message(page).isVisible(), false);
  assertQuiet(page, /ERR_INTERNET_DISCONNECTED/);

  const broken = await open();
  await broken.route(/\/v1\/search/, (route) => route.fulfill({status: 500, body: 'no JSON', headers: {'Access-Control-Allow-Origin': '*'}}));
  await input(broken).fill('deepseek');
  await message(broken).waitFor();
  assert.equal(await message(broken).textContent(), 'There is no answer at the moment.');
  // Another thing that answers there, and answers well.
  await broken.unroute(/\/v1\/search/);
  await broken.route(/\/v1\/search/, (route) => route.fulfill({json: {hello: []}, headers: {'Access-Control-Allow-Origin': '*'}}));
  const error = broken.evaluate(() => new Promise((done) => addEventListener('broadsheet:error', ({detail}) => done(detail), {once: true})));
  await input(broken).fill('deepsee');
  assert.deepEqual(await error, {status: 200, problem: null});
  assert.equal(await message(broken).textContent(), 'There is no answer at the moment.');
  await input(broken).fill('deepseek');
  await broken.keyboard.press('Enter');
  await broken.waitForURL(/\/search\?q=deepseek$/);
});

test('zero hits: the sentence, no empty list, corrections as options', async () => {
  const page = await open();
  await input(page).fill('xqzvwk');
  await message(page).waitFor();
  assert.equal(await message(page).textContent(), 'No article has all of these words.');
  assert.equal(await input(page).getAttribute('aria-expanded'), 'false');
  assert.equal(await list(page).count(), 0);
  assert.equal(await page.locator('[role=listbox] *').count(), 0);
  await page.waitForFunction(() => document.querySelector('[role=status]').textContent === 'No article has all of these words.');
  // What would find something, with what it finds.
  await input(page).fill('deepseak safety');
  await options(page).first().waitFor();
  const [{query, articles}] = (await service.json('v1/search?q=deepseak safety&prefix=1&limit=0')).help.spelling;
  assert.equal(await options(page).locator('bdi').textContent(), query);
  assert.equal((await service.json(`v1/search?q=${encodeURIComponent(query)}&limit=0`)).total.articles.value, articles.value);
  assert.equal(await message(page).textContent(), 'No article has all of these words.');
  assert.equal(await input(page).getAttribute('aria-expanded'), 'true');
  assertQuiet(page);
});

test('the filter goes with every request and with the form, and so do other fields', async () => {
  const page = await open({box: {attributes: 'filter="lang=de"', fields: '<input type="hidden" name="since" value="2000"><input name="until" aria-label="Until" value="">'}});
  const urls = [];
  page.on('request', (request) => request.url().includes('/v1/') && urls.push(new URL(request.url())));
  await type(page, 'der');
  assert.equal(urls.length, 2);
  for (const url of urls)
    assert.deepEqual([url.searchParams.getAll('lang'), url.searchParams.getAll('since'), url.searchParams.has('until')], [['de'], ['2000'], false]);
  const {total} = await service.json('v1/search?q=der&prefix=1&lang=de&since=2000');
  assert.match(await options(page).last().textContent(), new RegExp(`\\b${total.articles.value} `));
  await page.evaluate(() => (document.querySelector('broadsheet-search').filter = 'lang=fr&tag=a'));
  assert.deepEqual(await page.evaluate(() => [...new FormData(document.querySelector('form'))].map((pair) => pair.join('='))), ['q=der', 'since=2000', 'until=', 'lang=fr', 'tag=a']);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=der&since=2000&until=&lang=fr&tag=a$/);
});

test('attributes are mirrored as properties, with the defaults of the documentation', async () => {
  const page = await open();
  const properties = () => page.evaluate(() => {
    const {src, results, suggestions, delay, minLength, filter, shortcut, target} = document.querySelector('broadsheet-search');
    return {src, results, suggestions, delay, minLength, filter, shortcut, target};
  });
  const defaults = {src: service.url, results: 5, suggestions: 4, delay: 120, minLength: 2, filter: '', shortcut: '', target: 'publisher'};
  assert.deepEqual(await properties(), defaults);
  await page.evaluate(() => Object.assign(document.querySelector('broadsheet-search'), {results: 99, suggestions: -1, delay: 'soon', target: 'blank'}));
  assert.deepEqual(await properties(), {...defaults, results: 10});
  await page.evaluate(() => Object.assign(document.querySelector('broadsheet-search'), {results: 2, suggestions: 0}));
  await type(page, 'deepseek');
  assert.equal(await page.getByRole('group', {name: 'Articles'}).getByRole('option').count(), 2);
  assert.equal(await page.getByRole('group', {name: 'Suggestions'}).count(), 0);
  // Set before the script was there, and an element that gets its form later.
  await page.evaluate(() => {
    const late = document.createElement('broadsheet-search');
    document.body.append(late);
    late.innerText = '';
    late.append(document.querySelector('form').cloneNode(true));
    late.querySelector('input').removeAttribute('role');
  });
  await page.waitForFunction(() => document.querySelectorAll('[role=combobox]').length === 2);
  // Moved elsewhere, it is made anew; taken out of the page, it leaves the form alone.
  const parts = await page.evaluate(() => {
    const element = document.querySelector('broadsheet-search');
    const count = () => element.querySelectorAll('[data-part=popup], [role=status]').length;
    document.body.append(element);
    const moved = [count(), element.querySelector('[role=listbox]').id === element.querySelector('input').getAttribute('aria-controls')];
    element.remove();
    return [...moved, count()];
  });
  assert.deepEqual(parts, [2, true, 0]);
  assertQuiet(page);
});

test('the shortcut is a choice: none by default, not while somebody types elsewhere', async () => {
  const focused = (page) => input(page).evaluate((element) => element === document.activeElement);
  const plain = await open();
  await plain.keyboard.press('/');
  assert.equal(await focused(plain), false);
  assert.equal(await input(plain).getAttribute('aria-keyshortcuts'), null);

  const page = await open({box: {attributes: 'shortcut="/"', fields: '<input name="tag" aria-label="Tag">'}});
  assert.equal(await input(page).getAttribute('aria-keyshortcuts'), '/');
  await page.getByLabel('Tag').pressSequentially('a/b');
  assert.equal(await page.getByLabel('Tag').inputValue(), 'a/b');
  await page.getByLabel('Tag').blur();
  await page.keyboard.press('/');
  assert.deepEqual([await focused(page), await input(page).inputValue()], [true, '']);

  const mod = await open({box: {attributes: 'shortcut="mod+k"'}});
  assert.equal(await input(mod).getAttribute('aria-keyshortcuts'), 'Control+k');
  await mod.keyboard.press('k');
  assert.equal(await focused(mod), false);
  await mod.keyboard.press('Control+k');
  assert.equal(await focused(mod), true);
});

test('events tell what happened, and a cancelled choice does nothing', async () => {
  const page = await open();
  await page.evaluate(() => {
    globalThis.events = [];
    for (const name of ['results', 'select'])
      addEventListener(`broadsheet:${name}`, (event) => {
        events.push([event.type, event.detail, event.composed]);
        if (event.cancelable) event.preventDefault();
      });
  });
  await type(page, 'deepseek saf');
  const {hits, total} = await service.json('v1/search?q=deepseek saf&prefix=1&collapse=story&limit=5');
  for (const part of ['suggestion', 'article', 'all']) {
    await page.locator(`[data-part=${part}]`).first().click();
    assert.equal(await input(page).getAttribute('aria-expanded'), 'true');
  }
  assert.equal(page.url(), site.url);
  const search = (q) => `${service.url}search?${new URLSearchParams({q})}`;
  assert.deepEqual(await page.evaluate(() => events), [
    ['broadsheet:results', {query: 'deepseek saf', total}, true],
    ['broadsheet:select', {kind: 'suggestion', id: null, query: 'deepseek safety', url: search('deepseek safety')}, true],
    ['broadsheet:select', {kind: 'article', id: hits[0].id, url: hits[0].url, query: 'deepseek saf'}, true],
    ['broadsheet:select', {kind: 'all', id: null, query: 'deepseek saf', url: search('deepseek saf')}, true],
  ]);
  assertQuiet(page);
});

test('back and forward: closed', async () => {
  const page = await open();
  await type(page, 'deepseek');
  await page.evaluate(() => history.pushState({}, '', '?a'));
  await page.goBack();
  assert.equal(await list(page).count(), 0);
  await page.keyboard.press('ArrowDown');
  await page.evaluate(() => (location.href = '/other'));
  await page.waitForURL(/other$/);
  await page.goBack();
  await input(page).waitFor();
  assert.equal(await input(page).getAttribute('aria-expanded'), 'false');
  assert.equal(await list(page).count(), 0);
  assertQuiet(page);
});

test('every language has all strings, its plurals, and its direction', async () => {
  const source = readFileSync(new URL('../../web/broadsheet-search.js', import.meta.url), 'utf8');
  const tags = [...source.matchAll(/^'?([a-z]{2}(?:-Hant)?)'?: `/gm)].map(([, tag]) => tag);
  assert.ok(tags.length >= 12, `${tags.length} languages`);
  const seen = new Set();
  for (const tag of tags) {
    const page = await open({box: {lang: tag}});
    await input(page).fill('deepseek saf');
    await options(page).first().waitFor();
    await page.waitForFunction(() => document.querySelector('[role=status]').textContent !== '');
    const texts = await page.locator('[data-part=title], [data-part=all], [data-part=status], [data-part=count]').allTextContents();
    for (const text of texts) assert.doesNotMatch(text, /undefined|NaN|[{}|]/, `${tag}: ${text}`);
    await input(page).fill('xqzvwk');
    await message(page).waitFor();
    assert.ok(!seen.has(await message(page).textContent()), `${tag} repeats another`);
    seen.add(await message(page).textContent());
    const rtl = ['ar', 'he', 'fa', 'ur'].includes(tag);
    assert.equal(await page.locator('[data-part=popup]').evaluate((popup) => getComputedStyle(popup).direction), rtl ? 'rtl' : 'ltr');
    assertQuiet(page);
    await page.context().close();
  }
  // Forms differ where the language's do.
  const forms = async (lang, query) => {
    const page = await open({box: {lang}});
    await input(page).fill(query);
    await options(page).first().waitFor();
    const text = await options(page).last().textContent();
    await page.context().close();
    return text;
  };
  assert.match(await forms('en', 'deepseek safeguards'), /^See 1 article$/);
  assert.match(await forms('ru', 'deepseek safeguards'), /1 статья$/);
  assert.match(await forms('ru', 'reservoir'), /3 статьи$/);
  assert.match(await forms('ru', 'deepseek saf'), /6 статей$/);
  assert.match(await forms('xx-nonsense-', 'deepseek saf'), /^See all 6 articles$/);
  assert.match(await forms('pt-BR', 'deepseek saf'), /^Ver todos os 6 artigos$/);
  assert.match(await forms('zh-TW', 'deepseek saf'), /^查看全部6篇文章$/);
});

test('a page from right to left: the list lies as the page does, each headline in its own direction', async () => {
  const page = await open({box: {lang: 'ar" dir="rtl'}});
  await type(page, 'deepseek');
  const places = await active(page).or(page.locator('[data-part=article]').first()).evaluate((option) => {
    const style = getComputedStyle(option);
    return {direction: style.direction, edge: style.borderRightWidth, headline: getComputedStyle(option.querySelector('[data-part=headline]')).direction};
  });
  assert.deepEqual(places, {direction: 'rtl', edge: '3px', headline: 'ltr'});
  assertQuiet(page);
});

test('without script the form searches', async () => {
  const page = await open({javaScriptEnabled: false});
  const box = page.getByRole('searchbox', {name: 'Search the archive'});
  await box.fill('deepseek safety');
  await page.getByRole('button', {name: 'Search'}).click();
  await page.waitForURL(/\/search\?q=deepseek\+safety$/);
});

test('on a slow line typing stays free, and the list comes when it can', async () => {
  const page = await open();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {offline: false, latency: 800, downloadThroughput: 50_000, uploadThroughput: 20_000});
  const start = Date.now();
  await input(page).pressSequentially('deepseek safety');
  assert.ok(Date.now() - start < 5000, 'typing does not wait: 15 keys would wait 12 s');
  assert.equal(await input(page).getAttribute('aria-expanded'), 'false');
  await options(page).first().waitFor();
  assert.ok(Date.now() - start > 800, 'the line was slow');
  assertQuiet(page);
});

test('axe finds nothing wrong in any state, light and dark, on a phone and a desk', async () => {
  await inEveryLook({open}, {}, async (page, look) => {
    // axe takes what has no background for white, in the dark too.
    await page.evaluate(() => (document.documentElement.style.background = 'Canvas'));
    const wrong = async (state) => assert.deepEqual(await axe(page), [], `${state}, ${look}`);
    await wrong('before the first key');
    await type(page, 'deepseek saf');
    await wrong('open');
    await page.keyboard.press('ArrowDown');
    await wrong('a suggestion is active');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await wrong('the last is active');
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `no sideways scrolling, ${look}`);
    await input(page).fill('xqzvwk');
    await message(page).waitFor();
    await wrong('zero hits');
    await page.context().setOffline(true);
    await input(page).fill('deepseek');
    await page.getByText('There is no connection.').first().waitFor();
    await wrong('offline');
    await page.context().setOffline(false);
  });
});

test('what a screen reader gets of an open list', async () => {
  const page = await open();
  await type(page, 'deepseek saf');
  await page.keyboard.press('ArrowDown');
  const tree = await page.locator('broadsheet-search').ariaSnapshot();
  assert.match(tree, /combobox "Search the archive" \[expanded\]/);
  assert.match(tree, /listbox "Suggestions, Articles"/);
  assert.match(tree, /group "Suggestions":\s+- option "deepseek safety 5 articles" \[selected\]/);
  assert.match(tree, /group "Articles":\s+- option "Regulators weigh safety restrictions on the DeepSeek chatbot The Harbour Gazette · January 27, 2025 Regulators/);
  assert.match(tree, /- option "See all 6 articles"/);
});

test('the box is one file of at most 12 KB, with no import', async () => {
  const response = await fetch(`${service.url}broadsheet-search.js`);
  const source = await response.text();
  const bytes = gzipSync(source, {level: 9}).length;
  assert.ok(bytes <= 12 * 1024, `${bytes} bytes`);
  assert.doesNotMatch(source, /^\s*import\b|import\(|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b/m);
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
  assert.equal(response.headers.get('cross-origin-resource-policy'), 'cross-origin');
});
