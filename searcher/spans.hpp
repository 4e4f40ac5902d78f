#pragma once

#include <broadsheet/results.hpp>
#include <cstdint>
#include <string_view>
#include <vector>

#include "archive/analyzer.hpp"
#include "searcher/matcher.hpp"

namespace broadsheet {

/// Marks as byte ranges of `text`, ascending and disjoint; ranges with only signs between them are one. `leaves`, if
/// given, gets for each span the bits (up to 64) of the leaves in it.
std::vector<Span> spans_of(const std::vector<PositionMark>& marks, std::string_view text, Analyzer& analyzer,
                           std::vector<std::uint64_t>* leaves = nullptr);

}  // namespace broadsheet
