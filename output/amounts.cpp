#include "output/amounts.hpp"

#include <array>
#include <broadsheet/error.hpp>
#include <charconv>
#include <cstdio>

namespace broadsheet {

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string counted(std::uint64_t number, const std::string& singular) {
  return (number == 0 ? "no" : grouped(number)) + " " + singular + (number == 1 ? "" : "s");
}

std::string counted(const Count& count, const std::string& singular) {
  if (count.relation == Count::Relation::eq) return counted(count.value, singular);
  return "at least " + grouped(count.value) + " " + singular + (count.value == 1 ? "" : "s");
}

std::string bytes(std::uint64_t number) {
  static constexpr std::array units{"kB", "MB", "GB", "TB"};
  if (number < 1000) return std::to_string(number) + " bytes";
  double amount = static_cast<double>(number) / 1000;
  std::size_t unit = 0;
  for (; amount >= 999.95 && unit + 1 < units.size(); ++unit) amount /= 1000;
  return decimals(amount, 1) + " " + units[unit];
}

std::string decimals(double number, int digits) {
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.*f", digits, number);
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string reason_text(const std::string& reason) {
  if (reason == "expansion_cap") return "a wildcard stands for more words than are looked at";
  if (reason == "time") return "the time for one query was over";
  if (reason == "part_missing") return "a part of the archive is missing";
  return reason;
}

std::uint64_t parse_bytes(const std::string& typed, const std::string& option) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  const std::string unit(end, typed.data() + typed.size());
  const unsigned shift = unit == "K" || unit == "k"   ? 10
                         : unit == "M" || unit == "m" ? 20
                         : unit == "G" || unit == "g" ? 30
                                                      : 0;
  if (error != std::errc{} || (shift == 0 && !unit.empty()) || number == 0 || number > (UINT64_MAX >> shift))
    throw Error(ErrorKind::usage, option + " cannot be '" + typed + "'; it is a number of bytes, as in 512M or 2G");
  return number << shift;
}

}  // namespace broadsheet
