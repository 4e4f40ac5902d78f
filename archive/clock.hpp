#pragma once

#include <broadsheet/article.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet {

/// The calendar day in time zone `tz` (empty: the system's) at the instant `now` (RFC 3339; empty: the clock).
/// Throws Error(usage) for an instant or a zone that is none.
Day today(std::string_view now, std::string_view tz);

/// The clock: `2025-01-27T09:12:00Z`.
std::string now_utc();

/// Seconds since 1970 in UTC of the beginning of what a date may mean; a time without a zone is taken as UTC.
std::int64_t utc_seconds(const Date& date);

}  // namespace broadsheet
