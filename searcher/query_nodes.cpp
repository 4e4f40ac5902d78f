#include "searcher/query_nodes.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>

#include "archive/limits.hpp"

namespace broadsheet {
namespace {

using Kind = QueryNode::Kind;

/// The parts of the right side of `a NOT NEAR b`: what stands in the text, what is negated there, and the rest.
struct Sides {
  std::vector<QueryNode> positional, negated, outside;
};

void divide(const QueryNode& node, Sides& sides) {
  if (is_positional(node)) {
    sides.positional.push_back(node);
  } else if (node.kind == Kind::none_of) {
    if (has_text(node))
      sides.negated.push_back(node.children[0]);
    else
      sides.outside.push_back(node);
  } else if (node.kind == Kind::all_of || node.kind == Kind::any_of) {
    for (const auto& child : node.children) divide(child, sides);
  } else {
    sides.outside.push_back(node);
  }
}

/// Atleast says how often, which has no place inside something else that stands in the text: its operand stays.
QueryNode without_at_least(const QueryNode& node, QueryWarnings& warnings) {
  if (node.kind == Kind::at_least) {
    warnings.add("operand_simplified", node.begin, node.end,
                 "atleast" + std::to_string(node.mentions) +
                     " cannot be an operand of this; what it asks for is searched without the number");
    return without_at_least(node.children[0], warnings);
  }
  QueryNode out = node;
  for (auto& child : out.children) child = without_at_least(child, warnings);
  return out;
}

QueryNode stand_apart(const ProximityOperator& how, const QueryNode& left, const QueryNode& right);

/// The operator between two sides of which each has text and no atleast.
QueryNode relate(const ProximityOperator& how, const QueryNode& left, const QueryNode& right) {
  const auto with_left = [&](const QueryNode& child) {
    if (!has_text(child)) return child;
    if (child.kind == Kind::none_of) return negate(relate(how, child.children[0], right));
    return relate(how, child, right);
  };
  const auto with_right = [&](const QueryNode& child) {
    if (!has_text(child)) return child;
    if (child.kind == Kind::none_of) return negate(relate(how, left, child.children[0]));
    return relate(how, left, child);
  };
  // An OR of which one side has no text joins that one with the other side of the proximity.
  const auto distribute = [](const QueryNode& node, const QueryNode& other, auto with) {
    std::vector<QueryNode> out;
    for (const auto& child : node.children)
      out.push_back(node.kind == Kind::any_of && !has_text(child) ? combine(Kind::all_of, {child, other})
                                                                  : with(child));
    QueryNode made = combine(node.kind, std::move(out));
    require_few_nodes(made);
    return made;
  };
  if (!is_positional(left)) return left.kind == Kind::none_of ? with_left(left) : distribute(left, right, with_left);
  if (!is_positional(right)) {
    if (how.negated) return stand_apart(how, left, right);
    return right.kind == Kind::none_of ? with_right(right) : distribute(right, left, with_right);
  }
  QueryNode node = leaf_node(Kind::proximity, left.begin, right.end);
  node.relation = how.relation;
  node.distance = how.distance;
  node.negated = how.negated;
  node.children = {left, right};
  return node;
}

/// `left NOT NEAR right`, where AND on the right reads as OR, since either would spoil it.
QueryNode stand_apart(const ProximityOperator& how, const QueryNode& left, const QueryNode& right) {
  Sides sides;
  divide(right, sides);
  std::vector<QueryNode> all;
  if (!sides.positional.empty()) all.push_back(relate(how, left, combine(Kind::any_of, std::move(sides.positional))));
  for (const auto& negated : sides.negated) all.push_back(negate(relate(how, left, negated)));
  std::ranges::move(sides.outside, std::back_inserter(all));
  QueryNode made = combine(Kind::all_of, std::move(all));
  require_few_nodes(made);
  return made;
}

QueryNode mention(std::uint32_t mentions, const QueryNode& node) {
  if (!has_text(node)) return node;
  if (is_positional(node)) {
    QueryNode out = leaf_node(Kind::at_least, node.begin, node.end);
    out.mentions = mentions;
    out.children = {node};
    return out;
  }
  if (node.kind == Kind::none_of) return negate(mention(mentions, node.children[0]));
  std::vector<QueryNode> out;
  for (const auto& child : node.children) out.push_back(mention(mentions, child));
  return combine(node.kind, std::move(out));
}

}  // namespace

QueryNode leaf_node(Kind kind, std::size_t begin, std::size_t end) {
  QueryNode node;
  node.kind = kind;
  node.begin = begin;
  node.end = end;
  return node;
}

QueryNode combine(Kind kind, std::vector<QueryNode> children) {
  if (children.size() == 1) return std::move(children[0]);
  QueryNode node = leaf_node(kind, children.front().begin, children.back().end);
  for (auto& child : children) {
    if (child.kind == kind)
      std::ranges::move(child.children, std::back_inserter(node.children));
    else
      node.children.push_back(std::move(child));
  }
  return node;
}

QueryNode negate(QueryNode node) {
  QueryNode out = leaf_node(Kind::none_of, node.begin, node.end);
  out.children.push_back(std::move(node));
  return out;
}

bool has_text(const QueryNode& node) { return node.kind == Kind::text || std::ranges::any_of(node.children, has_text); }

bool is_positional(const QueryNode& node) {
  return node.kind == Kind::text || node.kind == Kind::proximity ||
         (node.kind == Kind::any_of && std::ranges::all_of(node.children, is_positional));
}

QueryNode proximity(const ProximityOperator& how, const QueryNode& left, const QueryNode& right,
                    QueryWarnings& warnings) {
  if (!has_text(left) || !has_text(right)) {
    warnings.add("not_positional", how.begin, how.end,
                 "one side of this has no place in the text, so both sides are joined by AND");
    return combine(Kind::all_of, {left, right});
  }
  return relate(how, without_at_least(left, warnings), without_at_least(right, warnings));
}

QueryNode at_least(std::uint32_t mentions, const QueryNode& node, QueryWarnings& warnings) {
  if (!has_text(node)) {
    warnings.add("not_positional", node.begin, node.end, "atleast counts words, and this has none; it is left out");
    return node;
  }
  return mention(mentions, without_at_least(node, warnings));
}

std::size_t count_nodes(const QueryNode& node) {
  const bool bare_word = node.kind == Kind::text && node.phrase.size() == 1 &&
                         node.phrase[0].kind == PhrasePart::Kind::word && !node.phrase[0].words[0].exact;
  std::size_t count = bare_word ? 0 : 1;
  for (const auto& child : node.children) count += count_nodes(child);
  return count;
}

void require_few_nodes(const QueryNode& node) {
  if (const auto nodes = count_nodes(node); nodes > limit::query_nodes)
    throw Error(ErrorKind::query, "the query has " + std::to_string(nodes) + " parts and may have " +
                                      std::to_string(limit::query_nodes) + ": split it");
}

}  // namespace broadsheet
