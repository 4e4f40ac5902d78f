#include "server/page_words.hpp"

#include <algorithm>

#include "output/amounts.hpp"

namespace broadsheet::server {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

std::string_view without_zeros(std::string_view number) {
  while (number.size() > 1 && number.front() == '0') number.remove_prefix(1);
  return number;
}

}  // namespace

std::string counted(std::uint64_t number, const says::Noun& noun) {
  return grouped(number).append(1, ' ').append(number == 1 ? noun.one : noun.many);
}

std::string counted(const Count& count, const says::Noun& noun) {
  const std::string number = counted(count.value, noun);
  return count.relation == Count::Relation::eq ? number : std::string(says::at_least) + number;
}

// 2025-01-27T09:12:00+01:00 and all beginnings of it that end with a part; 1920s.
std::string date_text(std::string_view value, bool clock) {
  const auto year = value.substr(0, 4);
  if (year.size() < 4 || !all_digits(year)) return std::string(value);
  if (value.size() < 7 || value[4] != '-' || !all_digits(value.substr(5, 2))) return std::string(value);
  const auto month = static_cast<std::size_t>((value[5] - '0') * 10 + value[6] - '0');
  if (month < 1 || month > 12) return std::string(value);
  std::string text = std::string(says::months[month - 1]) + ' ' + std::string(year);
  if (value.size() < 10 || value[7] != '-' || !all_digits(value.substr(8, 2))) return text;
  text = std::string(without_zeros(value.substr(8, 2))) + ' ' + text;
  if (!clock || value.size() < 16) return text;
  const auto zone = value.find_first_of("Z+-", 16);
  text.append(", ").append(value.substr(11, 5));
  if (zone != std::string_view::npos)
    text.append(" (").append(value[zone] == 'Z' ? "UTC" : value.substr(zone)).append(")");
  return text;
}

Markup time_element(const Date& date, bool clock) {
  const Markup words = text(date_text(date.value, clock));
  if (date.precision == Precision::decade) return element("span", {}, {words});
  return element("time", {attribute("datetime", date.value)}, {words});
}

Attribute language(std::string_view lang) {
  std::size_t part = 0, letters = 0;
  for (std::size_t begin = 0; begin <= lang.size(); ++part) {
    const auto end = std::min(lang.find('-', begin), lang.size());
    const auto subtag = lang.substr(begin, end - begin);
    const bool known = std::ranges::all_of(subtag, [](char c) { return is_digit(c) || is_letter(c); });
    if (subtag.empty() || subtag.size() > 8 || !known) return attribute("lang", "");
    if (part == 0) letters = std::ranges::all_of(subtag, is_letter) ? subtag.size() : 0;
    begin = end + 1;
  }
  return attribute("lang", letters == 2 || letters == 3 ? lang : "");
}

}  // namespace broadsheet::server
