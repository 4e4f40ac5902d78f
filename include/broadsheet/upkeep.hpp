#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet {

struct CheckOptions {
  bool quick = false;  ///< names and sizes only; no hashes, no structure
};

/// What is wrong with an archive, each with the file and the remedy; empty if all is well. Throws Error(archive)
/// where it cannot even be opened.
std::vector<std::string> check_archive(const std::filesystem::path& archive, const CheckOptions& options = {});

/// The limits of the program as (name, value) rows, for `stats --limits`.
std::vector<std::pair<std::string, std::string>> limits();

/// A searchable field as help, docs and completion show it.
struct FieldInfo {
  std::string name;
  std::string also;      ///< other spellings, separated by blanks
  std::string compares;  ///< what is compared, in a few words
  std::string example;
};
std::vector<FieldInfo> fields();

/// Rows of words and phrases that may stand for one another in this archive: what `~car` and `synonyms(car)` search.
using SynonymTable = std::vector<std::vector<std::string>>;
/// Empty where there are none. Throws Error(archive) for a file that is no such table.
SynonymTable read_synonyms(const std::filesystem::path& archive);
/// Replaces them by one rename; open archives keep those that they were opened with. Throws Error(archive).
void write_synonyms(const std::filesystem::path& archive, const SynonymTable& table);

/// Version of the program, analyzer and libraries: `broadsheet 0.1.0`, `analyzer 1`, `ICU 72.1`, `Xapian 1.4.22`.
std::vector<std::pair<std::string, std::string>> versions();

}  // namespace broadsheet
