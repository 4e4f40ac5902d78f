// Reads a query text. The grammar:
//
//   query     = [ or ] ;
//   or        = and  { ("OR" | "|" | "||") and } ;                  in the dialect of Nexis OR binds before AND
//   and       = near { [ "AND" | "&&" ] near } ;                    side by side = AND, see --match
//   near      = unary { proximity unary } ;                         from the left
//   proximity = [ "NOT" ] ( "NEAR" | "ADJ" | "SENTENCE" | … ) ;     searcher/query_operators
//   unary     = { "NOT" | "-" | "!" | "+" | "~" | "=" | scope } primary ;  signs touch what follows
//   primary   = "(" [ or ] ")" { suffix } | '"' { word | "*" } '"' { suffix } | chunk { suffix } ;
//   scope     = name ":" | "atleast" n | "first" n ":" ;            touches what follows; names in any case
//   suffix    = "^" number | "~" [ n ] | "/F" n "/" ;
//   chunk     = characters up to white space, a quote mark, a bracket, "|" or "&&" ;
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

#include "archive/clock.hpp"
#include "archive/fold.hpp"
#include "archive/limits.hpp"
#include "archive/schema.hpp"
#include "searcher/query_filters.hpp"
#include "searcher/query_items.hpp"
#include "searcher/query_leaves.hpp"
#include "searcher/query_nodes.hpp"
#include "searcher/query_operators.hpp"
#include "searcher/query_text.hpp"
#include "searcher/query_warnings.hpp"
#include "searcher/query_words.hpp"

namespace broadsheet {
namespace {

using Item = QueryItem::Kind;
using Kind = QueryNode::Kind;

/// What scopes and signs before a primary ask of it.
struct Scope : TextScope {
  std::optional<FilterScope> filter;  ///< nothing: words are searched
  bool group_of_values = false;       ///< inside the brackets of `tag:( … )`, where a comma is OR
};

struct Operand {
  QueryNode node;
  bool required = false;  ///< by + or by a written AND beside it
};

/// True if a word must be found for the node to hold.
bool has_positive_text(const QueryNode& node) {
  return node.kind == Kind::text ||
         (node.kind != Kind::none_of && std::ranges::any_of(node.children, has_positive_text));
}

class Reader {
 public:
  Reader(std::string_view text, std::vector<QueryItem> items, const QueryOptions& options, QueryOptions::Match match,
         Day today)
      : text_(text),
        items_(std::move(items)),
        match_(match),
        dialect_(options.dialect),
        filters_(today, words_, warnings_),
        leaves_(text_, options.prefix, words_, warnings_) {}

  /// Nothing where no item makes a node.
  std::optional<QueryNode> read() {
    balance_brackets();
    return either({}, 0);
  }

  QueryWarnings& warnings() { return warnings_; }
  bool any_differs() const { return any_differs_; }  ///< two or more text operands stand side by side at the top

 private:
  void warn(const char* code, const QueryItem& item, std::string message) {
    warnings_.add(code, item.begin, item.end, std::move(message));
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
          warnings_.add("too_deep", it.begin, it.end,
                        "brackets are nested more than " + std::to_string(limit::query_depth) +
                            " deep; this one is read as if it were not there");
          continue;
        }
        ++depth;
      } else if (it.kind == Item::close) {
        if (kept.empty()) {
          warnings_.add("unbalanced_paren", it.begin, it.end, "this bracket was never opened; it is ignored");
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
      warnings_.add("unbalanced_paren", open_places.back().first, open_places.back().second,
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
          if (is_or(*it) || is_and(*it) || proximity_at(items_, i, dialect_)) return false;
          if (!spelled(*it, "NOT")) return true;
          ++i;  // NOT starts one if the item after it does
          break;
        case Item::scope:
          if (!number_behind(it->text, "atleast")) return true;
          ++i;  // so does atleast5
          break;
        default:
          return true;
      }
    }
    return false;
  }
  bool works_as_infix(std::size_t i) const { return starts_operand(i + 1); }

