// Reads a query text. The grammar:
//
//   query   = [ or ] ;
//   or      = and  { ("OR" | "|" | "||") and } ;
//   and     = unary { [ "AND" | "&&" ] unary } ;                  side by side = AND, see --match
//   unary   = { "NOT" | "-" | "!" | "+" | "=" | scope } primary ;  signs touch what follows
//   primary = "(" [ or ] ")" | '"' { word | "*" } '"' | chunk ;
//   scope   = name ":" ;                                          touches what follows; names in any case
//   chunk   = characters up to white space, a quote mark, a bracket, "|" or "&&" ;
//
// Every text is a query: an operator that cannot work is a word, a bracket too many is dropped, an unclosed one closes
// at the end. Nesting is bounded by limit::query_depth, signs and scopes are taken in a loop, so no text drives the
// recursion deep.

#include <algorithm>
#include <array>
#include <broadsheet/error.hpp>
#include <broadsheet/query.hpp>
#include <charconv>
#include <utility>

#include "archive/calendar.hpp"
#include "archive/clock.hpp"
#include "archive/limits.hpp"
#include "archive/schema.hpp"
#include "archive/site.hpp"
#include "searcher/date_range.hpp"
#include "searcher/query_items.hpp"
#include "searcher/query_text.hpp"
#include "searcher/query_words.hpp"

namespace broadsheet {
namespace {

using Item = QueryItem::Kind;
using Kind = QueryNode::Kind;

bool is_harmless(std::string_view code) {
  return code == "ignored" || code == "mixed_and_or" || code == "lone_negation" || code == "dialect_ambiguous" ||
         code == "term_not_in_index";
}

/// What scopes and signs before a primary ask of it.
struct Scope {
  enum class Compares : std::uint8_t { text, filter, after, before, since, until } compares = Compares::text;
  Zone zone = Zone::anywhere;
  Filter filter = Filter::tag;
  Typed typed = Typed::bare;
  bool group_of_values = false;  ///< inside the brackets of `tag:( … )`, where a comma is OR
};

struct Operand {
  QueryNode node;
  bool required = false;  ///< by + or by a written AND beside it
};

bool has_text(const QueryNode& node) {
  return node.kind == Kind::text || (node.kind != Kind::none_of && std::ranges::any_of(node.children, has_text));
}

QueryNode operation(Kind kind, std::vector<QueryNode> children) {
  if (children.size() == 1 && kind != Kind::none_of) return std::move(children[0]);
  QueryNode node;
  node.kind = kind;
  node.begin = children.front().begin;
  node.end = children.back().end;
  for (auto& child : children) {
    if (child.kind == kind && kind != Kind::none_of) {
      for (auto& inner : child.children) node.children.push_back(std::move(inner));
    } else {
      node.children.push_back(std::move(child));
    }
  }
  return node;
}

QueryNode negation(QueryNode node) {
  QueryNode out;
  out.kind = Kind::none_of;
  out.begin = node.begin;
  out.end = node.end;
  out.children.push_back(std::move(node));
  return out;
}

QueryNode leaf(Kind kind, std::size_t begin = 0, std::size_t end = 0) {
  QueryNode node;
  node.kind = kind;
  node.begin = begin;
  node.end = end;
  return node;
}

class Reader {
 public:
  Reader(std::string_view text, std::vector<QueryItem> items, QueryOptions::Match match, Day today)
      : text_(text), items_(std::move(items)), match_(match), today_(today) {}

  /// Nothing where no item makes a node.
  std::optional<QueryNode> read() {
    balance_brackets();
    return either({}, 0);
  }

  std::vector<Warning> warnings;
  bool any_differs = false;  ///< two or more text operands stand side by side at the top

  std::optional<QueryNode> filter_node(const Scope& scope, std::string_view typed, std::size_t begin, std::size_t end);

 private:
  void warn(const char* code, std::size_t begin, std::size_t end, std::string message) {
    if (std::ranges::any_of(warnings,
                            [&](const Warning& w) { return w.code == code && w.begin == begin && w.end == end; }))
      return;
    warnings.push_back({code, begin, end, std::move(message), is_harmless(code)});
  }
  void warn(const char* code, const QueryItem& item, std::string message) {
    warn(code, item.begin, item.end, std::move(message));
  }

