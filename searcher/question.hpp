#pragma once

#include <array>
#include <broadsheet/query.hpp>
#include <broadsheet/results.hpp>
#include <broadsheet/upkeep.hpp>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "archive/analyzer.hpp"
#include "archive/fold.hpp"
#include "archive/snapshot.hpp"

namespace broadsheet {

/// One word of a query, ready to be compared with words of any language. Bare or exact as QueryWord says.
struct WordTest {
  QueryWord word;
  std::string base;
  struct InLanguage {
    std::string stem;            ///< fold(stem(base)): bare words are compared by it
    std::string stem_of_form;    ///< fold(stem(form)): the stem of a word whose base is this form
    std::string folded;          ///< fold(base)
    std::string stem_of_folded;  ///< fold(stem(fold(base)))
  };
  std::vector<InLanguage> languages;  ///< by LanguageId; filled for those of the question
  std::size_t number = 0;             ///< among all tests of the question

  /// A wildcard or fuzzy word: the spellings in the archive that it stands for.
  bool expands() const { return word.wildcard || word.edits > 0; }
  struct Folded {
    std::u32string form, base;
  };
  std::array<Folded, 3> folded;                            ///< of a fuzzy word, by OwnLetters
  std::vector<std::vector<std::uint32_t>> words_of_parts;  ///< by part: the numbers of its words that are accepted
  std::optional<std::unordered_set<std::string>> kept;     ///< where there were too many: the forms that remain

  /// True if the word matches a word of an article, by the rules of docs/query-language.md. Not for runs.
  bool accepts(const Word& word_of_text) const;
};

/// A step of a phrase with its tests; the tests stand in Question::tests.
struct TestedPart {
  PhrasePart::Kind kind = PhrasePart::Kind::word;
  std::vector<std::size_t> tests;  ///< one, or the two of a pair
  std::size_t joined = 0;          ///< of a pair
};

/// A word or phrase of the query.
struct TextLeaf {
  const QueryNode* node = nullptr;
  Zone zone = Zone::anywhere;
  std::vector<TestedPart> parts;
};

/// What is decided by where words stand: a text leaf, or matches of several put together.
struct PositionalNode {
  enum class Kind : std::uint8_t { text, any_of, proximity, at_least };
  Kind kind = Kind::text;
  std::size_t leaf = 0;             ///< text
  const QueryNode* node = nullptr;  ///< what it was made of; of a synonym, the leaf that it stands beside
  std::vector<PositionalNode> children;
};

/// The query tree over numbers of positionals (text, proximity and at_least are `text` here) and filters.
struct QuestionNode {
  QueryNode::Kind kind = QueryNode::Kind::everything;
  std::size_t number = 0;  ///< of the positional or the filter
  std::vector<QuestionNode> children;
};

/// A distinctive word of the article that like: names.
struct LikeTerm {
  std::string term;
  std::string form;  ///< to show
  float weight = 0;
};

/// A query made ready for an archive: its text leaves with their words analysed for the archive's languages. Refers
/// to the query it was made of, which must outlive it.
struct Question {
  QuestionNode root;
  std::vector<WordTest> tests;
  std::vector<TextLeaf> leaves;
  std::vector<PositionalNode> positionals;
  std::vector<const QueryNode*> filters;
  std::vector<std::optional<std::uint64_t>> stories;  ///< by filter: of story: the key of the one asked for
  std::vector<std::vector<LikeTerm>> likes;           ///< by filter: of like:
  std::vector<LanguageId> languages;                  ///< that its words were analysed for
  std::vector<Expansion> expansions;
  bool capped = false;  ///< some word stands for more spellings than were taken
};

/// How many spellings a wildcard or fuzzy word may stand for, and until when they are looked for.
struct ExpansionLimits {
  std::size_t most;
  std::chrono::steady_clock::time_point deadline;
};

/// `languages`: those by which articles of the archive were analysed, 0 included where there are such. Of wildcards
/// and fuzzy words the most frequent spellings are taken; those not reached in time stand for nothing, which the
/// search, with the same deadline, then tells.
Question make_question(const QueryNode& root, const Snapshot& snapshot, const std::vector<LanguageId>& languages,
                       const SynonymTable& synonyms, const ExpansionLimits& limits, Analyzer& analyzer);

}  // namespace broadsheet
