#include "indexer/html_tree.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <csetjmp>
#include <ctime>
#include <utility>

#include "archive/limits.hpp"

namespace broadsheet {
namespace {

using TagSet = std::bitset<GUMBO_TAG_LAST + 1>;

TagSet set_of(std::initializer_list<GumboTag> tags) {
  TagSet set;
  for (const auto tag : tags) set.set(tag);
  return set;
}

const TagSet void_tags =
    set_of({GUMBO_TAG_AREA, GUMBO_TAG_BASE, GUMBO_TAG_BR, GUMBO_TAG_COL, GUMBO_TAG_EMBED, GUMBO_TAG_HR, GUMBO_TAG_IMG,
            GUMBO_TAG_INPUT, GUMBO_TAG_LINK, GUMBO_TAG_META, GUMBO_TAG_PARAM, GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK,
            GUMBO_TAG_WBR, GUMBO_TAG_FRAME, GUMBO_TAG_KEYGEN, GUMBO_TAG_BGSOUND, GUMBO_TAG_BASEFONT});
// A start tag of these closes one of its kind, so they pile up only inside others that are counted.
const TagSet self_closing_kind =
    set_of({GUMBO_TAG_P, GUMBO_TAG_LI, GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH,
            GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_OPTION, GUMBO_TAG_OPTGROUP, GUMBO_TAG_HTML,
            GUMBO_TAG_HEAD, GUMBO_TAG_BODY, GUMBO_TAG_A, GUMBO_TAG_NOBR, GUMBO_TAG_BUTTON});
const TagSet formatting_tags = set_of({GUMBO_TAG_A, GUMBO_TAG_B, GUMBO_TAG_BIG, GUMBO_TAG_CODE, GUMBO_TAG_EM,
                                       GUMBO_TAG_FONT, GUMBO_TAG_I, GUMBO_TAG_NOBR, GUMBO_TAG_S, GUMBO_TAG_SMALL,
                                       GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_TT, GUMBO_TAG_U});
const TagSet raw_text_tags = set_of({GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEXTAREA, GUMBO_TAG_TITLE,
                                     GUMBO_TAG_XMP, GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES});
const TagSet block_tags =
    set_of({GUMBO_TAG_ADDRESS,  GUMBO_TAG_ARTICLE,  GUMBO_TAG_ASIDE,    GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_BODY,
            GUMBO_TAG_CAPTION,  GUMBO_TAG_CENTER,   GUMBO_TAG_DD,       GUMBO_TAG_DETAILS,    GUMBO_TAG_DIR,
            GUMBO_TAG_DIV,      GUMBO_TAG_DL,       GUMBO_TAG_DT,       GUMBO_TAG_FIELDSET,   GUMBO_TAG_FIGCAPTION,
            GUMBO_TAG_FIGURE,   GUMBO_TAG_FOOTER,   GUMBO_TAG_FORM,     GUMBO_TAG_FRAMESET,   GUMBO_TAG_H1,
            GUMBO_TAG_H2,       GUMBO_TAG_H3,       GUMBO_TAG_H4,       GUMBO_TAG_H5,         GUMBO_TAG_H6,
            GUMBO_TAG_HEADER,   GUMBO_TAG_HGROUP,   GUMBO_TAG_HR,       GUMBO_TAG_HTML,       GUMBO_TAG_LEGEND,
            GUMBO_TAG_LI,       GUMBO_TAG_LISTING,  GUMBO_TAG_MAIN,     GUMBO_TAG_MENU,       GUMBO_TAG_NAV,
            GUMBO_TAG_OL,       GUMBO_TAG_OPTGROUP, GUMBO_TAG_OPTION,   GUMBO_TAG_P,          GUMBO_TAG_PRE,
            GUMBO_TAG_SECTION,  GUMBO_TAG_SUMMARY,  GUMBO_TAG_TABLE,    GUMBO_TAG_TBODY,      GUMBO_TAG_TD,
            GUMBO_TAG_TFOOT,    GUMBO_TAG_TH,       GUMBO_TAG_THEAD,    GUMBO_TAG_TR,         GUMBO_TAG_UL,
            GUMBO_TAG_IFRAME,   GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_TITLE,      GUMBO_TAG_SELECT,
            GUMBO_TAG_TEXTAREA, GUMBO_TAG_VIDEO,    GUMBO_TAG_AUDIO,    GUMBO_TAG_OBJECT});
const TagSet unread_tags =
    set_of({GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_IFRAME,
            GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED, GUMBO_TAG_SVG, GUMBO_TAG_MATH, GUMBO_TAG_AUDIO, GUMBO_TAG_VIDEO,
            GUMBO_TAG_CANVAS, GUMBO_TAG_RT, GUMBO_TAG_RP, GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED});

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Looks once over a page, before it is parsed, for what the parser takes quadratic time for: elements that are open
/// at once, formatting elements among them, attributes of one tag. Measured with gumbo 0.10: 80 KB of `<div>` 2 s.
/// It reads tags as the standard does but not what they mean to each other, so a page made for it gets past; what
/// then holds is the end of Parse.
class Guard {
 public:
  explicit Guard(std::string_view html) : html_(html) {}

