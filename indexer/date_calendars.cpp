#include "indexer/date_calendars.hpp"

#include <unicode/calendar.h>
#include <unicode/locid.h>

#include <array>
#include <cmath>
#include <memory>

namespace broadsheet {
namespace {

/// Made once for each thread: a calendar of ICU takes longer to make than to ask.
icu::Calendar* icu_calendar(CalendarKind kind) {
  const auto make = [](const char* locale) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Calendar> calendar(
        icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale::createFromName(locale), status));
    if (U_FAILURE(status)) calendar.reset();
    if (calendar) calendar->setLenient(false);
    return calendar;
  };
  thread_local const auto persian = make("fa@calendar=persian");
  thread_local const auto hijri = make("ar@calendar=islamic-umalqura");
  return kind == CalendarKind::persian ? persian.get() : hijri.get();
}

}  // namespace

std::optional<CivilDate> gregorian_day(CalendarKind kind, int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  const auto same = [&](int shift) -> std::optional<CivilDate> {
    const CivilDate civil{year + shift, static_cast<unsigned>(month), static_cast<unsigned>(day)};
    if (!to_day(civil)) return {};
    return civil;
  };
  if (kind == CalendarKind::gregorian) return same(0);
  if (kind == CalendarKind::buddhist) return same(-543);
  auto* calendar = icu_calendar(kind);
  if (calendar == nullptr) return {};
  calendar->clear();
  calendar->set(UCAL_EXTENDED_YEAR, year);
  calendar->set(UCAL_MONTH, month - 1);
  calendar->set(UCAL_DAY_OF_MONTH, day);
  UErrorCode status = U_ZERO_ERROR;
  const auto millis = calendar->getTime(status);
  if (U_FAILURE(status)) return {};
  const auto civil = to_civil(static_cast<Day>(std::floor(millis / 86'400'000.0)));
  if (!to_day(civil)) return {};  // 9675 of the Hijra is beyond our 9999
  return civil;
}

std::optional<int> year_of_era(std::string_view era, int year) {
  struct Era {
    std::string_view name;
    int before;  ///< the year before its first
    int years;
  };
  constexpr std::array eras{Era{"令和", 2018, 99}, Era{"平成", 1988, 31},  Era{"昭和", 1925, 64}, Era{"大正", 1911, 15},
                            Era{"明治", 1867, 45}, Era{"民國", 1911, 199}, Era{"民国", 1911, 199}};
  for (const auto& row : eras) {
    if (row.name == era && year >= 1 && year <= row.years) return row.before + year;
  }
  return {};
}

}  // namespace broadsheet
