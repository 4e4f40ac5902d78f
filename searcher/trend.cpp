#include <broadsheet/error.hpp>
#include <broadsheet/numbers.hpp>

#include "searcher/facets.hpp"
#include "searcher/number_sets.hpp"
#include "searcher/value_groups.hpp"

namespace broadsheet {
namespace {

/// Sums of what stands in one row, whichever group it is of.
std::map<PeriodPlace, Tally> rows_of(const std::vector<PartAnswer>& found, const std::vector<PartAnswer>& base,
                                     const PeriodUnit& unit, const std::vector<Part>& parts) {
  std::map<PeriodPlace, Tally> rows;
  for (std::size_t i = 0; i < parts.size(); ++i)
    base[i].found.each([&](std::uint32_t article) {
      Tally& row = rows[place_of(unit, parts[i].tables(), article)];
      ++row.base;
      row.articles += found[i].found[article] ? 1 : 0;
    });
  return rows;
}

}  // namespace

Trend trend_by_value(const Archive& archive, std::string_view text, const SearchOptions& asked,
                     const std::string& unit_name, const std::string& field, std::size_t most) {
  const auto column = column_of(field);
  if (!column)
    throw Error(ErrorKind::usage, "there is no trend by '" + field + "': give tag, author, source, section or lang");
  const PeriodUnit& unit = period_unit(unit_name);
  SearchOptions options = asked;
  options.timeline = unit_name;
  NumberSets sets(archive, text, options);
  const Facet facet = count_facet(*column, sets.run.answers(), sets.parts);
  ValueGroups groups(*column, facet, most, sets.parts);
  const PeriodCells cells = count_cells(groups, unit, sets.run.answers(), sets.base.answers(), sets.parts);

  Trend trend;
  trend.unit = unit_name;
  trend.field = field;
  // Every period between the first and the last has a row, also one without any article.
  auto rows = rows_of(sets.run.answers(), sets.base.answers(), unit, sets.parts);
  Day last = 0;
  for (const auto& [place, tally] : rows)
    if (place.kind == PeriodPlace::Kind::period) last = place.day;
  if (!rows.empty() && rows.begin()->first.kind == PeriodPlace::Kind::period)
    for (Day day = rows.begin()->first.day; day < last; day = next_period(unit, day))
      rows[{PeriodPlace::Kind::period, day}];
  for (const auto& [place, tally] : rows) {
    const bool period = place.kind == PeriodPlace::Kind::period, dated = place.kind != PeriodPlace::Kind::undated;
    trend.rows.push_back({period  ? period_label(unit, place.day)
                          : dated ? print_date(place.day, place.precision)
                                  : "",
                          period  ? ""
                          : dated ? "no " + unit_name + " known"
                                  : "no date",
                          tally});
  }
  for (std::size_t group = 0; group < groups.size(); ++group) {
    Trend::Series series;
    if (group < groups.other())
      series.value = facet.rows[group].value;
    else
      series.note = group == groups.other() ? "other" : "no " + field;
    for (const auto& [place, ignored] : rows) {
      const auto cell = cells[group].find(place);
      series.cells.push_back(cell == cells[group].end() ? Tally{} : cell->second);
      series.all.articles += series.cells.back().articles;
      series.all.base += series.cells.back().base;
    }
    if (series.all.base > 0) trend.series.push_back(std::move(series));
  }
  trend.found = std::move(sets.found);
  return trend;
}

}  // namespace broadsheet
