#pragma once

#include <broadsheet/archive.hpp>
#include <string_view>

#include "searcher/run.hpp"

namespace broadsheet {

/// A query asked once: what is to be said of it as a whole (how it was read, warnings, totals, the archive), and the
/// sets that this was counted from. All that answers queries begins with one. Stays where it is: `run` refers to the
/// query in `results`, which may be taken away when `run` is needed no more.
struct Answered {
  /// Of the options it uses query, strict, max_expansions, dates, and sort to know whether scores are needed. Throws as
  /// Archive::search.
  Answered(const Archive::State& archive, std::string_view text, const SearchOptions& options);
  Answered(const Answered&) = delete;
  Answered& operator=(const Answered&) = delete;

  Results results;
  Run run;
};

/// Throws Error(query) for the first warning that is not harmless.
void fail_if_strict(const Query& query);

ArchiveInfo info_of(const Archive::State& archive);

}  // namespace broadsheet
