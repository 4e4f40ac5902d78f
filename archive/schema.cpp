#include "archive/schema.hpp"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <broadsheet/upkeep.hpp>

#include "archive/analyzer.hpp"
#include "archive/hash.hpp"
#include "archive/stub.hpp"

namespace broadsheet {
namespace {

constexpr std::array<FieldRow, 13> rows = {{
    {Filter::author, "author", "by byline", prefix::author_word, "words inside one name", "author:\"Ana Li\""},
    {Filter::url, "url", "inurl", prefix::url_word, "words of the address in a row", "url:news/2025"},
    {Filter::site, "site", "", prefix::host, "the host, or a domain above it", "site:example.com"},
    {Filter::tag, "tag", "", prefix::tag, "the whole value", "tag:\"climate change\""},
    {Filter::source, "source", "", prefix::source, "the whole value", "source:reuters"},
    {Filter::section, "section", "", prefix::section, "the whole value", "section:world"},
    {Filter::lang, "lang", "", prefix::language, "the language; en finds en-GB too", "lang:en"},
    {Filter::id, "id", "", prefix::id, "exactly, case too", "id:a-1204"},
    {Filter::story, "story", "", "", "copies of the article of this id", "story:a-1204"},
    {Filter::like, "like", "", "", "articles with the distinctive words of this one", "like:a-1204"},
    {Filter::has, "has", "", "", "the field is there", "has:author"},
    {Filter::words, "words", "length wc", "", "number of words of the body", "words:1200.."},
    {Filter::date, "date", "", "", "the days the date may mean", "date:2025-01"},
}};

bool names(const FieldRow& row, std::string_view name) {
  if (row.name == name) return true;
  std::string_view also = row.also;
  while (!also.empty()) {
    const auto end = std::min(also.find(' '), also.size());
    if (also.substr(0, end) == name) return true;
    also.remove_prefix(std::min(end + 1, also.size()));
  }
  return false;
}

}  // namespace

std::span<const FieldRow> field_rows() { return rows; }

const FieldRow& field_row(Filter filter) { return *std::ranges::find(rows, filter, &FieldRow::filter); }

const FieldRow* find_field(std::string_view name) {
  const auto row = std::ranges::find_if(rows, [&](const FieldRow& r) { return names(r, name); });
  return row == rows.end() ? nullptr : &*row;
}

std::string boolean_term(std::string_view prefix, std::string_view value) {
  // Glass writes a zero byte of a key as two; values of ours hold none, but ids may be any bytes.
  constexpr std::size_t most = 200;
  std::string term(prefix);
  if (value.size() <= most && value.find('\0') == std::string_view::npos) return term.append(value);
  return term.append("#").append(hex128(hash128(value)));
}

std::vector<FieldInfo> fields() {
  std::vector<FieldInfo> out = {
      {"title", "hd headline intitle", "words of the headline", "title:ban"},
      {"body", "intext", "words of the text", "body:(ban chip)"},
      {"hlead", "hlp", "words of the headline or of the first 60 words of the text", "hlead:ban"},
      {"first50", "", "words of the first 50 words of the text, or another number", "first50:ban"},
      {"caps", "allcaps nocaps", "words with some, only, no capital letters", "allcaps:RICO"},
  };
  for (const auto& row : rows)
    out.push_back({std::string(row.name), std::string(row.also), std::string(row.compares), std::string(row.example)});
  return out;
}

std::vector<std::pair<std::string, std::string>> versions() {
  return {{"broadsheet", BROADSHEET_VERSION},
          {"analyzer", std::to_string(analyzer_version)},
          {"schema", std::to_string(schema_version)},
          {"ICU", running_icu()},
          {"Xapian", Xapian::version_string()}};
}

}  // namespace broadsheet
