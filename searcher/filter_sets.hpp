#pragma once

#include <chrono>
#include <cstddef>

#include "archive/snapshot.hpp"
#include "searcher/bits.hpp"
#include "searcher/question.hpp"

namespace broadsheet {

/// The articles of a part that a filter of the question (by its number) holds for, exactly; gone articles may be
/// among them. What is not read at `deadline` is left out.
Bits filter_set(const Question& question, std::size_t number, const Part& part, Analyzer& analyzer,
                std::chrono::steady_clock::time_point deadline);

}  // namespace broadsheet
