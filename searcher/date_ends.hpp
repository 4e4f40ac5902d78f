#pragma once

#include <climits>
#include <optional>
#include <string>

#include "archive/tables.hpp"

namespace broadsheet {

/// The first and the last date of some articles, each as precise as the article that sets it.
class DateEnds {
 public:
  /// False if the article has no date.
  bool add(const Tables& tables, std::uint32_t article);
  std::optional<std::string> first() const;
  std::optional<std::string> last() const;

 private:
  std::pair<Day, Precision> first_{INT_MAX, Precision::day}, last_{INT_MIN, Precision::day};
  Day last_begins_ = 0;
};

}  // namespace broadsheet
