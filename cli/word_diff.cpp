#include "cli/word_diff.hpp"

#include <algorithm>

#include "output/character_width.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

using Words = std::vector<std::string>;

bool is_blank(char32_t code) { return code == ' ' || code == '\t' || code == '\n' || code == '\r' || code == 0x3000; }

bool equal(const std::string& a, const std::string& b) {
  const auto bare = [](const std::string& word) {
    return std::string_view(word).substr(word.starts_with(' ') ? 1 : 0);
  };
  return bare(a) == bare(b);
}

// One step of the way: a word of the old text goes, one of the new comes, or both are the same.
struct Step {
  DiffPiece::Kind kind;
  std::size_t old_word, new_word;
};

// The furthest that d edits reach on each diagonal k = x - y, for all d so far; the way is read back from the end.
std::optional<std::vector<Step>> shortest_way(const Words& from, const Words& to, std::size_t most_edits) {
  const auto n = static_cast<std::ptrdiff_t>(from.size()), m = static_cast<std::ptrdiff_t>(to.size());
  const auto most = std::min(static_cast<std::ptrdiff_t>(most_edits), n + m);
  std::vector<std::vector<std::ptrdiff_t>> reached;  // [d][k + d]
  const auto furthest = [&](std::ptrdiff_t d, std::ptrdiff_t k) {
    return d < 0 || k < -d || k > d ? -1 : reached[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)];
  };
  // Where one more edit leads on a diagonal, by the way that leads further: down is an added word, else one was
  // removed.
  struct Edit {
    std::ptrdiff_t x;  // -1: off the field
    bool down;
  };
  const auto edit = [&](std::ptrdiff_t d, std::ptrdiff_t k) -> Edit {
    if (d == 0) return {0, false};
    std::ptrdiff_t added = furthest(d - 1, k + 1), removed = furthest(d - 1, k - 1);
    if (added - k > m) added = -1;
    removed = removed < 0 || removed >= n ? -1 : removed + 1;
    return added >= removed ? Edit{added, true} : Edit{removed, false};
  };
  for (std::ptrdiff_t d = 0; d <= most; ++d) {
    reached.emplace_back(static_cast<std::size_t>(2 * d + 1), -1);
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      std::ptrdiff_t x = edit(d, k).x;
      if (x < 0) continue;
      while (x < n && x - k < m && equal(from[static_cast<std::size_t>(x)], to[static_cast<std::size_t>(x - k)])) ++x;
      reached.back()[static_cast<std::size_t>(k + d)] = x;
      if (x < n || x - k < m) continue;
      std::vector<Step> way;
      for (std::ptrdiff_t y = m; d >= 0; --d) {
        const auto [before, down] = edit(d, k);
        while (x > before)
          way.push_back({DiffPiece::Kind::same, static_cast<std::size_t>(--x), static_cast<std::size_t>(--y)});
        if (d == 0) break;
        if (down)
          way.push_back({DiffPiece::Kind::added, 0, static_cast<std::size_t>(--y)});
        else
          way.push_back({DiffPiece::Kind::removed, static_cast<std::size_t>(--x), 0});
        k += down ? 1 : -1;
      }
      std::ranges::reverse(way);
      return way;
    }
  }
  return {};
}

}  // namespace

Words words_to_compare(std::string_view text) {
  Words words;
  bool blank = false, open = false;
  for (const auto& glyph : glyphs(text)) {
    if (is_blank(glyph.code)) {
      blank = true;
      open = false;
      continue;
    }
    const bool alone = breaks_freely(glyph.code) && glyph.width > 0;
    if (!open || alone) {
      words.emplace_back(blank && !words.empty() ? " " : "");
      blank = false;
    }
    words.back() += text.substr(glyph.begin, glyph.length);
    open = !alone;
  }
  return words;
}

std::optional<std::vector<DiffPiece>> diff_words(std::string_view old_text, std::string_view new_text,
                                                 std::size_t most_edits) {
  const Words from = words_to_compare(old_text), to = words_to_compare(new_text);
  const auto way = shortest_way(from, to, most_edits);
  if (!way) return {};
  // Of a stretch that changed first all that goes, then all that comes.
  std::vector<DiffPiece> pieces;
  DiffPiece removed{DiffPiece::Kind::removed, {}}, added{DiffPiece::Kind::added, {}};
  const auto end_change = [&] {
    for (auto* piece : {&removed, &added}) {
      if (!piece->words.empty()) pieces.push_back(*piece);
      piece->words.clear();
    }
  };
  for (const auto& step : *way) {
    if (step.kind == DiffPiece::Kind::removed) {
      removed.words.push_back(from[step.old_word]);
    } else if (step.kind == DiffPiece::Kind::added) {
      added.words.push_back(to[step.new_word]);
    } else {
      end_change();
      if (pieces.empty() || pieces.back().kind != step.kind) pieces.push_back({step.kind, {}});
      const std::string& word = to[step.new_word];  // where it begins the new text, the old one may have a blank
      pieces.back().words.push_back(word.starts_with(' ') ? word : from[step.old_word]);
    }
  }
  end_change();
  return pieces;
}

}  // namespace broadsheet::cli
