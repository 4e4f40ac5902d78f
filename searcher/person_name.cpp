#include "searcher/person_name.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace broadsheet {
namespace {

constexpr std::array<std::string_view, 7> suffixes{"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"};

// A name that has one of these words is of an institution.
constexpr std::array<std::string_view, 24> institutions{
    "Agency", "AFP",      "AP",        "Associated", "Board",   "Bureau",   "Correspondent", "Desk",
    "dpa",    "Editor",   "Editorial", "Editors",    "News",    "Newsroom", "Office",        "Post",
    "Press",  "Reporter", "Reporters", "Reuters",    "Service", "Staff",    "Team",          "Times"};

template <std::size_t n>
bool one_of(const std::array<std::string_view, n>& table, std::string_view word) {
  return std::ranges::find(table, word) != table.end();
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find_first_of(" \t\n", begin), text.size());
    if (end > begin) words.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string joined(std::vector<std::string>::const_iterator begin, std::vector<std::string>::const_iterator end) {
  std::string text;
  for (; begin != end; ++begin) text += (text.empty() ? "" : " ") + *begin;
  return text;
}

bool is_institution(const std::vector<std::string>& words) {
  return std::ranges::any_of(words, [](std::string word) {
    std::erase(word, ',');
    return one_of(institutions, word) || word.find_first_of("0123456789@&/") != std::string::npos;
  });
}

bool lower_case(const std::string& word) { return word[0] >= 'a' && word[0] <= 'z'; }

}  // namespace

PersonName divide_name(std::string_view name) {
  auto words = words_of(name);
  const PersonName whole{{}, {}, {}, joined(words.begin(), words.end())};
  if (words.size() < 2 || is_institution(words)) return whole;
  PersonName divided;
  if (one_of(suffixes, words.back())) {
    divided.suffix = words.back();
    words.pop_back();
    if (words.back().ends_with(',')) words.back().pop_back();
    if (words.size() < 2) return whole;
  }
  const auto comma = std::ranges::find_if(words, [](const std::string& word) { return word.ends_with(','); });
  if (comma != words.end()) {
    if (comma + 1 == words.end()) return whole;
    comma->pop_back();
    divided.family = joined(words.begin(), comma + 1);
    divided.given = joined(comma + 1, words.end());
    return divided;
  }
  auto family = std::find_if(words.begin() + 1, words.end() - 1, lower_case);
  divided.given = joined(words.begin(), family);
  divided.family = joined(family, words.end());
  return divided;
}

}  // namespace broadsheet
