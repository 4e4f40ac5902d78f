#pragma once

// What the files of the oracle share and tests do not need.

#include <map>

#include "oracle.hpp"

namespace broadsheet::oracle {

enum class Capitals { any, some, only, none };

/// Which matches of a word or phrase count.
struct Scope {
  bool title = true;
  bool body = true;
  std::size_t first_words = static_cast<std::size_t>(-1);  ///< of the body
  Capitals capitals = Capitals::any;
};

/// One thing that must stand in the text: a word (or pair), the characters of a run, or any one word.
struct Step {
  enum class Want { word, ampersand_pair, run, gap };
  Want want = Want::gap;
  Word word = {};
  bool is_exact = false;
  std::vector<std::string> keys = {};
  bool has_signs = false;    ///< `word` is compared as a pattern
  std::size_t distance = 0;  ///< if any, the only thing compared
};

/// Steps to be found one after the other.
using Sequence = std::vector<Step>;

/// A query with scopes at its words and with only words, OR and proximities inside a proximity or `at_least`.
struct Node {
  enum class Op { filter, text, all, any, none, proximity, at_least };
  Op op = Op::filter;
  std::vector<Node> children = {};
  Expr expr = {};  ///< of a filter or text
  Scope scope = {};
  Kind relation = Kind::near;
  std::size_t number = 0;
  bool negated = false;
  std::map<std::string, std::vector<Sequence>> readings = {};  ///< of a text, by language, filled when asked for
};

Node rewritten(const Expr& expr, const Synonyms& synonyms);
bool has_text(const Node& node);

/// Matches by their positions, ascending; the bytes to mark of each.
using Matches = std::map<std::vector<std::size_t>, std::vector<ByteRange>>;

/// Where a node of words, OR and proximities is satisfied in one text of a document.
enum class Which { title, body };
Matches matches_of(Node& node, const ReadDocument& document, Which which);

bool passes_filter(const Expr& expr, const ReadDocument& document);

/// A chunk as typed, the signs `*` and `?` that work in it shown as these letters, others left out.
inline constexpr char32_t any_letters = U'\u01C1';
inline constexpr char32_t one_letter = U'\u01C2';
ReadText read_pattern(std::string_view chunk, std::string_view lang);
bool has_signs(std::string_view text);
bool fits_pattern(std::u32string_view pattern, std::u32string_view text);

}  // namespace broadsheet::oracle
