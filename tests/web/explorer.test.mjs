// The explorer in a browser, against the real service: what it promises of roles and names, addresses and history,
// keyboard and focus, numbers, hostile text, and errors.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';

import {aBrowser, assertQuiet, axe, inEveryLook} from './browser.mjs';
import {articles, hostile, long, payloads} from './explorer_articles.mjs';
import {startService} from './service.mjs';

const browser = aBrowser();
let service;
before(async () => (service = await startService({articles})));
after(() => service.stop());

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

/// The explorer with its answers there; `path` after `/explore`.
async function explore(path = '', options = {}) {
  const page = await browser.open({hosts: [service.url], ...options});
  page.at = async (to) => {
    await page.goto(`${options.url ?? service.url}explore${to}`);
    await settled(page);
  };
  await page.at(path);
  return page;
}

async function settled(page) {
  for (let quiet = 0; quiet < 3; quiet = page.loading.size === 0 ? quiet + 1 : 0) {
    await page.waitForFunction(() => document.querySelector(':is(footer, [role=alert]):not(:empty)') && !document.querySelector('[aria-busy]'));
    await page.waitForTimeout(20);
  }
}

const at = (page) => {
  const {pathname, search} = new URL(page.url());
  return pathname + search;
};
const cells = (row) => row.getByRole('cell').allTextContents();
const focused = (page) => page.evaluate(() => document.activeElement.textContent);
/// What is seen, to compare two pages: texts, checks and the chart's outlines.
const picture = (page) =>
  page.evaluate(() => [
    document.querySelector('main').innerText,
    [...document.querySelectorAll('input, select')].map((one) => [one.id, one.value, one.checked]),
    [...document.querySelectorAll('.chart path')].map((path) => path.getAttribute('d')),
    document.querySelector('.pane mark[aria-current]')?.parentElement.textContent,
  ]);

describe('roles and names', () => {
  test('asking, counts and timeline', async () => {
    const page = await explore('?q=drought&vs=harbour');
    const search = page.getByRole('search', {name: 'Explore the archive'});
    assert.equal(await search.getByRole('searchbox', {name: 'Query', exact: true}).inputValue(), 'drought');
    assert.equal(await search.getByRole('searchbox', {name: 'Compare with', exact: true}).inputValue(), 'harbour');
    assert.ok(await search.getByRole('button', {name: 'Run', exact: true}).isVisible());

    const counts = page.getByRole('region', {name: 'Counts', exact: true});
    const table = counts.getByRole('table', {name: 'Counts', exact: true});
    assert.deepEqual(await table.getByRole('columnheader').allTextContents(), ['Query', 'Articles', 'Stories', 'Sources']);
    assert.deepEqual(await table.getByRole('rowheader').allTextContents(), ['drought', 'harbour']);
    assert.match(await counts.innerText(), /All counts are exact\.[^]*Understood as drought[^]*Understood as harbour/);

    const figure = page.getByRole('figure', {name: 'Timeline', exact: true});
    assert.ok(await figure.getByRole('radio', {name: 'Share of all articles', exact: true}).isChecked());
    assert.ok(!(await figure.getByRole('radio', {name: 'Articles', exact: true}).isChecked()));
    assert.deepEqual(await figure.getByRole('combobox', {name: 'By', exact: true}).locator('option').allTextContents(), ['day', 'week', 'month', 'year']);
    for (const name of ['From', 'Until']) assert.equal(await figure.getByRole('textbox', {name, exact: true}).inputValue(), '');
    assert.ok(await figure.getByRole('link', {name: 'Whole time', exact: true}).isVisible());
    assert.equal(await figure.getByRole('img').count(), 1);
    assertQuiet(page);
  });

  test('narrowing, views, order, export and citing', async () => {
    const page = await explore('?q=drought');
    const narrow = page.getByRole('navigation', {name: 'Narrow the results', exact: true});
    for (const field of ['Tag', 'Source', 'Author', 'Language']) assert.ok(await narrow.getByRole('group', {name: field, exact: true}).isVisible());
    const views = page.getByRole('tablist', {name: 'View', exact: true});
    assert.deepEqual(await views.getByRole('tab').allTextContents(), ['Articles', 'In context']);
    assert.equal(await views.getByRole('tab', {selected: true}).textContent(), 'Articles');
    assert.equal(await page.getByRole('list', {name: 'Articles', exact: true}).getByRole('button').count(), 20);
    assert.deepEqual(await page.getByRole('combobox', {name: 'Order'}).locator('option').allTextContents(), ['Best match', 'Newest', 'Oldest']);
    await page.getByText('Export', {exact: true}).click();
    for (const name of ['CSV', 'JSON lines', 'RIS', 'BibTeX', 'Identifiers'])
      assert.ok((await page.getByRole('link', {name, exact: true}).getAttribute('href')).startsWith('/v1/export?q=drought'));
    assertQuiet(page);
  });

  test('in context, and an article', async () => {
    const page = await explore('?q=drought&view=context');
    const table = page.getByRole('table', {name: 'Concordance', exact: true});
    assert.deepEqual(await table.getByRole('columnheader').allTextContents(), ['Left', 'Match', 'Right', 'Date', 'Source']);
    await table.getByRole('row').nth(3).getByRole('button').click();
    const pane = page.getByRole('region', {name: 'Article', exact: true});
    await pane.getByRole('heading').waitFor();
    assert.match(await pane.getByRole('status').textContent(), /^Hit \d+ of \d+$/);
    for (const name of ['Previous hit', 'Next hit', 'Close the article']) assert.ok(await pane.getByRole('button', {name, exact: true}).isVisible());
    assertQuiet(page);
  });
});

