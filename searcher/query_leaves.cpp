#include "searcher/query_leaves.hpp"

#include <algorithm>
#include <iterator>

#include "archive/fold.hpp"
#include "archive/limits.hpp"
#include "searcher/query_nodes.hpp"
#include "searcher/query_text.hpp"
#include "searcher/wildcard.hpp"

namespace broadsheet {
namespace {

using Kind = QueryNode::Kind;

template <typename Change>
void each_text(QueryNode& node, const Change& change) {
  if (node.kind == Kind::text) change(node);
  for (auto& child : node.children) each_text(child, change);
}

/// ` (the nearest is 'author')`, if one is near.
std::string nearest_field(std::string_view name) {
  const auto letters = [](std::string_view text) { return std::u32string(text.begin(), text.end()); };
  std::string_view best;
  auto least = static_cast<unsigned>(name.size() / 2 + 1);  // further away it is no slip
  for (const auto candidate : scope_names()) {
    const unsigned distance = edit_distance(letters(name), letters(candidate), least);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best.empty() ? std::string() : " (the nearest is '" + std::string(best) + "')";
}

/// An operator that found nothing to work on.
bool is_lone_operator(const QueryItem& it, const QueryItem* next) {
  if (it.escaped) return false;
  return it.text == "AND" || it.text == "OR" || it.text == "NOT" || is_proximity_spelling(it.text) ||
         (it.text == "AROUND" && next && next->kind == QueryItem::Kind::open);
}

}  // namespace

/// `/F50/`: a scope nearer to the words than those before them.
void LeafReader::enter_first_words(const QuerySuffix& suffix, TextScope& scope) {
  scope.zone = Zone::first;
  scope.zone_words =
      bounded(count_of(suffix, 0), 1, limit::first_words, "first words", suffix.begin, suffix.end, warnings_);
}

TextScope LeafReader::with_suffixes(TextScope scope, const QueryItem& it) {
  for (const auto& suffix : suffixes_of(it))
    if (suffix.sign == '/') enter_first_words(suffix, scope);
  return scope;
}

/// `^2`, down to the words.
void LeafReader::weigh(const QuerySuffix& suffix, QueryNode& node) {
  const std::string typed(text_.substr(suffix.begin, suffix.end - suffix.begin));
  if (!suffix.number)
    return warnings_.add("bad_number", suffix.begin, suffix.end,
                         "'" + typed + "' is no weight such as ^2 or ^0.5; it is ignored");
  bool weighed = false;
  each_text(node, [&](QueryNode& text) {
    const double boost = text.boost * *suffix.number;
    text.boost = boost < 1e-6 ? 0 : std::min(boost, 1e6);
    weighed = true;
  });
  if (!weighed)
    warnings_.add("operand_simplified", suffix.begin, suffix.end, "'" + typed + "' cannot apply here; it is ignored");
}

QueryNode LeafReader::text_leaf(const TextScope& scope, std::size_t begin, std::size_t end) const {
  QueryNode node = leaf_node(Kind::text, begin, end);
  node.zone = scope.zone;
  node.zone_words = scope.zone_words;
  node.synonyms = scope.synonyms;
  return node;
}

void LeafReader::ask_capitals(const TextScope& scope, QueryNode& node) const {
  if (scope.capitals == Case::any) return;
  for (auto& part : node.phrase) {
    for (auto& word : part.words) word.capitals = scope.capitals;
    if (part.joined) part.joined->capitals = scope.capitals;
  }
}

void LeafReader::warn_of_wildcard(const QueryItem& it) {
  if (words_.left_out_wildcard())
    warn("wildcard_too_short", it,
         "a wildcard in '" + it.raw +
             "' has fewer than two letters beside it, or is not in an alphabet; it is left out");
}

std::optional<QueryNode> LeafReader::quote(const TextScope& asked, const QueryItem& it) {
  const TextScope scope = with_suffixes(asked, it);
  std::vector<QueryNode> one_each;  // words, for `"a b"~5`
  QueryNode node = text_leaf(scope, it.begin, it.end);
  std::string printed;
  for (const auto& part : plain_items(it.text)) {
    if (part.text == "*" && std::ranges::binary_search(it.wild, part.begin)) {
      PhrasePart any;
      any.kind = PhrasePart::Kind::any_word;
      node.phrase.push_back(any);
      printed += printed.empty() ? "*" : " *";
      continue;
    }
    const std::string typed = with_wildcards(part.text, wild_within(it, part.begin, part.end));
    auto parts = words_.parts(typed, Typed::exact);
    if (parts.empty()) continue;
    warn_of_wildcard(it);
    const std::string word = words_.printed(typed, Typed::exact);
    printed.append(printed.empty() ? "" : " ").append(word);
    one_each.push_back(text_leaf(scope, it.begin, it.end));
    one_each.back().phrase = parts;
    one_each.back().printed = "\"" + word + "\"";
    ask_capitals(scope, one_each.back());
    std::ranges::move(parts, std::back_inserter(node.phrase));
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
  ask_capitals(scope, node);
  node.printed = "\"" + printed + "\"";
  for (const auto& suffix : suffixes_of(it)) {
    if (suffix.sign == '^')
      weigh(suffix, node);
    else if (suffix.sign == '~')
      spread(suffix, one_each, node);
  }
  return node;
}

/// `"a b"~5`: the words of the quotes within a distance.
void LeafReader::spread(const QuerySuffix& suffix, std::vector<QueryNode>& words, QueryNode& node) {
  if (words.size() < 2 || node.kind != Kind::text) {
    warnings_.add("fuzzy_skipped", suffix.begin, suffix.end,
                  "'~' behind quotes is a distance between two words or more; it is ignored");
    return;
  }
  ProximityOperator how;
  how.begin = suffix.begin;
  how.end = suffix.end;
  how.distance = bounded(count_of(suffix, 10), 1, limit::proximity_words, "words of a distance", suffix.begin,
                         suffix.end, warnings_);
  for (auto& word : words) word.boost = node.boost;
  QueryNode all = words[0];
  for (std::size_t i = 1; i < words.size(); ++i) all = proximity(how, all, words[i], warnings_);
  node = std::move(all);
}

std::optional<QueryNode> LeafReader::chunk(const TextScope& asked, const QueryItem& it, const QueryItem* next) {
  const TextScope scope = with_suffixes(asked, it);
  if (next && next->begin != it.end) next = nullptr;  // matters only where it touches
  if (it.text == "*" && !it.escaped) return star(scope, it);
  const bool unfinished = is_unfinished(it);
  if (unfinished && (is_lone_operator(it, next) || count_letters(fold(it.text)) < 2)) {
    warn("unfinished_word", it, "'" + it.raw + "' is left out while it may become another word");
    return {};
  }
  if (is_lone_operator(it, next))
    warn("operator_as_word", it, "'" + it.raw + "' has nothing to work on here; it is searched as words");
  warn_field(it, next);
  const std::string typed = unfinished ? with_wildcards(it.text + "*", {it.text.size()}) : truncated(it);
  auto node = words(typed.empty() ? it.text : typed, scope, it.begin, it.end);
  if (!node) {
    warn("ignored", it, "there is no word in '" + it.raw + "'; it is ignored");
    return {};
  }
  warn_of_wildcard(it);
  for (const auto& suffix : suffixes_of(it)) {
    if (suffix.sign == '~')
      make_fuzzy(suffix, *node);
    else if (suffix.sign == '^')
      weigh(suffix, *node);
  }
  return node;
}

/// One word in an alphabet that ends where the text does.
bool LeafReader::is_unfinished(const QueryItem& it) {
  if (!prefix_ || it.end != text_.size() || it.escaped || !it.wild.empty() || !suffixes_of(it).empty()) return false;
  const auto parts = words_.parts(it.text, Typed::bare);
  return parts.size() == 1 && parts[0].kind == PhrasePart::Kind::word && !parts[0].words[0].run &&
         parts[0].words[0].mark_after.empty();
}

/// The text of a chunk with its wildcards; `recycl!` is one too. An address has none: its `?` begins a question.
std::string LeafReader::truncated(const QueryItem& it) {
  if (it.text.find("://") != std::string::npos) return {};
  const auto before_sign = it.text.find_last_not_of('!');
  if (!it.escaped && it.wild.empty() && it.text.ends_with('!') && before_sign != std::string::npos &&
      before_sign + 2 == it.text.size()) {
    const std::string stem = it.text.substr(0, before_sign + 1);
    const auto parts = words_.parts(stem, Typed::bare);
    if (parts.size() == 1 && parts[0].kind == PhrasePart::Kind::word && !parts[0].words[0].run &&
        parts[0].words[0].mark_after.empty() && count_letters(parts[0].words[0].form) >= 3) {
      warn("dialect_ambiguous", it, "the ! at the end of '" + it.raw + "' is read as on Nexis, as '" + stem + "*'");
      return with_wildcards(stem + "*", {stem.size()});
    }
  }
  return it.wild.empty() ? std::string() : with_wildcards(it.text, it.wild);
}

/// `depseek~`, `depseek~2`
void LeafReader::make_fuzzy(const QuerySuffix& suffix, QueryNode& node) {
  const auto skip = [&](const char* why) {
    warnings_.add("fuzzy_skipped", suffix.begin, suffix.end, std::string(why) + "; '~' is ignored");
  };
  if (node.phrase.size() != 1 || node.phrase[0].kind != PhrasePart::Kind::word)
    return skip("only a single word can be written otherwise");
  QueryWord& word = node.phrase[0].words[0];
  if (word.run || word.wildcard) return skip("this word has no letters that can be exchanged");
  if (has_number(word.form)) return skip("numbers are not written otherwise");
  if (count_letters(fold(word.form)) < 4) return skip("a word of fewer than four letters is like too many others");
  const std::uint64_t usual = count_letters(fold(word.form)) >= 8 ? 2 : 1;
  word.edits = suffix.number
                   ? bounded(count_of(suffix, 0), 1, 2, "letters that may differ", suffix.begin, suffix.end, warnings_)
                   : static_cast<unsigned>(usual);
  if (node.printed.starts_with('"')) node.printed = node.printed.substr(1, node.printed.size() - 2);
  node.printed += "~" + std::to_string(word.edits);
}

/// Every article; `title:*`: every one that has a title.
QueryNode LeafReader::star(const TextScope& scope, const QueryItem& it) {
  if (scope.zone == Zone::anywhere || scope.zone == Zone::hlead) return leaf_node(Kind::everything, it.begin, it.end);
  QueryNode node = leaf_node(Kind::filter, it.begin, it.end);
  node.filter = Filter::has;
  node.value = scope.zone == Zone::title ? "title" : "body";
  node.printed = print_filter(node);
  return node;
}

std::optional<QueryNode> LeafReader::words(std::string_view typed, const TextScope& scope, std::size_t begin,
                                           std::size_t end) {
  QueryNode node = text_leaf(scope, begin, end);
  node.phrase = words_.parts(typed, scope.typed);
  if (node.phrase.empty()) return {};
  ask_capitals(scope, node);
  node.printed = words_.printed(typed, scope.typed);
  if (scope.typed == Typed::exact)
    node.printed = "\"" + node.printed + "\"";
  else if (reads_as_syntax(node.printed))
    node.printed.insert(0, 1, '\\');
  return node;
}

void LeafReader::warn_field(const QueryItem& it, const QueryItem* next) {
  const auto colon = it.text.find(':');
  if (it.escaped || colon == std::string::npos || colon == 0) return;
  const std::string_view name = std::string_view(it.text).substr(0, colon),
                         rest = std::string_view(it.text).substr(colon + 1);
  if (!std::ranges::all_of(
          name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; }))
    return;
  const std::string known = lower(name);
  if (is_kept_for_later(known) && (next || !rest.empty())) {
    warnings_.add("reserved", it.begin, it.begin + colon + 1,
                  "'" + known + ":' is kept for later; it is read as plain words");
    return;
  }
  if (rest.empty() && !(next && !is_scope_name(known))) {
    if (is_scope_name(known))
      warn("empty_field", it, "'" + it.text + "' has nothing touching it; it is read as plain words");
    return;
  }
  if (rest.starts_with("//") || is_scope_name(known)) return;
  warnings_.add("unknown_field", it.begin, it.begin + colon + 1,
                "there is no field '" + std::string(name) + "'" + nearest_field(known) + "; it is read as plain words");
}

}  // namespace broadsheet
