#pragma once

#include <vector>

#include "archive/snapshot.hpp"
#include "searcher/question.hpp"

namespace broadsheet {

/// Finds the spellings in the archive that a wildcard or fuzzy word stands for, and keeps the `most` frequent: fills
/// words_of_parts and, where there were more, `kept`. Looks at every word of the vocabularies.
Expansion expand(WordTest& test, const std::vector<Part>& parts, std::size_t most, Analyzer& analyzer);

/// The words that set an article apart: most impact by most rarity, in at least one other article. Empty where there
/// is no article of this id.
std::vector<LikeTerm> distinctive_terms(std::string_view id, const std::vector<Part>& parts, Analyzer& analyzer);

}  // namespace broadsheet
