// Debian's Chromium, and pages that remember all that should not happen on them.
import assert from 'node:assert/strict';
import {after, afterEach, before} from 'node:test';

import {axeSource, chromium} from './packages.mjs';

export const launch = () =>
  chromium.launch({
    executablePath: process.env.BROADSHEET_CHROMIUM,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

/// A browser for all tests of a file. open(): a page in a context of its own; `hosts`, the only ones that it may ask.
export function aBrowser() {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser?.close());
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  return {open: (options) => openPage(browser, options)};
}

export async function openPage(browser, {width = 1280, height = 900, hosts, ...options} = {}) {
  const context = await browser.newContext({viewport: {width, height}, locale: 'en-GB', serviceWorkers: 'block', ...options});
  // To try a changed box without building it into the program.
  if (process.env.BROADSHEET_BOX)
    await context.route('**/broadsheet-search.js', (route) => route.fulfill({
      path: process.env.BROADSHEET_BOX, contentType: 'text/javascript', headers: {'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin'}}));
  const page = await context.newPage();
  const complaints = []; // errors, refusals by a policy, requests to strangers, dialogs
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog ${dialog.message()}`);
    dialog.dismiss();
  });
  page.loading = new Set();
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, (request) => page.loading.delete(request));
  page.on('request', (request) => {
    page.loading.add(request);
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && hosts && !hosts.some((host) => new URL(host).host === url.host))
      complaints.push(`request to a stranger: ${url}`);
  });
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', (event) => console.error(`refused by ${event.violatedDirective}: ${event.blockedURI}`)));
  page.complaints = complaints;
  return page;
}

/// Nothing went wrong on the page; `expected`: complaints that belong to the test.
export function assertQuiet(page, expected = /^$/) {
  assert.deepEqual(page.complaints.filter((complaint) => !expected.test(complaint)), []);
}

/// What axe finds wrong on the page by WCAG 2.2 A and AA, as `rule: element` lines. The source is evaluated from
/// outside, so that the page's own policy stays on.
export async function axe(page, within) {
  await page.evaluate(axeSource);
  const {violations, passes} = await page.evaluate(
    (context) =>
      globalThis.axe.run(context ?? document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
        rules: {region: {enabled: false}}, // the list of the box stands beside its form, where no style of the site is upset
      }),
    within,
  );
  assert.ok(passes.length > 0, 'axe looked at something');
  return violations.flatMap(({id, help, nodes}) => nodes.map((node) => `${id} (${help}): ${node.html.slice(0, 200)} ${node.failureSummary}`));
}

/// `check(page)` in light and dark, at 360 and 1280 px.
export async function inEveryLook(browser, options, check) {
  for (const colorScheme of ['light', 'dark'])
    for (const width of [360, 1280]) {
      const page = await browser.open({...options, colorScheme, width});
      await check(page, `${colorScheme}, ${width} px`);
      await page.context().close();
    }
}
