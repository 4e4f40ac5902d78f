#include "indexer/date_clues.hpp"

#include <algorithm>
#include <array>

#include "archive/calendar.hpp"
#include "archive/clock.hpp"
#include "indexer/html_page.hpp"

namespace broadsheet {
namespace {

/// Words of dates of other things.
constexpr auto other_words = std::to_array<std::string_view>(
    {"deadline", "anmeldeschluss", "einsendeschluss", "termin",     "veranstaltung", "event",
     "born",     "geboren",        "birthday",        "geburtstag", "expires",       "gultig",
     "since",    "seit",           "joined",          "member",     "mitglied",      "until",
     "bis",      "copyright",      "nacimiento",      "jusqu au",   "hasta"});

/// Words by which a line says that its date is of a change.
constexpr auto change_words = std::to_array<std::string_view>(
    {"updated",        "update",         "modified",    "edited",      "revised",    "aktualisiert",
     "aktualisierung", "geandert",       "mis a jour",  "mise a jour", "modifie",    "actualizado",
     "actualizada",    "modificado",     "aggiornato",  "modificato",  "atualizado", "bijgewerkt",
     "gewijzigd",      "uppdaterad",     "oppdatert",   "opdateret",   "paivitetty", "обновлено",
     "изменено",       "zaktualizowano", "aktualizace", "guncellendi", "guncelleme"});

/// Words by which it says that its date is the article's, at the end of the label or alone.
constexpr auto published_words = std::to_array<std::string_view>({"published",
                                                                  "published on",
                                                                  "posted",
                                                                  "posted on",
                                                                  "publication date",
                                                                  "date",
                                                                  "veroffentlicht",
                                                                  "veroffentlicht am",
                                                                  "erschienen",
                                                                  "erschienen am",
                                                                  "datum",
                                                                  "publie",
                                                                  "publie le",
                                                                  "publiee le",
                                                                  "mis en ligne le",
                                                                  "mise en ligne",
                                                                  "mise en ligne le",
                                                                  "publicado",
                                                                  "publicado el",
                                                                  "publicado em",
                                                                  "fecha",
                                                                  "pubblicato",
                                                                  "pubblicato il",
                                                                  "data",
                                                                  "gepubliceerd",
                                                                  "gepubliceerd op",
                                                                  "publicerad",
                                                                  "udgivet",
                                                                  "publisert",
                                                                  "julkaistu",
                                                                  "opublikowano",
                                                                  "publikovano",
                                                                  "yayinlanma",
                                                                  "опубликовано",
                                                                  "дата публикации",
                                                                  "дата"});
/// What stands before a name and between it and the date.
constexpr auto by_words = std::to_array<std::string_view>({"by", "von", "par", "por", "di", "door", "av", "af"});
constexpr auto on_words = std::to_array<std::string_view>({"am", "on", "le", "el", "em", "il", "op", "den", "pa"});

/// What stands before the first date of a line; all of it where nothing does.
std::string_view label_of(std::string_view text) {
  const auto digit = std::min(text.find_first_of("0123456789"), longest_line);
  return digit < 3 ? text.substr(0, longest_line) : text.substr(0, digit);
}

/// `13:15 Uhr - 19:00 Uhr`: what lasts is an event.
bool has_span_of_time(std::string_view text) {
  const auto is_clock = [&](std::size_t colon) {
    const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
    return colon > 0 && digit(colon - 1) && digit(colon + 1) && digit(colon + 2) && !digit(colon + 3);
  };
  const auto from = text.find(':');
  if (from == text.npos || !is_clock(from)) return false;
  const auto to = text.find(':', from + 1);
  if (to == text.npos || !is_clock(to) || to - from > 16) return false;
  const auto between = text.substr(from + 3, to - from - 3);
  return between.find('-') != between.npos || between.find("–") != between.npos;
}

}  // namespace

bool says_change(std::string_view text) {
  const auto key = ' ' + plain_key(label_of(text)) + ' ';
  if (text.find("更新") != text.npos || text.find("수정") != text.npos) return true;
  return std::any_of(change_words.begin(), change_words.end(),
                     [&](std::string_view word) { return key.find(' ' + std::string(word) + ' ') != key.npos; });
}

bool says_other(std::string_view text) {
  if (has_span_of_time(text)) return true;
  const auto key = ' ' + plain_key(label_of(text)) + ' ';
  return std::any_of(other_words.begin(), other_words.end(),
                     [&](std::string_view word) { return key.find(' ' + std::string(word) + ' ') != key.npos; });
}

bool says_published(std::string_view text) {
  const auto key = plain_key(label_of(text));
  if (std::find(published_words.begin(), published_words.end(), key) != published_words.end()) return true;
  const auto first = key.find(' '), last = key.rfind(' ');
  return first < last && last != key.npos &&
         std::find(by_words.begin(), by_words.end(), std::string_view(key).substr(0, first)) != by_words.end() &&
         std::find(on_words.begin(), on_words.end(), std::string_view(key).substr(last + 1)) != on_words.end();
}

std::string day_in_url(std::string_view url) {
  const auto host = url.find("//");
  const auto path = url.find('/', host == url.npos ? 0 : host + 2);
  if (path == url.npos) return {};
  url = url.substr(path, url.find_first_of("?#", path) - path);
  const auto digits_at = [&](std::size_t at) {
    std::size_t end = at;
    while (end < url.size() && url[end] >= '0' && url[end] <= '9') ++end;
    return url.substr(at, end - at);
  };
  for (std::size_t at = 1; at < url.size(); ++at) {
    if (url[at - 1] >= '0' && url[at - 1] <= '9') continue;
    const auto year = digits_at(at);  // or the day
    std::string day;
    if (year.size() == 2 && year > "12" && at + 10 <= url.size() && (url[at + 2] == '-' || url[at + 2] == '_') &&
        digits_at(at + 3).size() == 2 && url[at + 5] == url[at + 2] && digits_at(at + 6).size() == 4) {
      day = std::string(digits_at(at + 6)) + '-' + std::string(digits_at(at + 3)) + '-' + std::string(year);
    } else if (!year.starts_with("19") && !year.starts_with("20")) {
      continue;
    } else if (year.size() == 8) {
      day = std::string(year.substr(0, 4)) + '-' + std::string(year.substr(4, 2)) + '-' + std::string(year.substr(6));
    } else if (year.size() == 4 && at + 5 < url.size()) {
      const char sign = url[at + 4];
      const auto month = digits_at(at + 5);
      const auto next = at + 5 + month.size();
      if ((sign != '/' && sign != '-' && sign != '_') || month.empty() || month.size() > 2) continue;
      if (next >= url.size() || url[next] != sign) continue;
      const auto number = digits_at(next + 1);
      if (number.empty() || number.size() > 2) continue;
      // `/2023/10/3-questions`: that number is no day.
      const auto end = next + 1 + number.size();
      if (sign == '/' && end < url.size() && url[end] != '/') continue;
      const auto two = [](std::string_view part) { return (part.size() == 1 ? "0" : "") + std::string(part); };
      day = std::string(year) + '-' + two(month) + '-' + two(number);
    } else {
      continue;
    }
    if (parse_date(day, {})) return day;
  }
  return {};
}

std::string with_century(std::string_view text) {
  const auto number_at = [&](std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    return end - at;
  };
  const int this_year = to_civil(today({}, "UTC")).year;
  for (std::size_t at = 0; at < text.size(); at += std::max<std::size_t>(number_at(at), 1)) {
    const auto first = number_at(at);
    if (first == 0 || first > 2 || at + first >= text.size()) continue;
    const char sign = text[at + first];
    const auto month_at = at + first + 1, month = number_at(month_at), year_at = month_at + month + 1;
    if ((sign != '.' && sign != '/') || month == 0 || month > 2 || year_at >= text.size()) continue;
    if (text[year_at - 1] != sign || number_at(year_at) != 2) continue;
    const int year = (text[year_at] - '0') * 10 + text[year_at + 1] - '0';
    const bool is_last_century = 2000 + year > this_year;
    if (is_last_century && year < 91) continue;
    return std::string(text.substr(0, year_at)) + (is_last_century ? "19" : "20") + std::string(text.substr(year_at));
  }
  return std::string(text);
}

bool is_default_day(const Date& date) {
  const auto civil = to_civil(date.first_day);
  return date.first_day == 0 || date.first_day == -1 || civil.year <= 1900;
}

}  // namespace broadsheet
