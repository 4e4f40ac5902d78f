// Section 4, last points, and section 2, scopes: what goes down to the words, and what steps outside a proximity.

#include <algorithm>

#include "oracle_parts.hpp"

namespace broadsheet::oracle {
namespace {

using Op = Node::Op;
using Nodes = std::vector<Node>;

Node node_of(Op op, Nodes children) {
  Node node{op};
  node.children = std::move(children);
  return node;
}

Node all_of(Nodes sides) { return sides.size() == 1 ? std::move(sides.front()) : node_of(Op::all, std::move(sides)); }

Node any_of(Nodes sides) { return sides.size() == 1 ? std::move(sides.front()) : node_of(Op::any, std::move(sides)); }

Node none_of(Node side) { return node_of(Op::none, {std::move(side)}); }

/// Whether it has positions itself, so that it may stand inside a proximity.
bool is_positional(const Node& node) {
  if (node.op == Op::text || node.op == Op::proximity) return true;
  return node.op == Op::any && std::all_of(node.children.begin(), node.children.end(), is_positional);
}

/// What stands side by side in an operand.
struct Parts {
  Nodes positive;
  Nodes negative;  ///< what is negated
  Nodes filters;   ///< all without text, negated or not
};

void add_parts(Parts& parts, const Node& node) {
  if (!has_text(node)) {
    parts.filters.push_back(node);
  } else if (node.op == Op::all) {
    for (const Node& child : node.children) add_parts(parts, child);
  } else if (node.op == Op::none) {
    parts.negative.push_back(node.children.front());
  } else {
    parts.positive.push_back(node);
  }
}

Parts parts_of(const Node& node) {
  Parts parts;
  add_parts(parts, node);
  return parts;
}

/// The right of a NOT proximity: OR is looked into as AND is, since either side would spoil the left.
void add_spoilers(Parts& parts, const Node& node) {
  if (has_text(node) && !is_positional(node) && (node.op == Op::all || node.op == Op::any)) {
    for (const Node& child : node.children) add_spoilers(parts, child);
  } else {
    add_parts(parts, node);
  }
}

struct Relation {
  Kind kind;
  std::size_t number;
  bool negated;
};

Node proximity_of(const Relation& relation, const Node& left, const Node& right) {
  Node node = node_of(Op::proximity, {left, right});
  node.relation = relation.kind;
  node.number = relation.number;
  node.negated = relation.negated;
  return node;
}

Node related(const Relation& relation, const Node& left, const Node& right);

Nodes related_to_each(const Relation& relation, const Nodes& lefts, const Nodes& rights) {
  Nodes result;
  for (const Node& left : lefts) {
    for (const Node& right : rights) result.push_back(related(relation, left, right));
  }
  return result;
}

void add_all(Nodes& nodes, const Nodes& more) { nodes.insert(nodes.end(), more.begin(), more.end()); }

/// Each side of an OR by itself.
template <typename Make>
Node distributed(const Node& either, Make make) {
  Nodes sides;
  for (const Node& side : either.children) sides.push_back(make(side));
  return any_of(std::move(sides));
}

bool is_mixed_or(const Node& node) { return node.op == Op::any && !is_positional(node); }

/// What is negated on one side is negated with all that is positive on the other.
void add_negated(Nodes& result, const Relation& relation, const Nodes& lefts, const Nodes& rights, bool left_negated) {
  for (const Node& negated : left_negated ? lefts : rights)
    result.push_back(none_of(all_of(left_negated ? related_to_each(relation, {negated}, rights)
                                                 : related_to_each(relation, lefts, {negated}))));
}

/// The same from either side, since NEAR commutes.
Node near_each_other(const Relation& relation, const Node& left, const Node& right) {
  if (left.op == Op::none) return none_of(related(relation, left.children.front(), right));
  if (right.op == Op::none) return none_of(related(relation, left, right.children.front()));
  if (left.op == Op::all || right.op == Op::all) {
    const Parts a = parts_of(left);
    const Parts b = parts_of(right);
    Nodes result = related_to_each(relation, a.positive, b.positive);
    if (!b.positive.empty()) add_negated(result, relation, a.negative, b.positive, true);
    if (!a.positive.empty()) add_negated(result, relation, a.positive, b.negative, false);
    add_all(result, a.filters);
    add_all(result, b.filters);
    return all_of(std::move(result));
  }
  if (is_mixed_or(left)) return distributed(left, [&](const Node& side) { return related(relation, side, right); });
  if (is_mixed_or(right)) return distributed(right, [&](const Node& side) { return related(relation, left, side); });
  return proximity_of(relation, left, right);
}

/// From the left: what is taken from whole rights.
Node free_of_the_right(const Relation& relation, const Node& left, const Node& right) {
  if (left.op == Op::none) return none_of(related(relation, left.children.front(), right));
  if (is_mixed_or(left)) return distributed(left, [&](const Node& side) { return related(relation, side, right); });
  Nodes result;
  if (left.op == Op::all) {
    const Parts a = parts_of(left);
    for (const Node& side : a.positive) result.push_back(related(relation, side, right));
    for (const Node& negated : a.negative) result.push_back(none_of(related(relation, negated, right)));
    add_all(result, a.filters);
    return all_of(std::move(result));
  }
  Parts b;
  add_spoilers(b, right);
  if (!b.positive.empty()) result.push_back(proximity_of(relation, left, any_of(b.positive)));
  for (const Node& negated : b.negative) result.push_back(none_of(related(relation, left, negated)));
  add_all(result, b.filters);
  return all_of(std::move(result));
}

Node related(const Relation& relation, const Node& left, const Node& right) {
  if (!has_text(left) || !has_text(right)) return all_of({left, right});
  return relation.negated ? free_of_the_right(relation, left, right) : near_each_other(relation, left, right);
}

Nodes flat_sides(const Node& either) {
  Nodes result;
  for (const Node& side : either.children) {
    if (side.op == Op::any)
      add_all(result, flat_sides(side));
    else
      result.push_back(side);
  }
  return result;
}

Node at_least(std::size_t number, const Node& node) {
  if (!has_text(node)) return node;
  if (is_positional(node)) {
    Node counted = node_of(Op::at_least, {node});
    counted.number = number;
    return counted;
  }
  if (node.op != Op::any) {
    Node result = node;
    for (Node& child : result.children) child = at_least(number, child);
    return result;
  }
  // An OR is the same however it is bracketed, and the sides that have positions add up.
  Nodes together, sides;
  for (Node& side : flat_sides(node)) (is_positional(side) ? together : sides).push_back(std::move(side));
  for (Node& side : sides) side = at_least(number, side);
  if (!together.empty()) sides.push_back(at_least(number, any_of(std::move(together))));
  return any_of(std::move(sides));
}

// --- scopes, and the tree as a whole ---

Scope narrowed(Scope scope, const Expr& expr) {
  constexpr std::size_t all_words = static_cast<std::size_t>(-1);
  constexpr std::size_t words_of_hlead = 60;
  switch (expr.kind) {
    case Kind::title:
      return {true, false, all_words, scope.capitals};
    case Kind::body:
      return {false, true, all_words, scope.capitals};
    case Kind::first:
      return {false, true, std::clamp<std::size_t>(expr.number, 1, 10'000), scope.capitals};
    case Kind::hlead:
      return {true, true, words_of_hlead, scope.capitals};
    case Kind::caps:
      scope.capitals = Capitals::some;
      return scope;
    case Kind::all_caps:
      scope.capitals = Capitals::only;
      return scope;
    case Kind::no_caps:
      scope.capitals = Capitals::none;
      return scope;
    default:
      return scope;
  }
}

/// The row's words and phrases as they would be typed; what was typed stands in it too.
std::vector<Expr> same_meaning(const Expr& expr, const Synonyms& synonyms) {
  const auto key = [](const Expr& of) { return fold(casefold(to_text(of)), ""); };
  const auto entry = [](const std::string& text) {
    Expr words = text_expr(Kind::chunk, text);
    if (text.find(' ') == std::string::npos) return words;
    words = Expr{Kind::phrase};
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      words.parts.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    return words;
  };
  std::vector<Expr> result{expr};
  for (const auto& row : synonyms) {
    if (std::none_of(row.begin(), row.end(), [&](const std::string& text) { return key(entry(text)) == key(expr); }))
      continue;
    for (const std::string& text : row) result.push_back(entry(text));
  }
  return result;
}

class Rewriting {
 public:
  explicit Rewriting(const Synonyms& synonyms) : synonyms_(synonyms) {}

  /// `is_inside` a proximity or at_least, where another at_least says nothing.
  Node node(const Expr& expr, const Scope& scope, bool is_inside) const {
    switch (expr.kind) {
      case Kind::word:
      case Kind::exact:
      case Kind::chunk:
      case Kind::phrase:
      case Kind::fuzzy: {
        Node text{Op::text};
        text.expr = expr;
        text.scope = scope;
        return text;
      }
      case Kind::and_:
        return node_of(Op::all, nodes(expr.children, scope, is_inside));
      case Kind::or_:
        return node_of(Op::any, nodes(expr.children, scope, is_inside));
      case Kind::not_:
        return node_of(Op::none, nodes(expr.children, scope, is_inside));
      case Kind::at_least: {
        const Node counted = node(expr.children.front(), scope, true);
        return is_inside ? counted : at_least(std::clamp<std::size_t>(expr.number, 1, 1'000), counted);
      }
      case Kind::synonyms:
        return any_of(nodes(same_meaning(expr.children.front(), synonyms_), scope, is_inside));
      case Kind::boost:
        return node(expr.children.front(), scope, is_inside);
      default:
        break;
    }
    if (is_scope(expr.kind)) return node(expr.children.front(), narrowed(scope, expr), is_inside);
    if (is_proximity(expr.kind)) {
      const Relation relation{expr.kind, std::clamp<std::size_t>(expr.number, 1, 500), expr.negated};
      const Node left = node(expr.children[0], scope, true), right = node(expr.children[1], scope, true);
      if (has_text(left) && has_text(right)) return related(relation, left, right);
      return node_of(Op::all, nodes(expr.children, scope, is_inside));  // where nothing is near, mentions count
    }
    Node filter;
    filter.expr = expr;
    return filter;
  }

 private:
  Nodes nodes(const std::vector<Expr>& exprs, const Scope& scope, bool is_inside) const {
    Nodes result;
    for (const Expr& expr : exprs) result.push_back(node(expr, scope, is_inside));
    return result;
  }

  const Synonyms& synonyms_;
};

}  // namespace

bool has_text(const Node& node) {
  if (node.op == Op::text) return true;
  return std::any_of(node.children.begin(), node.children.end(), has_text);
}

Node rewritten(const Expr& expr, const Synonyms& synonyms) { return Rewriting(synonyms).node(expr, {}, false); }

}  // namespace broadsheet::oracle
