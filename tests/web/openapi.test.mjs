// What the service says of itself is valid OpenAPI, and true.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {openApiValidator} from './packages.mjs';
import {startService} from './service.mjs';

let service, document;
before(async () => {
  service = await startService();
  document = await service.json('openapi.json');
});
after(() => service?.stop());

test('openapi.json is valid OpenAPI 3.1', async () => {
  const Validator = await openApiValidator();
  const validator = new Validator();
  const {valid, errors} = await validator.validate(structuredClone(document));
  assert.ok(valid, JSON.stringify(errors, null, 1));
  assert.match(document.openapi, /^3\.1\./);
  const broken = structuredClone(document);
  delete broken.info.title;
  assert.equal((await new Validator().validate(broken)).valid, false, 'the validator sees an error');
});

test('every endpoint of the specification is there, and none that writes', () => {
  for (const path of ['search', 'suggest', 'count', 'trend', 'facets', 'terms', 'compare', 'kwic', 'articles/{id}', 'articles/{id}/like',
    'stories/{id}', 'export', 'explain', 'cite', 'stats'])
    assert.ok(document.paths[`/v1/${path}`], path);
  for (const path of ['/search.atom', '/search.json', '/suggest.json', '/opensearch.xml', '/healthz', '/readyz', '/metrics', '/openapi.json'])
    assert.ok(document.paths[path], path);
  for (const [path, item] of Object.entries(document.paths))
    assert.deepEqual(Object.keys(item).filter((key) => /^(post|put|patch|delete)$/.test(key)), [], path);
});

test('each path answers with one of the types that it names', async () => {
  for (const [path, {get}] of Object.entries(document.paths)) {
    const required = (get.parameters ?? []).filter((one) => one.required && one.in === 'query');
    const query = new URLSearchParams({q: 'safety', ...Object.fromEntries(required.map(({name}) => [name, name === 'field' ? 'tag' : 'safety']))});
    if (path === '/v1/compare') query.append('q', 'harbour');
    const real = path.replace('{id}', 'bs-001').replace('{code}', 'bad-parameter');
    const response = await fetch(new URL(`${real.slice(1)}?${query}`, service.url));
    await response.arrayBuffer();
    if (response.status === 404 && /chart|explore/.test(path)) continue; // a program built without Node has no explorer
    assert.equal(response.status, 200, `${real}?${query}`);
    const types = Object.keys(get.responses['200'].content).map((type) => type.split(';')[0]);
    assert.ok(types.includes(response.headers.get('content-type').split(';')[0]), `${path}: ${response.headers.get('content-type')} is none of ${types}`);
  }
});
