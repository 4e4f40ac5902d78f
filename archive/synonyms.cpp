#include "archive/synonyms.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>
#include <broadsheet/upkeep.hpp>

#include "archive/durable_file.hpp"

// The file `synonyms` of an archive: `broadsheet synonyms 1`, then a line for each row, its words divided by tabs.

namespace broadsheet {
namespace {

constexpr std::string_view first_line = "broadsheet synonyms 1\n";
constexpr std::uint64_t most_bytes = std::uint64_t{1} << 20;

}  // namespace

std::filesystem::path synonyms_path(const std::filesystem::path& archive) { return archive / "synonyms"; }

SynonymTable read_synonyms(const std::filesystem::path& archive) {
  SynonymTable table;
  if (!std::filesystem::exists(synonyms_path(archive))) return table;
  const std::string text = read_whole_file(synonyms_path(archive), most_bytes);
  if (!text.starts_with(first_line))
    throw Error(ErrorKind::archive, "'" + synonyms_path(archive).string() +
                                        "' is no table of synonyms of this version: remove it, or restore it");
  for (std::size_t at = first_line.size(); at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    std::vector<std::string> row;
    for (std::size_t from = at; from <= end;) {
      const auto tab = std::min(text.find('\t', from), end);
      if (tab > from) row.push_back(text.substr(from, tab - from));
      from = tab + 1;
    }
    if (row.size() > 1) table.push_back(std::move(row));
    at = end + 1;
  }
  return table;
}

void write_synonyms(const std::filesystem::path& archive, const SynonymTable& table) {
  std::string text(first_line);
  for (const auto& row : table) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string word = row[i];
      std::ranges::replace_if(
          word, [](char c) { return c == '\t' || c == '\n'; }, ' ');
      text.append(i ? "\t" : "").append(word);
    }
    text += '\n';
  }
  if (text.size() > most_bytes)
    throw Error(ErrorKind::archive, "the table of synonyms would be over 1 MiB: remove some rows");
  const auto fresh = archive / "synonyms.new";
  std::filesystem::remove(fresh);
  write_durable_file(fresh, text);
  rename_durably(fresh, synonyms_path(archive));
}

}  // namespace broadsheet
