#include "searcher/names_in_text.hpp"

#include <algorithm>

namespace broadsheet {
namespace {

constexpr std::size_t most_examples = 4;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/// True for the dot of `J. Smith`, `St. Moritz`, `U.S. Senate`: it ends no sentence.
bool is_dot_of_short_word(std::string_view text, std::size_t dot) {
  std::size_t begin = dot;
  while (begin > 0 && !is_blank(text[begin - 1])) --begin;
  const auto word = text.substr(begin, dot - begin);
  return word.size() <= 2 || (word.size() == 3 && word[1] == '.');
}

/// True if words on both sides of [begin, end) belong together.
bool joins_names(std::string_view text, std::size_t begin, std::size_t end) {
  std::size_t line_breaks = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (text[i] == '.' && i == begin && is_dot_of_short_word(text, i)) continue;
    if (text[i] != '-' && text[i] != '&' && !is_blank(text[i])) return false;
    line_breaks += text[i] == '\n' ? 1 : 0;
  }
  return line_breaks < 2;
}

/// True if `text` ends with a quotation mark, dash or bullet (U+2000 to U+20FF), a guillemet or an inverted mark.
bool is_sign(std::string_view text) {
  return (text.size() >= 3 &&
          (text.substr(text.size() - 3, 2) == "\xE2\x80" || text.substr(text.size() - 3, 2) == "\xE2\x82")) ||
         (text.size() >= 2 && text[text.size() - 2] == '\xC2');
}

/// Strict: whatever may begin a sentence does. Where a name is one, it also stands elsewhere.
bool begins_sentence(std::string_view text, std::size_t begin) {
  std::size_t line_breaks = 0, at = begin;
  for (; at > 0 && is_blank(text[at - 1]); --at) line_breaks += text[at - 1] == '\n' ? 1 : 0;
  if (at == 0 || line_breaks > 1) return true;
  const auto last = static_cast<unsigned char>(text[at - 1]);
  return !(last == ',' || last == ';' || last == ')' || (last >= '0' && last <= '9') || (last >= 'a' && last <= 'z') ||
           (last >= 'A' && last <= 'Z') || last > 127) ||
         is_sign(text.substr(0, at));
}

/// On one line, and without `'s` at its end.
std::string shown(std::string_view text) {
  for (const std::string_view end : {"'s", "\u2019s", "'S", "\u2019S"})
    if (text.ends_with(end)) text.remove_suffix(end.size());
  std::string out;
  for (const char c : text)
    if (!is_blank(c))
      out += c;
    else if (out.back() != ' ')
      out += ' ';
  return out;
}

}  // namespace

CapitalRows::CapitalRows(const WordForms& forms, const std::vector<Part>& parts, const std::vector<PartAnswer>& found,
                         const std::vector<PartAnswer>& base, std::size_t minimum)
    : forms_(forms), parts_(parts), found_(found), base_(base) {
  // A row is in no more articles than what it begins with, so each length looks only at what the last one left.
  for (std::size_t length = 1; length <= longest; ++length) count_of_length(length, minimum);
  count_all();
}

const std::vector<CapitalRows::Word>& CapitalRows::body(std::size_t part, std::uint32_t article) {
  parts_[part].tables().tokens(article, tokens_);
  body_.clear();
  for (const auto& token : tokens_.body)
    body_.push_back({forms_.of(part, token.word), forms_.has_capitals(part, token.word)});
  return body_;
}

std::uint32_t CapitalRows::longer(std::uint32_t row, std::uint32_t form) const {
  const auto at = longer_.find(std::uint64_t{row} << 32 | form);
  return at == longer_.end() ? none : at->second;
}

void CapitalRows::count_of_length(std::size_t length, std::size_t minimum) {
  struct Counted {
    std::uint64_t found = 0, last = 0;
  };
  std::unordered_map<std::uint64_t, Counted> counts;
  std::uint64_t serial = 0;
  for (std::size_t part = 0; part < parts_.size(); ++part)
    found_[part].found.each([&](std::uint32_t article) {
      const auto& words = body(part, article);
      ++serial;
      for (std::size_t first = 0; first + length <= words.size(); ++first) {
        std::uint32_t row = none;  // the row of no words
        std::size_t at = first;
        for (; at < first + length - 1 && words[at].capitals; ++at)
          if ((row = longer(row, words[at].form)) == none) break;
        if (at != first + length - 1 || !words[at].capitals) continue;
        Counted& counted = counts[std::uint64_t{row} << 32 | words[at].form];
        counted.found += counted.last == serial ? 0 : 1;
        counted.last = serial;
      }
    });
  for (const auto& [key, counted] : counts) {
    if (counted.found < minimum) continue;
    const auto begin = static_cast<std::uint32_t>(key >> 32);
    Row row;
    if (begin != none) row.forms = rows_[begin].forms;
    row.forms.push_back(static_cast<std::uint32_t>(key));
    longer_.emplace(key, static_cast<std::uint32_t>(rows_.size()));
    rows_.push_back(std::move(row));
  }
}

void CapitalRows::count_all() {
  std::vector<std::uint64_t> last(rows_.size());
  std::uint64_t serial = 0;
  for (std::size_t part = 0; part < parts_.size(); ++part)
    base_[part].found.each([&](std::uint32_t article) {
      const auto& words = body(part, article);
      const bool is_found = found_[part].found[article];
      ++serial;
      for (std::size_t first = 0; first < words.size(); ++first) {
        std::uint32_t number = none;
        for (std::size_t at = first; at < words.size() && words[at].capitals; ++at) {
          if ((number = longer(number, words[at].form)) == none) break;
          if (last[number] == serial) continue;
          last[number] = serial;
          Row& row = rows_[number];
          ++(is_found ? row.found : row.others);
          if (is_found && row.examples.size() < most_examples) row.examples.push_back({part, article});
        }
      }
    });
}

std::optional<std::string> read_name(
    const CapitalRows::Row& row, const WordForms& forms, const std::vector<Part>& parts, Analyzer& analyzer,
    const std::function<bool(const ArticlePlace&, std::uint32_t, std::uint32_t)>& is_own) {
  StoredTokens stored;
  std::vector<Token> places;
  std::optional<std::string> in_capitals;
  const std::size_t count = row.forms.size();
  for (const auto& place : row.examples) {
    parts[place.part].tables().tokens(place.article, stored);
    const std::string text = parts[place.part].article(place.article).body;
    places.clear();
    analyzer.find_places(text, places);
    for (std::size_t first = 0; first + count <= std::min(stored.body.size(), places.size()); ++first) {
      bool is_here = !begins_sentence(text, places[first].begin);
      for (std::size_t i = 0; is_here && i < count; ++i) {
        const auto word = stored.body[first + i].word;
        is_here = forms.of(place.part, word) == row.forms[i] && forms.has_capitals(place.part, word) &&
                  (i == 0 || joins_names(text, places[first + i - 1].end, places[first + i].begin));
      }
      if (!is_here) continue;
      const auto begin = static_cast<std::uint32_t>(first);
      if (is_own(place, begin, static_cast<std::uint32_t>(begin + count))) return {};
      const auto from = places[first].begin;
      std::string name = shown(std::string_view(text).substr(from, places[first + count - 1].end - from));
      if (std::ranges::any_of(name, [](char c) { return c >= 'a' && c <= 'z'; })) return name;
      if (!in_capitals) in_capitals = std::move(name);  // another place may have it in small letters
    }
  }
  return in_capitals;
}

}  // namespace broadsheet
