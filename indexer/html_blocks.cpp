#include "indexer/html_blocks.hpp"

#include "indexer/html_names.hpp"
#include "indexer/page_line.hpp"

namespace broadsheet {
namespace {

bool is_control(GumboTag tag) {
  return tag == GUMBO_TAG_BUTTON || tag == GUMBO_TAG_SELECT || tag == GUMBO_TAG_TEXTAREA || tag == GUMBO_TAG_OPTION;
}

/// Collects text until a block begins or ends.
class BlockMaker {
 public:
  explicit BlockMaker(const HtmlTree& tree) : tree_(tree) {}

  std::vector<HtmlBlock> make() {
    // Ends of the blocks and links that are open, so that the walk needs no recursion.
    std::vector<std::uint32_t> blocks{0};
    std::uint32_t link_end = 0;
    const auto leave = [&](std::uint32_t at) {
      while (blocks.size() > 1 && tree_[blocks.back()].end <= at) {
        flush();
        blocks.pop_back();
        container_ = blocks.back();
      }
    };
    for (std::uint32_t i = 0; i < tree_.size();) {
      leave(i);
      const HtmlNode& node = tree_[i];
      if (node.is_text()) {
        if (text_.empty()) first_ = i;
        add(node.text, i < link_end);
      } else if (is_unread(node.tag) || is_control(node.tag) || node.tag == GUMBO_TAG_HEAD) {
        i = node.end;
        continue;
      } else if (is_inline_extra(i)) {
        blank_ = true;
        i = node.end;
        continue;
      } else if (node.tag == GUMBO_TAG_BR) {
        line_break();
      } else if (is_block(node.tag)) {
        flush();
        blocks.push_back(i);
        container_ = i;
      } else if (node.tag == GUMBO_TAG_A && tree_.has_attribute(i, "href")) {
        link_end = node.end;
      }
      ++i;
    }
    flush();
    return std::move(out_);
  }

 private:
  /// A box on a name in a running sentence, a button to share it.
  bool is_inline_extra(std::uint32_t at) const {
    const auto tag = tree_[at].tag;
    const bool is_inline = tag == GUMBO_TAG_SPAN || tag == GUMBO_TAG_A || tag == GUMBO_TAG_SMALL;
    return is_inline && tree_[at].end - at < 200 && name_says(tree_, at) == NameSays::extra;
  }

  /// Bytes of white space at `at`, the no-break space (C2 A0) with it: 0 where there is none.
  static std::size_t blank_at(std::string_view text, std::size_t at) {
    const char c = text[at];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') return 1;
    return text.substr(at, 2) == "\xC2\xA0" ? 2 : 0;
  }

  void add(std::string_view text, bool linked) {
    for (std::size_t i = 0; i < text.size();) {
      if (const auto blank = blank_at(text, i)) {
        blank_ = true;
        i += blank;
        continue;
      }
      auto end = i;
      while (end < text.size() && blank_at(text, end) == 0) ++end;
      if (blank_ && !text_.empty() && text_.back() != '\n') append(" ", linked);
      append(text.substr(i, end - i), linked);
      blank_ = false;
      breaks_ = 0;
      i = end;
    }
  }
  void append(std::string_view text, bool linked) {
    text_ += text;
    if (linked) linked_ += text;
  }
  void line_break() {
    if (text_.empty()) return;
    if (++breaks_ >= 2) return flush();
    while (text_.ends_with(' ')) text_.pop_back();
    text_ += '\n';
    linked_ += ' ';
    blank_ = false;
  }
  void flush() {
    while (text_.ends_with('\n') || text_.ends_with(' ')) text_.pop_back();
    if (!text_.empty()) {
      HtmlBlock block;
      block.words = static_cast<std::uint32_t>(page::count_words(text_));
      block.linked = static_cast<std::uint32_t>(page::count_words(linked_));
      block.sentence = page::ends_sentence(text_);
      block.text = std::move(text_);
      block.node = container_;
      block.first = first_;
      if (block.words > 0) out_.push_back(std::move(block));
    }
    text_.clear();
    linked_.clear();
    blank_ = false;
    breaks_ = 0;
  }

  const HtmlTree& tree_;
  std::vector<HtmlBlock> out_;
  std::string text_, linked_;
  std::uint32_t container_ = 0, first_ = 0;
  unsigned breaks_ = 0;
  bool blank_ = false;
};

}  // namespace

std::vector<HtmlBlock> blocks_of(const HtmlTree& tree) { return BlockMaker(tree).make(); }

}  // namespace broadsheet
