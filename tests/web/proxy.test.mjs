// The service behind nginx, by the configuration of docs/website.md: kept answers, 304, and nobody's answer for another.
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';

import {freePort, startService} from './service.mjs';

const nginxProgram = '/usr/sbin/nginx';
const skip = spawnSync(nginxProgram, ['-v']).error ? 'there is no nginx; script/setup test installs it' : false;
const origins = ['https://one.example', 'https://two.example'];

let service, nginx, url;
const get = async (path, headers = {}) => {
  const response = await fetch(new URL(path, url), {headers});
  return {status: response.status, kept: response.headers.get('x-cache-status'), header: (name) => response.headers.get(name), text: await response.text()};
};

before(async () => {
  if (skip) return;
  service = await startService({options: ['--trust-proxy', ...origins.flatMap((origin) => ['--allow-origin', origin])]});
  const port = await freePort();
  url = `http://127.0.0.1:${port}/`;
  const folder = join(service.folder, 'nginx');
  await mkdir(folder);
  const documented = /```nginx\n(.*?)```/s.exec(await readFile(new URL('../../docs/website.md', import.meta.url), 'utf8'))[1];
  const replaced = [[/\/var\/cache\/nginx\/broadsheet/, `${folder}/cache`], [/listen 443 ssl;/, `listen 127.0.0.1:${port};`], [/\n *ssl_\w+ [^;]*;/g, ''],
    [/http:\/\/127\.0\.0\.1:8080/g, service.url.slice(0, -1)]];
  let site = documented;
  for (const [from, to] of replaced) {
    assert.match(site, from);
    site = site.replace(from, to);
  }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n');
  await writeFile(join(folder, 'nginx.conf'), `${process.getuid() === 0 ? 'user root;' : ''} daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http { access_log off; ${temporary}\n${site} }\n`);
  nginx = spawn(nginxProgram, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], {stdio: 'inherit'});
  for (let tries = 0; !(await fetch(url).catch(() => null)); ++tries) {
    assert.ok(tries < 100 && nginx.exitCode === null, 'nginx answers');
    await pause(50);
  }
});
after(async () => {
  if (nginx) {
    nginx.kill('SIGTERM');
    await new Promise((done) => nginx.once('exit', done));
  }
  await service?.stop();
});

test('the same question is asked once, and is the same answer', {skip}, async () => {
  for (const path of ['v1/search?q=deepseek+safety', 'search?q=deepseek+safety', 'broadsheet-search.js', 'v1/suggest?q=dee', 'search.atom?q=safety']) {
    const first = await get(path), second = await get(path);
    assert.deepEqual([first.status, first.kept, second.status, second.kept], [200, 'MISS', 200, 'HIT'], path);
    assert.equal(second.text, first.text, path);
    assert.equal(second.header('etag'), first.header('etag'), path);
    assert.ok(first.header('etag'), path);
  }
});

test('what is known already is 304, with the headers that go with it', {skip}, async () => {
  const path = 'v1/search?q=harbour';
  const known = await get(path);
  for (const tag of [known.header('etag'), `W/${known.header('etag')}`, `"other", ${known.header('etag')}`]) {
    const again = await get(path, {'If-None-Match': tag});
    assert.deepEqual([again.status, again.text, again.header('etag')], [304, '', known.header('etag')], tag);
    assert.equal(again.header('cache-control'), known.header('cache-control'));
  }
  assert.equal((await get(path, {'If-None-Match': '"other"'})).status, 200);
});

test('answers for one site, one coding, one type are not given to another', {skip}, async () => {
  const path = 'v1/count?q=safety';
  for (let round = 0; round < 2; ++round)
    for (const origin of [...origins, 'https://stranger.example', undefined]) {
      const {header, kept} = await get(path, origin ? {Origin: origin} : {});
      assert.equal(header('access-control-allow-origin'), origins.includes(origin) ? origin : null, `${origin}, ${kept}`);
    }
  const csv = await get(path, {Accept: 'text/csv'}), json = await get(path, {Accept: 'application/json'});
  assert.match(csv.header('content-type'), /^text\/csv/);
  assert.match(json.header('content-type'), /^application\/json/);
  const long = 'v1/search?q=safety&limit=50';
  const tags = [];
  for (const coding of ['identity', 'gzip', 'identity', 'gzip']) {
    const answer = await get(long, {'Accept-Encoding': coding});
    assert.equal(answer.header('content-encoding'), coding === 'gzip' ? 'gzip' : null);
    assert.ok(JSON.parse(answer.text).total.articles.value > 0);
    tags.push(answer.header('etag'));
  }
  assert.deepEqual([tags[0] !== tags[1], tags[0] === tags[2], tags[1] === tags[3]], [true, true, true]);
});

test('problems are not kept, figures are not for the world, and an export streams through', {skip}, async () => {
  for (let round = 0; round < 2; ++round) assert.notEqual((await get('v1/search?q=a&limit=1000')).kept, 'HIT');
  for (const path of ['metrics', 'healthz', 'readyz']) assert.equal((await get(path)).status, 404);
  const {text} = await get('v1/export?q=&format=ids');
  assert.equal(text.trim().split('\n').length, 60);
});