  /// After this each bracket has its partner and none is too deep.
  void balance_brackets() {
    std::vector<QueryItem> balanced;
    std::vector<bool> kept;  // for each bracket that is open: whether it stands
    std::vector<std::pair<std::size_t, std::size_t>> open_places;
    std::size_t depth = 0;
    for (auto& it : items_) {
      if (it.kind == Item::open) {
        kept.push_back(depth < limit::query_depth);
        open_places.emplace_back(it.begin, it.end);
        if (!kept.back()) {
          warn("too_deep", it,
               "brackets are nested more than " + std::to_string(limit::query_depth) +
                   " deep; this one is read as if it were not there");
          continue;
        }
        ++depth;
      } else if (it.kind == Item::close) {
        if (kept.empty()) {
          warn("unbalanced_paren", it, "this bracket was never opened; it is ignored");
          continue;
        }
        const bool stands = kept.back();
        kept.pop_back();
        open_places.pop_back();
        if (!stands) continue;
        --depth;
      }
      balanced.push_back(std::move(it));
    }
    for (; !kept.empty(); kept.pop_back(), open_places.pop_back()) {
      if (!kept.back()) continue;
      warn("unbalanced_paren", open_places.back().first, open_places.back().second,
           "this bracket was never closed; it closes at the end");
      QueryItem close;
      close.kind = Item::close;
      close.begin = close.end = text_.size();
      balanced.push_back(std::move(close));
    }
    items_ = std::move(balanced);
  }

  // -- what an item may be --

  const QueryItem* item(std::size_t i) const { return i < items_.size() ? &items_[i] : nullptr; }

  static bool spelled(const QueryItem& item, std::string_view word) {
    return item.kind == Item::chunk && !item.escaped && item.text == word;
  }
  static bool is_or(const QueryItem& item) { return item.kind == Item::either || spelled(item, "OR"); }
  static bool is_and(const QueryItem& item) { return item.kind == Item::both || spelled(item, "AND"); }

  bool starts_operand(std::size_t i) const {
    while (const QueryItem* it = item(i)) {
      switch (it->kind) {
        case Item::close:
        case Item::either:
        case Item::both:
          return false;
        case Item::chunk:
          if (is_or(*it) || is_and(*it)) return false;
          if (!spelled(*it, "NOT")) return true;
          ++i;  // NOT starts one if the item after it does
          break;
        default:
          return true;
      }
    }
    return false;
  }
  bool works_as_infix(std::size_t i) const { return starts_operand(i + 1); }

  // -- or, and, unary, primary --

  std::optional<QueryNode> either(const Scope& scope, std::size_t depth) {
    std::vector<QueryNode> sides;
    bool written_or = false, written_and = false;
    const std::size_t first = at_;
    for (;;) {
      const std::size_t side_begin = at_;
      if (auto side = both(scope, depth)) {
        written_and = written_and || (side->kind == Kind::all_of && items_[side_begin].kind != Item::open);
        sides.push_back(std::move(*side));
      }
      if (const QueryItem* it = item(at_); it && is_or(*it)) {
        written_or = true;
        ++at_;
        continue;
      }
      // In a value field a comma is OR: `tag:(ai, china)`.
      if (comma_pending_) {
        comma_pending_ = false;
        continue;
      }
      break;
    }
    if (written_or && written_and)
      warn("mixed_and_or", items_[first].begin, items_[at_ - 1].end,
           "AND binds before OR here: a b OR c is (a AND b) OR c; use brackets to say which you mean");
    if (sides.empty()) return {};
    return operation(Kind::any_of, std::move(sides));
  }

