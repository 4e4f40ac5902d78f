#pragma once

#include <broadsheet/query.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "archive/analyzer.hpp"

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

/// The query tree over numbers of leaves and filters.
struct QuestionNode {
  QueryNode::Kind kind = QueryNode::Kind::everything;
  std::size_t number = 0;  ///< of the text leaf or the filter
  std::vector<QuestionNode> children;
};

/// A query made ready for an archive: its text leaves with their words analysed for the archive's languages. Refers
/// to the query it was made of, which must outlive it.
struct Question {
  QuestionNode root;
  std::vector<WordTest> tests;
  std::vector<TextLeaf> leaves;
  std::vector<const QueryNode*> filters;
  std::vector<std::optional<std::uint64_t>> stories;  ///< by filter: of story: the key of the one asked for
  std::vector<LanguageId> languages;                  ///< that its words were analysed for
};

/// `languages`: those by which articles of the archive were analysed, 0 included where there are such.
Question make_question(const QueryNode& root, const std::vector<LanguageId>& languages, Analyzer& analyzer);

}  // namespace broadsheet
