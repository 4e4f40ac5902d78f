// The pages of the service as they are seen, heard and used: roles and names, numbers, keyboard, looks, budgets.
import assert from 'node:assert/strict';
import {get} from 'node:http';
import {after, before, test} from 'node:test';

import {aBrowser, assertQuiet, axe, inEveryLook} from './browser.mjs';
import {startService} from './service.mjs';

const browser = aBrowser();
let service;
before(async () => (service = await startService()));
after(() => service?.stop());

async function open(path, options = {}) {
  const page = await browser.open({hosts: [service.url], ...options});
  await page.goto(new URL(path, service.url).href);
  return page;
}
/// An answer as it comes over the line; fetch() would unpack it.
const packed = (path) =>
  new Promise((done, failed) =>
    get(new URL(path, service.url), {headers: {'Accept-Encoding': 'gzip'}}, (response) => {
      let bytes = 0;
      response.on('data', (piece) => (bytes += piece.length));
      response.on('end', () => done({statusCode: response.statusCode, headers: response.headers, bytes}));
    }).on('error', failed));
const first = (text) => text.trim().split(/\s+/)[0].replaceAll(',', '').replace(/^No$/, '0'); // “No articles”

test('the search page: landmarks, skip link, heading, lists and links by role and name', async () => {
  const page = await open('search?q=deepseek+safety');
  for (const role of ['banner', 'search', 'main', 'contentinfo']) assert.equal(await page.getByRole(role).count(), 1, role);
  await page.getByRole('link', {name: /^Skip/}).waitFor({state: 'attached'});
  await page.getByRole('combobox', {name: 'Search the archive'}).waitFor();
  await page.getByRole('button', {name: 'Search', exact: true}).waitFor();
  assert.equal(await page.getByRole('heading', {level: 1}).count(), 1);
  await page.getByRole('figure', {name: 'When they were published'}).waitFor();
  await page.getByText('Timeline as a table').waitFor();
  for (const name of ['Order', 'Narrow the results']) await page.getByRole('navigation', {name}).waitFor();
  await page.getByRole('list', {name: 'Articles', exact: true}).waitFor();
  for (const name of ['Best match', 'Newest', 'Oldest']) await page.getByRole('link', {name, exact: true}).waitFor();
  for (const name of ['From', 'Until']) await page.getByRole('textbox', {name, exact: true}).waitFor();
  await page.getByRole('button', {name: 'Apply'}).waitFor();
  for (const name of ['Explore this query', 'Feed', 'CSV', 'Cite']) await page.getByRole('link', {name, exact: true}).waitFor();
  for (const name of ['Tag', 'Source', 'Author', 'Language']) await page.getByRole('heading', {name, exact: true}).waitFor();
  const title = page.getByRole('list', {name: 'Articles', exact: true}).getByRole('heading', {level: 2}).first();
  assert.equal(await title.getByRole('link').count(), 1);
  await page.getByRole('link', {name: 'Read with hits marked'}).first().waitFor();
  await page.getByRole('link', {name: 'At this passage on the publisher’s page'}).first().waitFor();
  assertQuiet(page);
});

test('the page’s number is the API’s, the API’s is the ids exported, and the box agrees', async () => {
  for (const query of ['deepseek safety', 'harbour', 'der', 'source:"The Harbour Gazette"', '"safety restrictions"', '']) {
    const q = encodeURIComponent(query);
    const page = await open(`search?q=${q}`);
    const {total, hits} = await service.json(`v1/search?q=${q}&collapse=story&limit=100`);
    assert.equal(total.articles.relation, 'eq');
    const shown = first(await page.getByRole('heading', {level: 1}).textContent());
    assert.equal(Number(shown), total.articles.value, query);
    const ids = (await (await fetch(`${service.url}v1/export?q=${q}&format=ids`)).text()).split('\n').filter(Boolean);
    assert.equal(ids.length, total.articles.value, query);
    const every = await service.json(`v1/search?q=${q}&collapse=none&limit=100`);
    assert.deepEqual(every.hits.map(({id}) => id).sort(), ids.sort());
    assert.equal(hits.length, total.stories.value);
    await page.context().close();
  }
});

