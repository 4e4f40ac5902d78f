#pragma once

#include <broadsheet/archive.hpp>
#include <cstdint>
#include <vector>

#include "searcher/part_search.hpp"

namespace broadsheet {

struct Selected {
  std::size_t part = 0;
  std::uint32_t article = 0;
  double score = 0;
};

/// The first `count` of the articles found, in order: by score, or by date with undated ones last; equal ones by id.
std::vector<Selected> select_first(const std::vector<PartAnswer>& answers, const std::vector<Part>& parts,
                                   SearchOptions::Sort sort, std::size_t count);

/// True if of two articles found the first comes first in that order.
bool comes_before(const std::vector<PartAnswer>& answers, const std::vector<Part>& parts, SearchOptions::Sort sort,
                  const Selected& a, const Selected& b);

}  // namespace broadsheet