  // -- or, and, near, unary, primary --

  std::optional<QueryNode> either(const Scope& scope, std::size_t depth) {
    std::vector<QueryNode> sides;
    bool written_or = false, written_and = false;
    const std::size_t first = at_;
    for (;;) {
      if (auto side = both(scope, depth)) {
        written_and = written_and || joined_;
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
      warnings_.add("mixed_and_or", items_[first].begin, items_[at_ - 1].end,
                    "AND binds before OR here: a b OR c is (a AND b) OR c; use brackets to say which you mean");
    if (sides.empty()) return {};
    return combine(Kind::any_of, std::move(sides));
  }

  std::optional<QueryNode> both(const Scope& scope, std::size_t depth) {
    std::vector<Operand> operands;
    bool operand_ended = false, after_and = false;
    while (const QueryItem* it = item(at_)) {
      if (it->kind == Item::close) break;
      if (is_or(*it)) {
        if (operand_ended && works_as_infix(at_)) {
          if (dialect_ != QueryOptions::Dialect::nexis || operands.empty()) break;
          ++at_;
          or_with_last(scope, depth, operands);
          continue;
        }
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
      near(scope, depth, operands);
      operand_ended = true;
      if (after_and && operands.size() > before) operands.back().required = true;
      after_and = false;
      if (comma_pending_) break;
    }
    joined_ = operands.size() > 1;
    if (operands.empty()) return {};
    return side_by_side(std::move(operands), depth == 0 && !scope.filter);
  }

  /// In the dialect of Nexis: the operand read last OR the one that follows.
  void or_with_last(const Scope& scope, std::size_t depth, std::vector<Operand>& operands) {
    std::vector<Operand> next;
    near(scope, depth, next);
    if (next.empty()) return;
    std::vector<QueryNode> sides = {std::move(operands.back().node), std::move(next[0].node)};
    operands.back().node = combine(Kind::any_of, std::move(sides));
  }

  /// all: every operand. any: those that must hold, and one of the others if no text must.
  std::optional<QueryNode> side_by_side(std::vector<Operand> operands, bool top) {
    std::vector<QueryNode> required, optional_ones;
    bool text_required = false;
    for (auto& operand : operands) {
      const bool text = has_positive_text(operand.node);
      const bool must = operand.required || !text || operand.node.kind == Kind::none_of;
      text_required = text_required || (must && text);
      (must ? required : optional_ones).push_back(operand.node);
    }
    if (top && optional_ones.size() > 1) any_differs_ = true;
    if (top && optional_ones.size() == 1 && text_required) any_differs_ = any_differs_ || operands.size() > 1;
    if (match_ == QueryOptions::Match::all || optional_ones.empty()) {
      std::vector<QueryNode> all;
      for (auto& operand : operands) all.push_back(std::move(operand.node));
      return combine(Kind::all_of, std::move(all));
    }
    if (text_required)
      optional_ones.push_back(leaf_node(Kind::everything, optional_ones.back().end, optional_ones.back().end));
    required.push_back(combine(Kind::any_of, std::move(optional_ones)));
    return combine(Kind::all_of, std::move(required));
  }

  /// Operands joined by proximity, from the left.
  void near(const Scope& scope, std::size_t depth, std::vector<Operand>& out) {
    const std::size_t before = out.size();
    unary(scope, depth, out);
    while (const auto spelled = proximity_at(items_, at_, dialect_)) {
      if (!starts_operand(at_ + spelled->items)) break;
      const QueryItem& first = items_[at_];
      ProximityOperator how = spelled->how;
      how.begin = first.begin;
      how.end = items_[at_ + spelled->items - 1].end;
      if (how.relation == Relation::near || how.relation == Relation::adjacent)
        how.distance =
            bounded(spelled->number, 1, limit::proximity_words, "words of a distance", how.begin, how.end, warnings_);
      if (spelled->ambiguous)
        warnings_.add("dialect_ambiguous", how.begin, how.end,
                      "'" + std::string(text_.substr(how.begin, how.end - how.begin)) +
                          "' is read as on Nexis, in any order; --dialect factiva reads it as ordered");
      at_ += spelled->items;
      std::vector<Operand> right;
      unary(scope, depth, right);
      if (right.empty()) continue;
      if (out.size() == before) {  // the left side held no word
        out.push_back(std::move(right[0]));
        continue;
      }
      Operand& left = out.back();
      left.required = left.required || right[0].required;
      left.node = proximity(how, left.node, right[0].node, warnings_);
    }
  }

  void unary(Scope scope, std::size_t depth, std::vector<Operand>& out) {
    std::size_t negations = 0;
    std::optional<std::uint32_t> mentions;
    bool required = false;
    const std::size_t begin = at_;
    std::optional<std::size_t> synonyms_at;
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
          synonyms_at = at_, scope.synonyms = true;
      } else if (it->kind == Item::scope) {
        if (const auto number = number_behind(it->text, "atleast")) {
          if (!starts_operand(at_ + 1)) {
            ++at_;
            warn("operator_as_word", *it, "'" + it->text + "' has nothing to count here; it is searched as a word");
            return name_as_text(scope, out);
          }
          if (mentions)
            warn("operand_simplified", *it, "an atleast cannot count what another counts; this one is left out");
          else
            mentions = bounded(*number, 1, limit::mentions, "mentions", it->begin, it->end, warnings_);
        } else {
          enter(*it, scope);
        }
      } else if (is_text_scope_sign(*it)) {
        scope.filter.reset();
        scope.zone = it->text == "@body" ? Zone::body : Zone::title;
      } else {
        break;
      }
      ++at_;
    }
    if (scope.filter && synonyms_at)
      warn("operand_simplified", items_[*synonyms_at], "only words have synonyms; this ~ is ignored");
    auto node = primary(scope, depth);
    if (!node) return;
    if (mentions) *node = at_least(*mentions, *node, warnings_);
    // Any number of negations is one or two: twice still marks nothing.
    if (negations > 0) *node = negate(std::move(*node));
    if (negations > 0 && negations % 2 == 0) *node = negate(std::move(*node));
    node->begin = items_[begin].begin;
    out.push_back({std::move(*node), required});
  }

  /// `@title x`
  bool is_text_scope_sign(const QueryItem& it) const {
    return it.kind == Item::chunk && !it.escaped &&
           (it.text == "@title" || it.text == "@body" || it.text == "@headline") && starts_operand(at_ + 1);
  }

  void enter(const QueryItem& it, Scope& scope) {
    const std::string& name = it.text;
    scope.group_of_values = false;
    if (is_text_scope(name) || number_behind(name, "first")) {
      scope.filter.reset();
      enter_text(it, scope);
      return;
    }
    using Compares = FilterScope::Compares;
    constexpr std::array<std::pair<std::string_view, Compares>, 4> dates = {{{"after", Compares::after},
                                                                             {"before", Compares::before},
                                                                             {"since", Compares::since},
                                                                             {"until", Compares::until}}};
    for (const auto& [date, compares] : dates)
      if (name == date) {
        scope.filter = FilterScope{compares, Filter::date};
        return;
      }
    if (const FieldRow* row = find_field(name)) scope.filter = FilterScope{Compares::values, row->filter};
  }

  void enter_text(const QueryItem& it, Scope& scope) {
    const std::string& name = it.text;
    if (const auto words = number_behind(name, "first")) {
      scope.zone = Zone::first;
      scope.zone_words = bounded(*words, 1, limit::first_words, "first words", it.begin, it.end, warnings_);
    } else if (name == "body" || name == "intext") {
      scope.zone = Zone::body;
    } else if (name == "hlead" || name == "hlp") {
      scope.zone = Zone::hlead;
    } else if (name == "synonyms") {
      scope.synonyms = true;
    } else if (name == "caps" || name == "allcaps" || name == "nocaps") {
      scope.typed = Typed::exact;
      scope.capitals = name == "caps" ? Case::some : name == "allcaps" ? Case::all : Case::none;
    } else {
      scope.zone = Zone::title;
    }
  }

  /// A name that is no scope after all is a plain word before what follows.
  void name_as_text(const Scope& scope, std::vector<Operand>& out) {
    const QueryItem& name = items_[at_ - 1];
    if (auto node = leaves_.words(name.text, scope, name.begin, name.end)) out.push_back({std::move(*node), false});
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
        return filters_.read(*scope.filter, range.raw, range.begin, range.end,
                             range.raw == "*" ? std::vector<std::size_t>{0} : std::vector<std::size_t>{});
      }
      case Item::chunk: {
        const QueryItem& typed = items_[at_++];
        return scope.filter ? values(scope, typed) : leaves_.chunk(scope, typed, item(at_));
      }
      default:
        return {};
    }
  }