test('each facet, filter and period leads to as many articles as it says', async () => {
  const page = await open('search?q=safety');
  const links = await page.getByRole('navigation', {name: 'Narrow the results'}).getByRole('listitem').getByRole('link')
    .evaluateAll((all) => all.map((link) => [link.href, link.querySelector('.count').textContent]));
  await page.getByText('Timeline as a table').click();
  const periods = await page.getByRole('table').getByRole('row').filter({has: page.getByRole('link')})
    .evaluateAll((rows) => rows.map((row) => [row.querySelector('a').href, row.lastElementChild.textContent]));
  assert.ok(links.length > 5 && periods.length > 3, `${links.length} values, ${periods.length} periods`);
  for (const [url, count] of [...links.slice(0, 12), ...periods.slice(0, 6)]) {
    const html = await (await fetch(url)).text();
    assert.equal(first(/<h1[^>]*><strong>([^<]*)/.exec(html)[1]), count.replaceAll(',', ''), url);
  }
  // A value that is chosen is a filter in force, and removing it leads back.
  await page.getByRole('navigation', {name: 'Narrow the results'}).getByRole('listitem').getByRole('link').first().click();
  await page.getByRole('navigation', {name: 'Narrow the results'}).locator('[aria-current]').waitFor();
  await page.getByRole('list', {name: 'Filters in force'}).getByRole('link', {name: /^Remove the filter Tag: /}).click();
  await page.waitForURL((url) => url.search === '?q=safety');
  assertQuiet(page);
});

test('a mark is the text between its places', async () => {
  const page = await open('search?q=deepseek+safety&collapse=none');
  const {hits} = await service.json('v1/search?q=deepseek+safety');
  const items = page.getByRole('list', {name: 'Articles', exact: true}).locator(':scope > li');
  for (const [at, {title, id}] of hits.entries()) {
    assert.deepEqual(await items.nth(at).locator('h2 mark').allTextContents(), (title.spans ?? []).map(([begin, end]) => title.text.slice(begin, end)));
    const {article} = await service.json(`v1/articles/${encodeURIComponent(id)}?q=deepseek+safety`);
    const reading = await open(`article/${encodeURIComponent(id)}?q=deepseek+safety`);
    assert.deepEqual(await reading.locator('.body mark').allTextContents(), article.body.spans.map(([begin, end]) => article.body.text.slice(begin, end)));
    await reading.context().close();
  }
});

test('by keyboard alone: skip, type, choose, narrow, read, and back to where it was', async () => {
  const page = await open('search?q=safety');
  await page.keyboard.press('Tab');
  assert.match(await page.evaluate(() => document.activeElement.textContent), /^Skip/);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'main');
  // The focus goes through the page as the eye does, and every stop shows it.
  const stops = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')].filter((one) => one.checkVisibility()).length);
  await page.goto(page.url().replace('#content', ''));
  const seen = [];
  for (let at = 0; at < stops + 5; ++at) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const one = document.activeElement, style = getComputedStyle(one);
      if (one === document.body) return null;
      return {name: one.textContent.trim() || one.name, order: [...document.querySelectorAll('*')].indexOf(one), ring: parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== 'none'};
    });
    if (!stop) break;
    assert.ok(stop.ring, `the focus is seen on ${stop.name}`);
    assert.ok(seen.length === 0 || stop.order > seen.at(-1).order, `${stop.name} comes in the order of the source`);
    seen.push(stop);
  }
  assert.ok(seen.length > 20, `${seen.length} stops`);
  assertQuiet(page);
});

test('back and forward: an address opened again gives the same picture', async () => {
  const page = await open('search?q=safety');
  const picture = () => page.locator('main').ariaSnapshot();
  const before = await picture();
  await page.getByRole('link', {name: 'Newest', exact: true}).click();
  const newest = [page.url(), await picture()];
  await page.goBack();
  assert.equal(await picture(), before);
  await page.goForward();
  assert.deepEqual([page.url(), await picture()], newest);
  const again = await open(page.url());
  assert.equal(await again.locator('main').ariaSnapshot(), newest[1]);
});

test('a new query begins at the first page', async () => {
  const page = await open('search?q=the&offset=10');
  const input = page.getByRole('combobox', {name: 'Search the archive'});
  await input.fill('safety');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=safety/);
  assert.equal(await page.getByRole('list', {name: 'Articles', exact: true}).getAttribute('start') ?? '1', '1');
});

test('without script all of it is there but the box', async () => {
  const page = await open('search?q=deepseek+safety', {javaScriptEnabled: false});
  await page.getByRole('searchbox', {name: 'Search the archive'}).fill('harbour');
  await page.getByRole('button', {name: 'Search', exact: true}).click();
  await page.waitForURL(/q=harbour/);
  await page.getByRole('list', {name: 'Articles', exact: true}).getByRole('heading').first().waitFor();
  await page.getByText('Timeline as a table').click();
  await page.getByRole('table').waitFor();
  await page.getByRole('textbox', {name: 'From', exact: true}).fill('2025');
  await page.getByRole('button', {name: 'Apply'}).click();
  await page.waitForURL(/since=2025/);
  await page.getByRole('link', {name: 'Read with hits marked'}).first().click();
  await page.waitForURL(/article/);
});

test('zero hits and errors keep the text and lead on', async () => {
  const page = await open('search?q=deepseek+xqzvwk&tag=nowhere');
  assert.match(await page.getByRole('heading', {level: 1}).textContent(), /^No articles/);
  await page.getByRole('link', {name: 'Search without the filters'}).waitFor();
  assert.equal(await page.getByRole('combobox').inputValue(), 'deepseek xqzvwk');
  assertQuiet(page);

  const bad = await open('search?q=deepseek&since=soon');
  assert.equal(await bad.getByRole('combobox', {name: 'Search the archive'}).inputValue(), 'deepseek');
  assert.match(await bad.getByRole('main').textContent(), /since/);
  assertQuiet(bad, /status of 400/);
});