describe('numbers', () => {
  test('the page has the numbers of the service', async () => {
    const page = await explore('?q=drought&vs=harbour&tag=drought');
    const rows = page.getByRole('table', {name: 'Counts'}).locator('tbody').getByRole('row');
    for (const [index, q] of ['drought', 'harbour'].entries()) {
      const {total} = await service.json(`v1/count?q=${q}&tag=drought`);
      assert.deepEqual(await cells(rows.nth(index)), ['articles', 'stories', 'sources'].map((name) => String(total[name].value)));
    }
  });

  test('periods, coarse dates and no date add up to the articles, and each has the count, share and base of the service', async () => {
    for (const by of ['day', 'week', 'month', 'year']) {
      const page = await explore(`?q=drought&vs=harbour&by=${by}`);
      await page.getByText('Timeline as a table').click();
      await page.getByRole('table', {name: 'Timeline as a table'}).waitFor();
      while (await page.getByRole('button', {name: 'Show more periods'}).count()) await page.getByRole('button', {name: 'Show more periods'}).click();
      const rows = await page.getByRole('table', {name: 'Timeline as a table'}).locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].slice(1).map((cell) => cell.textContent)));
      for (const [index, q] of ['drought', 'harbour'].entries()) {
        const {total, timeline} = await service.json(`v1/trend?q=${q}&by=${by}`);
        assert.equal(sum(rows.map((row) => Number(row[3 * index].replaceAll(',', '')))), total.articles.value);
        assert.equal(sum(rows.map((row) => Number(row[3 * index + 2]))), total.base.value);
        const found = [...timeline.buckets, ...timeline.unplaced].map(({articles: count, base}) => `${count} of ${base}`).sort();
        const seen = rows.map((row) => `${row[3 * index]} of ${row[3 * index + 2]}`);
        for (const one of new Set(found)) assert.ok(seen.filter((other) => other === one).length >= found.filter((other) => other === one).length, `${by}: ${one}`);
      }
      await page.context().close();
    }
  });

  test('coarse dates are hatched where articles are counted, left out of a share, and said in a sentence', async () => {
    const page = await explore('?q=drought&measure=articles');
    const hatched = () => page.locator('.chart path.bars.hatched').evaluateAll((paths) => paths.map((path) => (path.getAttribute('d').match(/M/g) ?? []).length));
    assert.deepEqual(await hatched(), [12]);
    assert.match(await page.getByRole('figure').innerText(), /3 articles are dated only to the year: hatched, spread over it\. 1 article has no date\./);
    await page.getByRole('radio', {name: 'Share of all articles'}).check();
    assert.deepEqual(await hatched(), [0]);
    assert.match(await page.getByRole('figure').innerText(), /3 articles are dated only to the year: a share leaves them out\./);
    await page.at('?q=drought&by=day&measure=articles');
    assert.match(await page.getByRole('figure').innerText(), /4 articles are dated only to the year and month/);
  });

  test('what is exported is what is counted', async () => {
    const page = await explore('?q=drought&vs=harbour&source=Le+Quai&since=2024-07');
    await page.getByText('Export', {exact: true}).click();
    const rows = page.getByRole('table', {name: 'Counts'}).locator('tbody').getByRole('row');
    for (const [index, which] of ['q', 'vs'].entries()) {
      await page.getByRole('combobox', {name: 'Articles of'}).selectOption(which);
      const href = await page.getByRole('link', {name: 'Identifiers'}).getAttribute('href');
      const ids = (await (await fetch(new URL(href, service.url))).text()).trim().split('\n').filter(Boolean);
      assert.equal(String(ids.length), (await cells(rows.nth(index)))[0]);
      assert.ok(ids.length > 0);
    }
  });

  test('a count that is not exact says so and why', async () => {
    const page = await explore('?q=drought');
    await page.route('**/v1/trend*', async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      answer.total.articles = {value: 9, relation: 'gte', reason: 'expansion_cap'};
      await route.fulfill({response, json: answer});
    });
    await page.getByRole('button', {name: 'Run'}).click();
    await settled(page);
    const counts = await page.getByRole('region', {name: 'Counts'}).innerText();
    assert.match(counts, /at least 9/);
    assert.match(counts, /articles are at least so many: a wildcard stands for more words than are looked at/);
    assert.doesNotMatch(counts, /All counts are exact/);
  });

  test('a mark is the slice that the service says', async () => {
    const page = await explore(`?q=drought&article=${encodeURIComponent(long.id)}`);
    const {article} = await service.json(`v1/articles/${encodeURIComponent(long.id)}?q=drought`);
    const slices = [article.title, article.body].flatMap(({text, spans}) => spans.map(([begin, end]) => text.slice(begin, end)));
    assert.deepEqual(await page.locator('.pane mark').allTextContents(), slices);
    assert.equal(slices.length, 46);
  });
});

