#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace broadsheet {

/// Rows of words and phrases that may stand for one another, as typed.
using SynonymTable = std::vector<std::vector<std::string>>;

/// The file `synonyms` of an archive: `broadsheet synonyms 1`, then a line for each row, its words divided by tabs.
/// Empty where there is no such file. Throws Error(archive) for one that is not ours.
SynonymTable read_synonyms(const std::filesystem::path& archive);

/// Replaces the file by one rename. Throws Error(archive).
void write_synonyms(const std::filesystem::path& archive, const SynonymTable& table);

}  // namespace broadsheet
