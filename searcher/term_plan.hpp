#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/snapshot.hpp"
#include "searcher/question.hpp"

namespace broadsheet {

/// A posting list that proposes articles for a word of the question. `languages` (a bit for each LanguageId): in
/// articles of these it counts; `sure`: in these the posting alone proves the word.
struct PlannedTerm {
  std::string term;
  std::uint64_t languages = 0;
  std::uint64_t sure = 0;
  float weight = 0;  ///< of one step of impact; 0: does not score
};

/// How a word of the question is looked for: one of `terms` (a word), or all of them (`all`: the characters of a run).
struct PlannedTest {
  std::vector<PlannedTerm> terms;
  bool all = false;
  bool proves = false;  ///< postings in sure languages need no look at the article
};

/// The posting lists for each test of the question, with weights from the document frequencies added up over parts.
std::vector<PlannedTest> plan_terms(const Question& question, const std::vector<Part>& parts, Analyzer& analyzer);

}  // namespace broadsheet
