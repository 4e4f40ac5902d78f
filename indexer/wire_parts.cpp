#include "indexer/wire_parts.hpp"

#include <algorithm>
#include <array>

#include "indexer/byline.hpp"
#include "indexer/clean.hpp"

namespace broadsheet {
namespace {

/// The topics at the top of the IPTC's subject codes, cv.iptc.org/newscodes/subjectcode: 01 to 17, in this order.
constexpr auto subjects = std::to_array<std::string_view>(
    {"arts, culture and entertainment", "crime, law and justice", "disaster and accident",
     "economy, business and finance", "education", "environmental issue", "health", "human interest", "labour",
     "lifestyle and leisure", "politics", "religion and belief", "science and technology", "social issue", "sport",
     "unrest, conflicts and war", "weather"});

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

std::string_view subject_of_code(std::string_view code) {
  const auto digits = last_part(code);
  const auto scheme = code.substr(0, code.size() - digits.size());
  if (!scheme.empty() && scheme != "subj:" && scheme != "medtop:") return {};
  if (digits.size() != 8 || digits.find_first_not_of("0123456789") != digits.npos) return {};
  const auto top = static_cast<std::size_t>((digits[0] - '0') * 10 + digits[1] - '0');
  return top >= 1 && top <= subjects.size() ? subjects[top - 1] : std::string_view();
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
