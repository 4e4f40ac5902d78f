#include "indexer/date_grammar.hpp"

#include <algorithm>
#include <array>

#include "indexer/date_calendars.hpp"
#include "indexer/date_clock.hpp"
#include "indexer/date_cursor.hpp"

namespace broadsheet {
namespace {

// All words here are as date_key() folds them: small, without accents and stops.
/// Behind the number of a day.
constexpr auto ordinals =
    std::to_array<std::string_view>({"st", "nd", "rd", "th", "er", "re", "eme", "º",  "o",  "a", "e",
                                     "и",  "е",  "го", "η",  "ος", "d",  "an",  "de", "oc", "ª", "та"});
/// Between day, month and year.
constexpr auto between = std::to_array<std::string_view>(
    {"of", "de",   "del", "di", "da",   "do", "des",  "du",  "d",    "the", "من", "года", "год",
     "г",  "року", "р",   "м",  "gada", "m",  "metu", "nam", "ngay", "พศ",  "คศ", "ปี",    "في"});

bool is_year_unit(const DateToken& token) { return token.is("年") || token.is("년"); }
bool is_month_unit(const DateToken& token) { return token.is("月") || token.is("월"); }
bool is_day_unit(const DateToken& token) {
  return token.is("日") || token.is("号") || token.is("號") || token.is("일");
}

bool is_language(std::string_view lang, std::string_view primary) {
  return lang.substr(0, primary.size()) == primary && (lang.size() == primary.size() || lang[primary.size()] == '-');
}

/// Which calendar counts a year that no month name has told it of.
CalendarKind calendar_of_year(const DateToken& year, std::string_view lang) {
  if (year.text.size() != 4) return CalendarKind::gregorian;
  if (year.value >= 1200 && year.value < 1500 &&
      (is_language(lang, "fa") || is_language(lang, "ps") || year.digits == DateToken::Digits::persian))
    return CalendarKind::persian;
  if (year.value >= 2400 && year.value < 2700 && is_language(lang, "th")) return CalendarKind::buddhist;
  return CalendarKind::gregorian;
}

void set_year(WrittenDate& date, const DateToken& year, std::string_view lang) {
  date.year = year.value;
  date.year_digits = year.text.size();
  if (date.calendar == CalendarKind::gregorian) date.calendar = calendar_of_year(year, lang);
}

/// Marks of a calendar behind a date: هـ, ه‍.ش, AH; م says Gregorian.
void take_calendar_mark(DateCursor& cursor, WrittenDate& date) {
  constexpr auto hijri = std::to_array<std::string_view>({"هـ", "ه", "هجري", "هجرية"});
  constexpr auto persian = std::to_array<std::string_view>({"هش", "هـش", "شمسی", "خورشيدي"});
  if (date.calendar != CalendarKind::gregorian) {
    cursor.take_word_of(persian) || cursor.take_word_of(hijri);
    return;
  }
  if (date.year < 1200 || date.year > 1500) return;
  if (cursor.take_word_of(persian)) {
    date.calendar = CalendarKind::persian;
  } else if (cursor.take_word_of(hijri)) {
    date.calendar = CalendarKind::hijri;
  }
}

void take_between(DateCursor& cursor) {
  for (int steps = 0; steps < 4; ++steps) {
    if (cursor.take(",") || cursor.take(".") || cursor.take("-") || cursor.take("/") || cursor.take("'")) continue;
    if (!cursor.take_word_of(between)) return;
  }
}

using Made = std::optional<WrittenDate>;

// YYYYMMDD[hhmm[ss]]
Made take_compact(DateCursor& cursor) {
  const auto& digits = cursor.peek().text;
  if (!cursor.peek().is_number(8, 14) || (digits.size() != 8 && digits.size() != 12 && digits.size() != 14)) return {};
  const auto part = [&](std::size_t at, std::size_t length) {
    int value = 0;
    for (const char c : std::string_view(digits).substr(at, length)) value = value * 10 + (c - '0');
    return value;
  };
  WrittenDate date;
  DateToken year = cursor.peek();
  year.text = digits.substr(0, 4);
  year.value = part(0, 4);
  set_year(date, year, cursor.lang());
  date.month = part(4, 2);
  date.day = part(6, 2);
  if (digits.size() >= 12) {
    date.hour = part(8, 2);
    date.minute = part(10, 2);
    if (digits.size() == 14) date.second = part(12, 2);
  }
  cursor.skip();
  if (date.hour) {
    take_zone(cursor, date);
  } else {
    take_time_behind(cursor, date);
  }
  return date;
}

// 令和 7 (and 2025) 年 1 月 27 日, 2025년 1월 27일
Made take_units(DateCursor& cursor, WrittenDate date) {
  cursor.skip();  // 年
  const auto* month =
      cursor.peek().is_number(1, 2) && is_month_unit(cursor.peek(1)) ? cursor.take_number(1, 2) : nullptr;
  if (month == nullptr) return date;
  cursor.skip();
  date.month = month->value;
  const auto* day = cursor.peek().is_number(1, 2) && is_day_unit(cursor.peek(1)) ? cursor.take_number(1, 2) : nullptr;
  if (day == nullptr) return date;
  cursor.skip();
  date.day = day->value;
  // (月) and 星期一 say the weekday.
  if (cursor.peek().is("星") && cursor.peek(1).is("期")) cursor.skip(3);
  if (cursor.peek().is("(") && cursor.peek(2).is(")")) cursor.skip(3);
  if (cursor.peek().text.ends_with("요일")) cursor.skip();
  take_time_behind(cursor, date);
  return date;
}

Made take_era(DateCursor& cursor) {
  if (!cursor.peek().is_word() || !cursor.peek(1).is_word()) return {};
  const auto& number = cursor.peek(2);
  if (!number.is_number(1, 3) || !is_year_unit(cursor.peek(3))) return {};
  const auto year = year_of_era(cursor.peek().text + cursor.peek(1).text, number.value);
  if (!year) return {};
  WrittenDate date;
  date.year = *year;
  date.year_digits = 4;
  cursor.skip(3);
  return take_units(cursor, date);
}

// What begins with a year of four digits.
Made take_year_first(DateCursor& cursor) {
  const auto* year = cursor.take_number(4, 4);
  if (year == nullptr) return {};
  WrittenDate date;
  set_year(date, *year, cursor.lang());
  if (is_year_unit(cursor.peek())) return take_units(cursor, date);
  if (cursor.peek().is("s") && cursor.peek().glued && date.year % 10 == 0) {
    cursor.skip();
    date.decade = true;
    return date;
  }
  const std::string sign = cursor.peek().text;
  if ((sign == "-" || sign == "/" || sign == ".") && cursor.peek(1).is_number(1, 2)) {
    auto ahead = cursor;
    ahead.skip();
    const int month = ahead.take_number(1, 2)->value;
    if (ahead.peek().is(sign) && ahead.peek(1).is_number(1, 2)) {
      ahead.skip();
      date.month = month;
      date.day = ahead.take_number(1, 2)->value;
      if (sign == ".") ahead.take(".");  // Korean: 2025. 1. 27.
      cursor = ahead;
      take_calendar_mark(cursor, date);
      take_time_behind(cursor, date);
      return date;
    }
    if (sign != "." && (ahead.done() || ahead.peek().kind != DateToken::Kind::sign)) {
      date.month = month;
      cursor = ahead;
      return date;
    }
  }
  // 2025. január 27., 2025 m. sausio 27 d., 2025. gada 27. janvāris
  auto ahead = cursor;
  take_between(ahead);
  auto day_before = ahead;
  if (const auto* day = day_before.take_number(1, 2); day != nullptr && day_before.take(".")) {
    if (const auto month = day_before.take_month()) {
      date.month = month->month;
      date.day = day->value;
      date.named_month = true;
      cursor = day_before;
      take_time_behind(cursor, date);
      return date;
    }
  }
  if (const auto month = ahead.take_month()) {
    date.month = month->month;
    if (month->calendar != CalendarKind::gregorian) date.calendar = month->calendar;
    date.named_month = true;
    auto behind = ahead;
    take_between(behind);
    if (const auto* day = behind.take_number(1, 2)) {
      date.day = day->value;
      behind.take(".");
      if (behind.peek().is("d")) behind.skip();
      take_time_behind(behind, date);
      cursor = behind;
    } else {
      cursor = ahead;
    }
    return date;
  }
  take_calendar_mark(cursor, date);
  return date;
}

// D/M/Y, D.M.Y, D-M-Y, and M/D/Y
Made take_numbers(DateCursor& cursor) {
  const auto* first = cursor.take_number(1, 2);
  if (first == nullptr) return {};
  const std::string sign = cursor.peek().text;
  if (sign != "/" && sign != "." && sign != "-") return {};
  cursor.skip();
  const auto* second = cursor.take_number(1, 2);
  if (second == nullptr || !cursor.take(sign)) return {};
  const auto* year = cursor.peek().is_number(4, 4) ? cursor.take_number(4, 4) : cursor.take_number(2, 2);
  if (year == nullptr) return {};
  WrittenDate date;
  set_year(date, *year, cursor.lang());
  date.day = first->value;
  date.month = second->value;
  if (first->value > 12 || second->value > 12) {
    date.shows = second->value > 12 ? DayOrder::month_first : DayOrder::day_first;
    if (date.shows == DayOrder::month_first) std::swap(date.day, date.month);
  } else {
    date.swappable = first->value != second->value;
  }
  // `3.4.2025` is written so where the day comes first; only English has it in both ways.
  if (sign == "." && !is_language(cursor.lang(), "en") && date.swappable) {
    date.swappable = false;
  }
  take_calendar_mark(cursor, date);
  take_time_behind(cursor, date);
  return date;
}

// 27 [th] [of] January [,] 2025; 27 tháng 1 năm 2025
Made take_day_first(DateCursor& cursor) {
  const auto* day = cursor.take_number(1, 2);
  if (day == nullptr) return {};
  WrittenDate date;
  date.day = day->value;
  date.named_month = true;
  if (cursor.peek().is_word() && cursor.peek().glued) cursor.take_word_of(ordinals);
  take_between(cursor);
  if (cursor.peek().is("thang") && cursor.peek(1).is_number(1, 2)) {
    cursor.skip();
    date.month = cursor.take_number(1, 2)->value;
  } else {
    const auto month = cursor.take_month();
    if (!month) return {};
    date.month = month->month;
    date.calendar = month->calendar;
  }
  auto ahead = cursor;
  take_between(ahead);
  const auto* year = ahead.peek().is_number(4, 4) ? ahead.take_number(4, 4) : nullptr;
  // A number of two digits is a year unless a time goes on behind it.
  if (year == nullptr && ahead.peek().is_number(2, 2) && !ahead.peek(1).is(":") && !ahead.peek(1).is("h") &&
      !(ahead.peek(1).is(".") && ahead.peek(2).is_number(2, 2)))
    year = ahead.take_number(2, 2);
  if (year != nullptr) {
    cursor = ahead;
    set_year(date, *year, cursor.lang());
    take_calendar_mark(cursor, date);
  }
  take_time_behind(cursor, date);
  return date;
}

// January 27 [,] 2025; January 2025; Jan 27 09:12:00 [zone] 2025
Made take_month_first(DateCursor& cursor) {
  const auto month = cursor.take_month();
  if (!month) return {};
  WrittenDate date;
  date.month = month->month;
  date.calendar = month->calendar;
  date.named_month = true;
  take_between(cursor);
  if (const auto* year = cursor.take_number(4, 4)) {
    set_year(date, *year, cursor.lang());
    return date;
  }
  const auto* day = cursor.take_number(1, 2);
  if (day == nullptr) return {};
  date.day = day->value;
  if (cursor.peek().is_word() && cursor.peek().glued) cursor.take_word_of(ordinals);
  auto ahead = cursor;
  take_between(ahead);
  if (const auto* year = ahead.take_number(4, 4)) {
    cursor = ahead;
    set_year(date, *year, cursor.lang());
    take_calendar_mark(cursor, date);
    take_time_behind(cursor, date);
    return date;
  }
  take_time_behind(cursor, date);
  if (const auto* year = cursor.take_number(4, 4)) set_year(date, *year, cursor.lang());
  return date;
}

// 22:00 GMT, 26 September 2020
Made take_time_first(DateCursor& cursor) {
  if (!cursor.peek().is_number(1, 2) || !cursor.peek(1).is(":")) return {};
  WrittenDate time;
  if (!take_clock(cursor, time, false, false)) return {};
  for (int steps = 0; steps < 4; ++steps) {
    if (!cursor.take(",") && !cursor.take("-") && !cursor.take("–") && !cursor.take("|") && !cursor.take("·") &&
        !cursor.take("/") && !cursor.take_weekday() && !cursor.take("on"))
      break;
  }
  for (const auto take : {take_year_first, take_numbers, take_day_first, take_month_first}) {
    auto ahead = cursor;
    auto date = take(ahead);
    if (!date || !date->day || date->hour) continue;
    date->hour = time.hour;
    date->minute = time.minute;
    date->second = time.second;
    date->zone = time.zone;
    cursor = ahead;
    return date;
  }
  return {};
}

}  // namespace

std::optional<WrittenDate> written_date(std::span<const DateToken> tokens, std::size_t at, std::string_view lang) {
  // Inside a longer number or an address nothing begins.
  if (at > 0 && at < tokens.size() && tokens[at].glued && tokens[at].kind == DateToken::Kind::number) {
    const auto& before = tokens[at - 1];
    const bool inside = (before.is(".") || before.is("-") || before.is("/") || before.is(":")) && at > 1 &&
                        tokens[at - 2].kind == DateToken::Kind::number && before.glued;
    if (inside) return {};
  }
  std::optional<WrittenDate> best;
  for (const auto take :
       {take_time_first, take_compact, take_era, take_year_first, take_numbers, take_day_first, take_month_first}) {
    DateCursor cursor(tokens, at, lang);
    auto date = take(cursor);
    if (!date) continue;
    date->begin = at;
    date->end = cursor.at();
    if (!best || date->end > best->end) best = date;
  }
  return best;
}

bool only_around_a_date(std::span<const DateToken> tokens, std::string_view lang) {
  if (tokens.empty()) return true;
  if ((tokens.front().is("(") || tokens.front().is("[")) && (tokens.back().is(")") || tokens.back().is("]")))
    return true;
  return std::all_of(tokens.begin(), tokens.end(), [&](const DateToken& token) {
    if (token.kind == DateToken::Kind::number) return false;
    if (token.kind == DateToken::Kind::sign)
      return std::string_view(".,;|()·-–").find(token.text) != std::string_view::npos;
    if (one_of(between, token.text) || is_after_time(token.text)) return true;
    if (token.is("วันที่") || token.is("วัน") || token.is("يوم") || token.is("on") || token.is("le") || token.is("am") ||
        token.is("den"))
      return true;
    return is_weekday_name(token.text, lang) || token.text.starts_with("วัน") || token.text.ends_with("요일");
  });
}

}  // namespace broadsheet