  std::optional<QueryNode> both(const Scope& scope, std::size_t depth) {
    std::vector<Operand> operands;
    bool operand_ended = false, after_and = false;
    while (const QueryItem* it = item(at_)) {
      if (it->kind == Item::close) break;
      if (is_or(*it)) {
        if (operand_ended && works_as_infix(at_)) break;
        if (it->kind == Item::either) {
          warn("ignored", *it, "there is nothing on both sides of this sign; it is ignored");
          ++at_;
          continue;
        }
      }
      if (is_and(*it)) {
        if (operand_ended && works_as_infix(at_)) {
          if (!operands.empty()) operands.back().required = true;
          after_and = true;
          ++at_;
          operand_ended = false;
          continue;
        }
        if (it->kind == Item::both) {
          warn("ignored", *it, "there is nothing on both sides of this sign; it is ignored");
          ++at_;
          continue;
        }
      }
      const std::size_t before = operands.size();
      unary(scope, depth, operands);
      operand_ended = true;
      if (after_and && operands.size() > before) operands.back().required = true;
      after_and = false;
      if (comma_pending_) break;
    }
    if (operands.empty()) return {};
    return side_by_side(std::move(operands), depth == 0 && scope.compares == Scope::Compares::text);
  }

  /// all: every operand. any: those that must hold, and one of the others if no text must.
  std::optional<QueryNode> side_by_side(std::vector<Operand> operands, bool top) {
    std::vector<QueryNode> required, optional_ones;
    bool text_required = false;
    for (auto& operand : operands) {
      const bool text = has_text(operand.node);
      const bool must = operand.required || !text || operand.node.kind == Kind::none_of;
      text_required = text_required || (must && text);
      (must ? required : optional_ones).push_back(operand.node);
    }
    if (top && optional_ones.size() > 1) any_differs = true;
    if (top && optional_ones.size() == 1 && text_required) any_differs = any_differs || operands.size() > 1;
    if (match_ == QueryOptions::Match::all || optional_ones.empty()) {
      std::vector<QueryNode> all;
      for (auto& operand : operands) all.push_back(std::move(operand.node));
      return operation(Kind::all_of, std::move(all));
    }
    if (text_required)
      optional_ones.push_back(leaf(Kind::everything, optional_ones.back().end, optional_ones.back().end));
    required.push_back(operation(Kind::any_of, std::move(optional_ones)));
    return operation(Kind::all_of, std::move(required));
  }

  void unary(Scope scope, std::size_t depth, std::vector<Operand>& out) {
    std::size_t negations = 0;
    bool required = false;
    const std::size_t begin = at_;
    for (;;) {
      const QueryItem* it = item(at_);
      if (!it) return;
      if (spelled(*it, "NOT") && starts_operand(at_ + 1)) {
        ++negations;
      } else if (it->kind == Item::sign) {
        if (it->text == "-")
          ++negations;
        else if (it->text == "+")
          required = true;
        else if (it->text == "=")
          scope.typed = Typed::exact;
        else
          warn("reserved", *it, "~ is kept for synonyms; it is ignored for now");
      } else if (it->kind == Item::scope) {
        if (!enter(*it, scope)) {
          ++at_;
          range_as_text(scope, out);
          return;
        }
      } else if (is_text_scope_sign(*it)) {
        scope.compares = Scope::Compares::text;
        scope.zone = it->text == "@body" ? Zone::body : Zone::title;
      } else {
        break;
      }
      ++at_;
    }
    auto node = primary(scope, depth);
    if (!node) return;
    // Any number of negations is one or two: twice still marks nothing.
    if (negations > 0) *node = negation(std::move(*node));
    if (negations > 0 && negations % 2 == 0) *node = negation(std::move(*node));
    node->begin = items_[begin].begin;
    out.push_back({std::move(*node), required});
  }

  /// `@title x`
  bool is_text_scope_sign(const QueryItem& it) const {
    return it.kind == Item::chunk && !it.escaped &&
           (it.text == "@title" || it.text == "@body" || it.text == "@headline") && starts_operand(at_ + 1);
  }

  /// The scope of a name; false for names that are kept for later, whose chunk is then plain words.
  bool enter(const QueryItem& it, Scope& scope) {
    const std::string& name = it.text;
    scope.group_of_values = false;
    const auto text = [&](Zone zone) {
      scope.compares = Scope::Compares::text;
      scope.zone = zone;
      return true;
    };
    if (name == "title" || name == "hd" || name == "headline" || name == "intitle") return text(Zone::title);
    if (name == "body" || name == "intext") return text(Zone::body);
    constexpr std::array<std::pair<std::string_view, Scope::Compares>, 4> dates = {{{"after", Scope::Compares::after},
                                                                                    {"before", Scope::Compares::before},
                                                                                    {"since", Scope::Compares::since},
                                                                                    {"until", Scope::Compares::until}}};
    for (const auto& [date, compares] : dates)
      if (name == date) {
        scope.compares = compares;
        scope.filter = Filter::date;
        return true;
      }
    if (const FieldRow* row = find_field(name)) {
      scope.compares = Scope::Compares::filter;
      scope.filter = row->filter;
      return true;
    }
    warn("reserved", it, "'" + name + ":' is kept for later; it is read as plain words");
    return false;
  }

