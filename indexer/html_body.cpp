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
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>

#include "indexer/clean.hpp"
#include "indexer/html_names.hpp"
#include "indexer/page_byline.hpp"
#include "indexer/page_line.hpp"
#include "indexer/page_outline.hpp"

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
    drop_notices();
    Blocks box = best_box();
    const auto lead = with_lead(box);
    for (auto i = lead; i < box.begin; ++i)
      if (is_lead(i))
        blocks_[i].dropped = nullptr;
      else
        drop(i, "between lead and text");
    box.begin = lead;
    restore_names(box);
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      if (i < box.begin || i >= box.end) drop(i, "outside the article");
    judge_blocks(box);
    trim_begin(box);
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
    if (quotes(node)) return false;
    const auto style = tree_.attribute(node, "style");
    if (style.find("display:none") != style.npos || style.find("display: none") != style.npos) return true;
    return name_says(tree_, node) == NameSays::extra;
  }

  /// A post of somebody, shown inside an article: its box is named `social` or `embed` as those for sharing are.
  bool quotes(std::size_t node) const {
    for (auto i = node; i < tree_[node].end; ++i)
      if (tree_[i].tag == GUMBO_TAG_BLOCKQUOTE) return true;
    return false;
  }

  void drop_extras() {
    const std::size_t all = running({0, blocks_.size()});
    for (std::size_t node = 0; node < tree_.size(); ++node) {
      const HtmlNode& one = tree_[node];
      if (one.is_text() || one.tag == GUMBO_TAG_BODY || one.tag == GUMBO_TAG_HTML || one.tag == GUMBO_TAG_MAIN ||
          !is_extra(node))
        continue;
      const Blocks range = below(node);
      const bool sure = one.tag == GUMBO_TAG_NAV || one.tag == GUMBO_TAG_ASIDE || one.tag == GUMBO_TAG_FOOTER;
      if (running(range) * 10 > all * (sure ? 6 : 3)) continue;
      for (auto i = range.begin; i < range.end; ++i)
        if (!blocks_[i].dropped) blocks_[i].dropped_by = static_cast<std::uint32_t>(node);
      drop(range, "named as something else");
      node = one.end - 1;
    }
  }

  static bool is_notice(std::string_view small) {
    return small.find("cookie") != small.npos || small.find("javascript") != small.npos ||
           small.find("ad blocker") != small.npos || small.find("adblock") != small.npos;
  }

  /// Notices of cookies and scripts read like prose.
  void drop_notices() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].words < 80 && tree_.above(blocks_[i].node, GUMBO_TAG_ARTICLE) == 0 &&
          is_notice(page::lower(blocks_[i].text)))
        drop(i, "a notice");
    }
  }

  /// What a block is worth to the box that holds it.
  static double worth(const HtmlBlock& block) {
    if (block.dropped) return 0;
    if (block.is_running()) return block.words;

    return -(3 + 1.5 * block.linked + 0.2 * (block.words - block.linked));
  }

  Blocks best_box() const {
    std::vector<double> sums(blocks_.size() + 1, 0);
    for (std::size_t i = 0; i < blocks_.size(); ++i) sums[i + 1] = sums[i] + worth(blocks_[i]);
    std::size_t best = 0;
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
        best = node;
      }
    }
    best = climb(best);
    // Lists and short lines may leave the best box a part of the one that is named as the article's text.
    for (auto node = best; node != 0; node = tree_[node].parent)
      if (name_says(tree_, node) == NameSays::body) best = node;
    return best == 0 && most == 0 ? Blocks{} : below(best);
  }

  std::size_t linked(Blocks range) const {
    std::size_t words = 0;
    for (auto i = range.begin; i < range.end; ++i)
      if (!blocks_[i].dropped) words += blocks_[i].linked;
    return words;
  }

  /// The headline and all that is below it: there is nothing further out.
  bool holds_title(std::size_t box) const {
    const Blocks range = below(box);
    for (auto i = range.begin; i < range.end; ++i)
      if (tree_[blocks_[i].node].tag == GUMBO_TAG_H1 && repeats(blocks_[i], hints_.title)) return true;
    return false;
  }

  /// Up to a box that holds much more running text and not more links for it: the rest of a body in several boxes.
  std::size_t climb(std::size_t box) const {
    for (auto node = tree_[box].parent; node != 0 && box != 0; node = tree_[node].parent) {
      const auto tag = tree_[node].tag;
      if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML || holds_title(box)) break;
      const Blocks inner = below(box), outer = below(node);
      const auto has = running(inner), gain = running(outer) - has, cost = linked(outer) - linked(inner);
      const bool is_article =
          tag == GUMBO_TAG_ARTICLE || tag == GUMBO_TAG_MAIN || name_says(tree_, node) == NameSays::body ||
          (!tree_.attribute(node, "class").empty() && tree_.attribute(node, "class") == tree_.attribute(box, "class"));
      if (cost < gain && (gain * 2 > has || (is_article && gain * 8 > has))) box = node;
    }
    const auto tag = tree_[box].tag;
    const bool holds_paragraphs =
        tag != GUMBO_TAG_P && tag != GUMBO_TAG_UL && tag != GUMBO_TAG_OL && tag != GUMBO_TAG_SPAN;
    return holds_paragraphs || box == 0 ? box : tree_[box].parent;
  }

  /// A paragraph; one short sentence under a headline is its standfirst, which the description has.
  bool is_lead(std::size_t i) const {
    const HtmlBlock& block = blocks_[i];
    const bool named_teaser = block.dropped && blocks_[i].dropped_by != 0 &&
                              name_of(blocks_[i].dropped_by).find("teaser") != std::string::npos;
    if ((block.dropped && !named_teaser) || !block.is_running() || block.words > 100) return false;
    return tree_[block.node].tag != GUMBO_TAG_LI && (block.words >= 28 || page::sentences(block.text) > 1);
  }

  /// The lead often stands in a box of its own, between the headline and the text.
  std::size_t with_lead(Blocks box) const {
    constexpr std::size_t near = 15;
    std::size_t begin = box.begin;
    for (auto i = box.begin; i-- > 0 && box.begin - i <= near;) {
      const auto tag = tree_[blocks_[i].node].tag;
      if (tag == GUMBO_TAG_H1 || repeats(blocks_[i], hints_.title)) return begin;
      if (is_lead(i)) begin = i;
    }
    return box.begin;  // no headline above: what stands there is something else
  }

  /// A name that would drop a good part of the article is the name of its parts: slides, sections with adverts.
  void restore_names(Blocks box) {
    std::size_t kept = 0;
    std::map<std::string, std::size_t> by_name;
    const auto counts = [](const HtmlBlock& block) { return block.words >= 15 && block.linked * 3 < block.words; };
    for (auto i = box.begin; i < box.end; ++i) {
      if (!counts(blocks_[i])) continue;
      if (!blocks_[i].dropped)
        kept += blocks_[i].words;
      else if (blocks_[i].dropped_by != 0)
        by_name[name_of(blocks_[i].dropped_by)] += blocks_[i].words;
    }
    for (auto i = box.begin; i < box.end; ++i)
      if (blocks_[i].dropped_by != 0 && by_name[name_of(blocks_[i].dropped_by)] * 3 > kept &&
          name_of(blocks_[i].dropped_by).find("caption") == std::string::npos)
        blocks_[i].dropped = nullptr;
  }
  std::string name_of(std::size_t node) const {
    const auto type = clean_line(tree_.attribute(node, "class"));
    return std::string(tree_.name(node)) + '.' + type.substr(0, type.find(' '));
  }

  /// The same first 40 bytes: descriptions are often cut.
  static bool begins_like(std::string_view text, std::string_view other) {
    constexpr std::size_t enough = 40;
    return other.size() >= enough && text.substr(0, enough) == other.substr(0, enough);
  }

  bool repeats(const HtmlBlock& block, std::string_view text) const {
    return !text.empty() && block.text.size() <= text.size() + 40 && block.text.find(text) != std::string::npos;
  }

  static page::Line line_of(const HtmlBlock& block) {
    page::Line line;
    line.text = block.text;
    line.words = block.words;
    return line;
  }

  void judge_blocks(Blocks box) {
    const std::size_t all = running(box);
    std::size_t before = 0;
    for (auto i = box.begin; i < box.end; ++i) {
      HtmlBlock& block = blocks_[i];
      if (block.dropped) continue;
      const auto label = page::marker_kind(line_of(block));
      if (label == page::Line::Kind::stop && before * 10 > all * 6)
        return drop({i, box.end}, "after the end of the article");
      if (repeats(block, hints_.title) || tree_[block.node].tag == GUMBO_TAG_H1)
        block.dropped = "the title again";
      else if (before > 100 && is_own_teaser(block, box))
        return drop({i, box.end}, "the article again, as a teaser");
      else if (block.linked * 10 > block.words * 8 && block.words < 40)
        block.dropped = "links";
      else if (!block.is_running() && block.words <= 15 && page::read_meta(block.text).any)
        block.dropped = "by-line or date";
      else if (label)
        drop_section(i, box, *label == page::Line::Kind::pass);
      if (!block.dropped && block.is_running()) before += block.words;
    }
  }

  /// The first words of the article once more, cut: a list of articles begins, with this one in it.
  bool is_own_teaser(const HtmlBlock& block, Blocks box) const {
    std::string_view text = block.text;
    for (const std::string_view dots : {"…", "..."})
      if (text.ends_with(dots)) text.remove_suffix(dots.size());
    if (text.size() == block.text.size() || text.size() < 20) return false;
    return std::any_of(blocks_.begin() + static_cast<std::ptrdiff_t>(box.begin), blocks_.end(),
                       [&](const HtmlBlock& other) {
                         return &other < &block && !other.dropped && std::string_view(other.text).starts_with(text);
                       });
  }

  /// A label, and where it heads links also these.
  void drop_section(std::size_t at, Blocks box, bool only_itself) {
    blocks_[at].dropped = "a label";
    for (auto i = at + 1; !only_itself && i < box.end; ++i) {
      if (blocks_[i].dropped) continue;
      if (blocks_[i].is_running() || (blocks_[i].sentence && blocks_[i].linked == 0)) break;
      blocks_[i].dropped = "below a label";
    }
  }

  /// Above the first paragraph stand by-line, date, and a standfirst that is the description.
  void trim_begin(Blocks box) {
    auto first = box.begin;
    while (first < box.end && (blocks_[first].dropped || !blocks_[first].is_running())) ++first;
    for (auto i = box.begin; i < box.end; ++i) {
      HtmlBlock& block = blocks_[i];
      if (block.dropped) continue;
      if (block.is_running() || block.sentence)
        break;
      else if (!is_heading(tree_[block.node].tag) && !is_row(block) && !is_beside(i, first))
        block.dropped = "before the first sentence";
    }
  }

  /// Four figures side by side: a date stands there, or a time stamp.
  static bool has_year(std::string_view text) {
    std::size_t figures = 0;
    for (const char c : text) {
      figures = c >= '0' && c <= '9' ? figures + 1 : 0;
      if (figures == 4) return true;
    }
    return false;
  }

  /// A paragraph in the same box as running text, though it is short; a by-line or date is none.
  bool is_beside(std::size_t i, std::size_t running) const {
    if (running >= blocks_.size() || blocks_[i].linked * 2 > blocks_[i].words) return false;
    const HtmlNode &one = tree_[blocks_[i].node], &other = tree_[blocks_[running].node];
    const bool same_kind = one.tag == other.tag && one.parent == other.parent;
    if (has_year(blocks_[i].text) && blocks_[i].words < 20) return false;
    return (same_kind || blocks_[i].node == blocks_[running].node) && !page::read_meta(blocks_[i].text).any;
  }

  static bool is_heading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }
  bool is_row(const HtmlBlock& block) const {
    const auto tag = tree_[block.node].tag;
    return tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DT ||
           tag == GUMBO_TAG_DD;
  }

  /// What writers and publishers add below an article.
  static bool is_sign_off(const HtmlBlock& block) {
    constexpr auto phrases = std::to_array<std::string_view>({"contributed to this report",
                                                              "contributed to this story",
                                                              "contributed reporting",
                                                              "may be reached at",
                                                              "can be reached at",
                                                              "follow him on",
                                                              "follow her on",
                                                              "follow us on",
                                                              "follow me on",
                                                              "sign up for",
                                                              "subscribe to",
                                                              "newsletter",
                                                              "download the app",
                                                              "our app",
                                                              "originally appeared",
                                                              "originally published",
                                                              "we may earn",
                                                              "affiliate",
                                                              "have a tip",
                                                              "email me at",
                                                              "e-mail:",
                                                              "mailto:",
                                                              "support our work",
                                                              "abonnieren sie",
                                                              "jetzt abonnieren",
                                                              "unseren newsletter",
                                                              "folgen sie uns",
                                                              "suscríbete",
                                                              "síguenos",
                                                              "abonnez-vous",
                                                              "suivez-nous",
                                                              "iscriviti",
                                                              "seguici"});
    if (block.words > 60) return false;
    const std::string text = page::lower(block.text);
    return std::ranges::any_of(phrases, [&](std::string_view phrase) { return text.find(phrase) != text.npos; });
  }

  void trim_end(Blocks box) {
    auto last = box.end;
    while (last > box.begin && (blocks_[last - 1].dropped || !blocks_[last - 1].is_running())) --last;
    for (auto i = box.end; i-- > box.begin;) {
      HtmlBlock& block = blocks_[i];
      if (block.dropped) continue;
      if (is_heading(tree_[block.node].tag)) {
        block.dropped = "a heading of nothing";
        continue;
      }
      if (is_sign_off(block) && i > box.begin) {
        block.dropped = "a sign-off";
        continue;
      }
      if (block.is_running() || block.sentence || (last > 0 && is_beside(i, last - 1))) break;
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
