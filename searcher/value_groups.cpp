#include "searcher/value_groups.hpp"

#include <algorithm>
#include <unordered_map>

#include "archive/fold.hpp"

namespace broadsheet {

ValueGroups::ValueGroups(Column column, const Facet& facet, std::size_t most, const std::vector<Part>& parts)
    : column_(column), named_(std::min(most, facet.rows.size())), parts_(parts) {
  std::unordered_map<std::string, std::size_t> group_of_key;
  for (std::size_t i = 0; i < named_; ++i) group_of_key.emplace(value_key(facet.rows[i].value), i);
  for (const auto& part : parts) {
    const Tables& tables = part.tables();
    auto& groups = group_of_value_.emplace_back();
    for (std::uint32_t number = 0; number < tables.value_count(column); ++number) {
      const auto found = group_of_key.find(value_key(tables.value(column, number)));
      groups.push_back(found == group_of_key.end() ? other() : found->second);
    }
  }
}

const std::vector<std::size_t>& ValueGroups::of(std::size_t part, std::uint32_t article) {
  groups_.clear();
  const auto values = parts_[part].tables().values(column_, article);
  for (const auto number : values) {
    const std::size_t group = group_of_value_[part].at(number);
    if (group != other() && std::ranges::find(groups_, group) == groups_.end()) groups_.push_back(group);
  }
  if (groups_.empty()) groups_.push_back(values.empty() ? without() : other());
  return groups_;
}

PeriodCells count_cells(ValueGroups& groups, const PeriodUnit& unit, const std::vector<PartAnswer>& found,
                        const std::vector<PartAnswer>& base, const std::vector<Part>& parts) {
  PeriodCells cells(groups.size());
  for (std::size_t i = 0; i < parts.size(); ++i)
    base[i].found.each([&](std::uint32_t article) {
      const PeriodPlace place = place_of(unit, parts[i].tables(), article);
      for (const auto group : groups.of(i, article)) {
        Tally& cell = cells[group][place];
        ++cell.base;
        cell.articles += found[i].found[article] ? 1 : 0;
      }
    });
  return cells;
}

}  // namespace broadsheet
