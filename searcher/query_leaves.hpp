#pragma once

#include <broadsheet/query.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/query_items.hpp"
#include "searcher/query_operators.hpp"
#include "searcher/query_warnings.hpp"
#include "searcher/query_words.hpp"

namespace broadsheet {

/// What scopes and signs before words ask of them.
struct TextScope {
  Zone zone = Zone::anywhere;
  std::uint32_t zone_words = 0;
  Case capitals = Case::any;
  bool synonyms = false;
  Typed typed = Typed::bare;
};

/// Makes leaves of typed words: chunks and quotes with their wildcards and suffixes. What cannot apply is left out,
/// with a warning.
class LeafReader {
 public:
  /// `text`: the whole input, which must outlive this. `prefix`: its last word may be unfinished.
  LeafReader(std::string_view text, bool prefix, QueryWords& words, QueryWarnings& warnings)
      : text_(text), prefix_(prefix), words_(words), warnings_(warnings) {}

  /// `/F50/`: a scope nearer to the words than those before them.
  void enter_first_words(const QuerySuffix& suffix, TextScope& scope);
  /// `^2`, down to the words.
  void weigh(const QuerySuffix& suffix, QueryNode& node);
  /// What stands between two quote marks: exact words, one after the other.
  std::optional<QueryNode> quote(const TextScope& asked, const QueryItem& it);
  /// A chunk of words. `next`: the item behind it, or null.
  std::optional<QueryNode> chunk(const TextScope& asked, const QueryItem& it, const QueryItem* next);
  /// Words without syntax. Nothing where there is none; chunk and quote then warn.
  std::optional<QueryNode> words(std::string_view typed, const TextScope& scope, std::size_t begin, std::size_t end);

 private:
  void warn(const char* code, const QueryItem& item, std::string message) {
    warnings_.add(code, item.begin, item.end, std::move(message));
  }
  TextScope with_suffixes(TextScope scope, const QueryItem& it);
  QueryNode text_leaf(const TextScope& scope, std::size_t begin, std::size_t end) const;
  void ask_capitals(const TextScope& scope, QueryNode& node) const;
  void warn_of_wildcard(const QueryItem& it);
  void spread(const QuerySuffix& suffix, std::vector<QueryNode>& words, QueryNode& node);
  std::string truncated(const QueryItem& it);
  bool is_unfinished(const QueryItem& it);
  void make_fuzzy(const QuerySuffix& suffix, QueryNode& node);
  static QueryNode star(const TextScope& scope, const QueryItem& it);
  void warn_field(const QueryItem& it, const QueryItem* next);

  std::string_view text_;
  bool prefix_;
  QueryWords& words_;
  QueryWarnings& warnings_;
};

}  // namespace broadsheet
