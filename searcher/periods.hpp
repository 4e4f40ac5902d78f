#pragma once

#include <string>
#include <string_view>
#include <tuple>

#include "archive/calendar.hpp"
#include "archive/tables.hpp"

namespace broadsheet {

/// day, week, month or year.
struct PeriodUnit {
  std::string_view name;
  Precision needs;         ///< the coarsest date that has a place in it
  std::size_t label_size;  ///< of `2025-01-27`
};

/// Throws Error(usage) for a name that is none.
const PeriodUnit& period_unit(std::string_view name);

/// The first day of the period that a day is in; of a week its Monday.
Day period_of(const PeriodUnit& unit, Day day);
Day next_period(const PeriodUnit& unit, Day period);
std::string period_label(const PeriodUnit& unit, Day period);

/// Where an article stands in a table by period: in one, or with a date too coarse, or with none. In this order.
struct PeriodPlace {
  enum class Kind : std::uint8_t { period, too_coarse, undated } kind = Kind::undated;
  Day day = 0;  ///< first of the period or of the date
  Precision precision = Precision::day;
  auto operator<=>(const PeriodPlace&) const = default;
};
PeriodPlace place_of(const PeriodUnit& unit, const Tables& tables, std::uint32_t article);

}  // namespace broadsheet