describe('the address is the state', () => {
  test('an address opened again gives the same picture', async () => {
    for (const path of [
      '', '?q=drought', '?q=drought&vs=harbour&measure=articles&by=week', '?q=drought&tag=water&source=Valley+Courier&since=2024-06&until=2025-01&sort=oldest',
      '?q=drought&view=context&ksort=right', `?q=drought&article=${encodeURIComponent(long.id)}&hit=17`, '?q=drought&lang=en&author=Ana+Brandt&by=year',
    ]) {
      const page = await explore(path);
      const first = await picture(page);
      const again = await explore(at(page).replace('/explore', ''));
      assert.deepEqual(await picture(again), first, path);
      assertQuiet(again);
      await page.context().close();
      await again.context().close();
    }
  });

  test('what is chosen goes into the address, and an address from it gives what was seen', async () => {
    const page = await explore();
    await page.getByRole('searchbox', {name: 'Query'}).fill('drought');
    await page.getByRole('searchbox', {name: 'Compare with'}).fill('harbour');
    await page.getByRole('button', {name: 'Run'}).click();
    await settled(page);
    await page.getByRole('checkbox', {name: /^water/}).check();
    await page.getByRole('radio', {name: 'Articles', exact: true}).check();
    await page.getByRole('combobox', {name: 'By'}).selectOption('year');
    await page.getByRole('combobox', {name: 'Order'}).selectOption('newest');
    await page.getByRole('textbox', {name: 'From'}).fill('2024-07');
    await page.getByRole('textbox', {name: 'From'}).press('Enter');
    await settled(page);
    await page.getByRole('list', {name: 'Articles'}).getByRole('button').first().click();
    await settled(page);
    const {searchParams} = new URL(page.url());
    searchParams.delete('article');
    assert.equal(searchParams.toString(), 'q=drought&vs=harbour&tag=water&since=2024-07&by=year&measure=articles&sort=newest');
    const seen = await picture(page);
    const again = await explore(at(page).replace('/explore', ''));
    assert.deepEqual(await picture(again), seen);
  });

  test('Back undoes query, filter, date, unit, order, view and article, one by one; not measure and hits', async () => {
    const page = await explore('?q=drought');
    const visited = [await picture(page)];
    const step = async (act) => {
      await act();
      await settled(page);
      visited.push(await picture(page));
    };
    const before = await page.evaluate(() => history.length);
    await step(() => page.getByRole('checkbox', {name: /^Le Quai/}).check());
    await step(() => page.getByRole('combobox', {name: 'By'}).selectOption('week'));
    await step(() => page.getByRole('combobox', {name: 'Order'}).selectOption('oldest'));
    await step(() => page.getByRole('tab', {name: 'In context'}).click());
    await step(() => page.getByRole('button', {name: 'Right', exact: true}).click());
    assert.equal(await page.evaluate(() => history.length), before + 5);
    await page.getByRole('radio', {name: 'Articles', exact: true}).check();
    await page.getByRole('radio', {name: 'Share of all articles'}).check();
    assert.equal(await page.evaluate(() => history.length), before + 5);
    for (const earlier of visited.slice(0, -1).reverse()) {
      await page.goBack();
      await settled(page);
      assert.deepEqual(await picture(page), earlier);
    }
    for (const later of visited.slice(1)) {
      await page.goForward();
      await settled(page);
      assert.deepEqual(await picture(page), later);
    }
    assertQuiet(page);
  });

  test('40 steps through an article are one Back', async () => {
    const page = await explore('?q=drought');
    const list = at(page);
    await page.at(`?q=drought&article=${encodeURIComponent(long.id)}`);
    const before = await page.evaluate(() => history.length);
    for (let steps = 0; steps < 40; ++steps) await page.getByRole('button', {name: 'Next hit'}).click();
    assert.equal(await page.getByRole('status').textContent(), 'Hit 41 of 46');
    assert.equal(await page.evaluate(() => history.length), before);
    assert.equal(new URL(page.url()).searchParams.get('hit'), '41');
    const mark = page.locator('.pane mark[aria-current=true]');
    assert.equal(await mark.count(), 1);
    assert.ok(await mark.evaluate((one) => {
      const {top, bottom} = one.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }));
    await page.goBack();
    await settled(page);
    assert.equal(at(page), list);
    assert.ok(await page.getByRole('region', {name: 'Article', exact: true}).isHidden());
  });

  test('what an address may not say is said, not guessed', async () => {
    const page = await explore('?q=drought&by=decade&view=map');
    assert.match(await page.getByRole('alert').textContent(), /by=decade[^]*view=map/);
    assert.equal(await page.getByRole('combobox', {name: 'By'}).inputValue(), 'month');
  });

  test('typing asks nothing; Run does', async () => {
    const page = await explore('?q=drought');
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('searchbox', {name: 'Query'}).press('End');
    await page.getByRole('searchbox', {name: 'Query'}).pressSequentially(' harbour');
    await page.waitForTimeout(300);
    assert.deepEqual(asked, []);
    await page.getByRole('searchbox', {name: 'Query'}).press('Enter');
    await settled(page);
    assert.ok(asked.some((url) => url.includes('/v1/trend?q=drought+harbour')));
  });
});

