#pragma once

#include <broadsheet/query.hpp>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "searcher/query_items.hpp"
#include "searcher/query_nodes.hpp"

// How operators between operands and suffixes behind them are spelled, on Nexis, Factiva, Lucene and here.
namespace broadsheet {

/// A proximity as items spell it. Its distance is `number`, not yet bounded.
struct SpelledProximity {
  ProximityOperator how;
  std::uint64_t number = 0;
  std::size_t items = 1;   ///< that spell it: two with NOT, four for AROUND(5)
  bool ambiguous = false;  ///< `w/5`, which Nexis and Factiva read differently
};

/// Nothing where the items from `at` on spell none.
std::optional<SpelledProximity> proximity_at(const std::vector<QueryItem>& items, std::size_t at,
                                             QueryOptions::Dialect dialect);

/// `^2`, `~`, `~5`, `/F50/`
struct QuerySuffix {
  char sign = 0;                 ///< ^ ~ or /
  std::optional<double> number;  ///< where there is one that can be read
  std::size_t begin = 0, end = 0;
};
std::vector<QuerySuffix> suffixes_of(const QueryItem& item);

/// The number of a suffix as a whole one, `otherwise` where it has none.
std::uint64_t count_of(const QuerySuffix& suffix, double otherwise);

/// A number typed between `begin` and `end`, taken to its bounds with a warning that calls it the number of `what`.
std::uint32_t bounded(std::uint64_t number, std::uint32_t least, std::uint32_t most, std::string_view what,
                      std::size_t begin, std::size_t end, QueryWarnings& warnings);

/// `NEAR/5`, `w/s`, …: a chunk that spells a proximity.
bool is_proximity_spelling(std::string_view chunk);

}  // namespace broadsheet
