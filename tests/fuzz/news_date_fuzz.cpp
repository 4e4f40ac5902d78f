#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "archive/calendar.hpp"
#include "checks.hpp"
#include "indexer/dates.hpp"

// The first line names a language and the order of day and month, the rest is a date. One that is read is read again as
// the same date from its value; one that is refused has a reason; one that is found in a text can be read on its own.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto line = text.find('\n');
  auto lang = line == text.npos || line > 12 ? std::string_view() : text.substr(0, line);
  if (line != text.npos && line <= 12) text.remove_prefix(line + 1);
  auto order = DayOrder::unknown;
  if (lang.ends_with('<') || lang.ends_with('>')) {
    order = lang.ends_with('<') ? DayOrder::day_first : DayOrder::month_first;
    lang.remove_suffix(1);
  }
  for (const auto& reading : {read_date(text, lang, order, "fuzz"), find_date(text, lang, order, "fuzz")}) {
    require(reading.date.has_value() == reading.why.empty());
    require_clean(reading.why);
    require_clean(reading.left_out);
    if (!reading.date) continue;
    const auto& date = *reading.date;
    require_clean(date.value);
    require(date.first_day <= date.last_day);
    require(to_civil(date.last_day).year >= 1440);
    auto again = parse_date(date.value, "fuzz");
    require(again.has_value());
    again->zone = date.zone;
    require(*again == date);
    // Where no language says that 1447 may be a year of the Hijra.
    const auto same = read_date(date.value, {}, order, "fuzz");
    require(same.date.has_value() && same.date->value == date.value);
  }
  return 0;
}
