// Pictures of the box, the search page and the explorer over the sample archive: run PROGRAM screenshots.mjs [FOLDER].
// They are for people to look at; no test compares them.
import {mkdir} from 'node:fs/promises';
import {join, resolve} from 'node:path';

import {launch, openPage} from './browser.mjs';
import {freePort, startService} from './service.mjs';
import {embedded, startSite} from './site.mjs';

const folder = resolve(process.env.BROADSHEET_WEB_PACKAGES, '..', process.argv[2] ?? 'screenshots');
await mkdir(folder, {recursive: true});

const port = await freePort();
const service = await startService({options: ['--allow-origin', `http://127.0.0.1:${port}`, '--title', 'Sample archive']});
const pages = {'/': embedded(service.url), '/ar': embedded(service.url, {lang: 'ar" dir="rtl'})};
const site = await startSite({service: service.url, port, pages});
const browser = await launch();

const typing = (text) => async (page) => {
  const input = page.getByRole('combobox').first();
  await input.pressSequentially(text);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
};
const shots = {
  'box': [`${service.url}box`, typing('deepseek saf')],
  'box-on-a-site': [site.url, typing('deepseek saf')],
  'box-right-to-left': [`${site.url}ar`, typing('deepseek')],
  'start': [service.url],
  'search': [`${service.url}search?q=deepseek+safety`],
  'search-narrowed': [`${service.url}search?q=safety&tag=Regulation`],
  'search-nothing': [`${service.url}search?q=deepseek+xqzvwk&tag=nowhere`],
  'article': [`${service.url}article/bs-001?q=deepseek+safety`],
  'explorer': [`${service.url}explore?q=safety&vs=harbour`],
  'explorer-context': [`${service.url}explore?q=safety&view=context`],
};
const looks = {
  wide: {width: 1280, height: 900},
  dark: {width: 1280, height: 900, colorScheme: 'dark'},
  phone: {width: 390, height: 844, isMobile: true, hasTouch: true},
  'phone-dark': {width: 390, height: 844, isMobile: true, hasTouch: true, colorScheme: 'dark'},
  forced: {width: 1280, height: 900, forcedColors: 'active'},
};
for (const [name, [url, act]] of Object.entries(shots))
  for (const [look, options] of Object.entries(looks)) {
    const page = await openPage(browser, options);
    await page.goto(url);
    await page.waitForLoadState('networkidle');
    await act?.(page);
    await page.screenshot({path: join(folder, `${name}-${look}.png`)});
    await page.context().close();
  }
await browser.close();
await site.close();
await service.stop();
console.log(`${Object.keys(shots).length * Object.keys(looks).length} pictures in ${folder}`);
