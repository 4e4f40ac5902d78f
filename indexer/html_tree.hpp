#pragma once

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// A part of a page: an element, or text between two tags. Nodes stand in the order of the page, so that what is
/// below a node are those behind it up to `end`.
struct HtmlNode {
  std::uint32_t parent = 0;
  std::uint32_t end = 0;             ///< one behind the last node below
  GumboTag tag = GUMBO_TAG_UNKNOWN;  ///< of an element; GUMBO_TAG_LAST for text
  std::string_view text;             ///< of text: entities undone
  std::span<GumboAttribute* const> attributes;

  bool is_text() const { return tag == GUMBO_TAG_LAST; }
};

/// A page as the HTML standard reads it, flat. Its views live as long as it does.
class HtmlTree {
 public:
  /// Reads valid UTF-8. Empty, with the reason in `*why` (and the byte, where one is to blame), where the page would
  /// make the parser slow or did: see the limits of html in archive/limits.hpp.
  static HtmlTree parse(std::string html, std::string* why);

  bool empty() const { return nodes_.empty(); }
  std::size_t size() const { return nodes_.size(); }
  const HtmlNode& operator[](std::size_t node) const { return nodes_[node]; }
  const std::vector<HtmlNode>& nodes() const { return nodes_; }

  /// The value of an attribute, its name in lower case; empty where there is none.
  std::string_view attribute(std::size_t node, std::string_view name) const;
  bool has_attribute(std::size_t node, std::string_view name) const;
  std::string_view name(std::size_t node) const;  ///< of the element: `p`

  /// The text below a node on one line, white space as one blank; without scripts and styles.
  std::string text(std::size_t node) const;

  /// The nearest element above (or at) `node` with this tag; 0, the document, where there is none.
  std::size_t above(std::size_t node, GumboTag tag) const;

 private:
  class Parse;
  std::shared_ptr<Parse> parse_;  ///< holds what the nodes view
  std::vector<HtmlNode> nodes_;
};

/// Elements that stand on lines of their own.
bool is_block(GumboTag tag);
/// Elements whose text nobody reads: scripts, styles, templates.
bool is_unread(GumboTag tag);

}  // namespace broadsheet