  /// A name kept for later is a plain word before its value.
  void range_as_text(const Scope& scope, std::vector<Operand>& out) {
    const QueryItem& name = items_[at_ - 1];
    if (auto node = text_node(name.text, scope, name.begin, name.end)) out.push_back({std::move(*node), false});
  }

  std::optional<QueryNode> primary(const Scope& scope, std::size_t depth) {
    const QueryItem* it = item(at_);
    if (!it) return {};
    switch (it->kind) {
      case Item::open:
        return group(scope, depth);
      case Item::quote:
        return quote(scope, items_[at_++]);
      case Item::range: {
        const QueryItem& range = items_[at_++];
        return filter_node(scope, range.raw, range.begin, range.end);
      }
      case Item::chunk:
        return chunk(scope, items_[at_++]);
      default:
        return {};
    }
  }

  std::optional<QueryNode> group(const Scope& scope, std::size_t depth) {
    const QueryItem& open = items_[at_++];
    Scope inner = scope;
    inner.group_of_values = scope.compares == Scope::Compares::filter;
    auto node = either(inner, depth + 1);
    const QueryItem& close = items_[at_++];
    if (!close.suffix.empty()) drop_suffix(close);
    if (!node) warn("ignored", open, "there is nothing in these brackets; they are ignored");
    return node;
  }

  void drop_suffix(const QueryItem& it) {
    warn("reserved", it.end - it.suffix.size(), it.end, "'" + it.suffix + "' is kept for later; it is ignored for now");
  }

  std::optional<QueryNode> quote(const Scope& scope, const QueryItem& it) {
    if (it.unclosed) warn("unbalanced_quote", it, "this quote was never closed; it closes at the end");
    if (!it.suffix.empty()) drop_suffix(it);
    if (scope.compares != Scope::Compares::text) return filter_node(scope, it.text, it.begin, it.end);
    QueryNode node = leaf(Kind::text, it.begin, it.end);
    node.zone = scope.zone;
    std::string printed;
    const auto step = [&](std::string_view typed) {
      if (typed == "*") {
        PhrasePart any;
        any.kind = PhrasePart::Kind::any_word;
        node.phrase.push_back(any);
        printed += printed.empty() ? "*" : " *";
        return;
      }
      auto parts = words_.parts(typed, Typed::exact);
      if (parts.empty()) return;
      std::ranges::move(parts, std::back_inserter(node.phrase));
      if (!printed.empty()) printed += ' ';
      printed += words_.printed(typed, Typed::exact);
    };
    for (const auto& part : plain_items(it.text)) {
      if (!it.escaped && part.text != "*" && part.text.find('*') != std::string::npos)
        warn("reserved", it, "wildcards are kept for later; '" + part.text + "' is read as plain words for now");
      step(part.text);
    }
    const auto is_gap = [](const PhrasePart& part) { return part.kind == PhrasePart::Kind::any_word; };
    while (!node.phrase.empty() && is_gap(node.phrase.back())) {
      node.phrase.pop_back();
      printed.resize(printed.size() - std::min<std::size_t>(printed.size(), 2));
    }
    while (!node.phrase.empty() && is_gap(node.phrase.front())) {
      node.phrase.erase(node.phrase.begin());
      printed.erase(0, 2);
    }
    if (node.phrase.empty()) {
      warn("ignored", it, "there is no word in these quotes; they are ignored");
      return {};
    }
    node.printed = "\"" + printed + "\"";
    return node;
  }

