// Where the article is among the blocks of a page:
//
//   1. Comments go, and what its names or its element say is no article (html_names), each only as long as it holds a
//      small share of the page's running text: names lie.
//   2. Every element is a candidate: it earns the words of running text below it and pays for the links and labels
//      there. The best one wins; that mends bodies that adverts split, since the outer box then earns more.
//   3. Inside it, each block is judged by itself: labels, lists of links, what repeats the title.
//   4. The end is trimmed: what follows the last paragraph and looks like more of something else.
#include "indexer/html_body.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/html_names.hpp"
#include "indexer/page_line.hpp"

namespace broadsheet {
namespace {

/// Half-open places in the list of blocks.
struct Blocks {
  std::size_t begin = 0, end = 0;
};

class Chooser {
 public:
  Chooser(const HtmlTree& tree, const BodyHints& hints, std::vector<HtmlBlock>& blocks)
      : tree_(tree), hints_(hints), blocks_(blocks) {}

  void choose() {
    drop_comments();
    drop_extras();
    const Blocks box = best_box();
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      if (i < box.begin || i >= box.end) drop(i, "outside the article");
    judge_blocks(box);
    trim_end(box);
  }

 private:
  void drop(std::size_t i, const char* why) {
    if (!blocks_[i].dropped) blocks_[i].dropped = why;
  }
  void drop(Blocks range, const char* why) {
    for (auto i = range.begin; i < range.end; ++i) drop(i, why);
  }

  Blocks below(std::size_t node) const {
    const auto at = [&](std::size_t n) {
      return static_cast<std::size_t>(
          std::ranges::lower_bound(blocks_, n, {}, [](const HtmlBlock& b) { return std::size_t{b.first}; }) -
          blocks_.begin());
    };
    return {at(node), at(tree_[node].end)};
  }

  std::size_t running(Blocks range) const {
    std::size_t words = 0;
    for (auto i = range.begin; i < range.end; ++i)
      if (!blocks_[i].dropped && blocks_[i].is_running()) words += blocks_[i].words;
    return words;
  }

  void drop_comments() {
    const std::size_t all = running({0, blocks_.size()});
    for (std::size_t node = 0; node < tree_.size(); ++node) {
      if (tree_[node].is_text() || name_says(tree_, node) != NameSays::comments) continue;
      const Blocks range = below(node);
      if (running(range) * 100 > all * 85) continue;
      drop(range, "comments");
      node = tree_[node].end - 1;
    }
  }

  bool is_extra(std::size_t node) const {
    switch (tree_[node].tag) {
      case GUMBO_TAG_NAV:
      case GUMBO_TAG_ASIDE:
      case GUMBO_TAG_FOOTER:
      case GUMBO_TAG_FORM:
      case GUMBO_TAG_FIGCAPTION:
      case GUMBO_TAG_FIGURE:
        return true;
      default:
        break;
    }
    if (tree_.has_attribute(node, "hidden") || tree_.attribute(node, "aria-hidden") == "true") return true;
    const auto style = tree_.attribute(node, "style");
    if (style.find("display:none") != style.npos || style.find("display: none") != style.npos) return true;
    return name_says(tree_, node) == NameSays::extra;
  }

  void drop_extras() {
    const std::size_t all = running({0, blocks_.size()});
    for (std::size_t node = 0; node < tree_.size(); ++node) {
      const HtmlNode& one = tree_[node];
      if (one.is_text() || one.tag == GUMBO_TAG_BODY || one.tag == GUMBO_TAG_HTML || !is_extra(node)) continue;
      const Blocks range = below(node);
      if (running(range) * 10 > all * 3) continue;
      drop(range, "named as something else");
      node = one.end - 1;
    }
  }

  /// What a block is worth to the box that holds it.
  static double worth(const HtmlBlock& block) {
    if (block.dropped) return 0;
    if (block.is_running()) return block.words;
    return -(4.0 + 1.5 * block.linked + 0.3 * (block.words - block.linked));
  }

  Blocks best_box() const {
    std::vector<double> sums(blocks_.size() + 1, 0);
    for (std::size_t i = 0; i < blocks_.size(); ++i) sums[i + 1] = sums[i] + worth(blocks_[i]);
    Blocks best{0, 0};
    double most = 0;
    for (std::size_t node = 0; node < tree_.size(); ++node) {
      if (tree_[node].is_text()) continue;
      const Blocks range = below(node);
      if (range.begin == range.end) continue;
      double value = sums[range.end] - sums[range.begin];
      if (name_says(tree_, node) == NameSays::body) value *= 1.3;
      if (tree_[node].tag == GUMBO_TAG_ARTICLE || tree_[node].tag == GUMBO_TAG_MAIN) value *= 1.05;
      // The same blocks in a smaller box: the inner one, whose names tell more.
      if (value > most || (value == most && value > 0)) {
        most = value;
        best = range;
      }
    }
    return best;
  }

  bool repeats(const HtmlBlock& block, std::string_view text) const {
    return !text.empty() && block.text.size() <= text.size() + 40 && block.text.find(text) != std::string::npos;
  }

  void judge_blocks(Blocks box) {
    for (auto i = box.begin; i < box.end; ++i) {
      HtmlBlock& block = blocks_[i];
      if (block.dropped) continue;
      page::Line line;
      line.text = block.text;
      line.words = block.words;
      if (repeats(block, hints_.title))
        block.dropped = "the title again";
      else if (block.linked * 10 > block.words * 8 && block.words < 40)
        block.dropped = "links";
      else if (page::marker_kind(line))
        block.dropped = "a label";
    }
  }

  void trim_end(Blocks box) {
    for (auto i = box.end; i-- > box.begin;) {
      HtmlBlock& block = blocks_[i];
      if (block.dropped) continue;
      if (block.is_running() || block.sentence) break;
      block.dropped = "after the last sentence";
    }
  }

  const HtmlTree& tree_;
  const BodyHints& hints_;
  std::vector<HtmlBlock>& blocks_;
};

}  // namespace

void choose_blocks(const HtmlTree& tree, const BodyHints& hints, std::vector<HtmlBlock>& blocks) {
  Chooser(tree, hints, blocks).choose();
}

std::string body_text(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks) {
  std::string out;
  std::size_t row = 0;
  for (const auto& block : blocks) {
    if (block.dropped) continue;
    const bool cell = tree[block.node].tag == GUMBO_TAG_TD || tree[block.node].tag == GUMBO_TAG_TH;
    const std::size_t its_row = cell ? tree.above(block.node, GUMBO_TAG_TR) : 0;
    if (!out.empty()) out += its_row != 0 && its_row == row ? " " : "\n";
    row = its_row;
    out += block.text;
  }
  return out;
}

}  // namespace broadsheet
