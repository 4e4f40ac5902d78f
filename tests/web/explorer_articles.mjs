// Articles of our own invention for the tests of the explorer: known counts, dates of every precision, one long article.
const sources = ['Morning Ledger', 'Valley Courier', 'Le Quai', 'Northern Wire'];
const tags = ['drought', 'water', 'economy', 'rail'];

const day = (number) => new Date(Date.UTC(2024, 5, 3 + number * 17)).toISOString().slice(0, 10);

const dated = Array.from({length: 30}, (_, number) => ({
  id: `d-${number}`,
  title: number % 3 ? `Sundale counts the cost of the drought, week ${number}` : `Rain expected in Sundale, week ${number}`,
  body: `The drought entered its week ${number} and the reservoir stood low.\n\nDockers at the harbour of Port Salla saw ${
    number % 2 ? 'the drought' : 'no rain'} too.`,
  date: day(number),
  source: sources[number % 4],
  authors: [number % 5 ? 'Ana Brandt' : 'Desmond Achebe'],
  tags: [tags[number % 4], ...(number % 6 ? [] : ['weather'])],
  lang: 'en',
}));

const coarse = [
  ...['2024', '2024', '2024', '2025-03'].map((date, number) => ({
    id: `c-${number}`, title: `An almanac of the drought, ${number}`, body: `What the drought of ${date} left.`, date, source: 'Almanac', lang: 'en',
  })),
  {id: 'u-0', title: 'A leaflet on the drought', body: 'No printer and no day is known of this leaflet.', source: 'Almanac', lang: 'en'},
];

const others = Array.from({length: 12}, (_, number) => ({
  id: `o-${number}`, title: `The harbour opens a new quay, ${number}`, body: 'Boats came in at the harbour, and the band played.', date: day(number * 2), source: sources[number % 4], lang: 'en',
}));

export const long = {
  id: 'long/a b?c#d%25&é',
  title: 'Forty-five times drought',
  body: Array.from({length: 45}, (_, number) => `Paragraph ${number} says drought once, and then a good many other words so that it fills more than a line of the pane.`).join('\n\n'),
  date: '2025-02-11',
  url: 'https://ledger.example/long',
  source: 'Morning Ledger',
  lang: 'en',
};

export const articles = [...dated, ...coarse, ...others, long];

const payloads = ['<img src=x onerror=alert(1)>', '"><script>alert(2)</script>', "'-alert(3)-'", '${alert(4)}', '\u202Eevil\u202C', '<svg onload=alert(5)>', 'javascript:alert(6)'];

/// Every field of every article is hostile.
export const hostile = payloads.map((payload, number) => ({
  id: `${payload}/${number}`,
  title: `marker ${payload}`,
  body: `marker ${payload}\n\n${payload} marker`,
  url: number % 2 ? 'javascript:alert(7)' : 'data:text/html,<script>alert(8)</script>',
  date: '2025-01-05',
  source: payload,
  authors: [payload, `two ${payload}`],
  tags: [payload],
  lang: number % 2 ? 'en' : '"><i>',
}));
export {payloads};