  std::string why_not() {
    while (at_ < html_.size() && why_.empty()) {
      at_ = html_.find('<', at_);
      if (at_ == html_.npos || at_ + 1 >= html_.size()) break;
      const char next = html_[at_ + 1];
      if (html_.substr(at_, 4) == "<!--")
        comment();
      else if (is_letter(next))
        start_tag();
      else if (next == '/' && at_ + 2 < html_.size() && is_letter(html_[at_ + 2]))
        end_tag();
      else if (next == '!' || next == '?' || next == '/')
        skip_past(">");  // a comment too, says the standard
      else
        ++at_;
    }
    return why_;
  }

 private:
  void refuse(const std::string& what) { why_ = what + ", at byte " + std::to_string(tag_begin_); }

  void skip_past(std::string_view end) {
    const auto found = html_.find(end, at_);
    at_ = found == html_.npos ? html_.size() : found + end.size();
  }

  /// `<!-->` is one as well, and `--!>` an end.
  void comment() {
    for (at_ += 2;; ++at_) {
      at_ = html_.find("--", at_);
      if (at_ == html_.npos) return void(at_ = html_.size());
      const auto rest = html_.substr(at_ + 2, 2);
      if (rest.starts_with('>') || rest == "!>") return skip_past(">");
    }
  }

  GumboTag tag_at(std::size_t begin) {
    std::size_t end = begin;
    while (end < html_.size() && !is_blank(html_[end]) && html_[end] != '>' && html_[end] != '/') ++end;
    name_end_ = end;
    // The library compares the name only if it is of a length that a name may have.
    return end - begin < 16 ? gumbo_tagn_enum(html_.data() + begin, static_cast<unsigned>(end - begin))
                            : GUMBO_TAG_UNKNOWN;
  }

  /// Leaves at_ behind the tag; false if it was written `<x/>`.
  bool attributes() {
    std::size_t count = 0;
    at_ = name_end_;
    bool slash = false;
    while (at_ < html_.size() && html_[at_] != '>') {
      const char c = html_[at_];
      if (is_blank(c) || c == '/') {
        slash = c == '/';
        ++at_;
        continue;
      }
      slash = false;
      if (++count > limit::html_attributes)
        return refuse("a tag has more than " + std::to_string(limit::html_attributes) + " attributes"), true;
      ++at_;  // whatever it is: a name may begin with `=`
      while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '>' && html_[at_] != '=' && html_[at_] != '/')
        ++at_;
      while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
      if (at_ >= html_.size() || html_[at_] != '=') continue;
      ++at_;
      while (at_ < html_.size() && is_blank(html_[at_])) ++at_;
      if (at_ < html_.size() && (html_[at_] == '"' || html_[at_] == '\'')) {
        const auto quote = html_.find(html_[at_], at_ + 1);
        at_ = quote == html_.npos ? html_.size() : quote + 1;
      } else {
        while (at_ < html_.size() && !is_blank(html_[at_]) && html_[at_] != '>') ++at_;
      }
    }
    if (at_ < html_.size()) ++at_;
    return !slash;
  }