describe('narrowing by time', () => {
  test('a drag across the chart sets From and Until to whole months, and typing the same gives the same', async () => {
    const page = await explore('?q=drought');
    const box = await page.locator('.chart .overlay').boundingBox();
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.31, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.4, y, {steps: 3});
    await page.mouse.move(box.x + box.width * 0.63, y, {steps: 3});
    await page.mouse.up();
    await settled(page);
    const since = await page.getByRole('textbox', {name: 'From'}).inputValue();
    const until = await page.getByRole('textbox', {name: 'Until'}).inputValue();
    assert.match(since, /^2024-\d\d$/);
    assert.match(until, /^2025-\d\d$/);
    const dragged = await picture(page);

    const typed = await explore('?q=drought');
    await typed.getByRole('textbox', {name: 'From'}).fill(since);
    await typed.getByRole('textbox', {name: 'From'}).press('Tab');
    await typed.getByRole('textbox', {name: 'Until'}).fill(until);
    await typed.getByRole('textbox', {name: 'Until'}).press('Enter');
    await settled(typed);
    assert.equal(at(typed), at(page));
    assert.deepEqual(await picture(typed), dragged);

    await page.getByRole('link', {name: 'Whole time'}).click();
    await settled(page);
    assert.equal(at(page), '/explore?q=drought');
    assertQuiet(page);
  });

  test('a click is no drag', async () => {
    const page = await explore('?q=drought');
    const box = await page.locator('.chart .overlay').boundingBox();
    await page.mouse.click(box.x + 50, box.y + 50);
    await settled(page);
    assert.equal(at(page), '/explore?q=drought');
  });

  test('a date that is none is refused beside its field', async () => {
    const page = await explore('?q=drought');
    await page.getByRole('textbox', {name: 'From'}).fill('2025-02-31');
    await page.getByRole('textbox', {name: 'From'}).press('Enter');
    await page.getByRole('alert').getByText(/2025-02-31/).waitFor();
    assert.equal(await page.getByRole('textbox', {name: 'From'}).getAttribute('aria-invalid'), 'true');
    await page.getByRole('textbox', {name: 'From'}).fill('2025-02');
    await page.getByRole('textbox', {name: 'From'}).press('Enter');
    await settled(page);
    assert.equal(await page.getByRole('alert').textContent(), '');
    assert.equal(await page.getByRole('textbox', {name: 'From'}).getAttribute('aria-invalid'), null);
    assertQuiet(page, /status of 400/);
  });
});

