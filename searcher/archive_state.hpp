#pragma once

#include <broadsheet/archive.hpp>
#include <broadsheet/upkeep.hpp>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "archive/analyzer.hpp"
#include "archive/durable_file.hpp"
#include "archive/snapshot.hpp"

namespace broadsheet {

/// What an open Archive keeps: the snapshot and the words it has analysed so far.
struct Archive::State {
  explicit State(const std::filesystem::path& folder);
  Snapshot snapshot;
  std::vector<LanguageId> languages;  ///< by which its articles were analysed
  FileMark synonyms_file;             ///< as it was before it was read
  SynonymTable synonyms;
  mutable Analyzer analyzer;

  /// Articles of each story that has several, by its key. Counted the first time.
  const std::unordered_map<std::uint64_t, std::uint64_t>& copies() const;

 private:
  mutable std::optional<std::unordered_map<std::uint64_t, std::uint64_t>> copies_;
};

}  // namespace broadsheet