const states = {
  start: '',
  search: 'search?q=deepseek+safety',
  'search, narrowed': 'search?q=safety&tag=Regulation&since=2024&sort=newest&collapse=none',
  'zero hits': 'search?q=deepseek+xqzvwk&tag=nowhere',
  'other scripts': 'search?q=lang:ja+OR+lang:ar+OR+lang:he+OR+lang:zh',
  everything: 'search?q=&offset=10',
  article: 'article/bs-001?q=deepseek+safety',
  story: 'story/bs-001',
  cite: 'cite?q=deepseek+safety',
  box: 'box',
  problem: 'problems/rate-limited',
  'an error': 'search?q=deepseek&since=soon',
  'not found': 'article/nowhere',
};

test('axe finds nothing wrong on any page, light and dark, on a phone and a desk', async () => {
  for (const [state, path] of Object.entries(states))
    await inEveryLook({open: (options) => open(path, options)}, {}, async (page, look) => {
      assert.deepEqual(await axe(page), [], `${state}, ${look}`);
      const summary = page.getByText('Timeline as a table');
      if (await summary.count()) {
        await summary.click();
        assert.deepEqual(await axe(page), [], `${state} with its table, ${look}`);
      }
      assertQuiet(page, /status of (400|404)/);
    });
});

test('axe finds nothing wrong in forced colours, and with the box open on the search page', async () => {
  const forced = await open(states.search, {forcedColors: 'active'});
  assert.deepEqual(await axe(forced), []);
  await inEveryLook({open: (options) => open('search?q=safety', options)}, {}, async (page, look) => {
    await page.getByRole('combobox').fill('deepseek saf');
    await page.getByRole('option').first().waitFor();
    assert.deepEqual(await axe(page), [], look);
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await axe(page), [], look);
    assertQuiet(page);
  });
});

test('no page scrolls sideways at 320 px, and what is touched is large enough', async () => {
  for (const [state, path] of Object.entries(states)) {
    const page = await open(path, {width: 320, hasTouch: true, isMobile: true});
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320), `${state} at 320 px`);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('a[href], button, input:not([type=hidden]), summary')]
        .filter((one) => one.checkVisibility() && getComputedStyle(one).position !== 'absolute' && !one.closest('p, li p'))
        .map((one) => [one.textContent.trim().slice(0, 30), Math.round(one.getBoundingClientRect().height)])
        .filter(([, height]) => height > 0 && height < 24));
    assert.deepEqual(small, [], `${state}: under 24 px`);
    await page.context().close();
  }
});

test('a search is one page, one style sheet and the box; nothing moves while it loads', async () => {
  const page = await browser.open({hosts: [service.url]});
  const loaded = [];
  page.on('response', (response) => loaded.push(new URL(response.url()).pathname));
  await page.addInitScript(() => {
    globalThis.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({value}) => (globalThis.shift += value))).observe({type: 'layout-shift', buffered: true});
  });
  await page.goto(`${service.url}search?q=deepseek+safety`);
  await page.waitForLoadState('networkidle');
  assert.deepEqual(loaded.filter((path) => path !== '/favicon.ico').sort(), ['/broadsheet-search.js', '/page.css', '/search']);
  assert.equal(await page.evaluate(() => globalThis.shift), 0);
  const html = await (await fetch(`${service.url}search?q=deepseek+safety`)).text();
  assert.doesNotMatch(html, /<img|<style|\sstyle=|\son\w+=|<script(?! type="module" src=)/);
  assertQuiet(page);
});

test('what is sent keeps to its size, packed', async () => {
  const kilobytes = {'broadsheet-search.js': 12, 'page.css': 12, 'explore.js': 60, 'chart.js': 40};
  for (const [path, most] of Object.entries(kilobytes)) {
    const {statusCode, headers, bytes} = await packed(path);
    if (statusCode === 404 && /explore|chart/.test(path)) continue; // a program built without Node
    assert.deepEqual([statusCode, headers['content-encoding']], [200, 'gzip'], path);
    assert.ok(bytes > 500 && bytes <= most * 1024, `${path}: ${bytes} bytes`);
  }
});

test('the policy of every page is the strict one', async () => {
  for (const [state, path] of Object.entries(states)) {
    const {headers} = await fetch(new URL(path, service.url), {headers: {Accept: 'text/html'}});
    const csp = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "base-uri 'none'",
      "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'"])
      assert.ok(csp.includes(part), `${state}: ${part}`);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', state);
    assert.equal(headers.get('referrer-policy'), 'same-origin', state);
  }
});