describe('keyboard and focus', () => {
  test('everything by keys alone: ask, narrow, look in context, read, cite', async () => {
    const page = await explore();
    const key = (name) => page.keyboard.press(name);
    const tabTo = async (wanted) => {
      for (let steps = 0; steps < 80; ++steps) {
        const name = await page.evaluate(() => {
          const one = document.activeElement;
          return one.labels?.[0]?.textContent ?? one.getAttribute('aria-label') ?? one.textContent;
        });
        if (wanted.test(name.trim())) return;
        await key('Tab');
      }
      assert.fail(`the Tab key does not come to ${wanted}`);
    };
    await tabTo(/^Query$/);
    await page.keyboard.type('drought');
    await key('Enter');
    await settled(page);
    await tabTo(/^Until$/);
    await page.keyboard.type('2025-06');
    await key('Enter');
    await settled(page);
    await tabTo(/^water/);
    await key('Space');
    await settled(page);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.value), 'water');
    await tabTo(/^Articles$/);
    await key('ArrowRight');
    await settled(page);
    assert.equal(await focused(page), 'In context');
    await tabTo(/^Left$/);
    await key('Enter');
    await settled(page);
    assert.equal(await page.getByRole('columnheader', {name: 'Left'}).getAttribute('aria-sort'), 'ascending');
    assert.equal(await focused(page), 'Left');
    await tabTo(/^drought$/i);
    await key('Enter');
    await settled(page);
    assert.ok(await page.evaluate(() => document.activeElement.matches('.pane h2')));
    await key('Escape');
    await settled(page);
    assert.match(await focused(page), /^drought$/i);
    assert.equal(at(page), '/explore?q=drought&tag=water&until=2025-06&view=context&ksort=left');
    assertQuiet(page);
  });

  test('the focus goes into an article and comes back to its button; n, p and Escape', async () => {
    const page = await explore('?q=drought');
    const button = page.getByRole('list', {name: 'Articles'}).getByRole('button', {name: /week 7/});
    await button.focus();
    await page.keyboard.press('Enter');
    await settled(page);
    const item = page.getByRole('listitem').filter({has: page.getByRole('button', {name: /week 7/})});
    assert.equal(await item.getAttribute('aria-current'), 'true');
    const status = page.getByRole('region', {name: 'Article', exact: true}).getByRole('status');
    assert.equal(await status.textContent(), 'Hit 1 of 3');
    for (const [pressed, wanted] of [['n', 2], ['n', 3], ['n', 3], ['p', 2], ['p', 1], ['p', 1], ['n', 2]]) {
      await page.keyboard.press(pressed);
      assert.equal(await status.textContent(), `Hit ${wanted} of 3`);
    }
    await page.keyboard.press('Escape');
    await settled(page);
    assert.match(await focused(page), /week 7/);
    assert.equal(await item.getAttribute('aria-current'), null);

    await page.keyboard.press('Enter');
    await settled(page);
    await page.getByRole('button', {name: 'Close the article'}).click();
    assert.match(await focused(page), /week 7/);
    await page.keyboard.press('n');
    assert.equal(at(page), '/explore?q=drought');
    assertQuiet(page);
  });

  test('the focus stays on the box just used, though the list was made anew', async () => {
    const page = await explore('?q=drought');
    for (const name of [/^Le Quai/, /^Ana Brandt/]) {
      await page.getByRole('checkbox', {name}).focus();
      await page.keyboard.press('Space');
      await settled(page);
      assert.match(await page.evaluate(() => document.activeElement.closest('label').textContent.trim()), name);
      assert.ok(await page.getByRole('checkbox', {name}).isChecked());
    }
    const {total} = await service.json('v1/count?q=drought&source=Le+Quai&author=Ana+Brandt');
    assert.match(await page.getByRole('checkbox', {name: /^Le Quai/}).locator('..').textContent(), new RegExp(` ${total.articles.value}$`));
  });

  test('several values of one field are all required', async () => {
    const page = await explore('?q=drought&tag=drought');
    await page.getByRole('checkbox', {name: /^weather/}).check();
    await settled(page);
    assert.deepEqual(new URL(page.url()).searchParams.getAll('tag'), ['drought', 'weather']);
    const {total} = await service.json('v1/count?q=drought&tag=drought&tag=weather');
    assert.equal((await cells(page.getByRole('table', {name: 'Counts'}).locator('tbody').getByRole('row')))[0], String(total.articles.value));
  });

  test('the dialog has the citation of the service and the address; Escape gives the focus back', async () => {
    const page = await explore('?q=drought&until=2025');
    const button = page.getByRole('button', {name: 'Cite', exact: true});
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', {name: 'Cite this search'});
    const field = dialog.getByRole('textbox');
    await page.waitForFunction(() => document.querySelector('dialog textarea').value !== '');
    const cited = await service.json('v1/cite?q=drought&until=2025');
    const text = await field.inputValue();
    assert.ok(text.includes(cited.result.hash));
    assert.ok(text.includes(page.url()));
    await dialog.getByRole('button', {name: 'Copy'}).click();
    await dialog.getByText(/Copied\.|press Ctrl\+C/).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await focused(page), 'Cite');
    assert.ok(await dialog.isHidden());
  });
});

