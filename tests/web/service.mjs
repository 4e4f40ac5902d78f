// The real `broadsheet serve` over an archive made for the test, in a temporary folder.
import {execFile, spawn} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';

const program = process.env.BROADSHEET_PROGRAM;
export const sample = fileURLToPath(new URL('../../data/sample.jsonl', import.meta.url));

export async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const {port} = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/// A service over `articles`: a file, or a list of articles. `options`: more options of `broadsheet serve`.
/// Gives {url with a slash at its end, command(…arguments) run on the archive, json(path), stop()}.
export async function startService({articles = sample, options = []} = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-web-'));
  const archive = join(folder, 'news.archive');
  const command = async (name, ...more) =>
    (await promisify(execFile)(program, [name, '-a', archive, ...more], {maxBuffer: 1 << 28})).stdout;
  let file = articles;
  if (Array.isArray(articles)) {
    file = join(folder, 'articles.jsonl');
    await writeFile(file, articles.map((article) => JSON.stringify(article) + '\n').join(''));
  }
  await command('index', file);

  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const server = spawn(program, ['serve', '-a', archive, '--listen', `127.0.0.1:${port}`, ...options], {stdio: ['ignore', 'pipe', 'pipe']});
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (said += text));
  const ended = new Promise((done) => server.once('exit', done));
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    await rm(folder, {recursive: true});
  };
  for (let tries = 0; ; ++tries) {
    if (server.exitCode !== null) throw new Error(`broadsheet serve ended: ${said}`);
    if ((await fetch(`${url}readyz`).catch(() => null))?.ok) break;
    if (tries === 200) throw new Error(`broadsheet serve is not ready after 10 s: ${said}`);
    await pause(50);
  }
  const json = async (path) => (await fetch(new URL(path, url))).json();
  return {url, command, json, stop, folder};
}
