#include "indexer/wire_parts.hpp"

#include <algorithm>

#include "indexer/byline.hpp"
#include "indexer/clean.hpp"

namespace broadsheet {
namespace {

/// The letters of a text, small where they are of ASCII.
std::string letters_of(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c + 0x20);
    else if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80)
      out += c;
  return out;
}

}  // namespace

std::uint64_t version_of(std::string_view text) {
  constexpr std::size_t most_digits = 18;  // some count by the second: 20250127091200
  if (text.empty() || text.size() > most_digits || text.find_first_not_of("0123456789") != text.npos) return 0;
  return std::stoull(std::string(text));
}

void add_authors(std::string_view byline, Article& article) {
  const std::string line = clean_line(byline);
  const auto names = names_in_byline(line);
  article.authors.insert(article.authors.end(), names.begin(), names.end());
  if (!names.empty()) return;
  if (const auto rest = clean_line(without_label(line)); !rest.empty()) article.authors.push_back(rest);
}

void add_tag(std::string_view tag, Article& article) {
  auto clean = clean_line(tag);
  if (!clean.empty() && std::ranges::find(article.tags, clean) == article.tags.end())
    article.tags.push_back(std::move(clean));
}

void put_dateline(std::string_view dateline, Article& article) {
  const std::string line = clean_line(dateline);
  const std::string place = letters_of(std::string_view(line).substr(0, line.find_first_of(" ,.(")));
  if (place.empty() || article.body.empty()) return;
  // It may come after a standfirst.
  const std::string beginning = letters_of(std::string_view(article.body).substr(0, 3000));
  if (beginning.starts_with(place) || beginning.find(letters_of(line)) != beginning.npos) return;
  article.body = line + '\n' + article.body;
}

std::string_view last_part(std::string_view code) {
  const auto at = code.find_last_of(":/");
  return at == code.npos ? code : code.substr(at + 1);
}

}  // namespace broadsheet
