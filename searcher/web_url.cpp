#include <broadsheet/web_url.hpp>

namespace broadsheet {
namespace {

constexpr std::size_t words_at_an_end = 5;  // enough to be found once in most pages, few enough to survive an edit

bool begins_with_host(std::string_view url, std::string_view scheme) {
  if (url.size() <= scheme.size()) return false;
  for (std::size_t i = 0; i < scheme.size(); ++i) {
    const char c = url[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c) != scheme[i]) return false;
  }
  return std::string_view("/\\?#@:").find(url[scheme.size()]) == std::string_view::npos;
}

/// A directive is found within one block of a page only: the line of the passage with the first mark.
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

/// Words `begin` to `end`. All but letters and digits by number: `-`, `,` and `&` mean something inside a directive.
std::string encoded(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end) {
  static constexpr std::string_view hex_digits = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = begin; i < end; ++i) {
    if (i > begin) out += "%20";
    for (const char c : words[i]) {
      const auto byte = static_cast<unsigned char>(c);
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_')
        out += c;
      else
        (out += '%').append({hex_digits[byte >> 4], hex_digits[byte & 15]});
    }
  }
  return out;
}

}  // namespace

std::optional<std::string> web_url(std::string_view url) {
  const auto is_dropped = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; };
  while (!url.empty() && is_dropped(url.front())) url.remove_prefix(1);
  while (!url.empty() && is_dropped(url.back())) url.remove_suffix(1);
  std::string clean;
  for (const char c : url)
    if (!is_dropped(c) || c == ' ') clean += c;
  if (!begins_with_host(clean, "http://") && !begins_with_host(clean, "https://")) return {};
  return clean;
}

std::optional<std::string> passage_url(std::string_view url, const Passage& passage) {
  auto page = web_url(url);
  const auto words = words_of(line_with_hit(passage));
  if (!page || words.empty()) return {};
  *page += page->find('#') == std::string::npos ? "#:~:text=" : ":~:text=";
  if (words.size() <= 2 * words_at_an_end) return *page + encoded(words, 0, words.size());
  return *page + encoded(words, 0, words_at_an_end) + ',' +
         encoded(words, words.size() - words_at_an_end, words.size());
}

std::optional<std::string> passage_url(const Hit& hit) {
  for (const auto& passage : hit.passages)
    if (auto url = passage_url(hit.article.url, passage)) return url;
  return {};
}

}  // namespace broadsheet