  void start_tag() {
    tag_begin_ = at_;
    const GumboTag tag = tag_at(at_ + 1);
    if (++tags_ > limit::html_nodes)
      return refuse("the page has more than " + std::to_string(limit::html_nodes) + " tags");
    const bool open = attributes();
    if (!why_.empty()) return;
    const bool is_foreign = open_[GUMBO_TAG_SVG] > 0 || open_[GUMBO_TAG_MATH] > 0;
    if (raw_text_tags[tag] && !is_foreign) return skip_raw_text(tag);
    if (void_tags[tag] || self_closing_kind[tag]) return;
    if (!open && is_foreign && tag == GUMBO_TAG_UNKNOWN) return;  // `<path/>`; but a `<div/>` leaves the picture
    ++open_[tag];
    if (formatting_tags[tag] && ++formatting_ > limit::html_formatting)
      return refuse("more than " + std::to_string(limit::html_formatting) + " formatting elements are open");
    if (++depth_ > limit::html_depth)
      refuse("nested too deep: more than " + std::to_string(limit::html_depth) + " elements are open");
  }

  void end_tag() {
    tag_begin_ = at_;
    const GumboTag tag = tag_at(at_ + 2);
    attributes();  // ignored, but a `>` in quotes does not end it
    if (!why_.empty() || open_[tag] == 0) return;
    --open_[tag];
    --depth_;
    if (formatting_tags[tag]) --formatting_;
  }

  void skip_raw_text(GumboTag tag) {
    for (;; ++at_) {
      at_ = html_.find("</", at_);
      if (at_ == html_.npos) return void(at_ = html_.size());
      if (tag_at(at_ + 2) == tag) return skip_past(">");
    }
  }

  std::string_view html_;
  std::size_t at_ = 0, tag_begin_ = 0, name_end_ = 0;
  std::size_t tags_ = 0, depth_ = 0, formatting_ = 0;
  std::array<std::size_t, GUMBO_TAG_LAST + 1> open_{};
  std::string why_;
};

std::span<GumboAttribute* const> attributes_of(const GumboElement& element) {
  return {reinterpret_cast<GumboAttribute* const*>(element.attributes.data), element.attributes.length};
}

const GumboVector& children_of(const GumboNode& node) {
  return node.type == GUMBO_NODE_DOCUMENT ? node.v.document.children : node.v.element.children;
}

bool has_children(const GumboNode& node) {
  return node.type == GUMBO_NODE_DOCUMENT || node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

/// Lays the library's tree out flat, without recursion. False, and no nodes, where it is deeper than the guard can
/// have let pass: some elements are opened by the parser itself, but not as many again.
bool flatten(const GumboNode& document, std::vector<HtmlNode>& nodes) {
  struct Open {
    const GumboNode* node;
    unsigned next_child;
    std::uint32_t at;
  };
  std::vector<Open> open;
  nodes.push_back({});
  open.push_back({&document, 0, 0});
  while (!open.empty()) {
    Open& top = open.back();
    const GumboVector& children = children_of(*top.node);
    if (top.next_child == children.length) {
      nodes[top.at].end = static_cast<std::uint32_t>(nodes.size());
      open.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children.data[top.next_child++]);
    const auto at = static_cast<std::uint32_t>(nodes.size());
    HtmlNode node;
    node.parent = top.at;
    node.end = at + 1;
    if (has_children(*child)) {
      node.tag = child->v.element.tag;
      node.attributes = attributes_of(child->v.element);
      nodes.push_back(node);
      open.push_back({child, 0, at});
      if (open.size() > 2 * limit::html_depth) return nodes.clear(), false;
    } else if (child->type != GUMBO_NODE_COMMENT) {
      node.tag = GUMBO_TAG_LAST;
      node.text = child->v.text.text;
      nodes.push_back(node);
    }
  }
  return true;
}

}  // namespace

/// One run of the library. All that it allocates is cut from pieces that go together with this (a fifth less time for
/// the whole parse than the heap takes); and as it allocates for every tag, this is also the place to stop it when a
/// page got past the guard.
class HtmlTree::Parse {
 public:
  explicit Parse(std::string html) : html_(std::move(html)) {}
  Parse(const Parse&) = delete;
  Parse& operator=(const Parse&) = delete;

