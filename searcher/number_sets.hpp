#pragma once

#include <broadsheet/archive.hpp>

#include "searcher/answered.hpp"

namespace broadsheet {

/// A query asked for figures: what search says of it, without hits, and the sets to count from. The base are the
/// articles that the filters given as options leave, within `scope` if one is given (a query text). Stays where it is.
struct NumberSets {
  NumberSets(const Archive& archive, std::string_view text, const SearchOptions& options, std::string_view scope = {});
  NumberSets(const NumberSets&) = delete;
  NumberSets& operator=(const NumberSets&) = delete;

  const std::vector<Part>& parts;
  Query base_query;
  Answered answered;
  Results& found;
  Run& run;
  Run base;
};

/// Articles in both, part by part.
std::uint64_t count_both(const std::vector<PartAnswer>& one, const std::vector<PartAnswer>& other);

}  // namespace broadsheet
