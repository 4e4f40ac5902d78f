// A publisher's site on another port, with a policy as strict as it can be while it embeds the box.
import {createServer} from 'node:http';

import {freePort} from './service.mjs';

export const policy = (service) =>
  `default-src 'none'; script-src ${service}; connect-src ${service}; form-action ${service}; style-src 'none'; ` +
  `base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;

/// The snippet of the documentation. `attributes` of the element, `fields` more markup in the form.
export const embedded = (service, {attributes = '', fields = '', lang = 'en', script = true, head = ''} = {}) =>
  `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>The Sundale Courier</title>${head}</head>
<body><header><a href="#main">Skip to the page</a></header><main id="main"><h1>The Sundale Courier</h1>
<broadsheet-search src="${service}" ${attributes}>
  <form action="${service}search" role="search">
    <label for="q">Search the archive</label> <input id="q" name="q" type="search"> <button>Search</button>${fields}
  </form>
</broadsheet-search>
<p>Below the box there is <a href="#below">a link</a>.</p></main>
${script ? `<script type="module" src="${service}broadsheet-search.js"></script>` : ''}</body></html>`;

/// Serves `pages[path]`, each an HTML document, under the policy. Gives {url, pages, close}.
export async function startSite({service, pages = {}, port, csp = policy(service)}) {
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url, 'http://site').pathname];
    if (page === undefined) {
      response.writeHead(request.url === '/favicon.ico' ? 204 : 404);
      return response.end();
    }
    response.writeHead(200, {'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': csp});
    response.end(page);
  });
  await new Promise((done) => server.listen(port ?? 0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    pages,
    close: () => new Promise((done) => { server.close(done); server.closeAllConnections(); }),
  };
}
