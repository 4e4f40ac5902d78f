#pragma once

#include <broadsheet/query.hpp>
#include <optional>
#include <string_view>

#include "searcher/query_warnings.hpp"
#include "searcher/query_words.hpp"

namespace broadsheet {

/// How the value of a field is read.
struct FilterScope {
  enum class Compares : std::uint8_t { values, after, before, since, until } compares = Compares::values;
  Filter filter = Filter::tag;
};

/// Makes filters of typed values. What it cannot read it leaves out, with a warning.
class FilterReader {
 public:
  FilterReader(Day today, QueryWords& words, QueryWarnings& warnings)
      : today_(today), words_(words), warnings_(warnings) {}

  /// `begin` and `end` are the place of `typed` in the input. `wild`: bytes of `typed` that may be wildcards.
  std::optional<QueryNode> read(const FilterScope& scope, std::string_view typed, std::size_t begin, std::size_t end,
                                const std::vector<std::size_t>& wild = {});

 private:
  std::optional<QueryNode> dates(const FilterScope& scope, std::string_view typed, QueryNode node);
  std::optional<QueryNode> word_counts(std::string_view typed, QueryNode node);
  std::optional<QueryNode> has(std::string_view typed, QueryNode node);
  QueryNode anything(const FilterScope& scope, QueryNode node);
  bool takes_wildcards(Filter filter, std::string_view typed, const std::vector<std::size_t>& wild, std::size_t begin,
                       std::size_t end);

  Day today_;
  QueryWords& words_;
  QueryWarnings& warnings_;
};

}  // namespace broadsheet
