#pragma once

#include <broadsheet/numbers.hpp>
#include <map>
#include <vector>

#include "searcher/part_search.hpp"
#include "searcher/periods.hpp"

namespace broadsheet {

/// Articles put together by their values of a field: a group for each of the first `most` rows of a facet, one for
/// articles that have none of these values but others, and one for those that have no value.
class ValueGroups {
 public:
  ValueGroups(Column column, const Facet& facet, std::size_t most, const std::vector<Part>& parts);

  std::size_t size() const { return named_ + 2; }
  std::size_t other() const { return named_; }
  std::size_t without() const { return named_ + 1; }
  /// The groups that an article is in, one or more, each once. Valid until the next call.
  const std::vector<std::size_t>& of(std::size_t part, std::uint32_t article);

 private:
  Column column_;
  std::size_t named_;
  const std::vector<Part>& parts_;
  std::vector<std::vector<std::size_t>> group_of_value_;  ///< by part and number of the value
  std::vector<std::size_t> groups_;
};

/// Articles found and articles there are by group and place in time. What is found lies within the base.
using PeriodCells = std::vector<std::map<PeriodPlace, Tally>>;
PeriodCells count_cells(ValueGroups& groups, const PeriodUnit& unit, const std::vector<PartAnswer>& found,
                        const std::vector<PartAnswer>& base, const std::vector<Part>& parts);

}  // namespace broadsheet
