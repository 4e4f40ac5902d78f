#pragma once

#include <cstddef>

#include "archive/snapshot.hpp"
#include "searcher/bits.hpp"
#include "searcher/question.hpp"

namespace broadsheet {

/// The articles of a part that a filter of the question (by its number) holds for, exactly; gone articles may be
/// among them.
Bits filter_set(const Question& question, std::size_t number, const Part& part, Analyzer& analyzer);

}  // namespace broadsheet