describe('in context', () => {
  test('lines come as the service orders them', async () => {
    const page = await explore('?q=drought&view=context');
    for (const [name, ksort] of [['Left', 'left'], ['Right', 'right'], ['Match', 'match'], ['Date', 'date'], ['Source', 'source']]) {
      await page.getByRole('button', {name, exact: true}).click();
      await settled(page);
      const {lines} = await service.json(`v1/kwic?q=drought&limit=60&sort=${ksort}`);
      const seen = await page.getByRole('table', {name: 'Concordance'}).locator('tbody tr').evaluateAll((rows) => rows.map(({cells: [left, match, right]}) => [left, match, right].map((cell) => cell.textContent)));
      assert.deepEqual(seen, lines.map(({left, match, right}) => [left, match, right]));
      assert.equal(await page.getByRole('columnheader', {name, exact: true}).getAttribute('aria-sort'), 'ascending');
      assert.equal(await page.locator('[aria-sort]').count(), 1);
    }
    await page.getByRole('button', {name: 'Source', exact: true}).click();
    await settled(page);
    assert.equal(await page.locator('[aria-sort]').count(), 0);
  });

  test('a line opens its article at that very hit', async () => {
    const page = await explore('?q=drought&view=context&ksort=left');
    await page.getByRole('button', {name: 'Show more lines'}).click();
    await page.waitForFunction(() => document.querySelectorAll('.concordance tbody tr').length > 60);
    const {lines} = await service.json('v1/kwic?q=drought&limit=500&sort=left');
    const index = lines.findIndex(({left}) => left.includes('Paragraph 31 '));
    await page.getByRole('table', {name: 'Concordance'}).locator('tbody tr').nth(index).getByRole('button').click();
    await settled(page);
    assert.match(await page.locator('.pane mark[aria-current]').evaluate((mark) => mark.parentElement.textContent), /^Paragraph 31 /);
    assert.equal(await page.getByRole('status').textContent(), 'Hit 33 of 46');
    assert.equal(new URL(page.url()).searchParams.get('hit'), '33');
  });

  test('more articles are added, and the focus goes to the first of them', async () => {
    const page = await explore('?q=drought');
    await page.getByRole('button', {name: 'Show more articles'}).click();
    await page.waitForFunction(() => document.querySelectorAll('.articles > li').length > 20);
    const {hits, total} = await service.json('v1/search?q=drought&limit=100');
    assert.equal(total.articles.value, 36);
    assert.deepEqual(await page.locator('.articles > li h3 button').evaluateAll((all) => all.map((one) => one.dataset.article)), hits.map(({id}) => id));
    assert.equal(await focused(page), hits[20].title.text);
    assert.ok(await page.getByRole('button', {name: 'Show more articles'}).isHidden());
  });
});

