#include <algorithm>
#include <broadsheet/error.hpp>
#include <broadsheet/numbers.hpp>
#include <tuple>

#include "searcher/facets.hpp"
#include "searcher/number_sets.hpp"
#include "searcher/statistics.hpp"
#include "searcher/value_groups.hpp"

namespace broadsheet {
namespace {

void add(Tally& sum, const Tally& more) {
  sum.articles += more.articles;
  sum.base += more.base;
}

double share_of(const Tally& tally) {
  return tally.base == 0 ? 0 : static_cast<double>(tally.articles) / static_cast<double>(tally.base);
}

}  // namespace

Silence find_silences(const Archive& archive, std::string_view text, const SearchOptions& options,
                      const SilenceOptions& how) {
  const auto column = column_of(how.field);
  if (!column || *column == Column::tag || *column == Column::author)
    throw Error(ErrorKind::usage, "there are no silences by '" + how.field + "': give source, section or lang");
  const PeriodUnit& unit = period_unit(how.unit);
  NumberSets sets(archive, text, options);
  const Facet values = count_facet(*column, sets.base.answers(), sets.parts);
  ValueGroups groups(*column, values, values.rows.size(), sets.parts);
  const PeriodCells cells = count_cells(groups, unit, sets.run.answers(), sets.base.answers(), sets.parts);

  Silence out;
  out.field = how.field;
  out.unit = how.unit;
  // What the cells are compared with: articles of all values, so that those without one count as others do.
  std::map<PeriodPlace, Tally> in_period;
  Tally overall;
  for (const auto& group : cells)
    for (const auto& [place, tally] : group) {
      if (place.kind != PeriodPlace::Kind::period) continue;
      add(in_period[place], tally);
      add(overall, tally);
    }
  for (const auto& [place, tally] : cells[groups.without()]) add(out.without_value, tally);
  for (std::size_t group = 0; group < groups.other(); ++group)
    for (const auto& [place, tally] : cells[group]) {
      if (place.kind != PeriodPlace::Kind::period) {
        add(out.without_period, tally);
        continue;
      }
      if (tally.base < how.minimum) {
        ++out.too_small;
        continue;
      }
      const double share = share_of(how.expect_overall ? overall : in_period[place]);
      const BinomialTest test = binomial_test(tally.articles, tally.base, share);
      out.rows.push_back({values.rows[group].value, period_label(unit, place.day), tally,
                          share * static_cast<double>(tally.base), test.p, 1,
                          test.p >= 1 ? "none"
                          : test.low  ? "low"
                                      : "high"});
    }
  out.tested = out.rows.size();
  std::vector<double> probabilities;
  for (const auto& row : out.rows) probabilities.push_back(row.p);
  const auto corrected = false_discovery_rates(probabilities);
  for (std::size_t i = 0; i < out.rows.size(); ++i) out.rows[i].corrected = corrected[i];
  std::erase_if(out.rows, [&](const Silence::Row& row) { return row.corrected > how.level; });
  std::ranges::sort(out.rows, [](const Silence::Row& a, const Silence::Row& b) {
    return std::tie(a.corrected, a.p, a.value, a.period) < std::tie(b.corrected, b.p, b.value, b.period);
  });
  out.found = std::move(sets.found);
  return out;
}

}  // namespace broadsheet
