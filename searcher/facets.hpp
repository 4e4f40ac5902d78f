#pragma once

#include <broadsheet/results.hpp>
#include <string_view>
#include <vector>

#include "searcher/part_search.hpp"

namespace broadsheet {

/// Exact counts of the values of a column in the articles found. Spellings that are the same value count as one,
/// shown in the most frequent of them. Copies count once in `stories`, within a row. `base`, if given, are the articles
/// that the counts are shares of.
Facet count_facet(Column column, const std::vector<PartAnswer>& answers, const std::vector<Part>& parts,
                  const std::vector<PartAnswer>* base = nullptr);

/// Articles found by `unit` (day week month year), from the first period that has any (of the base, if given) to the
/// last. Throws Error(usage) for another unit, or where the days would be over a hundred thousand.
Timeline count_timeline(std::string_view unit, const std::vector<PartAnswer>& answers, const std::vector<Part>& parts,
                        const std::vector<PartAnswer>* base = nullptr);

}  // namespace broadsheet
