#pragma once

#include <broadsheet/article.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Something in a query that was not taken as it may have been meant. `begin` and `end` are a half-open range of
/// bytes of the input; a harmless one does not fail a strict query.
struct Warning {
  std::string code;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string message;
  bool harmless = false;
  std::string parameter = {};  ///< of a request by HTTP: what it is about, instead of a place in the query

  bool operator==(const Warning&) const = default;
};

/// Which text a word may stand in. `first`: the first QueryNode::zone_words words of the body; `hlead`: the title, or
/// the first hlead_words of the body.
enum class Zone : std::uint8_t { anywhere, title, body, first, hlead };
inline constexpr std::uint32_t hlead_words = 60;

/// Which capital letters a word must have: whatever; one at least; no other letters; none.
enum class Case : std::uint8_t { any, some, all, none };

/// A word as typed. `form` is its folded spelling; a run (Chinese, Thai, … characters) is compared character by
/// character and keeps each in `clusters`.
struct QueryWord {
  std::string typed;
  std::string form;         ///< of a wildcard: with `*` for any characters and `?` for one
  std::string mark_before;  ///< `#`, `@`, a currency sign, or empty
  std::string mark_after;   ///< `++`, `+`, `#`, `%`, or empty
  bool exact = false;       ///< inflection and typed accents count
  bool run = false;
  bool initials = false;  ///< `U.S`
  bool wildcard = false;  ///< then exact too
  unsigned edits = 0;     ///< fuzzy: so many letters may differ (optimal string alignment distance)
  Case capitals = Case::any;
  std::vector<std::string> clusters;

  bool operator==(const QueryWord&) const = default;
};

/// One step of a phrase: a word; two words joined by a hyphen or an ampersand; or exactly one word, whichever.
struct PhrasePart {
  enum class Kind : std::uint8_t { word, hyphen_pair, ampersand_pair, any_word };
  Kind kind = Kind::word;
  std::vector<QueryWord> words;          ///< one; two for a pair; none for any_word
  std::optional<QueryWord> joined = {};  ///< of a pair: the two as one word

  bool operator==(const PhrasePart&) const = default;
};

/// The values that filters compare. Never renumber: bench files and tests name them.
enum class Filter : std::uint8_t { tag, source, section, lang, author, id, url, site, has, words, date, story, like };

/// How two matches stand to each other: within a distance; the second after the first, within a distance; in one
/// sentence; in one paragraph.
enum class Relation : std::uint8_t { near, adjacent, sentence, paragraph };

/// A query as a tree. Leaves: everything, nothing, text (a word or phrase), filter. Inner: all_of, any_of, none_of
/// (one child), proximity (two: left and right), at_least (one). Below proximity and at_least stand only text, any_of
/// and proximity: what else was written there has stepped outside. It is a value: copied and compared freely, printed
/// by canonical().
struct QueryNode {
  enum class Kind : std::uint8_t { everything, nothing, text, filter, all_of, any_of, none_of, proximity, at_least };
  Kind kind = Kind::everything;

  std::vector<QueryNode> children;

  Zone zone = Zone::anywhere;      ///< text
  std::uint32_t zone_words = 0;    ///< text in Zone::first
  std::vector<PhrasePart> phrase;  ///< text: one after the other
  bool synonyms = false;           ///< text: or what a row of the archive's synonyms has beside it
  double boost = 1;                ///< text: weighs so many times as much in the ranking
  std::string printed;             ///< text: canonical spelling without its scope; filter: with it

  Relation relation = Relation::near;  ///< proximity
  std::uint32_t distance = 0;          ///< proximity: near, adjacent; neighbours are at 1
  bool negated = false;                ///< proximity: matches of the left side that stand so to none of the right
  std::uint32_t mentions = 0;          ///< at_least

  Filter filter = Filter::tag;              ///< filter
  std::string value;                        ///< filter: what to compare with, ready to compare
  bool wildcard = false;                    ///< filter: value or words hold `*` and `?`
  std::vector<std::string> words;           ///< author, url: these in a row
  std::optional<std::int64_t> least, most;  ///< words, date (days), both inside; open where absent
  bool perhaps = false;                     ///< date: overlap is enough

  std::size_t begin = 0, end = 0;  ///< place in the input, half-open bytes

  bool operator==(const QueryNode&) const = default;
};

/// What a query text means. Every text parses.
struct Query {
  std::string input;
  QueryNode root;                ///< as `--match` asked
  std::optional<QueryNode> any;  ///< the same text under `any`, where it has two or more operands side by side
  std::vector<Warning> warnings;
};

/// How to read a query text.
struct QueryOptions {
  enum class Match : std::uint8_t { all, any };
  /// nexis: OR binds before AND. factiva: `w/5` is ordered.
  enum class Dialect : std::uint8_t { broadsheet, nexis, factiva };
  Match match = Match::all;
  Dialect dialect = Dialect::broadsheet;
  bool words = false;   ///< no syntax: white space separates chunks, all required
  bool prefix = false;  ///< the last word is still being typed: `saf` at the end is `saf*`; not with `words`
  /// Filters given beside the text, in the spelling of the fields of the same name; each is required.
  std::vector<std::string> tags, authors, sources, langs;
  std::string after, before, since, until;
  std::string now;  ///< RFC 3339; empty: the clock. Relative dates are days before it
  std::string tz;   ///< a time zone name as in `Europe/Paris`; empty: the system's
};

/// Reads `text` by the rules of docs/query-language.md. Any bytes are a query. Throws Error(query) over a limit
/// (4,096 bytes, 256 nodes) and Error(usage) for an option that is none.
Query parse_query(std::string_view text, const QueryOptions& options = {});

/// The operator of a proximity or atleast, as the canonical line has it: `NOT NEAR/5`, `SENTENCE`, `atleast3`.
std::string operator_of(const QueryNode& node);

/// One line that parses to the same query, with everything written out: brackets, AND, absolute days.
std::string canonical(const QueryNode& root);

}  // namespace broadsheet
