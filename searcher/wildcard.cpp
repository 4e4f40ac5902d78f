#include "searcher/wildcard.hpp"

#include <algorithm>

namespace broadsheet {
namespace {

std::size_t code_point_length(std::string_view text, std::size_t at) {
  std::size_t length = 1;
  while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80) ++length;
  return length;
}

}  // namespace

/// Greedy: at a mismatch the last `*` takes one character more.
bool matches_wildcard(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t += code_point_length(text, t);
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      star_text += code_point_length(text, star_text);
      p = star + 1;
      t = star_text;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::size_t letters_beside_wildcards(std::string_view pattern) {
  return static_cast<std::size_t>(std::ranges::count_if(pattern, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xC0 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  }));
}

std::vector<std::string> divided_values(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    if (end > at) out.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

unsigned edit_distance(std::u32string_view a, std::u32string_view b, unsigned most) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > most) return most + 1;
  // Three rows of the table; words have at most 60 code points.
  constexpr std::size_t widest = 64;
  if (b.size() >= widest) return a == b ? 0 : most + 1;
  unsigned rows[3][widest + 1];
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    unsigned* const row = rows[i % 3];
    const unsigned* const last = rows[(i - 1) % 3];
    const unsigned* const before = rows[(i + 1) % 3];
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most && i > 1) {
      // A swap may still lead over a row that is too far; two such rows in a row end it.
      unsigned least_before = last[0];
      for (std::size_t j = 1; j <= b.size(); ++j) least_before = std::min(least_before, last[j]);
      if (least_before > most) return most + 1;
    }
  }
  return std::min(rows[a.size() % 3][b.size()], most + 1);
}

}  // namespace broadsheet