  /// Null where it had to be stopped. The jump is over frames of the library alone, which is in C and owns nothing but
  /// what stands in the pieces.
  const GumboNode* document() {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.allocator = [](void* self, std::size_t bytes) { return static_cast<Parse*>(self)->allocate(bytes); };
    options.deallocator = [](void*, void*) {};
    options.userdata = this;
    stop_at_ = cpu_seconds() + limit::html_seconds;
    if (setjmp(stop_) != 0) return nullptr;  // NOLINT(cert-err52-cpp): no exception may pass the library
    return gumbo_parse_with_options(&options, html_.data(), html_.size())->document;
  }

 private:
  static constexpr std::size_t piece_bytes = std::size_t{1} << 18;
  static constexpr unsigned allocations_per_look = 256;

  /// Of this thread, so that a busy machine does not lose pages.
  static double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
  }

  void* allocate(std::size_t bytes) {
    constexpr std::size_t alignment = alignof(std::max_align_t);
    bytes = (bytes + alignment - 1) / alignment * alignment;
    if (++allocations_ % allocations_per_look == 0 && cpu_seconds() > stop_at_) std::longjmp(stop_, 1);
    if (bytes > left_) {
      left_ = std::max(bytes, piece_bytes);
      if ((total_ += left_) > limit::html_memory) std::longjmp(stop_, 1);
      pieces_.push_back(std::make_unique_for_overwrite<std::byte[]>(left_));
      next_ = pieces_.back().get();
    }
    left_ -= bytes;
    return std::exchange(next_, next_ + bytes);
  }

  std::string html_;
  std::vector<std::unique_ptr<std::byte[]>> pieces_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0, total_ = 0;
  unsigned allocations_ = 0;
  double stop_at_ = 0;
  std::jmp_buf stop_{};
};

bool is_block(GumboTag tag) { return block_tags[tag]; }
bool is_unread(GumboTag tag) { return unread_tags[tag]; }

HtmlTree HtmlTree::parse(std::string html, std::string* why) {
  HtmlTree tree;
  if (auto reason = Guard(html).why_not(); !reason.empty()) {
    *why = std::move(reason);
    return tree;
  }
  tree.parse_ = std::make_shared<Parse>(std::move(html));
  const GumboNode* const document = tree.parse_->document();
  if (document == nullptr)
    *why = "it takes too long to parse";
  else if (!flatten(*document, tree.nodes_))
    *why = "nested too deep: more than " + std::to_string(2 * limit::html_depth) + " elements";
  return tree;
}

std::string_view HtmlTree::attribute(std::size_t node, std::string_view name) const {
  for (const auto* attribute : nodes_[node].attributes)
    if (attribute->name == name) return attribute->value;
  return {};
}

bool HtmlTree::has_attribute(std::size_t node, std::string_view name) const {
  return std::ranges::any_of(nodes_[node].attributes, [&](const auto* one) { return one->name == name; });
}

std::string_view HtmlTree::name(std::size_t node) const { return gumbo_normalized_tagname(nodes_[node].tag); }

std::string HtmlTree::text(std::size_t node) const {
  std::string out;
  bool blank = false;
  const auto add = [&](std::string_view text) {
    for (const char c : text) {
      if (is_blank(c)) {
        blank = true;
        continue;
      }
      if (blank && !out.empty()) out += ' ';
      blank = false;
      out += c;
    }
  };
  for (std::size_t i = node; i < nodes_[node].end;) {
    const HtmlNode& one = nodes_[i];
    if (one.is_text()) {
      add(one.text);
    } else if (i != node && is_unread(one.tag)) {
      i = one.end;
      continue;
    } else if (is_block(one.tag) || one.tag == GUMBO_TAG_BR) {
      blank = true;
    }
    ++i;
  }
  return out;
}

std::size_t HtmlTree::above(std::size_t node, GumboTag tag) const {
  while (node != 0 && nodes_[node].tag != tag) node = nodes_[node].parent;
  return node;
}

}  // namespace broadsheet
