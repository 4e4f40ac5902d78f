#pragma once

#include <broadsheet/query.hpp>
#include <cstddef>
#include <vector>

#include "searcher/query_warnings.hpp"

// How parts of a query become one. What is written inside a proximity or an atleast and has no place in the text (AND,
// NOT, filters) steps outside here, so the tree that comes out needs no further reading.
namespace broadsheet {

QueryNode leaf_node(QueryNode::Kind kind, std::size_t begin = 0, std::size_t end = 0);

/// all_of or any_of; one child is itself, children of the same kind become ours.
QueryNode combine(QueryNode::Kind kind, std::vector<QueryNode> children);

QueryNode negate(QueryNode node);

/// True if a word or phrase stands below, also below NOT.
bool has_text(const QueryNode& node);

/// True if the node only says where words stand: text, any_of, proximity and nothing else.
bool is_positional(const QueryNode& node);

/// What a proximity asks, apart from its sides.
struct ProximityOperator {
  Relation relation = Relation::near;
  std::uint32_t distance = 0;
  bool negated = false;
  std::size_t begin = 0, end = 0;  ///< place in the input
};

/// `left OPERATOR right`. Throws Error(query) where stepping outside makes too many nodes.
QueryNode proximity(const ProximityOperator& how, const QueryNode& left, const QueryNode& right,
                    QueryWarnings& warnings);

/// At least so many matches of `node`.
QueryNode at_least(std::uint32_t mentions, const QueryNode& node, QueryWarnings& warnings);

/// Operators and leaves; bare words do not count, so that pasted prose passes.
std::size_t count_nodes(const QueryNode& node);

/// Throws Error(query) above limit::query_nodes.
void require_few_nodes(const QueryNode& node);

}  // namespace broadsheet
