#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/date_tokens.hpp"
#include "indexer/date_words.hpp"
#include "indexer/dates.hpp"

namespace broadsheet {

/// A date as it is written, before it is held against a calendar.
struct WrittenDate {
  CalendarKind calendar = CalendarKind::gregorian;
  int year = 0;
  std::size_t year_digits = 0;  ///< 0: the year is missing
  std::optional<int> month, day, hour, minute, second;
  std::string zone;           ///< as written: `Z`, `+0100`, `est`
  bool unclear_zone = false;  ///< `zone` is a name that several zones have
  bool decade = false;
  bool named_month = false;
  /// Two numbers that may be day and month in both orders stand in `day` and `month` as if the day came first.
  bool swappable = false;
  DayOrder shows = DayOrder::unknown;
  std::size_t begin = 0, end = 0;  ///< pieces
};

/// The date that begins at a piece, as long as it can be read; nothing where none begins there.
std::optional<WrittenDate> written_date(std::span<const DateToken> tokens, std::size_t at, std::string_view lang);

/// True where the pieces are only what may stand around a date: a weekday, a comma, `Uhr`, a note in brackets.
bool only_around_a_date(std::span<const DateToken> tokens, std::string_view lang);

}  // namespace broadsheet