  std::optional<QueryNode> chunk(const Scope& scope, const QueryItem& it) {
    if (scope.compares != Scope::Compares::text) return values(scope, it);
    if (it.text == "*" && !it.escaped) return star(scope, it);
    if (!it.suffix.empty()) drop_suffix(it);
    warn_operator(it);
    warn_function(it);
    warn_wildcard(it);
    warn_field(it);
    auto node = text_node(it.text, scope, it.begin, it.end);
    if (!node) warn("ignored", it, "there is no word in '" + it.raw + "'; it is ignored");
    return node;
  }

  /// Every article; `title:*`: every one that has a title.
  static QueryNode star(const Scope& scope, const QueryItem& it) {
    if (scope.zone == Zone::anywhere) return leaf(Kind::everything, it.begin, it.end);
    QueryNode node = leaf(Kind::filter, it.begin, it.end);
    node.filter = Filter::has;
    node.value = scope.zone == Zone::title ? "title" : "body";
    node.printed = print_filter(node);
    return node;
  }

  std::optional<QueryNode> text_node(std::string_view typed, const Scope& scope, std::size_t begin, std::size_t end) {
    QueryNode node = leaf(Kind::text, begin, end);
    node.zone = scope.zone;
    node.phrase = words_.parts(typed, scope.typed);
    if (node.phrase.empty()) return {};
    node.printed = words_.printed(typed, scope.typed);
    if (scope.typed == Typed::exact)
      node.printed = "\"" + node.printed + "\"";
    else if (reads_as_syntax(node.printed))
      node.printed.insert(0, 1, '\\');
    return node;
  }

  void warn_operator(const QueryItem& it) {
    if (it.escaped) return;
    if (it.text == "AND" || it.text == "OR" || it.text == "NOT") {
      warn("operator_as_word", it,
           it.text + " has nothing to work on here; it is searched as the word '" + it.text + "'");
    } else if (is_proximity_spelling(it.text)) {
      warn("reserved", it, "'" + it.text + "' is kept for proximity; it is read as plain words for now");
    }
  }

  /// `caps(x)`, `atleast5(x)`, `atleast5 x`; at_ is behind the item.
  void warn_function(const QueryItem& it) {
    if (it.escaped || at_ >= items_.size()) return;
    const std::string name = lower(it.text);
    const QueryItem& next = items_[at_];
    const bool calls = next.kind == Item::open && next.begin == it.end && (is_kept_for_later(name) || name == "around");
    const bool atleast =
        name.size() > 7 && name.starts_with("atleast") && name.find_first_not_of("0123456789", 7) == std::string::npos;
    if (calls || (atleast && starts_operand(at_)))
      warn("reserved", it, "'" + it.text + "' is kept for later; it is read as plain words");
  }

  void warn_wildcard(const QueryItem& it) {
    if (it.escaped) return;
    if (it.text.size() > 3 && it.text.ends_with('!') && it.text.find_first_not_of("!") != std::string::npos)
      warn("dialect_ambiguous", it, "the ! at the end of '" + it.raw + "' is read as a sign, not as the end of a stem");
    const auto star = it.text.find('*'), question = it.text.find('?');
    const bool inner_question = question != std::string::npos && question > 0 && question + 1 < it.text.size() &&
                                it.text.find("://") == std::string::npos &&
                                it.text.find('?', question + 1) == std::string::npos &&
                                it.text.find('=') == std::string::npos;
    if (star != std::string::npos || inner_question)
      warn("reserved", it, "wildcards are kept for later; '" + it.raw + "' is read as plain words for now");
  }

  void warn_field(const QueryItem& it) {
    const auto colon = it.text.find(':');
    if (it.escaped || colon == std::string::npos || colon == 0) return;
    const std::string_view name = std::string_view(it.text).substr(0, colon),
                           rest = std::string_view(it.text).substr(colon + 1);
    if (!std::ranges::all_of(
            name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; }))
      return;
    const std::string known = lower(name);
    if (rest.empty()) {
      if (is_scope_name(known))
        warn("empty_field", it, "'" + it.text + "' has nothing touching it; it is read as plain words");
      return;
    }
    if (rest.starts_with("//") || is_scope_name(known)) return;
    warn("unknown_field", it.begin, it.begin + colon + 1,
         "there is no field '" + std::string(name) + "'" + nearest_field(known) + "; it is read as plain words");
  }

  static std::string nearest_field(const std::string& name);