  /// The bracket that closes the one at `open`.
  const QueryItem& partner_of(std::size_t open) const {
    std::size_t depth = 0;
    for (std::size_t i = open;; ++i) {
      if (items_[i].kind == Item::open) ++depth;
      if (items_[i].kind == Item::close && --depth == 0) return items_[i];
    }
  }

  std::optional<QueryNode> group(const Scope& scope, std::size_t depth) {
    Scope inner = scope;
    for (const auto& suffix : suffixes_of(partner_of(at_)))
      if (suffix.sign == '/') leaves_.enter_first_words(suffix, inner);
    const QueryItem& open = items_[at_++];
    inner.group_of_values = scope.filter.has_value();
    auto node = either(inner, depth + 1);
    const QueryItem& close = items_[at_++];
    if (!node) {
      warn("ignored", open, "there is nothing in these brackets; they are ignored");
      return {};
    }
    for (const auto& suffix : suffixes_of(close)) {
      if (suffix.sign == '~')
        warnings_.add("operand_simplified", suffix.begin, suffix.end,
                      "'~' belongs to a word or to words in quotes, not to brackets; it is ignored");
      else if (suffix.sign == '^')
        leaves_.weigh(suffix, *node);
    }
    return node;
  }

  // -- values --

  std::optional<QueryNode> quote(const Scope& scope, const QueryItem& it) {
    if (it.unclosed) warn("unbalanced_quote", it, "this quote was never closed; it closes at the end");
    if (!scope.filter) return leaves_.quote(scope, it);
    drop_suffixes(it);
    return filters_.read(*scope.filter, it.text, it.begin, it.end);
  }

