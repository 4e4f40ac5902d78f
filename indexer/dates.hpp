#pragma once

#include <broadsheet/article.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Dates as newspapers, pages and wires write them, in any language, Western and other digits and calendars.
namespace broadsheet {

/// In which order a source writes the day and the month of `02/03/2020`, where that is known.
enum class DayOrder : std::uint8_t { unknown, day_first, month_first };

/// A date, or why there is none.
struct DateReading {
  std::optional<Date> date;
  std::string why;         ///< not empty exactly where there is no date
  std::string left_out;    ///< of a date: why its time or its zone is not kept; mostly empty
  bool swappable = false;  ///< there is none only because day and month could be swapped
  /// What a numeric date gives away of the order of its source: `13/02/2020` says day_first.
  DayOrder shows = DayOrder::unknown;
};

/// The date that `text` is: ISO 8601, RFC 2822, wire forms (`20250127T091200Z`), month names in the language `lang`
/// (BCP 47; where empty, in all known ones), Arabic, Persian, Indic, Thai and Chinese digits, Buddhist, Persian, Hijri
/// and Japanese-era years where the text or the language names the calendar. Nothing is guessed: a day and month that
/// could be swapped give no date unless `order` or `lang` decides; a year of two digits is none; a date in the future
/// or before printing (1440) is refused. A date inside a longer text is not looked for.
DateReading read_date(std::string_view text, std::string_view lang, DayOrder order, std::string_view origin);

/// The same for the first date that stands inside `text`, a short line such as `By Ana Li, 27 January 2025 at 9:12`.
/// Only its first 4 KiB are looked at.
DateReading find_date(std::string_view text, std::string_view lang, DayOrder order, std::string_view origin);

/// The date of a number that a field calls a time stamp: seconds or milliseconds since 1970.
DateReading date_of_stamp(double number, std::string_view origin);

}  // namespace broadsheet