  /// Values of a filter: a comma is OR.
  std::optional<QueryNode> values(const Scope& scope, const QueryItem& it) {
    const std::string typed = it.text + it.suffix;
    const bool lists = scope.compares == Scope::Compares::filter && !it.escaped &&
                       (scope.filter == Filter::tag || scope.filter == Filter::source ||
                        scope.filter == Filter::section || scope.filter == Filter::lang);
    if (!lists || typed.find(',') == std::string::npos) return filter_node(scope, typed, it.begin, it.end);
    std::vector<QueryNode> any;
    for (std::size_t from = 0; from <= typed.size();) {
      const auto end = std::min(typed.find(',', from), typed.size());
      if (end > from)
        if (auto node =
                filter_node(scope, std::string_view(typed).substr(from, end - from), it.begin + from, it.begin + end))
          any.push_back(std::move(*node));
      from = end + 1;
    }
    // `ai, china`: the comma also binds what follows, where something does in the same brackets.
    if (typed.ends_with(',') && scope.group_of_values && starts_operand(at_)) comma_pending_ = true;
    if (any.empty()) return {};
    return operation(Kind::any_of, std::move(any));
  }

  std::optional<QueryNode> date_node(const Scope& scope, std::string_view typed, QueryNode node);
  std::optional<QueryNode> word_count_node(std::string_view typed, QueryNode node);

  std::string_view text_;
  std::vector<QueryItem> items_;
  QueryOptions::Match match_;
  Day today_;
  std::size_t at_ = 0;
  bool comma_pending_ = false;
  QueryWords words_;
};

/// ` (the nearest is 'author')`, if one is near.
std::string Reader::nearest_field(const std::string& name) {
  std::string best;
  std::size_t least = name.size() / 2 + 1;  // further away it is no slip
  for (const auto candidate : scope_names()) {
    // Damerau's distance without overlaps, one row at a time: two neighbours that are swapped are one slip.
    std::vector<std::size_t> before, last, row(candidate.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= name.size(); ++i) {
      before = std::exchange(last, row);
      row[0] = i;
      for (std::size_t j = 1; j <= candidate.size(); ++j) {
        const bool same = name[i - 1] == candidate[j - 1];
        row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0U : 1U)});
        if (i > 1 && j > 1 && name[i - 1] == candidate[j - 2] && name[i - 2] == candidate[j - 1])
          row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    if (row.back() < least) {
      least = row.back();
      best = candidate;
    }
  }
  return best.empty() ? std::string() : " (the nearest is '" + best + "')";
}

std::optional<QueryNode> Reader::date_node(const Scope& scope, std::string_view typed, QueryNode node) {
  std::string text(typed);
  using C = Scope::Compares;
  if (scope.compares == C::after || scope.compares == C::since) text.insert(0, ">=");
  if (scope.compares == C::before) text.insert(0, "<");
  if (scope.compares == C::until) text.insert(0, "<=");
  std::string why;
  const auto range = read_date_range(text, today_, why);
  if (!range) {
    warn("bad_date", node.begin, node.end, "'" + std::string(typed) + "' is left out: " + why);
    return {};
  }
  if (range->reversed)
    warn("range_reversed", node.begin, node.end,
         "the ends of '" + std::string(typed) + "' are in the wrong order; they are swapped");
  if (range->time_ignored)
    warn("time_ignored", node.begin, node.end, "dates are compared by day; the time of day is ignored");
  node.least = range->least;
  node.most = range->most;
  node.perhaps = range->perhaps;
  return node;
}

