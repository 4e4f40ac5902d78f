#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/html_tree.hpp"
#include "indexer/json_ld.hpp"

namespace broadsheet {

/// What a page says of itself, gathered in one pass, for those who look for the fields of its article.
class HtmlPage {
 public:
  explicit HtmlPage(const HtmlTree& tree);

  /// Where an element stands: what comments, teasers and the frame of the site say is not said of the article.
  enum class Place : std::uint8_t { page, frame, comments };

  const HtmlTree& tree;
  std::string title;      ///< of `<title>`
  std::string lang;       ///< of `<html lang>`, else of `content-language`, as written
  std::string canonical;  ///< of link rel=canonical
  LinkedData data;
  std::vector<Place> places;       ///< by node
  std::vector<std::string> names;  ///< class and id of each element in lower case, in blanks: ` post-date entry `

  /// Bytes of text below a node: who asks first does not copy a whole page for each element around it.
  std::size_t text_bytes(std::size_t node) const { return text_before_[tree[node].end] - text_before_[node]; }

  /// The first content of a meta element with one of these names (also properties and itemprops; lower case), which
  /// are asked in order; empty where there is none. `which` becomes the name.
  std::string_view meta(std::initializer_list<std::string_view> wanted, std::string_view* which = nullptr) const;
  std::vector<std::string_view> metas(std::string_view wanted) const;

  /// True if a token of the class or the id is, or has as a part between signs, one of these.
  bool is_named(std::size_t node, std::span<const std::string_view> parts) const;
  bool is_named(std::size_t node, std::initializer_list<std::string_view> parts) const {
    return is_named(node, std::span(parts.begin(), parts.size()));
  }
  /// True if the attribute, a list divided by blanks, has the word (lower case).
  bool has_word(std::size_t node, std::string_view attribute, std::string_view word) const;

 private:
  std::vector<std::pair<std::string, std::string>> metas_;
  std::vector<std::size_t> text_before_;  ///< bytes of text before each node
};

/// Words in lower case with one blank between, accents and signs gone: to compare titles and names.
std::string plain_key(std::string_view text);

/// `text` with entities undone and tags gone, on one line.
std::string plain_line(std::string_view text);

}  // namespace broadsheet
