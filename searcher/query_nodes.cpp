#include "searcher/query_nodes.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>

#include "archive/limits.hpp"

namespace broadsheet {
namespace {

using Kind = QueryNode::Kind;

/// What stands side by side in an operand. `negative`: what is negated there; `outside`: what has no text.
struct Sides {
  std::vector<QueryNode> positive, negative, outside;
};

/// `either_spoils`: on the right of NOT NEAR, AND reads as OR, and an OR that holds more than text is taken apart too.
void divide(const QueryNode& node, bool either_spoils, Sides& sides) {
  if (!has_text(node))
    sides.outside.push_back(node);
  else if (node.kind == Kind::none_of)
    sides.negative.push_back(node.children[0]);
  else if (node.kind == Kind::all_of || (either_spoils && node.kind == Kind::any_of && !is_positional(node)))
    for (const auto& child : node.children) divide(child, either_spoils, sides);
  else
    sides.positive.push_back(node);
}

Sides sides_of(const QueryNode& node, bool either_spoils = false) {
  Sides sides;
  divide(node, either_spoils, sides);
  return sides;
}

bool has_at_least(const QueryNode& node) {
  return node.kind == Kind::at_least || std::ranges::any_of(node.children, has_at_least);
}

std::size_t size_of(const QueryNode& node) {
  std::size_t size = 1;
  for (const auto& child : node.children) size += size_of(child);
  return size;
}

/// Before so many copies are made: they would be over the limit in the end, and much memory on the way.
void require_room(std::size_t copies, std::size_t size) {
  constexpr std::size_t most_nodes = 65'536;
  if (copies * size > most_nodes)
    throw Error(ErrorKind::query, "the query makes more parts than the " + std::to_string(limit::query_nodes) +
                                      " that it may have, by a proximity between long lists: split it");
}

/// Atleast says how often, which has no place inside something else that stands in the text: its operand stays.
QueryNode without_at_least(const QueryNode& node, QueryWarnings& warnings) {
  if (!has_at_least(node)) return node;
  if (node.kind == Kind::at_least) {
    warnings.add("operand_simplified", node.begin, node.end,
                 "atleast" + std::to_string(node.mentions) +
                     " cannot be an operand of this; what it asks for is searched without the number");
    return without_at_least(node.children[0], warnings);
  }
  QueryNode out = node;
  for (auto& child : out.children) child = without_at_least(child, warnings);
  // An OR that was counted may stand in an OR now.
  if (out.kind == Kind::any_of || out.kind == Kind::all_of) out = combine(out.kind, std::move(out.children));
  return out;
}

QueryNode join(std::vector<QueryNode> all) {
  QueryNode made = combine(Kind::all_of, std::move(all));
  require_few_nodes(made);
  return made;
}

QueryNode relate(const ProximityOperator& how, const QueryNode& left, const QueryNode& right);

bool is_mixed_or(const QueryNode& node) { return node.kind == Kind::any_of && !is_positional(node); }

/// Each side of an OR by itself.
template <typename Make>
QueryNode each_side(const QueryNode& either, Make make) {
  std::vector<QueryNode> sides;
  for (const auto& side : either.children) sides.push_back(make(side));
  QueryNode made = combine(Kind::any_of, std::move(sides));
  require_few_nodes(made);
  return made;
}

/// ANDs on either side: each left with each right; what is negated on one side with all that is positive on the other;
/// what has no text stands beside. The same whichever side stands first.
QueryNode stand_together(const ProximityOperator& how, const Sides& left, const Sides& right) {
  std::vector<QueryNode> all;
  for (const auto& one : left.positive)
    for (const auto& other : right.positive) all.push_back(relate(how, one, other));
  const auto deny = [&](const std::vector<QueryNode>& lefts, const std::vector<QueryNode>& rights) {
    std::vector<QueryNode> both;
    for (const auto& one : lefts)
      for (const auto& other : rights) both.push_back(relate(how, one, other));
    if (!both.empty()) all.push_back(negate(join(std::move(both))));
  };
  for (const auto& negative : left.negative) deny({negative}, right.positive);
  for (const auto& negative : right.negative) deny(left.positive, {negative});
  for (const auto* outside : {&left.outside, &right.outside}) std::ranges::copy(*outside, std::back_inserter(all));
  return join(std::move(all));
}

/// `left NOT NEAR right`, a left that is text alone: on the right all that is positive is one OR.
QueryNode stand_apart(const ProximityOperator& how, const QueryNode& left, const Sides& right) {
  std::vector<QueryNode> all;
  if (!right.positive.empty()) all.push_back(relate(how, left, combine(Kind::any_of, right.positive)));
  for (const auto& negative : right.negative) all.push_back(negate(relate(how, left, negative)));
  std::ranges::copy(right.outside, std::back_inserter(all));
  return join(std::move(all));
}

/// The operator between two sides without atleast; one without text joins by AND.
QueryNode relate(const ProximityOperator& how, const QueryNode& left, const QueryNode& right) {
  if (!has_text(left) || !has_text(right)) return combine(Kind::all_of, {left, right});
  const auto with_right = [&](const QueryNode& side) { return relate(how, side, right); };
  const auto with_left = [&](const QueryNode& side) { return relate(how, left, side); };
  if (!is_positional(left)) require_room(left.children.size(), size_of(right));
  if (!is_positional(right)) require_room(right.children.size(), size_of(left));
  if (left.kind == Kind::none_of) return negate(with_right(left.children[0]));
  if (!how.negated) {
    if (right.kind == Kind::none_of) return negate(with_left(right.children[0]));
    if (left.kind == Kind::all_of || right.kind == Kind::all_of)
      return stand_together(how, sides_of(left), sides_of(right));
    if (is_mixed_or(left)) return each_side(left, with_right);
    if (is_mixed_or(right)) return each_side(right, with_left);
  } else {
    if (is_mixed_or(left)) return each_side(left, with_right);
    if (left.kind == Kind::all_of) {
      Sides lefts = sides_of(left);
      std::vector<QueryNode> all;
      for (const auto& one : lefts.positive) all.push_back(with_right(one));
      for (const auto& one : lefts.negative) all.push_back(negate(with_right(one)));
      std::ranges::move(lefts.outside, std::back_inserter(all));
      return join(std::move(all));
    }
    if (!is_positional(right)) return stand_apart(how, left, sides_of(right, true));
  }
  QueryNode node = leaf_node(Kind::proximity, left.begin, right.end);
  node.relation = how.relation;
  node.distance = how.distance;
  node.negated = how.negated;
  node.children = {left, right};
  return node;
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
  // The sides of an OR that are only text add up.
  std::vector<QueryNode> out, counted_together;
  for (const auto& child : node.children) {
    if (node.kind == Kind::any_of && is_positional(child))
      counted_together.push_back(child);
    else
      out.push_back(mention(mentions, child));
  }
  if (!counted_together.empty()) out.push_back(mention(mentions, combine(Kind::any_of, std::move(counted_together))));
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
  QueryNode made = relate(how, without_at_least(left, warnings), without_at_least(right, warnings));
  require_few_nodes(made);
  return made;
}

QueryNode at_least(std::uint32_t mentions, const QueryNode& node, QueryWarnings& warnings) {
  if (!has_text(node)) {
    warnings.add("not_positional", node.begin, node.end, "atleast counts words, and this has none; it is left out");
    return node;
  }
  return mention(mentions, without_at_least(node, warnings));
}

std::size_t count_nodes(const QueryNode& node) {
  // Each wildcard and fuzzy word is much work, in a phrase too.
  std::size_t expanding = 0;
  for (const auto& part : node.phrase)
    for (const auto& word : part.words) expanding += word.wildcard || word.edits > 0 ? 1 : 0;
  if (node.kind == Kind::filter && node.wildcard)
    for (const auto& word : node.words) expanding += word.find_first_of("*?") != std::string::npos ? 1 : 0;
  if (expanding > 0) return expanding;
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