  void drop_suffixes(const QueryItem& it) {
    if (it.suffix.empty()) return;
    warnings_.add("operand_simplified", it.end - it.suffix.size(), it.end,
                  "'" + it.suffix + "' cannot apply here; it is ignored");
  }

  /// Values of a filter: a comma is OR.
  std::optional<QueryNode> values(const Scope& scope, const QueryItem& it) {
    const Filter filter = scope.filter->filter;
    // An identity or an address may end so; a value that is compared whole does not.
    const bool ends_so =
        filter == Filter::id || filter == Filter::story || filter == Filter::like || filter == Filter::url;
    if (!ends_so) drop_suffixes(it);
    const std::string typed = ends_so ? it.text + it.suffix : it.text;
    const bool lists =
        scope.filter->compares == FilterScope::Compares::values && !it.escaped &&
        (filter == Filter::tag || filter == Filter::source || filter == Filter::section || filter == Filter::lang);
    if (!lists || typed.find(',') == std::string::npos)
      return filters_.read(*scope.filter, typed, it.begin, it.end, it.wild);
    std::vector<QueryNode> any;
    for (std::size_t from = 0; from <= typed.size();) {
      const auto end = std::min(typed.find(',', from), typed.size());
      if (end > from)
        if (auto node = filters_.read(*scope.filter, std::string_view(typed).substr(from, end - from), it.begin + from,
                                      it.begin + end, wild_within(it, from, end)))
          any.push_back(std::move(*node));
      from = end + 1;
    }
    // `ai, china`: the comma also binds what follows, where something does in the same brackets.
    if (typed.ends_with(',') && scope.group_of_values && starts_operand(at_)) comma_pending_ = true;
    // `a,"b c"`: a value in quotes that touches the comma is of the same list.
    if (const QueryItem* next = item(at_);
        typed.ends_with(',') && next && next->kind == Item::quote && next->begin == it.end) {
      ++at_;
      if (auto node = quote(scope, *next)) any.push_back(std::move(*node));
    }
    if (any.empty()) return {};
    return combine(Kind::any_of, std::move(any));
  }

