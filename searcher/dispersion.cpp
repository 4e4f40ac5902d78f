#include <algorithm>
#include <broadsheet/error.hpp>
#include <broadsheet/numbers.hpp>

#include "searcher/facets.hpp"
#include "searcher/number_sets.hpp"
#include "searcher/statistics.hpp"

namespace broadsheet {
namespace {

using Parts = Dispersion::Parts;

/// Values of a field of which an article has one at most: they and what has none are all there is.
void spread_over_values(Column column, const NumberSets& sets, Parts& out) {
  // Counted the other way round, so that every value there is has a row, under whichever spelling it was found.
  const Facet base = count_facet(column, sets.base.answers(), sets.parts, &sets.run.answers());
  for (const auto& row : base.rows) out.rows.push_back({row.value, "", {row.base, row.articles}});
  if (base.without > 0) out.rows.push_back({"", "no " + out.by, {base.without_base, base.without}});
}

void spread_over_periods(const NumberSets& sets, Parts& out) {
  const Timeline timeline = count_timeline(out.by, sets.run.answers(), sets.parts, &sets.base.answers());
  for (const auto& bucket : timeline.buckets)
    if (bucket.base > 0) out.rows.push_back({bucket.from, "", {bucket.articles, bucket.base}});
  out.unplaced = {timeline.undated, timeline.undated_base};
  for (const auto& one : timeline.unplaced) {
    out.unplaced.articles += one.articles;
    out.unplaced.base += one.base;
  }
}

void measure(Parts& out) {
  std::vector<PartShare> shares;
  for (const auto& row : out.rows) {
    shares.push_back({static_cast<double>(row.counts.articles), static_cast<double>(row.counts.base)});
    out.placed.articles += row.counts.articles;
    out.placed.base += row.counts.base;
    out.range += row.counts.articles > 0 ? 1 : 0;
  }
  out.dp = deviation_of_proportions(shares);
  out.dp_norm = normed_deviation_of_proportions(shares);
  out.juilland_d = juilland_d(shares);
}

}  // namespace

Dispersion measure_dispersion(const Archive& archive, std::string_view text, const SearchOptions& options,
                              const std::vector<std::string>& by) {
  NumberSets sets(archive, text, options);
  Dispersion out;
  for (const auto& name : by) {
    Parts parts;
    parts.by = name;
    const auto column = column_of(name);
    if (column == Column::tag || column == Column::author)
      throw Error(ErrorKind::usage,
                  "an article may have several of '" + name +
                      "', so they are no parts of the whole: give source, section, lang, day, week, month or year");
    if (column)
      spread_over_values(*column, sets, parts);
    else
      spread_over_periods(sets, parts);
    measure(parts);
    out.parts.push_back(std::move(parts));
  }
  out.found = std::move(sets.found);
  return out;
}

}  // namespace broadsheet
