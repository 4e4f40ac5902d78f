#include "server/page_passage.hpp"

#include <vector>

namespace broadsheet::server {
namespace {

constexpr std::size_t words_at_an_end = 5;  // enough to be found once in most pages, few enough to survive an edit

/// A text directive goes within one block of a page, so one line of the passage: the first with a mark in it.
std::string_view line_with_hit(const Passage& passage) {
  const std::string_view text = passage.text;
  const std::size_t hit = passage.spans.empty() ? 0 : passage.spans.front().begin;
  const auto before = hit == 0 ? std::string_view::npos : text.rfind('\n', hit - 1);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return text.substr(begin, text.find('\n', begin) - begin);
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::size_t begin = 0; begin < line.size();) {
    const auto end = std::min(line.find_first_of(" \t", begin), line.size());
    if (end > begin) words.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

/// `-`, `,` and `&` mean something inside a directive; percent_encoded leaves the first alone.
std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : percent_encoded(text)) out += c == '-' ? std::string("%2D") : std::string(1, c);
  return out;
}

std::string encoded(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text.append(i == begin ? "" : " ").append(words[i]);
  return encoded(text);
}

}  // namespace

std::optional<Address> passage_address(std::string_view url, const Passage& passage) {
  const auto page = Address::of_web(url);
  const auto words = words_of(line_with_hit(passage));
  if (!page || words.empty()) return {};
  std::string fragment = page->text().find('#') == std::string::npos ? "#:~:text=" : ":~:text=";
  if (words.size() <= 2 * words_at_an_end)
    fragment += encoded(words, 0, words.size());
  else
    fragment += encoded(words, 0, words_at_an_end) + ',' + encoded(words, words.size() - words_at_an_end, words.size());
  return Address::of_web(page->text() + fragment);
}

}  // namespace broadsheet::server