  std::string_view text_;
  std::vector<QueryItem> items_;
  QueryOptions::Match match_;
  QueryOptions::Dialect dialect_;
  std::size_t at_ = 0;
  bool any_differs_ = false;
  bool joined_ = false;  ///< the operands read last were joined by AND
  bool comma_pending_ = false;
  QueryWords words_;
  QueryWarnings warnings_;
  FilterReader filters_;
  LeafReader leaves_;
};

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
  using Compares = FilterScope::Compares;
  const auto add = [&](Compares compares, Filter filter, const char* name, const std::string& value) {
    QueryWords words;
    QueryWarnings warnings;
    auto node = FilterReader(today, words, warnings).read({compares, filter}, value, 0, 0);
    const auto& said = warnings.list();
    const bool bad = std::ranges::any_of(said, [](const Warning& w) { return w.code == "bad_date"; });
    if (!node) {
      const std::string why =
          bad ? ": " + said[0].message.substr(said[0].message.find(": ") + 2) : " has nothing to compare with";
      throw Error(ErrorKind::usage, "--" + std::string(name) + " '" + value + "'" + why);
    }
    out.push_back(std::move(*node));
  };
  for (const auto& value : options.tags) add(Compares::values, Filter::tag, "tag", value);
  for (const auto& value : options.authors) add(Compares::values, Filter::author, "author", value);
  for (const auto& value : options.sources) add(Compares::values, Filter::source, "source", value);
  for (const auto& value : options.langs) add(Compares::values, Filter::lang, "lang", value);
  if (!options.after.empty()) add(Compares::after, Filter::date, "after", options.after);
  if (!options.before.empty()) add(Compares::before, Filter::date, "before", options.before);
  if (!options.since.empty()) add(Compares::since, Filter::date, "since", options.since);
  if (!options.until.empty()) add(Compares::until, Filter::date, "until", options.until);
  return out;
}

QueryNode with_filters(QueryNode root, const std::vector<QueryNode>& filters) {
  if (filters.empty()) return root;
  std::vector<QueryNode> all;
  if (root.kind != Kind::everything) all.push_back(std::move(root));
  all.insert(all.end(), filters.begin(), filters.end());
  return combine(Kind::all_of, std::move(all));
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
  Reader reader(clean, items, options, options.match, today_is);
  auto root = reader.read();
  if (!root) {
    root = leaf_node(is_blank(clean) ? Kind::everything : Kind::nothing, 0, text.size());
    if (root->kind == Kind::nothing)
      reader.warnings().add("no_words", 0, text.size(), "the query leaves nothing to search, so it finds nothing");
  }
  if (root->kind == Kind::none_of)
    reader.warnings().add("lone_negation", root->begin, root->end, "this finds every other article");
  const auto& said = reader.warnings().list();
  query.warnings.insert(query.warnings.end(), said.begin(), said.end());
  query.root = with_filters(std::move(*root), filters);
  if (options.match == QueryOptions::Match::all && reader.any_differs()) {
    Reader any(clean, items, options, QueryOptions::Match::any, today_is);
    if (auto other = any.read()) query.any = with_filters(std::move(*other), filters);
  }
  require_few_nodes(query.root);
  return query;
}

}  // namespace broadsheet
