#include "archive/clock.hpp"

#include <unicode/timezone.h>

#include <array>
#include <broadsheet/error.hpp>
#include <chrono>
#include <cmath>
#include <ctime>
#include <memory>
#include <string>

#include "archive/calendar.hpp"

namespace broadsheet {
namespace {

/// Two digits of a normalised date.
int two_digits(std::string_view text, std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); }

double instant(std::string_view now) {
  const auto date = parse_date(now, "");
  if (!date || date->precision < Precision::minute || date->zone.empty())
    throw Error(ErrorKind::usage,
                "--now '" + std::string(now) + "' is no instant: give one as in 2025-01-27T09:12:00Z");
  return static_cast<double>(utc_seconds(*date));
}

}  // namespace

std::string now_utc() {
  std::array<char, 32> out{};
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return out.data();
}

std::int64_t utc_seconds(const Date& date) {
  std::int64_t seconds = std::int64_t{date.first_day} * 86400;
  const std::string& value = date.value;  // YYYY-MM-DDTHH:MM[:SS][zone]
  if (date.precision < Precision::minute || value.size() < 16) return seconds;
  seconds += two_digits(value, 11) * 3600 + two_digits(value, 14) * 60;
  if (date.precision == Precision::second && value.size() >= 19) seconds += two_digits(value, 17);
  if (date.zone.size() == 6) {
    const int offset = two_digits(date.zone, 1) * 3600 + two_digits(date.zone, 4) * 60;
    seconds -= date.zone[0] == '-' ? -offset : offset;
  }
  return seconds;
}

Day today(std::string_view now, std::string_view tz) {
  const double seconds =
      now.empty() ? std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count()
                  : instant(now);
  std::unique_ptr<icu::TimeZone> zone;
  if (tz.empty()) {
    zone.reset(icu::TimeZone::createDefault());
  } else {
    zone.reset(icu::TimeZone::createTimeZone(
        icu::UnicodeString::fromUTF8(icu::StringPiece(tz.data(), static_cast<int32_t>(tz.size())))));
    if (*zone == icu::TimeZone::getUnknown())
      throw Error(ErrorKind::usage,
                  "--tz '" + std::string(tz) + "' is no time zone: give one as in Europe/Paris or UTC");
  }
  int32_t raw = 0, summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(seconds * 1000, false, raw, summer, status);
  return static_cast<Day>(std::floor((seconds + (raw + summer) / 1000.0) / 86400));
}

}  // namespace broadsheet
