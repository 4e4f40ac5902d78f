#pragma once

#include <optional>
#include <string_view>

#include "indexer/dates.hpp"

// The words of dates: names of months and days from ICU, in all languages, and the small words around them.
namespace broadsheet {

/// By which calendar a year, a month and a day are counted.
enum class CalendarKind : std::uint8_t { gregorian, buddhist, persian, hijri };

struct MonthName {
  int month = 0;
  CalendarKind calendar = CalendarKind::gregorian;
};

/// The month that a name means in the language, else in all of the languages that know it: `listopad`, October in
/// Croatian and November in Polish, is a month only where the language is known. `key` is made by date_key().
std::optional<MonthName> month_named(std::string_view key, std::string_view lang);

bool is_weekday_name(std::string_view key, std::string_view lang);

/// In which order a language writes numeric dates, as CLDR has it; unknown for `en`, which is written in both ways.
DayOrder order_of_language(std::string_view lang);

}  // namespace broadsheet
