#pragma once

#include <broadsheet/results.hpp>
#include <optional>

#include "searcher/run.hpp"

namespace broadsheet {

/// What to try instead, where a run of the query found fewer articles than a reader looks at.
std::optional<Help> help_for(const Query& query, const Run& run, const Archive::State& state,
                             std::size_t max_expansions);

/// The tree of a query with what each node finds alone. `part` and `article`: the article asked about, if any.
struct Asked {
  std::size_t part = 0;
  std::uint32_t article = 0;
};
ExplainedNode explain_node(const QueryNode& node, const Archive::State& state, const std::optional<Asked>& asked,
                           std::size_t max_expansions, Moment deadline = after(limit::query_seconds));

}  // namespace broadsheet
