#pragma once

#include <string>
#include <string_view>

namespace broadsheet {

/// A name as bibliographies divide it. What is not of a person, or cannot be divided, is `whole`.
struct PersonName {
  std::string family;  ///< with its particles: `van Beethoven`
  std::string given;   ///< `Ludwig`
  std::string suffix;  ///< `Jr.`, `III`
  std::string whole;   ///< then the rest is empty
  bool operator==(const PersonName&) const = default;
};

/// `Ana Li` and `Li, Ana` alike; lower-case words before the last belong to the family name. One word, a name that no
/// blank divides and one with a word such as Press or Agency are whole.
PersonName divide_name(std::string_view name);

}  // namespace broadsheet
