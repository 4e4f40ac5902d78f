#pragma once

#include <broadsheet/article.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// A day of the proleptic Gregorian calendar; year 1 to 9999, month 1 to 12, day 1 to 31.
struct CivilDate {
  int year = 1;
  unsigned month = 1;
  unsigned day = 1;
  bool operator==(const CivilDate&) const = default;
};

/// Nothing for a day that is not in the calendar (2025-02-31) or not in years 1 to 9999.
std::optional<Day> to_day(const CivilDate& date);
CivilDate to_civil(Day day);

/// `2025-01-27`.
std::string print_day(Day day);

/// The date that begins on a day, no more precise than it is: `1920s`, `1963`, `1963-05`, else the day.
std::string print_date(Day first, Precision precision);

/// The day `months` later (negative: earlier); a day that the month lacks becomes its last.
Day add_months(Day day, int months);

/// A date as sources and queries write it: `1920s`, `1963`, `1963-05`, `2025-01-27`, `20250127`,
/// `2025-01-27T09:12:00+01:00` (also with a blank for T, without seconds, with fractions, with `Z` or `+0100`).
/// The whole grammar, with month names and other forms that sources use, stands above read() in calendar.cpp. Keeps
/// the precision and the zone. Nothing where it is none, with the reason in `*why`.
std::optional<Date> parse_date(std::string_view text, std::string_view origin, std::string* why = nullptr);

}  // namespace broadsheet
