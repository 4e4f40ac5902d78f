#pragma once

#include <string_view>

#include "indexer/date_cursor.hpp"
#include "indexer/date_grammar.hpp"

// The time of day in a date: `9:12 a.m. EST`, `um 9.12 Uhr`, `9時12分`, `15h30`.
namespace broadsheet {

/// Each takes what it names into the date, or leaves cursor and date as they were.
bool take_clock(DateCursor& cursor, WrittenDate& date, bool after_t, bool said_time);
void take_zone(DateCursor& cursor, WrittenDate& date);
/// What stands between a day and its time, and the time.
void take_time_behind(DateCursor& cursor, WrittenDate& date);

/// A word as it stands behind a time: `uhr`.
bool is_after_time(std::string_view key);

}  // namespace broadsheet
