#include "searcher/date_ends.hpp"

#include <algorithm>

#include "archive/calendar.hpp"

namespace broadsheet {

bool DateEnds::add(const Tables& tables, std::uint32_t article) {
  const ArticleDays days = tables.days(article);
  if (!days.dated()) return false;
  const auto precision = static_cast<Precision>(tables.precisions()[article]);
  first_ = std::min(first_, {days.first, precision});
  if (std::pair(days.last, precision) > last_) {
    last_ = {days.last, precision};
    last_begins_ = days.first;
  }
  return true;
}

std::optional<std::string> DateEnds::first() const {
  if (first_.first == INT_MAX) return {};
  return print_date(first_.first, first_.second);
}

std::optional<std::string> DateEnds::last() const {
  if (last_.first == INT_MIN) return {};
  return print_date(last_begins_, last_.second);
}

}  // namespace broadsheet
