#pragma once

#include <optional>
#include <string_view>

#include "archive/calendar.hpp"
#include "indexer/date_words.hpp"

// Years and days of other calendars in ours.
namespace broadsheet {

/// The Gregorian day of a day of another calendar; nothing where that has no such day. Hijri days are those of Umm
/// al-Qura, by which newspapers are dated; a day by sight of the moon may be one off.
std::optional<CivilDate> gregorian_day(CalendarKind calendar, int year, int month, int day);

/// The Gregorian year of a year of a Japanese era (令和, 平成 …) or of the Republic of China (民國), by the name of the
/// era; nothing where it names none or had no such year.
std::optional<int> year_of_era(std::string_view era, int year);

}  // namespace broadsheet
