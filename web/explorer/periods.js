// Arithmetic of the timeline, without a page: periods, dates coarser than the unit, shares, and brushing whole units.
// A period is named by its first day at its precision: `2025`, `2025-02`, `2025-02-03` (a week by its Monday).

const day = 24 * 60 * 60 * 1000;

/// First day of `2025`, `2025-02`, `2025-02-03`, `1920s`; undefined where the text is none of these.
export function firstDay(name) {
  const found = /^(\d{4})(?:s|-(\d\d)(?:-(\d\d))?)?$/.exec(name);
  if (!found) return undefined;
  const [, year, month = '1', ofMonth = '1'] = found;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(ofMonth));
  return date;
}

/// The first day after a period that begins with `first`.
export function after(first, unit) {
  const date = new Date(first);
  if (unit === 'day' || unit === 'week') return new Date(date.getTime() + (unit === 'day' ? 1 : 7) * day);
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + 1);
  else date.setUTCFullYear(date.getUTCFullYear() + (unit === 'decade' ? 10 : 1));
  return date;
}

/// The first day of the period that has `date` in it.
function periodOf(date, unit) {
  if (unit === 'day') return date;
  if (unit === 'week') return new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * day);
  const out = new Date(date);
  out.setUTCDate(1);
  if (unit === 'year') out.setUTCMonth(0);
  return out;
}

const length = {year: 4, month: 7};

/// How a period is named.
export const nameOf = (first, unit) => first.toISOString().slice(0, length[unit] ?? 10);

/// From and until (both inclusive at their precision) of the periods from one to another.
export function range(firstName, lastName, unit) {
  if (unit !== 'week') return {since: firstName, until: lastName};
  return {since: firstName, until: nameOf(new Date(after(firstDay(lastName), 'week').getTime() - day), 'day')};
}

/// Timelines of several queries (as /v1/trend gives them, with the same unit) in one list of periods without a gap.
/// Each row: {from, first, next, queries [{articles, base, coarse}]}; `coarse` is how much of the articles dated only
/// to a longer period falls to this one when each is spread evenly over the periods of the unit that begin in it. Rows
/// reach as far as those longer periods do. So for each query Σ articles + Σ coarse + undated = total.
export function align(timelines) {
  const unit = timelines[0].unit;
  const dated = timelines.flatMap(({buckets}) => buckets.map(({from}) => firstDay(from)));
  const ends = dated.flatMap((first) => [first, first]);
  for (const {unplaced} of timelines)
    for (const {from, precision, articles} of unplaced)
      if (articles > 0) {
        const first = firstDay(from);
        ends.push(periodOf(first, unit), periodOf(new Date(after(first, precision).getTime() - day), unit));
      }
  if (ends.length === 0) return {unit, rows: []};

  const rows = [];
  const begin = ends.reduce((least, date) => (date < least ? date : least));
  const end = ends.reduce((most, date) => (date > most ? date : most));
  for (let first = begin; first <= end; first = rows.at(-1).next)
    rows.push({
      from: nameOf(first, unit),
      first,
      next: after(first, unit),
      queries: timelines.map(() => ({articles: 0, base: 0, coarse: 0})),
    });

  const place = new Map(rows.map(({from}, index) => [from, index]));
  timelines.forEach(({buckets, unplaced}, query) => {
    for (const {from, articles, base = 0} of buckets) Object.assign(rows[place.get(from)].queries[query], {articles, base});
    for (const {from, precision, articles} of unplaced) {
      if (articles === 0) continue;
      const over = rowsWithin(rows, firstDay(from), precision);
      for (const row of over) row.queries[query].coarse += articles / over.length;
    }
  });
  return {unit, rows};
}

/// The rows from the first to the last in which something was found; an end that was asked for stays.
export function trimmed(rows, {since, until}) {
  const found = rows.map(({queries}) => queries.some(({articles, coarse}) => articles + coarse > 0));
  const first = found.indexOf(true);
  if (first < 0) return [];
  return rows.slice(since ? 0 : first, until ? rows.length : found.lastIndexOf(true) + 1);
}

function rowsWithin(rows, first, precision) {
  const end = after(first, precision);
  return rows.filter((row) => row.first >= first && row.first < end);
}

/// What share articles are of a base; undefined of nothing.
export const share = ({articles, base}) => (base > 0 ? articles / base : undefined);

/// The periods that a brush from `from` to `to` (places between 0 and 1 of the whole timeline) means: [first, last] of
/// rows, to the nearest whole units, at least the one it began in.
export function brushed(rows, from, to) {
  const begin = rows[0].first.getTime();
  const whole = rows.at(-1).next.getTime() - begin;
  const nearest = (place) => {
    const time = begin + place * whole;
    const within = rowAt(rows, time);
    const row = rows[within];
    return time - row.first.getTime() < row.next.getTime() - time ? within : within + 1;
  };
  const first = nearest(from);
  const last = nearest(to) - 1;
  return last >= first ? [first, last] : [rowAt(rows, begin + from * whole), rowAt(rows, begin + from * whole)];
}

/// The row that a time lies in, by halving; before the first the first, after the last the last.
export function rowAt(rows, time) {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (rows[middle].first.getTime() <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
