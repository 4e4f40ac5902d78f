#pragma once

#include <broadsheet/archive.hpp>
#include <vector>

#include "searcher/archive_state.hpp"
#include "searcher/run.hpp"
#include "searcher/selection.hpp"

namespace broadsheet {

/// True if the order asked for needs scores.
bool scored(const SearchOptions& options);

/// Of what was found the articles that `options` shows, in order: from offset on, at most limit, one of each story if
/// collapsed.
std::vector<Selected> select_page(const Run& run, const std::vector<Part>& parts, const SearchOptions& options);

/// A selected article with its marks, passages and story.
Hit make_hit(Run& run, const Selected& selected, const Archive::State& state, const SearchOptions& options);

}  // namespace broadsheet