std::optional<QueryNode> Reader::word_count_node(std::string_view typed, QueryNode node) {
  const auto number = [](std::string_view text) -> std::optional<std::int64_t> {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value < 0 || value > 1'000'000'000)
      return {};
    return value;
  };
  const auto bad = [&]() -> std::optional<QueryNode> {
    warn("bad_number", node.begin, node.end,
         "'" + std::string(typed) + "' is left out: give a number of words as in 1200, 800..1200, >1199");
    return {};
  };
  std::string_view from = typed, to = typed;
  bool two_ends = false;
  if (typed.starts_with('[') && typed.ends_with(']')) {
    const auto middle = typed.find(" TO ");
    if (middle == std::string_view::npos) return bad();
    from = typed.substr(1, middle - 1);
    to = typed.substr(middle + 4, typed.size() - middle - 5);
    two_ends = true;
  } else if (const auto dots = typed.find(".."); dots != std::string_view::npos) {
    from = typed.substr(0, dots);
    to = typed.substr(dots + 2);
    two_ends = true;
  }
  if (two_ends) {
    if (from == "*") from = {};
    if (to == "*") to = {};
    if (from.empty() && to.empty()) return bad();
    if (!from.empty() && !(node.least = number(from))) return bad();
    if (!to.empty() && !(node.most = number(to))) return bad();
    if (node.least && node.most && *node.least > *node.most) {
      std::swap(node.least, node.most);
      warn("range_reversed", node.begin, node.end,
           "the ends of '" + std::string(typed) + "' are in the wrong order; they are swapped");
    }
    return node;
  }
  std::string_view digits = typed;
  while (!digits.empty() && (digits.front() == '<' || digits.front() == '>' || digits.front() == '='))
    digits.remove_prefix(1);
  const auto sign = typed.substr(0, typed.size() - digits.size());
  const auto value = number(digits);
  if (!value) return bad();
  if (sign == ">")
    node.least = *value + 1;
  else if (sign == ">=")
    node.least = value;
  else if (sign == "<=")
    node.most = value;
  else if (sign == "<" && *value > 0)
    node.most = *value - 1;
  else if (sign.empty() || sign == "=")
    node.least = node.most = value;
  else
    return bad();
  return node;
}

std::optional<QueryNode> Reader::filter_node(const Scope& scope, std::string_view typed, std::size_t begin,
                                             std::size_t end) {
  QueryNode node = leaf(Kind::filter, begin, end);
  node.filter = scope.filter;
  if (scope.compares == Scope::Compares::filter && typed == "*") {
    node.filter = Filter::has;
    node.value = field_row(scope.filter).name;
    if (scope.filter == Filter::id || scope.filter == Filter::has || scope.filter == Filter::words)
      return leaf(Kind::everything, begin, end);
    if (scope.filter == Filter::site) node.value = "url";
    node.printed = print_filter(node);
    return node;
  }
  std::optional<QueryNode> made;
  switch (scope.filter) {
    case Filter::tag:
    case Filter::source:
    case Filter::section:
    case Filter::lang:
      node.value = value_key(typed);
      if (!node.value.empty()) made = node;
      break;
    case Filter::author:
    case Filter::url:
      node.words = words_.plain(typed);
      if (!node.words.empty()) made = node;
      break;
    case Filter::id:
    case Filter::story:
      node.value = typed;
      if (!node.value.empty()) made = node;
      break;
    case Filter::site: {
      std::string host(typed.find("://") == std::string_view::npos ? "x://" + std::string(typed) : std::string(typed));
      node.value = host_of(host);
      while (node.value.starts_with('.')) node.value.erase(0, 1);
      if (!node.value.empty()) made = node;
      break;
    }
    case Filter::has: {
      const std::string name = lower(typed);
      constexpr std::array<std::string_view, 10> names = {"title",   "body", "tag", "author", "source",
                                                          "section", "lang", "url", "date",   "story"};
      if (std::ranges::find(names, name) == names.end()) {
        warn("unknown_field", begin, end,
             "has: does not know '" + std::string(typed) +
                 "' (it knows title body tag author source section lang url date story); it is left out");
        return {};
      }
      node.value = name;
      made = node;
      break;
    }
    case Filter::words:
      made = word_count_node(typed, node);
      break;
    case Filter::date:
      made = date_node(scope, typed, node);
      break;
  }
  if (!made) {
    if (scope.filter != Filter::words && scope.filter != Filter::date)
      warn("ignored", begin, end, "'" + std::string(typed) + "' has nothing to compare with; it is ignored");
    return {};
  }
  made->printed = print_filter(*made);
  return made;
}

std::size_t count_nodes(const QueryNode& node) {
  // Bare words do not count, so that pasted prose passes.
  const bool bare_word = node.kind == Kind::text && node.phrase.size() == 1 &&
                         node.phrase[0].kind == PhrasePart::Kind::word && !node.phrase[0].words[0].exact;
  std::size_t count = bare_word ? 0 : 1;
  for (const auto& child : node.children) count += count_nodes(child);
  return count;
}

