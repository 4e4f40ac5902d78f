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

/// Version of the program, analyzer and libraries: `broadsheet 0.1.0`, `analyzer 1`, `ICU 72.1`, `Xapian 1.4.22`.
std::vector<std::pair<std::string, std::string>> versions();

}  // namespace broadsheet
