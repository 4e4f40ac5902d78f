// Every English name and sentence of the explorer, and how numbers and dates are written. Names that stand alone are
// promises: people with screen readers, and the tests, find things by them.

const locale = 'en';
const plural = new Intl.PluralRules(locale);
const whole = new Intl.NumberFormat(locale);

export const number = (value) => whole.format(value);
export const percent = (share, digits = 1) =>
  new Intl.NumberFormat(locale, {style: 'percent', maximumFractionDigits: digits}).format(share);

const counted = (value, one, other) => `${number(value)} ${plural.select(value) === 'one' ? one : other}`;
const listed = (items) => new Intl.ListFormat(locale).format(items);

export const names = {
  explore: 'Explore the archive',
  query: 'Query',
  compareWith: 'Compare with',
  run: 'Run',
  counts: 'Counts',
  articles: 'Articles',
  stories: 'Stories',
  sources: 'Sources',
  notes: 'Notes on the query',
  timeline: 'Timeline',
  measure: 'Measure',
  by: 'By',
  from: 'From',
  until: 'Until',
  wholeTime: 'Whole time',
  timelineTable: 'Timeline as a table',
  period: 'Period',
  share: 'Share',
  base: 'All articles',
  noDate: 'No date',
  morePeriods: 'Show more periods',
  narrow: 'Narrow',
  narrowResults: 'Narrow the results',
  view: 'View',
  inContext: 'In context',
  order: 'Order',
  moreArticles: 'Show more articles',
  moreLines: 'Show more lines',
  concordance: 'Concordance',
  article: 'Article',
  previousHit: 'Previous hit',
  nextHit: 'Next hit',
  closeArticle: 'Close the article',
  publisher: 'On the publisher’s page',
  readingPage: 'Reading page',
  untitled: 'Without a title',
  exportOf: 'Articles of',
  export: 'Export',
  cite: 'Cite',
  citeSearch: 'Cite this search',
  citation: 'Citation',
  address: 'Address',
  copy: 'Copy',
  copied: 'Copied.',
  copyByHand: 'This browser does not let the page copy: the text is selected, press Ctrl+C or Cmd+C.',
  close: 'Close',
  tryAgain: 'Try again',
  searchPage: 'Search page',
  everything: 'every article',
  bothQueries: 'Queries in the chart',
  spelling: 'Other spellings',
  parts: 'What the parts find alone',
  without: 'Without a filter',
};

export const measures = {share: 'Share of all articles', articles: 'Articles'};
export const units = {day: 'day', week: 'week', month: 'month', year: 'year'};
export const orders = {relevance: 'Best match', newest: 'Newest', oldest: 'Oldest'};
export const views = {articles: names.articles, context: names.inContext};
export const fields = {tag: 'Tag', source: 'Source', author: 'Author', lang: 'Language'};
export const filterName = (parameter) => fields[parameter] ?? {since: names.from, until: names.until}[parameter] ?? parameter;
export const columns = {left: 'Left', match: 'Match', right: 'Right', date: 'Date', source: 'Source'};
export const formats = {csv: 'CSV', jsonl: 'JSON lines', ris: 'RIS', bibtex: 'BibTeX', ids: 'Identifiers'};

const reasons = {
  expansion_cap: 'a wildcard stands for more words than are looked at',
  time: 'the time for one query was over',
  part_missing: 'a part of the archive is missing',
};

export const said = {
  allExact: 'All counts are exact.',
  count: ({value, relation}) => (relation === 'gte' ? `at least ${number(value)}` : number(value)),
  notExact: (query, what, reason) =>
    `Of ${query}, ${listed(what)} are at least so many${reason ? `: ${reasons[reason] ?? reason}` : ''}.`,
  totals: (query, total) => `${said.count(total)} ${plural.select(total.value) === 'one' ? 'article' : 'articles'} for ${query}`,
  understood: 'Understood as',
  expansion: (from, words, more) =>
    `${from} stands for ${listed(words)}${more > 0 ? ` and ${counted(more, 'more spelling', 'more spellings')}` : ''}.`,
  coarse: (articles, precisions, spread) =>
    `${counted(articles, 'article is', 'articles are')} dated only to the ${listed(precisions)}: ${
      spread ? 'hatched, spread over it.' : 'a share leaves them out.'}`,
  undated: (articles) => `${counted(articles, 'article has', 'articles have')} no date.`,
  howToNarrow: 'Drag across the chart, or type dates, to narrow.',
  nothingElse: (first, last) => (first === last ? `Nothing was found outside of ${first}.` : `Nothing was found before ${first} or after ${last}.`),
  noPeriods: 'No article found has a date that the timeline could show.',
  noChart: 'The chart is missing: this server was built without it. All its figures stand in the table below, and the search page draws a timeline of its own:',
  chart: (measure, unit, queries) => `Bar chart of ${measure.toLowerCase()} by ${unit} for ${listed(queries)}; its figures stand in the table below`,
  only: (precision) => `only the ${precision} known`,
  bar: (period, query, articles, base) =>
    `${period}: ${query} ${number(articles)} of ${number(base)}${base > 0 ? `, ${percent(articles / base)}` : ''}`,
  shown: (shown, total) => `${said.count(total)} ${plural.select(total.value) === 'one' ? 'line' : 'lines'}, ${number(shown)} shown.`,
  articlesShown: (shown, total) =>
    `${said.count(total)} ${plural.select(total.value) === 'one' ? 'article' : 'articles'}, ${number(shown)} shown.`,
  copies: (copies) => counted(copies - 1, 'more copy', 'more copies'),
  noArticles: 'No article has all of these words.',
  noLines: 'No place in a text to show: the query has no words, or nothing has them.',
  hit: (at, of) => (of === 0 ? 'No hits in this article' : `Hit ${number(at)} of ${number(of)}`),
  moreValues: (field) => `Show more: ${fields[field]}`,
  refused: (name, value) => `The address has ${name}=${value}, which is none; the usual is shown.`,
  offline: 'The archive cannot be reached. Look at the connection, then try again.',
  failed: (status) => `The archive answered with an error (${status}).`,
  wait: (seconds) => `It asks to wait ${counted(seconds, 'second', 'seconds')}.`,
  archive: (index) =>
    `Archive ${index.uuid}, revision ${number(index.revision)}, ${counted(index.documents, 'article', 'articles')}`,
  title: (queries) => [...queries, 'Explore', 'Broadsheet'].join(' – '),
};

const dateParts = {
  year: {year: 'numeric'},
  month: {year: 'numeric', month: 'long'},
  day: {year: 'numeric', month: 'long', day: 'numeric'},
};
const dateFormats = new Map();

/// A date as precise as it is known: `2025`, `February 2025`, `3 February 2025`; `1920s` stays.
export function dateText(value) {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\ds])/.exec(value);
  if (!found) return value;
  const [, year, month, day] = found;
  const precision = day ? 'day' : month ? 'month' : 'year';
  if (!dateFormats.has(precision))
    dateFormats.set(precision, new Intl.DateTimeFormat('en-GB', {...dateParts[precision], timeZone: 'UTC'}));
  const date = new Date(Date.UTC(2000, (month ?? 1) - 1, day ?? 1));
  date.setUTCFullYear(year, (month ?? 1) - 1, day ?? 1);
  return dateFormats.get(precision).format(date);
}

const languages = new Intl.DisplayNames(locale, {type: 'language', fallback: 'code'});

/// A value of a field as it is shown: a language by its name.
export function valueText(field, value) {
  if (field !== 'lang') return value;
  try {
    return languages.of(value);
  } catch {
    return value;
  }
}
