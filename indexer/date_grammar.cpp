#include "indexer/date_grammar.hpp"

#include <algorithm>
#include <array>

#include "indexer/date_calendars.hpp"

namespace broadsheet {
namespace {

template <std::size_t size>
bool one_of(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// All words here are as date_key() folds them: small, without accents and stops.
/// Behind the number of a day.
constexpr std::array<std::string_view, 22> ordinals{"st", "nd", "rd", "th", "er", "re", "eme", "º",  "o",  "a", "e",
                                                    "и",  "е",  "го", "η",  "ος", "d",  "an",  "de", "oc", "ª", "та"};
/// Between day, month and year.
constexpr std::array<std::string_view, 26> between{"of",  "de",   "del",  "di",   "da", "do",   "des", "du", "d",
                                                   "the", "من",   "года", "год",  "г",  "року", "р",   "м",  "gada",
                                                   "m",   "metu", "nam",  "ngay", "พศ", "คศ",   "ปี",   "في"};
/// Between a day and its time.
constexpr std::array<std::string_view, 37> before_time{
    "at", "um", "a",    "om",  "alle", "ore",  "ora",  "kl",   "klo",   "klockan", "kell", "o",    "ob",
    "в",  "об", "о",    "las", "as",   "oras", "les",  "saat", "و",     "الساعة",  "ساعت", "เวลา", "ve",
    "г",  "t",  "godz", "r",   "gada", "года", "року", "р",    "lucht", "de",      "dupa"};
/// Behind a time.
constexpr std::array<std::string_view, 20> after_time{"uhr",   "hrs", "hr",  "h",   "hs",    "น",   "uur",
                                                      "s",     "klo", "ч",   "год", "g",     "ora", "min",
                                                      "часов", "σ",   "tid", "ح",   "horas", "m"};
/// Names that several zones have, or that leave out whether it is summer. In a mail `CST` is American (RFC 2822).
constexpr std::array<std::string_view, 19> unclear_zones{"ist",  "bst", "gst", "ast", "cst", "sst", "et",
                                                         "ct",   "mt",  "pt",  "pkt", "sgt", "hkt", "wib",
                                                         "sast", "brt", "art", "eat", "wat"};
constexpr std::array<std::string_view, 9> before_noon{"am", "ص", "قظ", "上午", "午前", "오전", "sa", "πμ", "पूर्वाह्न"};
constexpr std::array<std::string_view, 11> after_noon{"pm", "م",  "بظ",     "下午", "午後", "오후",
                                                      "ch", "μμ", "अपराह्न", "晚上", "مساء"};

bool is_year_unit(const DateToken& token) { return token.is("年") || token.is("년"); }
bool is_month_unit(const DateToken& token) { return token.is("月") || token.is("월"); }
bool is_day_unit(const DateToken& token) {
  return token.is("日") || token.is("号") || token.is("號") || token.is("일");
}
bool is_hour_unit(const DateToken& token) {
  return token.is("時") || token.is("时") || token.is("点") || token.is("點") || token.is("시");
}
bool is_minute_unit(const DateToken& token) { return token.is("分") || token.is("분"); }

/// Looks at pieces from the left; every take_… either takes what it names or leaves all as it was.
class Cursor {
 public:
  Cursor(std::span<const DateToken> tokens, std::size_t at, std::string_view lang)
      : tokens_(tokens), at_(at), lang_(lang) {}

  std::size_t at() const { return at_; }
  bool done() const { return at_ >= tokens_.size(); }
  const DateToken& peek(std::size_t ahead = 0) const {
    static const DateToken none;
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : none;
  }
  void skip(std::size_t count = 1) { at_ += count; }

  bool take(std::string_view what) {
    if (done() || !peek().is(what)) return false;
    ++at_;
    return true;
  }
  const DateToken* take_number(std::size_t least, std::size_t most) {
    if (done() || !peek().is_number(least, most)) return nullptr;
    return &tokens_[at_++];
  }
  /// One of two signs of a dotted word counts as the word: `a`, `.`, `m`, `.`.
  template <std::size_t size>
  bool take_word_of(const std::array<std::string_view, size>& words) {
    std::string key;
    std::size_t best = 0;
    for (std::size_t i = 0; i < 5 && at_ + i < tokens_.size(); ++i) {
      const auto& token = peek(i);
      if (i != 0 && !token.glued) break;
      if (token.is_word()) {
        key += token.text;
      } else if (!token.is(".") || i == 0) {
        break;
      }
      if (one_of(words, key)) best = i + 1;
    }
    at_ += best;
    return best != 0;
  }
  /// The name of a month, of up to three words or an abbreviation with full stops.
  std::optional<MonthName> take_month() {
    std::string key;
    std::optional<MonthName> found;
    std::size_t length = 0;
    for (std::size_t i = 0; i < 6 && at_ + i < tokens_.size(); ++i) {
      const auto& token = peek(i);
      if (token.is(".") && i != 0 && token.glued) {
        if (length == i) length = i + 1;
        continue;
      }
      if (!token.is_word()) break;
      key += token.text;
      auto month = month_named(key, lang_);
      if (!month && i == 0 && key.starts_with("ב")) month = month_named(key.substr(2), lang_);  // Hebrew `in`
      if (month) {
        found = month;
        length = i + 1;
      }
    }
    at_ += length;
    return found;
  }
  bool take_weekday() {
    if (done() || !peek().is_word() || !is_weekday_name(peek().text, lang_)) return false;
    ++at_;
    if (peek().is(".") && peek().glued) ++at_;
    return true;
  }
  std::string_view lang() const { return lang_; }

 private:
  std::span<const DateToken> tokens_;
  std::size_t at_;
  std::string_view lang_;
};

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
void take_calendar_mark(Cursor& cursor, WrittenDate& date) {
  constexpr std::array<std::string_view, 4> hijri{"هـ", "ه", "هجري", "هجرية"};
  constexpr std::array<std::string_view, 4> persian{"هش", "هـش", "شمسی", "خورشيدي"};
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

// zone := 'Z' | name | ('UTC' | 'GMT') offset | offset, where offset := ('+' | '-') h[h][[:]mm]
void take_zone(Cursor& cursor, WrittenDate& date) {
  auto ahead = cursor;
  std::string zone;
  const auto& word = ahead.peek();
  if (one_of(unclear_zones, word.text) && (word.text != "cst" || !date.second)) {
    date.zone = word.text;
    date.unclear_zone = true;
    cursor.skip();
    return;
  }
  const bool named = word.is_word() && word.text.size() <= 5 &&
                     std::all_of(word.text.begin(), word.text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  // A name is a zone only if the calendar knows it.
  if (named && (word.is("zz") || parse_date("2000-01-01T00:00 " + word.text, {}))) {
    zone = word.text;
    ahead.skip();
  }
  const auto& sign = ahead.peek();
  const bool takes_offset = zone.empty() || zone == "utc" || zone == "gmt";
  if (takes_offset && (sign.is("+") || sign.is("-")) && ahead.peek(1).is_number(1, 4) && ahead.peek(1).glued) {
    zone += sign.text;
    ahead.skip();
    zone += ahead.peek().text;
    const auto digits = ahead.peek().text.size();
    ahead.skip();
    if (digits <= 2 && ahead.peek().is(":") && ahead.peek().glued && ahead.peek(1).is_number(2, 2)) {
      zone += ':' + ahead.peek(1).text;
      ahead.skip(2);
    }
  }
  if (zone.empty()) return;
  date.zone = zone == "zz" ? "z" : zone;
  cursor = ahead;
  // `CET` behind an offset, a second Z: they add nothing.
  const auto& twice = cursor.peek();
  if (twice.is_word() && twice.glued && twice.text.size() <= 4 && parse_date("2000-01-01T00:00 " + twice.text, {}))
    cursor.skip();
}

enum class Half { none, before, after };
Half take_half(Cursor& cursor) {
  if (cursor.take_word_of(before_noon)) return Half::before;
  if (cursor.take_word_of(after_noon)) return Half::after;
  return Half::none;
}

int hour_of(int hour, Half half) {
  if (half == Half::none || hour > 12 || hour == 0) return hour;  // `17:19 PM` is 17:19
  return hour % 12 + (half == Half::after ? 12 : 0);
}

// time := [half] h[h] ':' mm [':' ss [('.' | ',') fraction]] [half] [zone] | h[h] half | h 'h' [mm] | h時[m分[s秒]]
//         | h[h] '.' mm ('Uhr' | …) | hhmm[ss] right behind a T
bool take_clock(Cursor& cursor, WrittenDate& date, bool after_t, bool said_time) {
  auto ahead = cursor;
  WrittenDate made = date;
  auto half = take_half(ahead);
  if (after_t && ahead.peek().is_number(4, 6) && ahead.peek().text.size() % 2 == 0) {
    const auto& digits = ahead.peek().text;
    const auto part = [&](std::size_t at) { return (digits[at] - '0') * 10 + digits[at + 1] - '0'; };
    made.hour = part(0);
    made.minute = part(2);
    if (digits.size() == 6) made.second = part(4);
    ahead.skip();
  } else {
    const auto* hour = ahead.take_number(1, 2);
    if (hour == nullptr) return false;
    const auto& sign = ahead.peek();
    const auto& minute = ahead.peek(1);
    if (sign.is(":") && minute.is_number(2, 2)) {
      made.minute = minute.value;
      ahead.skip(2);
      if (ahead.peek().is(":") && ahead.peek(1).is_number(2, 2)) {
        made.second = ahead.peek(1).value;
        ahead.skip(2);
        // 22:06:08:684Z is no form of any standard, and printed.
        if ((ahead.peek().is(".") || ahead.peek().is(",") || ahead.peek().is(":")) && ahead.peek().glued &&
            ahead.peek(1).is_number(1, 12) && ahead.peek(1).glued)
          ahead.skip(2);
      }
    } else if (is_hour_unit(sign)) {
      made.minute = 0;
      ahead.skip();
      if (ahead.peek().is_number(1, 2) && is_minute_unit(ahead.peek(1))) {
        made.minute = ahead.peek().value;
        ahead.skip(2);
        if (ahead.peek().is_number(1, 2) && (ahead.peek(1).is("秒") || ahead.peek(1).is("초"))) {
          made.second = ahead.peek().value;
          ahead.skip(2);
        }
      }
    } else if ((sign.is("h") || sign.is("u")) && minute.is_number(2, 2)) {
      made.minute = minute.value;
      ahead.skip(2);
    } else if (sign.is(".") && sign.glued && minute.is_number(2, 2) && minute.glued &&
               (said_time || one_of(after_time, ahead.peek(2).text) || one_of(after_noon, ahead.peek(2).text) ||
                one_of(before_noon, ahead.peek(2).text))) {
      made.minute = minute.value;
      ahead.skip(2);
    } else if (half == Half::none && (half = take_half(ahead)) != Half::none) {
      made.minute = 0;
    } else {
      return false;
    }
    made.hour = hour->value;
  }
  if (half == Half::none) half = take_half(ahead);
  made.hour = hour_of(*made.hour, half);
  const bool word = ahead.peek().is_word() && !ahead.peek().is("h") && !ahead.peek().is("s");
  take_zone(ahead, made);
  if (made.zone.empty() && (word || ahead.peek().is("h"))) ahead.take_word_of(after_time);
  if (made.zone.empty()) take_zone(ahead, made);
  cursor = ahead;
  date = made;
  return true;
}

// What stands between a day and its time, and the time.
void take_time_behind(Cursor& cursor, WrittenDate& date) {
  auto ahead = cursor;
  bool after_t = false, said_time = false;
  for (int steps = 0; steps < 5; ++steps) {
    if (take_clock(ahead, date, after_t, said_time)) {
      cursor = ahead;
      return;
    }
    const auto& token = ahead.peek();
    after_t = token.is("t");
    if (token.is_word() && is_weekday_name(token.text, cursor.lang())) {
      ahead.skip();
    } else if (ahead.take_word_of(before_time)) {
      said_time = said_time || !after_t;
    } else if (token.is_word() && token.glued && token.text.size() <= 4 &&
               parse_date("2000-01-01T00:00 " + token.text, {})) {
      ahead.skip();  // 2018-11-28CET11:59
    } else if (token.kind == DateToken::Kind::sign && !token.is(".") &&
               std::string_view(",-–|/·•@;(:").find(token.text) != std::string_view::npos) {
      ahead.skip();
    } else if (token.is("(") || token.is("월") || token.is("요일")) {
      ahead.skip();
    } else {
      return;
    }
  }
}

void take_between(Cursor& cursor) {
  for (int steps = 0; steps < 4; ++steps) {
    if (cursor.take(",") || cursor.take(".") || cursor.take("-") || cursor.take("/") || cursor.take("'")) continue;
    if (!cursor.take_word_of(between)) return;
  }
}

using Made = std::optional<WrittenDate>;

// YYYYMMDD[hhmm[ss]]
Made take_compact(Cursor& cursor) {
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
Made take_units(Cursor& cursor, WrittenDate date) {
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

Made take_era(Cursor& cursor) {
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
Made take_year_first(Cursor& cursor) {
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
Made take_numbers(Cursor& cursor) {
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
Made take_day_first(Cursor& cursor) {
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
Made take_month_first(Cursor& cursor) {
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
Made take_time_first(Cursor& cursor) {
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
    Cursor cursor(tokens, at, lang);
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
    if (one_of(between, token.text) || one_of(after_time, token.text)) return true;
    if (token.is("วันที่") || token.is("วัน") || token.is("يوم") || token.is("on") || token.is("le") || token.is("am") ||
        token.is("den"))
      return true;
    return is_weekday_name(token.text, lang) || token.text.starts_with("วัน") || token.text.ends_with("요일");
  });
}

}  // namespace broadsheet
