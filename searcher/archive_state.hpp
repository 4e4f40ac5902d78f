#pragma once

#include <broadsheet/archive.hpp>
#include <vector>

#include "archive/analyzer.hpp"
#include "archive/snapshot.hpp"

namespace broadsheet {

/// What an open Archive keeps: the snapshot and the words it has analysed so far.
struct Archive::State {
  explicit State(const std::filesystem::path& folder);
  Snapshot snapshot;
  std::vector<LanguageId> languages;  ///< by which its articles were analysed
  mutable Analyzer analyzer;
};

}  // namespace broadsheet
