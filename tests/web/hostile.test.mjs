// Hostile text in every field of the articles and in every parameter: nothing runs, nothing leaves, nothing is refused by
// the policy (a refusal means that markup got through the escaper).
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {aBrowser, assertQuiet} from './browser.mjs';
import {articles, found, nothing, payloads, word} from './hostile.mjs';
import {freePort, startService} from './service.mjs';
import {embedded, startSite} from './site.mjs';

const browser = aBrowser();
let service, site;
before(async () => {
  const port = await freePort();
  service = await startService({articles, options: ['--allow-origin', `http://127.0.0.1:${port}`]});
  site = await startSite({service: service.url, port});
});
after(async () => {
  await site?.close();
  await service?.stop();
});

const expected = /status of (400|404|409|414|431)/; // an error page is a page with that status

async function visit(page, path) {
  await page.goto(new URL(path, service.url).href);
  assert.deepEqual(await found(page), nothing, path);
  assert.equal(new URL(page.url()).host, new URL(service.url).host, path);
}

test('the check sees what it is for', async () => {
  const page = await browser.open({hosts: [service.url]});
  await page.route('**/*', (route) => route.fulfill({contentType: 'text/html', body: `<body>${payloads.filter((payload) => !/refresh/.test(payload)).join('')}`}));
  await page.goto(service.url);
  const seen = await found(page);
  assert.equal(seen.ran, 1);
  assert.ok(seen.elements.length > 3 && seen.handlers.length > 1 && seen.links.length > 0);
  assert.ok(page.complaints.length > 0);
});

test('every article is indexed and found', async () => {
  const {total} = await service.json(`v1/search?q=${word}*&limit=0`);
  assert.equal(total.articles.value, articles.length);
});

test('hostile articles on every page', async () => {
  const page = await browser.open({hosts: [service.url]});
  const {hits} = await service.json(`v1/search?q=${word}&limit=100`);
  assert.ok(hits.length >= articles.length);
  for (const {url} of hits) assert.ok(url === undefined || /^https?:/.test(url), url);
  for (const offset of [0, 10, 20]) await visit(page, `search?q=${word}&offset=${offset}&collapse=none`);
  for (const {id, title} of hits) {
    const path = encodeURIComponent(id);
    await visit(page, `article/${path}?q=${word}`);
    if (title) assert.equal(await page.getByRole('heading', {level: 1}).textContent(), title.text || '(no title)', id);
    await visit(page, `story/${path}`);
  }
  await visit(page, `cite?q=${word}`);
  assertQuiet(page, expected);
});

test('a hostile value in every parameter of every page', async () => {
  const page = await browser.open({hosts: [service.url]});
  const openapi = await service.json('openapi.json');
  let tried = 0;
  for (const [path, {get}] of Object.entries(openapi.paths)) {
    const html = Object.keys(get.responses['200']?.content ?? {}).some((type) => type.includes('html'));
    if (!html) continue;
    for (const payload of payloads) {
      const real = path.replace(/\{\w+\}/, encodeURIComponent(payload));
      await visit(page, `${real}?q=${word}`);
      for (const {name, in: where} of (get.parameters ?? []).filter(({in: where}) => where === 'query')) {
        ++tried;
        await visit(page, `${path.replace(/\{\w+\}/, 'bare')}?${new URLSearchParams(name === 'q' ? {q: payload} : {q: word, [name]: payload})}`);
      }
      await visit(page, `${path.replace(/\{\w+\}/, 'bare')}?${new URLSearchParams({[payload]: payload})}`);
    }
  }
  assert.ok(tried > 50, `${tried} parameters`);
  assertQuiet(page, expected);
});

test('no answer of the API is taken for a page', async () => {
  const openapi = await service.json('openapi.json');
  for (const [path, {get}] of Object.entries(openapi.paths)) {
    const response = await fetch(new URL(`${path.replace(/\{\w+\}/, 'bare').slice(1)}?${new URLSearchParams({q: payloads[0], [payloads[1]]: payloads[1], format: payloads[1]})}`, service.url));
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff', path);
    if (path.startsWith('/v1/')) assert.doesNotMatch(response.headers.get('content-type') ?? '', /html|svg/, path);
    await response.text();
  }
});

test('hostile articles in the box of another site', async () => {
  site.pages['/'] = embedded(service.url, {attributes: 'results="10" suggestions="10"'});
  const page = await browser.open({hosts: [service.url, site.url]});
  await page.goto(site.url);
  const input = page.getByRole('combobox');
  for (const text of [word, `${word} a`, 'script', 'javascript', ...payloads]) {
    const answered = page.waitForEvent('response', (response) => response.url().includes('/v1/search'));
    await input.fill(text);
    await answered;
    await page.waitForFunction(() => !document.querySelector('[role=listbox]').hasAttribute('aria-busy'));
    assert.deepEqual(await found(page), nothing, text);
  }
  await input.fill(word);
  await page.locator('[data-part=article]').nth(9).waitFor();
  await page.locator('[role=listbox]:not([aria-busy])').waitFor();
  // An address that is none leads to our reading page, whatever its id.
  await page.evaluate(() => {
    globalThis.urls = [];
    addEventListener('broadsheet:select', (event) => { urls.push(event.detail.url); event.preventDefault(); });
  });
  for (const option of await page.locator('[data-part=article]').all()) await option.click();
  const urls = await page.evaluate(() => globalThis.urls);
  assert.equal(urls.length, 10);
  for (const url of urls) assert.match(url, /^https?:/);
  assertQuiet(page);
});
