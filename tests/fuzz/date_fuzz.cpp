#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "archive/calendar.hpp"
#include "checks.hpp"

// A date that is read is read again as the same date from its value; one that is refused has a reason.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet;
  std::string why;
  const auto date = parse_date({reinterpret_cast<const char*>(data), size}, "fuzz", &why);
  if (!date) {
    require(!why.empty());
    return 0;
  }
  require_clean(date->value);
  require(date->first_day <= date->last_day);
  require(*to_day(to_civil(date->first_day)) == date->first_day);
  auto again = parse_date(date->value, "fuzz");
  require(again.has_value());
  again->zone = date->zone;  // a day keeps its zone beside its value
  require(*again == *date);
  return 0;
}
