#include "searcher/date_range.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "archive/calendar.hpp"

namespace broadsheet {
namespace {

struct Days {
  Day first, last;
};

Day first_of_month(Day day) {
  CivilDate civil = to_civil(day);
  civil.day = 1;
  return *to_day(civil);
}
Day first_of_year(Day day) { return *to_day({to_civil(day).year, 1, 1}); }
Day monday_of(Day day) { return day - ((day + 3) % 7 + 7) % 7; }  // 1970-01-01 was a Thursday

/// `today`, `last-week`, …
std::optional<Days> named(std::string_view name, Day today) {
  const Day month = first_of_month(today), year = first_of_year(today), monday = monday_of(today);
  const std::array<std::pair<std::string_view, Days>, 8> rows = {{
      {"today", {today, today}},
      {"yesterday", {today - 1, today - 1}},
      {"this-week", {monday, monday + 6}},
      {"last-week", {monday - 7, monday - 1}},
      {"this-month", {month, add_months(month, 1) - 1}},
      {"last-month", {add_months(month, -1), month - 1}},
      {"this-year", {year, add_months(year, 12) - 1}},
      {"last-year", {add_months(year, -12), year - 1}},
  }};
  for (const auto& [row, span] : rows)
    if (row == name) return span;
  return {};
}

/// `7d`: the last seven days, today one of them; `3m`: from the day after today − 3 months.
std::optional<Days> last(std::string_view text, Day today) {
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end + 1 != text.data() + text.size() || count < 1 || count > 10000) return {};
  switch (*end) {
    case 'd':
      return Days{today - count + 1, today};
    case 'w':
      return Days{today - 7 * count + 1, today};
    case 'm':
      return Days{add_months(today, -count) + 1, today};
    case 'y':
      return Days{add_months(today, -12 * std::min(count, 800)) + 1, today};
    default:
      return {};
  }
}

std::optional<Days> one_date(std::string_view text, Day today, DateRange& range, std::string& why) {
  if (const auto span = named(text, today)) return span;
  if (const auto span = last(text, today)) return span;
  // Only the forms that cannot be misread: no day or month names, no slashes.
  if (text.find_first_not_of("0123456789-:.+TZts") != std::string_view::npos || text.find('.') < 8) {
    why = "it is no date: give one as in 2025, 2025-01, 2025-01-27, 1920s, 7d or last-month";
    return {};
  }
  const auto date = parse_date(text, "", &why);
  if (!date) return {};
  if (date->precision >= Precision::minute) range.time_ignored = true;
  return Days{date->first_day, date->last_day};
}

void strip_blanks(std::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
}

bool take(std::string_view& text, std::string_view front) {
  if (!text.starts_with(front)) return false;
  text.remove_prefix(front.size());
  return true;
}

}  // namespace

std::optional<DateRange> read_date_range(std::string_view text, Day today, std::string& why) {
  DateRange range;
  range.perhaps = take(text, "~");
  why = "it is no date: give one as in 2025, 2025-01, 2025-01-27, 1920s, 7d or last-month";

  std::string_view from = text, to = text;
  bool two_ends = false;
  if (text.starts_with('[') && text.ends_with(']')) {
    const auto middle = text.find(" TO ");
    if (middle == std::string_view::npos) return {};
    from = text.substr(1, middle - 1);
    to = text.substr(middle + 4, text.size() - middle - 5);
    two_ends = true;
  } else if (const auto dots = text.find(".."); dots != std::string_view::npos) {
    from = text.substr(0, dots);
    to = text.substr(dots + 2);
    two_ends = true;
  }
  if (two_ends) {
    strip_blanks(from);
    strip_blanks(to);
    const bool open_from = from.empty() || from == "*", open_to = to.empty() || to == "*";
    if (open_from && open_to) return {};
    std::optional<Days> first, second;
    if (!open_from && !(first = one_date(from, today, range, why))) return {};
    if (!open_to && !(second = one_date(to, today, range, why))) return {};
    if (first && second && first->first > second->last) {
      std::swap(first, second);
      range.reversed = true;
    }
    if (first) range.least = first->first;
    if (second) range.most = second->last;
    return range;
  }

  enum class Sign { none, at_least, at_most, before, after } sign = Sign::none;
  if (take(text, ">="))
    sign = Sign::at_least;
  else if (take(text, "<="))
    sign = Sign::at_most;
  else if (take(text, ">"))
    sign = Sign::after;
  else if (take(text, "<"))
    sign = Sign::before;
  else
    take(text, "=");
  const auto span = one_date(text, today, range, why);
  if (!span) return {};
  switch (sign) {
    case Sign::none:
      range.least = span->first, range.most = span->last;
      break;
    case Sign::at_least:
      range.least = span->first;
      break;
    case Sign::at_most:
      range.most = span->last;
      break;
    case Sign::before:
      range.most = span->first - 1;
      break;
    case Sign::after:
      range.least = span->last + 1;
      break;
  }
  return range;
}

}  // namespace broadsheet