describe('when something is missing', () => {
  test('nothing found: a sentence, and where to go', async () => {
    const page = await explore('?q=drought+zzyzx');
    assert.match(await page.getByRole('tabpanel').innerText(), /No article has all of these words\./);
    const link = page.getByRole('link', {name: 'drought', exact: true});
    await link.click();
    await settled(page);
    assert.equal(at(page), '/explore?q=drought');
    assertQuiet(page);
  });

  test('without script there is a link to the search page with the same query', async () => {
    const page = await browser.open({javaScriptEnabled: false});
    await page.goto(`${service.url}explore?q=drought+%26+%22rain%22&vs=harbour&tag=a%22%3Eb&since=2024-06`);
    const link = page.getByRole('main').getByRole('link', {name: 'search page'});
    const {pathname, searchParams} = new URL(await link.getAttribute('href'), service.url);
    assert.equal(pathname, '/search');
    assert.deepEqual([...searchParams].sort(), [['q', 'drought & "rain"'], ['since', '2024-06'], ['tag', 'a">b']]);
  });

  test('without chart.js the page says so, links to the search page, and has all figures in the table', async () => {
    const page = await browser.open();
    await page.route('**/chart.js', (route) => route.fulfill({status: 404, body: ''}));
    await page.goto(`${service.url}explore?q=drought&tag=water`);
    const figure = page.getByRole('figure', {name: 'Timeline'});
    await figure.getByText(/The chart is missing/).waitFor();
    assert.equal(await figure.getByRole('link', {name: 'Search page'}).getAttribute('href'), '/search?q=drought&tag=water');
    assert.doesNotMatch(await figure.innerText(), /Drag/);
    await page.getByText('Timeline as a table').click();
    await page.getByRole('table', {name: 'Timeline as a table'}).getByRole('row').nth(6).waitFor();
    assertQuiet(page, /status of 404/);
  });

  test('offline: an alert, the old answer stays, and Try again brings the new one', async () => {
    const page = await explore('?q=drought');
    await page.context().setOffline(true);
    await page.getByRole('checkbox', {name: /^water/}).check();
    await page.getByRole('alert').getByText(/cannot be reached/).waitFor();
    assert.equal(await page.getByRole('list', {name: 'Articles'}).getByRole('button').count(), 20);
    await page.context().setOffline(false);
    await page.getByRole('button', {name: 'Try again'}).click();
    await settled(page);
    assert.equal(await page.getByRole('alert').textContent(), '');
    const {total} = await service.json('v1/count?q=drought&tag=water');
    assert.equal((await cells(page.getByRole('table', {name: 'Counts'}).locator('tbody').getByRole('row')))[0], String(total.articles.value));
  });

  test('an answer that comes late does not take the place of a newer one', async () => {
    const page = await explore('?q=harbour');
    await page.route(/\/v1\/(trend|search)\?q=drought/, async (route) => {
      await new Promise((done) => setTimeout(done, 600));
      await route.continue().catch(() => {});
    });
    const query = page.getByRole('searchbox', {name: 'Query'});
    await query.fill('drought');
    await query.press('Enter');
    await query.fill('quay');
    await query.press('Enter');
    await page.waitForTimeout(900);
    await settled(page);
    assert.deepEqual(await page.getByRole('table', {name: 'Counts'}).getByRole('rowheader').allTextContents(), ['quay']);
    assert.match(await page.getByRole('list', {name: 'Articles'}).innerText(), /quay/);
  });

  test('too many requests: how long to wait', async () => {
    const page = await explore('?q=drought');
    await page.route('**/v1/search*', (route) =>
      route.fulfill({status: 429, headers: {'Retry-After': '7'}, contentType: 'application/problem+json', body: JSON.stringify({status: 429, detail: 'Too many requests.'})}));
    await page.getByRole('searchbox', {name: 'Query'}).fill('harbour');
    await page.getByRole('button', {name: 'Run'}).click();
    await page.getByRole('alert').getByText('Too many requests. It asks to wait 7 seconds.').waitFor();
  });

  test('an article that is not there', async () => {
    const page = await explore('?q=drought&article=nowhere');
    assert.match(await page.getByRole('alert').textContent(), /nowhere/);
    assert.ok(await page.getByRole('region', {name: 'Article', exact: true}).isHidden());
  });
});

