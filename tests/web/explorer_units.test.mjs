// What the explorer reckons without a page: address and state, periods and their sums, what a brush takes, marks.
import assert from 'node:assert/strict';
import test from 'node:test';

import {historyStep, readAddress, writeAddress} from '../../web/explorer/address.js';
import {paragraphs, webAddress} from '../../web/explorer/elements.js';
import {after, align, brushed, firstDay, nameOf, range, rowAt, share, trimmed} from '../../web/explorer/periods.js';
import {articleAddress, exportAddress, searchAddress, trendAddress} from '../../web/explorer/service.js';
import {dateText} from '../../web/explorer/strings.js';

const usual = readAddress('').state;
const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);
const isNear = (one, other) => assert.ok(Math.abs(one - other) < 1e-9, `${one} is not ${other}`);

test('an address read and written again is the same address', () => {
  for (const search of [
    '',
    '?q=drought',
    '?q=drought&vs=harbour&tag=rail&tag=a%2Cb&source=Le+Quai&author=A%26B&lang=de&since=2024-06&until=2025',
    '?q=%22a+b%22&by=week&measure=articles&sort=newest&view=context&ksort=left&article=x%2Fy%26z&hit=7',
    '?q=%3Cscript%3E&tag=%F0%9F%90%9F',
  ])
    assert.equal(writeAddress(readAddress(search).state), search);
});

test('defaults are left out, and so is a hit without an article', () => {
  assert.equal(writeAddress(readAddress('?by=month&measure=share&sort=relevance&view=articles&hit=1&q=').state), '');
  assert.equal(writeAddress({...usual, hit: 4}), '');
});

test('what an address may not say is refused by name and shown as usual', () => {
  const {state, refused} = readAddress('?by=decade&view=map&hit=0&measure=share&article=a');
  assert.deepEqual(refused, [['by', 'decade'], ['view', 'map'], ['hit', '0']]);
  assert.deepEqual([state.by, state.view, state.hit], ['month', 'articles', 1]);
});

test('a value given twice is required once', () => {
  assert.deepEqual(readAddress('?tag=a&tag=a&tag=').state.tag, ['a']);
});

test('which changes are steps of the history', () => {
  const open = {...usual, article: 'a'};
  for (const [part, step] of [
    [{q: 'x'}, 'push'], [{vs: 'x'}, 'push'], [{tag: ['x']}, 'push'], [{since: '2024'}, 'push'], [{by: 'day'}, 'push'],
    [{sort: 'newest'}, 'push'], [{view: 'context'}, 'push'], [{ksort: 'left'}, 'push'], [{article: ''}, 'push'],
    [{measure: 'articles'}, 'replace'], [{hit: 2}, 'replace'], [{}, 'none'],
  ])
    assert.equal(historyStep(open, {...open, ...part}), step, JSON.stringify(part));
  assert.equal(historyStep({...open, tag: ['a,b', 'c']}, {...open, tag: ['a', 'b,c']}), 'push');
});

test('periods follow each other without a gap', () => {
  for (const [from, unit, next] of [
    ['2024-02-28', 'day', '2024-02-29'], ['2024-12-30', 'week', '2025-01-06'], ['2024-12', 'month', '2025-01'],
    ['1999', 'year', '2000'], ['0099', 'year', '0100'],
  ])
    assert.equal(nameOf(after(firstDay(from), unit), unit), next);
  assert.equal(firstDay('yesterday'), undefined);
  assert.equal(firstDay('1920s').getUTCFullYear(), 1920);
});

const timeline = (unit, buckets, unplaced = [], undated = 0) => ({
  unit,
  undated,
  buckets: buckets.map(([from, articles, base]) => ({from, articles, base})),
  unplaced: unplaced.map(([from, precision, articles]) => ({from, precision, articles})),
});
const total = ({buckets, unplaced}) => sum([...buckets, ...unplaced].map(({articles}) => articles));

test('bars and hatching add up to what is dated, for every unit', () => {
  for (const [unit, first] of [['day', '2024-03-05'], ['week', '2024-03-04'], ['month', '2024-03'], ['year', '2024']]) {
    const coarse = [['2024', 'year', 7], ['2023', 'year', 1], ['1990s', 'decade', 3], ['2024-02', 'month', 2]];
    const one = timeline(unit, [[first, 4, 9]], coarse.filter(([, precision]) => precision !== unit && !(unit === 'year' && precision === 'month')), 5);
    const {rows} = align([one]);
    isNear(sum(rows.map(({queries: [{articles, coarse: spread}]}) => articles + spread)), total(one));
  }
});

test('a year is spread over its twelve months and no other', () => {
  const {rows} = align([timeline('month', [['2024-06', 2, 3]], [['2024', 'year', 12]])]);
  assert.deepEqual([rows[0].from, rows.at(-1).from], ['2024-01', '2024-12']);
  for (const {queries} of rows) isNear(queries[0].coarse, 1);
});

test('a coarse date that nothing found has stretches no timeline', () => {
  assert.equal(align([timeline('month', [['2024-06', 2, 3]], [['1926', 'year', 0]])]).rows.length, 1);
});

test('two queries share their periods', () => {
  const {rows} = align([timeline('month', [['2024-01', 1, 2]]), timeline('month', [['2024-03', 3, 4]])]);
  assert.deepEqual(rows.map(({from}) => from), ['2024-01', '2024-02', '2024-03']);
  assert.deepEqual(rows.map(({queries}) => queries.map(({articles}) => articles)), [[1, 0], [0, 0], [0, 3]]);
});

