#include "indexer/dates.hpp"

#include <charconv>
#include <cmath>
#include <utility>

#include "archive/calendar.hpp"
#include "archive/clock.hpp"
#include "indexer/date_calendars.hpp"
#include "indexer/date_grammar.hpp"
#include "indexer/date_tokens.hpp"

namespace broadsheet {
namespace {

constexpr std::size_t looked_at = 4096;
constexpr int first_printing = 1440;

DateReading refused(std::string why) {
  DateReading reading;
  reading.why = std::move(why);
  return reading;
}

std::string padded(int number, std::size_t places) {
  auto text = std::to_string(number);
  return text.size() < places ? std::string(places - text.size(), '0') + text : text;
}

/// The date unless it cannot be one of a newspaper.
DateReading checked(std::optional<Date> date, std::string why) {
  if (!date) return refused(std::move(why));
  if (to_civil(date->last_day).year < first_printing) return refused("it lies before printing (1440)");
  if (date->first_day > today({}, "UTC") + 1) return refused("it lies in the future");
  DateReading reading;
  reading.date = std::move(date);
  return reading;
}

/// Year, month and day in our calendar, as the canonical form writes them; empty with a reason.
std::string canonical_day(const WrittenDate& written, std::string* why) {
  if (written.calendar == CalendarKind::gregorian || written.calendar == CalendarKind::buddhist) {
    const int year = written.calendar == CalendarKind::buddhist ? written.year - 543 : written.year;
    if (year < 1) return *why = "there is no such year", std::string();
    auto text = padded(year, 4);
    if (written.decade) return text + 's';
    if (written.month) text += '-' + padded(*written.month, 2);
    if (written.day) text += '-' + padded(*written.day, 2);
    return text;
  }
  if (!written.day || !written.month) {
    *why = "a month or a year of its calendar is none of ours";
    return {};
  }
  const auto civil = gregorian_day(written.calendar, written.year, *written.month, *written.day);
  if (!civil) return *why = "its calendar has no such day", std::string();
  return print_day(*to_day(*civil));
}

/// RFC 2822 section 4.3: two digits from 00 to 49 are of this century, the others of the last. Elsewhere a year of two
/// digits could be of any.
bool is_mail_date(const WrittenDate& written) {
  return written.named_month && written.year_digits == 2 && written.second && !written.zone.empty();
}

/// Day and month in the order that is known. False where none is, and the two could be swapped.
bool put_in_order(WrittenDate& written, std::string_view lang, DayOrder order) {
  if (!written.swappable) return true;
  if (order == DayOrder::unknown) order = order_of_language(lang);
  if (order == DayOrder::unknown) return false;
  if (order == DayOrder::month_first) std::swap(written.day, written.month);
  return true;
}

DateReading reading_of(WrittenDate written, std::string_view lang, DayOrder order, std::string_view origin) {
  if (written.year_digits == 0) return refused("the year is missing");
  if (is_mail_date(written)) {
    written.year += written.year < 50 ? 2000 : 1900;
    written.year_digits = 4;
  }
  if (written.year_digits == 2) return refused("the year has two digits");
  if (!put_in_order(written, lang, order)) {
    auto reading = refused("day and month could be swapped");
    reading.swappable = true;
    return reading;
  }
  if (written.calendar == CalendarKind::gregorian && written.year >= 1300 && written.year <= 1500 &&
      lang.substr(0, 2) == "ar" && !written.named_month)
    return refused("the year may be of the Hijri calendar");
  std::string why;
  const auto day = canonical_day(written, &why);
  if (day.empty()) return refused(std::move(why));
  auto date = parse_date(day, origin, &why);
  auto reading = checked(std::move(date), std::move(why));
  reading.shows = reading.date ? written.shows : DayOrder::unknown;
  if (!reading.date || !written.hour || !written.day) return reading;
  auto time = day + 'T' + padded(*written.hour, 2) + ':' + padded(written.minute.value_or(0), 2);
  if (written.second) time += ':' + padded(*written.second, 2);
  const auto with_time = parse_date(time, origin, &reading.left_out);
  if (!with_time) return reading;
  reading.date = with_time;
  if (written.unclear_zone) {
    reading.left_out = "the time zone '" + written.zone + "' is one of several";
  } else if (written.zone.empty()) {
    return reading;
  } else if (auto zoned = parse_date(time + (written.zone.front() >= 'a' ? " " : "") + written.zone, origin,
                                     &reading.left_out)) {
    reading.date = std::move(zoned);
  }
  return reading;
}

}  // namespace

DateReading read_date(std::string_view text, std::string_view lang, DayOrder order, std::string_view origin) {
  if (text.size() > 100) return refused("it is too long for a date");
  const auto tokens = date_tokens(text);
  if (tokens.empty()) return refused("it is empty");
  const std::span<const DateToken> all(tokens);
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const auto written = written_date(all, at, lang);
    if (written && only_around_a_date(all.subspan(written->end), lang))
      return reading_of(*written, lang, order, origin);
    if (!only_around_a_date(all.subspan(at, 1), lang)) break;
  }
  return refused("it is not written as a date");
}

DateReading find_date(std::string_view text, std::string_view lang, DayOrder order, std::string_view origin) {
  const auto tokens = date_tokens(text.substr(0, looked_at));
  DateReading hijri = refused("no date stands in it"), month = hijri, none = hijri;
  bool refused_one = false;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const auto written = written_date(tokens, at, lang);
    if (!written || !written->month || written->decade) continue;
    if (!written->day && !written->named_month) continue;
    auto reading = reading_of(*written, lang, order, origin);
    if (!reading.date) {
      if (!refused_one) none = std::move(reading);
      refused_one = true;
    } else if (written->calendar == CalendarKind::hijri) {
      if (!hijri.date) hijri = std::move(reading);  // ours stands beside it more often than not
    } else if (written->day) {
      return none.swappable ? none : reading;
    } else if (!month.date) {
      month = std::move(reading);
    }
    at = written->end - 1;
  }
  if (none.swappable) return none;
  if (hijri.date) return hijri;
  return month.date ? month : none;
}

DateReading date_of_stamp(double number, std::string_view origin) {
  const auto size = std::abs(number);
  // Seconds and milliseconds since 1970 have 9 to 13 digits from 1973 to 2286; fewer digits may be anything.
  if (!(size >= 1e8 && size < 1e13))
    return refused("a number of 9 to 13 digits would be seconds or milliseconds since 1970");
  if (number >= 190001010000.0 && number <= 210012312359.0 &&
      parse_date(std::to_string(static_cast<std::int64_t>(number)), origin))
    return refused("milliseconds since 1970 and YYYYMMDDhhmm cannot be told apart");
  const auto seconds = static_cast<std::int64_t>(std::floor(size < 1e10 ? number : number / 1000));
  const auto day = static_cast<Day>(std::floor(static_cast<double>(seconds) / 86400));
  const auto rest = static_cast<int>(seconds - std::int64_t{day} * 86400);
  std::string why;
  auto date = parse_date(print_day(day) + 'T' + padded(rest / 3600, 2) + ':' + padded(rest / 60 % 60, 2) + ':' +
                             padded(rest % 60, 2) + 'Z',
                         origin, &why);
  return checked(std::move(date), std::move(why));
}

}  // namespace broadsheet