describe('hostile text', () => {
  let hostileService;
  before(async () => (hostileService = await startService({articles: hostile})));
  after(() => hostileService.stop());

  const assertHarmless = async (page) => {
    assertQuiet(page, /status of 4\d\d/);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('main :is(img, script, iframe, svg svg, i, [onerror], [onload], [style*=url])')].map((one) => one.outerHTML)), []);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('a[href]')].map((one) => one.protocol).filter((protocol) => protocol !== location.protocol && protocol !== 'https:')), []);
  };

  test('in every field of articles', async () => {
    for (const path of ['?q=marker&measure=articles', '?q=marker&view=context', '?q=marker&vs=marker&by=day']) {
      const page = await explore(path, {url: hostileService.url, hosts: [hostileService.url]});
      if (path.includes('measure')) {
        for (let index = 0; index < hostile.length; ++index) {
          await page.getByRole('list', {name: 'Articles'}).getByRole('button').nth(index).click();
          await settled(page);
          await page.getByRole('region', {name: 'Article', exact: true}).getByRole('heading').waitFor();
        }
        assert.equal(await page.getByRole('checkbox').count() > 3, true);
        await page.getByRole('checkbox').first().check();
        await settled(page);
        await page.getByRole('button', {name: 'Cite', exact: true}).click();
        await settled(page);
      }
      await page.evaluate(() => (document.querySelector('figure details').open = true));
      await settled(page);
      await assertHarmless(page);
      await page.context().close();
    }
  });

  test('in every parameter', async () => {
    const names = ['q', 'vs', 'tag', 'source', 'author', 'lang', 'since', 'until', 'by', 'measure', 'sort', 'view', 'ksort', 'article', 'hit'];
    for (const payload of payloads) {
      const page = await explore(`?${new URLSearchParams(names.map((name) => [name, payload]))}`, {url: hostileService.url, hosts: [hostileService.url]}).catch((error) => error);
      if (page instanceof Error) throw page;
      await assertHarmless(page);
      assert.ok((await page.getByRole('alert').textContent()).includes(payload));
      await page.context().close();
    }
  });
});

describe('looks', () => {
  test('axe finds nothing, light and dark, wide and narrow, in every state', async () => {
    for (const path of [
      '', '?q=drought&vs=harbour&measure=articles', '?q=drought&view=context&ksort=left', `?q=drought&article=${encodeURIComponent(long.id)}&hit=3`,
      '?q=drought+zzyzx', '?q=drought&since=2025-02-31', '?q=drought&tag=water&by=day',
    ])
      await inEveryLook({open: async (options) => explore(path, options).catch(() => explore(path, options))}, {}, async (page, look) => {
        assert.deepEqual(await axe(page), [], `${path} ${look}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} ${look}: no sideways scrolling`);
      });
  });

  test('axe finds nothing in dialog, table and export', async () => {
    await inEveryLook({open: async (options) => explore('?q=drought&vs=harbour', options)}, {}, async (page, look) => {
      await page.getByText('Timeline as a table').click();
      await page.getByText('Export', {exact: true}).click();
      assert.deepEqual(await axe(page), [], look);
      await page.getByRole('button', {name: 'Cite', exact: true}).click();
      await settled(page);
      assert.deepEqual(await axe(page), [], look);
    });
  });

  test('bars have a colour each in every scheme, and forced colours keep them apart', async () => {
    for (const options of [{}, {colorScheme: 'dark'}, {forcedColors: 'active'}]) {
      const page = await explore('?q=drought&vs=harbour&measure=articles', options);
      const fills = await page.locator('.chart .bars.solid').evaluateAll((bars) => bars.map((bar) => getComputedStyle(bar).fill));
      const swatches = await page.locator('.legend .swatch').evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
      assert.equal(new Set(fills).size, 2);
      assert.deepEqual(swatches, fills);
      await page.context().close();
    }
  });

  test('the scripts are as small as promised', async () => {
    for (const [path, most] of [['explore.js', 60], ['chart.js', 40]]) {
      const response = await fetch(service.url + path, {headers: {'Accept-Encoding': 'gzip'}});
      assert.equal(response.status, 200);
      assert.ok(Number(response.headers.get('Content-Length')) <= most * 1000, `${path}: ${response.headers.get('Content-Length')}`);
    }
  });
});
