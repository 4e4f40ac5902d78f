// The protocol's official client talks to `broadsheet mcp`.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {promisify} from 'node:util';

import {mcpClient} from './packages.mjs';
import {sample} from './service.mjs';

const program = process.env.BROADSHEET_PROGRAM;
let folder, archive, client;
const answer = async (name, args) => {
  const result = await client.callTool({name, arguments: args});
  assert.ok(!result.isError, JSON.stringify(result));
  return JSON.parse(result.content[0].text);
};
const command = async (...args) => JSON.parse((await promisify(execFile)(program, args)).stdout);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broadsheet-mcp-'));
  archive = join(folder, 'news.archive');
  await promisify(execFile)(program, ['index', '-a', archive, sample]);
  const {Client, StdioClientTransport} = await mcpClient();
  client = new Client({name: 'tests', version: '1'});
  await client.connect(new StdioClientTransport({command: program, args: ['mcp', '-a', archive]}));
});
after(async () => {
  await client?.close();
  await rm(folder, {recursive: true});
});

test('the server introduces itself and its tools', async () => {
  assert.equal(client.getServerVersion().name, 'broadsheet');
  const {tools} = await client.listTools();
  assert.deepEqual(tools.map(({name}) => name).sort(),
    ['article', 'cite', 'compare', 'count', 'explain', 'facets', 'kwic', 'like', 'search', 'stats', 'story', 'suggest', 'terms', 'trend']);
  for (const tool of tools) assert.equal(tool.annotations.readOnlyHint, true, tool.name);
});

test('an assistant searches, counts, reads and cites with the numbers of the command line', async () => {
  const q = 'DeepSeek safety';
  const found = await answer('search', {q, limit: 3, facets: ['tag']});
  const counted = await answer('count', {q});
  const byCommand = await command('count', '-a', archive, '--format', 'json', q);
  assert.equal(found.total.articles.value, byCommand.total.articles.value);
  assert.equal(counted.total.articles.value, byCommand.total.articles.value);
  const read = await answer('article', {id: found.hits[0].id, q});
  for (const [begin, end] of read.article.body.spans)
    assert.match(read.article.body.text.slice(begin, end), /^(deepseek|safety)$/i);
  const cited = await answer('cite', {q});
  assert.equal(cited.query.canonical, 'deepseek AND safety');
  assert.equal((await answer('compare', {q: ['DeepSeek', 'ferry']})).queries.length, 2);
});

test('every tool answers, or says what is missing', async () => {
  const {tools} = await client.listTools();
  for (const {name, inputSchema} of tools) {
    const args = {};
    if (inputSchema.properties.q) args.q = inputSchema.properties.q.type === 'array' ? ['a', 'b'] : 'the';
    if (inputSchema.properties.id) args.id = 'bs-001';
    if (inputSchema.properties.field) args.field = 'tag';
    assert.equal((await answer(name, args)).format, 1, name);
  }
});

test('what is wrong with a call is said in its answer', async () => {
  const result = await client.callTool({name: 'search', arguments: {q: 'x', limit: 1000}});
  assert.equal(result.isError, true);
  assert.equal(JSON.parse(result.content[0].text).parameter, 'limit');
  await assert.rejects(client.callTool({name: 'remove', arguments: {}}), /no tool/);
});
