#include "indexer/date_clock.hpp"

#include <algorithm>
#include <array>

#include "archive/calendar.hpp"

namespace broadsheet {
namespace {

// All words here are as date_key() folds them: small, without accents and stops.
/// Between a day and its time.
constexpr auto before_time = std::to_array<std::string_view>(
    {"at", "um", "a",    "om",  "alle", "ore",  "ora",  "kl",   "klo",   "klockan", "kell", "o",    "ob",
     "в",  "об", "о",    "las", "as",   "oras", "les",  "saat", "و",     "الساعة",  "ساعت", "เวลา", "ve",
     "г",  "t",  "godz", "r",   "gada", "года", "року", "р",    "lucht", "de",      "dupa"});
/// Behind a time.
constexpr auto after_time =
    std::to_array<std::string_view>({"uhr", "hrs", "hr",  "h",   "hs",    "น", "uur", "s", "klo",   "ч",
                                     "год", "g",   "ora", "min", "часов", "σ", "tid", "ح", "horas", "m"});
/// Names that several zones have, or that leave out whether it is summer. In a mail `CST` is American (RFC 2822).
constexpr auto unclear_zones =
    std::to_array<std::string_view>({"ist", "bst", "gst", "ast", "cst", "sst", "et", "ct", "mt", "pt", "pkt", "sgt",
                                     "hkt", "wib", "sast", "brt", "art", "eat", "wat"});
constexpr auto before_noon =
    std::to_array<std::string_view>({"am", "ص", "قظ", "上午", "午前", "오전", "sa", "πμ", "पूर्वाह्न"});
constexpr auto after_noon =
    std::to_array<std::string_view>({"pm", "م", "بظ", "下午", "午後", "오후", "ch", "μμ", "अपराह्न", "晚上", "مساء"});

bool is_hour_unit(const DateToken& token) {
  return token.is("時") || token.is("时") || token.is("点") || token.is("點") || token.is("시");
}
bool is_minute_unit(const DateToken& token) { return token.is("分") || token.is("분"); }

}  // namespace

// zone := 'Z' | name | ('UTC' | 'GMT') offset | offset, where offset := ('+' | '-') h[h][[:]mm]
void take_zone(DateCursor& cursor, WrittenDate& date) {
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

namespace {

enum class Half { none, before, after };
Half take_half(DateCursor& cursor) {
  if (cursor.take_word_of(before_noon)) return Half::before;
  if (cursor.take_word_of(after_noon)) return Half::after;
  return Half::none;
}

int hour_of(int hour, Half half) {
  if (half == Half::none || hour > 12 || hour == 0) return hour;  // `17:19 PM` is 17:19
  return hour % 12 + (half == Half::after ? 12 : 0);
}

}  // namespace

// time := [half] h[h] ':' mm [':' ss [('.' | ',') fraction]] [half] [zone] | h[h] half | h 'h' [mm] | h時[m分[s秒]]
//         | h[h] '.' mm ('Uhr' | …) | hhmm[ss] right behind a T
bool take_clock(DateCursor& cursor, WrittenDate& date, bool after_t, bool said_time) {
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

void take_time_behind(DateCursor& cursor, WrittenDate& date) {
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

bool is_after_time(std::string_view key) { return one_of(after_time, key); }

}  // namespace broadsheet