test('no periods at all', () => {
  assert.deepEqual(align([timeline('month', [], [], 3)]).rows, []);
});

test('a share needs a base', () => {
  assert.equal(share({articles: 1, base: 4}), 0.25);
  assert.equal(share({articles: 0, base: 0}), undefined);
});

test('a brush takes whole units: the nearest, at least one', () => {
  const {rows} = align([timeline('year', Array.from({length: 10}, (_, year) => [String(2010 + year), 1, 1]))]);
  for (const [from, to, taken] of [
    [0, 1, [0, 9]], [0.21, 0.49, [2, 4]], [0.27, 0.42, [3, 3]], [0.31, 0.33, [3, 3]], [0.5, 0.5, [5, 5]], [0.99, 1, [9, 9]], [0, 0, [0, 0]],
  ])
    assert.deepEqual(brushed(rows, from, to), taken, `${from} to ${to}`);
});

test('what a brush took, it takes again', () => {
  const {rows} = align([timeline('month', [['2023-11', 1, 1], ['2025-03', 1, 1]].flatMap((bucket) => [bucket]))]);
  const begin = rows[0].first.getTime();
  const whole = rows.at(-1).next.getTime() - begin;
  for (let first = 0; first < rows.length; ++first)
    for (let last = first; last < rows.length; ++last)
      assert.deepEqual(brushed(rows, (rows[first].first - begin) / whole, (rows[last].next - begin) / whole), [first, last]);
});

test('a week ends on its Sunday', () => {
  assert.deepEqual(range('2024-12-30', '2024-12-30', 'week'), {since: '2024-12-30', until: '2025-01-05'});
  assert.deepEqual(range('2024-06', '2025-01', 'month'), {since: '2024-06', until: '2025-01'});
});

test('a time before or after all is in the first or last row', () => {
  const {rows} = align([timeline('year', [['2010', 1, 1], ['2012', 1, 1]])]);
  assert.deepEqual([rowAt(rows, -1e15), rowAt(rows, firstDay('2011').getTime()), rowAt(rows, 1e15)], [0, 1, 2]);
});

test('marks are cut with their paragraphs and lose nothing', () => {
  const text = 'One two.\n\nThree four.\n \nFive.';
  const spans = [[4, 7], [4 + 6, 15], [16, 29]];
  const parts = paragraphs({text, spans});
  assert.deepEqual(parts.map((part) => part.text), ['One two.', 'Three four.', 'Five.']);
  assert.deepEqual(parts.map((part) => part.spans.map(([begin, end]) => part.text.slice(begin, end))), [['two'], ['Three', 'four.'], ['Five.']]);
  for (const part of parts) assert.equal(text.slice(part.start, part.start + part.text.length), part.text);
});

test('only addresses of the web become links', () => {
  assert.equal(webAddress('https://a.example/b'), 'https://a.example/b');
  for (const address of ['javascript:alert(1)', ' java\nscript:alert(1)', 'data:text/html,x', '/relative', '', 'file:///etc/x'])
    assert.equal(webAddress(address), undefined, address);
});

test('every question has the same filters as the export', () => {
  const state = {...usual, q: 'a&b', tag: ['x', 'y'], lang: ['de'], since: '2024', until: '2025-02'};
  const filters = (address) => [...new URL(address, 'http://h').searchParams].filter(([name]) => ['tag', 'source', 'author', 'lang', 'since', 'until', 'q'].includes(name));
  const wanted = filters(exportAddress(state, state.q, 'csv'));
  assert.deepEqual(wanted, [['q', 'a&b'], ['tag', 'x'], ['tag', 'y'], ['lang', 'de'], ['since', '2024'], ['until', '2025-02']]);
  for (const address of [trendAddress(state, state.q), searchAddress(state, 0)]) assert.deepEqual(filters(address), wanted);
});

test('an id may hold any character', () => {
  assert.equal(articleAddress({...usual, article: 'a/b?c#d%e', q: ''}), '/v1/articles/a%2Fb%3Fc%23d%25e');
});

test('a date is written as precisely as it is known', () => {
  for (const [value, text] of [
    ['2025', '2025'], ['2025-02', 'February 2025'], ['2025-02-03', '3 February 2025'], ['2025-02-03T23:30:00-05:00', '3 February 2025'],
    ['1920s', '1920s'], ['0800-01-02', '2 January 800'],
  ])
    assert.equal(dateText(value), text);
});

test('a chart begins and ends with what was found, a side that was asked for with that', () => {
  const {rows} = align([timeline('year', [['2010', 0, 5], ['2011', 1, 5], ['2012', 0, 5], ['2013', 2, 5], ['2014', 0, 5]])]);
  const years = (asked) => trimmed(rows, asked).map(({from}) => from);
  assert.deepEqual(years({}), ['2011', '2012', '2013']);
  assert.deepEqual(years({since: '2010'}), ['2010', '2011', '2012', '2013']);
  assert.deepEqual(years({until: '2014'}), ['2011', '2012', '2013', '2014']);
});

test('where nothing was found there is nothing to draw', () => {
  assert.deepEqual(trimmed(align([timeline('year', [['2010', 0, 5]])]).rows, {}), []);
});