bool is_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    if (!is_white_space(text, at, &length)) return false;
    at += length;
  }
  return true;
}

/// The options that stand for filters, as nodes; their warnings are errors, since nobody typed them as prose.
std::vector<QueryNode> option_filters(const QueryOptions& options, Day today) {
  std::vector<QueryNode> out;
  using C = Scope::Compares;
  const auto add = [&](C compares, Filter filter, const char* name, const std::string& value) {
    Scope scope;
    scope.compares = compares;
    scope.filter = filter;
    Reader reader({}, {}, QueryOptions::Match::all, today);
    auto node = reader.filter_node(scope, value, 0, 0);
    const bool bad = std::ranges::any_of(reader.warnings, [](const Warning& w) { return w.code == "bad_date"; });
    if (!node) {
      const std::string why = bad ? ": " + reader.warnings[0].message.substr(reader.warnings[0].message.find(": ") + 2)
                                  : " has nothing to compare with";
      throw Error(ErrorKind::usage, "--" + std::string(name) + " '" + value + "'" + why);
    }
    out.push_back(std::move(*node));
  };
  for (const auto& value : options.tags) add(C::filter, Filter::tag, "tag", value);
  for (const auto& value : options.authors) add(C::filter, Filter::author, "author", value);
  for (const auto& value : options.sources) add(C::filter, Filter::source, "source", value);
  for (const auto& value : options.langs) add(C::filter, Filter::lang, "lang", value);
  if (!options.after.empty()) add(C::after, Filter::date, "after", options.after);
  if (!options.before.empty()) add(C::before, Filter::date, "before", options.before);
  if (!options.since.empty()) add(C::since, Filter::date, "since", options.since);
  if (!options.until.empty()) add(C::until, Filter::date, "until", options.until);
  return out;
}

QueryNode with_filters(QueryNode root, const std::vector<QueryNode>& filters) {
  if (filters.empty()) return root;
  std::vector<QueryNode> all;
  if (root.kind != Kind::everything) all.push_back(std::move(root));
  all.insert(all.end(), filters.begin(), filters.end());
  return operation(Kind::all_of, std::move(all));
}

}  // namespace

Query parse_query(std::string_view text, const QueryOptions& options) {
  if (text.size() > limit::query_bytes)
    throw Error(ErrorKind::query, "the query has " + std::to_string(text.size()) + " bytes and may have " +
                                      std::to_string(limit::query_bytes) + ": shorten it");
  Query query;
  query.input = text;
  bool invalid = false;
  const std::string clean = without_invalid_utf8(text, &invalid);
  if (invalid)
    query.warnings.push_back(
        {"invalid_utf8", 0, text.size(), "the query holds bytes that are no UTF-8; they are read as signs", false});

  const Day today_is = today(options.now, options.tz);
  const auto filters = option_filters(options, today_is);
  const auto items = options.words ? plain_items(clean) : query_items(clean);
  Reader reader(clean, items, options.match, today_is);
  auto root = reader.read();
  if (!root) {
    root = leaf(is_blank(clean) ? Kind::everything : Kind::nothing, 0, text.size());
    if (root->kind == Kind::nothing)
      reader.warnings.push_back(
          {"no_words", 0, text.size(), "the query leaves nothing to search, so it finds nothing", false});
  }
  if (root->kind == Kind::none_of)
    reader.warnings.push_back({"lone_negation", root->begin, root->end, "this finds every other article", true});
  query.warnings.insert(query.warnings.end(), reader.warnings.begin(), reader.warnings.end());
  query.root = with_filters(std::move(*root), filters);
  if (options.match == QueryOptions::Match::all && reader.any_differs) {
    Reader any(clean, items, QueryOptions::Match::any, today_is);
    if (auto other = any.read()) query.any = with_filters(std::move(*other), filters);
  }
  if (const auto nodes = count_nodes(query.root); nodes > limit::query_nodes)
    throw Error(ErrorKind::query, "the query has " + std::to_string(nodes) + " parts and may have " +
                                      std::to_string(limit::query_nodes) + ": split it");
  return query;
}

}  // namespace broadsheet
