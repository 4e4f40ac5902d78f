#include "searcher/periods.hpp"

#include <algorithm>
#include <array>
#include <broadsheet/error.hpp>

namespace broadsheet {
namespace {

constexpr std::array<PeriodUnit, 4> units = {{{"day", Precision::day, 10},
                                              {"week", Precision::day, 10},
                                              {"month", Precision::month, 7},
                                              {"year", Precision::year, 4}}};

}  // namespace

const PeriodUnit& period_unit(std::string_view name) {
  const auto unit = std::ranges::find(units, name, &PeriodUnit::name);
  if (unit == units.end())
    throw Error(ErrorKind::usage, "there is no timeline by '" + std::string(name) + "': give day, week, month or year");
  return *unit;
}

Day period_of(const PeriodUnit& unit, Day day) {
  if (unit.name == "week") return day - ((day + 3) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  CivilDate civil = to_civil(day);
  if (unit.name == "year") civil.month = 1;
  if (unit.name != "day") civil.day = 1;
  return *to_day(civil);
}

Day next_period(const PeriodUnit& unit, Day period) {
  if (unit.name == "day") return period + 1;
  if (unit.name == "week") return period + 7;
  return add_months(period, unit.name == "month" ? 1 : 12);
}

std::string period_label(const PeriodUnit& unit, Day period) { return print_day(period).substr(0, unit.label_size); }

PeriodPlace place_of(const PeriodUnit& unit, const Tables& tables, std::uint32_t article) {
  const Day day = tables.all_days()[article].first;
  if (day == no_day) return {};
  const auto precision = static_cast<Precision>(tables.precisions()[article]);
  if (precision < unit.needs) return {PeriodPlace::Kind::too_coarse, day, precision};
  return {PeriodPlace::Kind::period, period_of(unit, day)};
}

}  // namespace broadsheet
