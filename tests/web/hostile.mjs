// Articles and parameters that try to become part of the page. All of it is fiction of our own.

export const stranger = 'http://stranger.invalid';

/// Each would run, fetch, move or restyle something if it were taken for markup, an address or a pattern.
export const payloads = [
  `<script>globalThis.ran = 1; fetch('${stranger}')</script>`,
  `<img src="${stranger}/x.png" onerror="globalThis.ran = 1">`,
  `"><svg onload=globalThis.ran=1><a href="javascript:globalThis.ran=1">`,
  `' autofocus onfocus='globalThis.ran = 1' x='`,
  `</title></textarea></script><script src="${stranger}/x.js"></script>`,
  `<base href="${stranger}/"><meta http-equiv="refresh" content="0;url=${stranger}/">`,
  `<link rel="stylesheet" href="${stranger}/x.css"><style>*{display:none}</style>`,
  `<iframe srcdoc="<script>parent.ran=1</script>"></iframe><form action="${stranger}"><button>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=globalThis.ran=1&gt;">`,
  `javascript:globalThis.ran=1`,
  `\u202Eesrever\u202C &lt;b&gt; &#60;b&#62; \u0000\u0007\u001B[31m $& $1 %00 {{ran=1}} \${ran=1}`,
];

export const word = 'drumlin'; // in every one of them

/// One article a payload, with it in every field; and one an address.
export const articles = [
  ...payloads.map((payload, at) => ({
    id: `h${at} ${payload}`.slice(0, 200), title: `${word} ${payload}`, body: `${payload} ${word} ${payload}\n\n${word}ite ${payload}`,
    description: payload, url: payload, date: payload, authors: [payload], tags: [payload, `${word} ${payload}`.slice(0, 200)],
    source: payload, section: payload, lang: payload.slice(0, 20),
  })),
  ...[`javascript:globalThis.ran=1`, ` java\tscript:globalThis.ran=1`, `JaVaScRiPt://%0aglobalThis.ran=1`, `data:text/html,<script>globalThis.ran=1</script>`,
    `vbscript:x`, `//stranger.invalid/x`, `https://user:pass@paper.example/"onclick="globalThis.ran=1`, `https://paper.example/#:~:text=a,b`,
    `http://`, `https://[`].map((url, at) => ({
    id: `../u${at}?q=#/`, title: `${word} address ${at}`, body: `A ${word} with an address.`, url, date: '2024-02-03', source: 'The Esker', lang: 'en'})),
  {id: 'long', title: `${word} ${'w'.repeat(900)}`, body: `${word} ${'x'.repeat(5000)} ${word}`, source: 'y'.repeat(200), lang: 'en'},
  {id: 'rtl', title: `${word} שלום \u202E`, body: `${word} שלום עולם`, source: 'עיתון', lang: 'he', date: '2023'},
  {id: 'bare', body: `A ${word} and nothing else.`},
];

/// What of hostile markup stands in the page as elements, and where links lead that lead nowhere good.
export const found = (page) =>
  page.evaluate(() => ({
    ran: globalThis.ran,
    elements: [...document.querySelectorAll('img, iframe, object, embed, base, style, math, mglyph, meta[http-equiv], script:not([src]), link[rel=stylesheet]:not([href="/page.css"]):not([href="/explore.css"])')].map((one) => one.outerHTML),
    // A script may set styles, which the box and the explorer do; those of markup the policy refuses, aloud.
    handlers: [...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames().filter((name) => /^on|^style$|^srcdoc$/.test(name) && !(name === 'style' && (one.dataset.part || location.pathname === '/explore')))),
    links: [...document.querySelectorAll('[href]:not(link[rel=icon][href="data:,"]), [action], [src]')]
      .map((one) => one.href?.baseVal ?? one.href ?? one.action ?? one.src)
      .filter((url) => typeof url === 'string' && !/^https?:/.test(url) && url !== 'data:,'), // the empty icon
  }));
export const nothing = {ran: undefined, elements: [], handlers: [], links: []};
