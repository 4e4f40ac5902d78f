#pragma once

#include <broadsheet/article.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// The days that a date expression of a query means, both inside; open where absent.
struct DateRange {
  std::optional<Day> least, most;
  bool perhaps = false;       ///< `~`: overlap is enough
  bool reversed = false;      ///< the ends were given in the wrong order and are swapped
  bool time_ignored = false;  ///< a time of day was given
};

/// `2025`, `2025-01..2025-03`, `>=2025`, `[A TO B]`, `7d`, `last-month`, …, as docs/query-language.md lists them.
/// Nothing where it is no date, with the reason in `why`.
std::optional<DateRange> read_date_range(std::string_view text, Day today, std::string& why);

}  // namespace broadsheet
