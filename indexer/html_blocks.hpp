#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/html_tree.hpp"

namespace broadsheet {

/// A stretch of text of a page that stands on lines of its own: a paragraph, a heading, an item, a cell.
struct HtmlBlock {
  std::string text;               ///< white space as one blank, a `<br>` as a line break
  std::uint32_t node = 0;         ///< the block element it stands in
  std::uint32_t first = 0;        ///< its first text: ascending from block to block
  std::uint32_t words = 0;        ///< in scripts without blanks, about
  std::uint32_t linked = 0;       ///< of them in links
  bool sentence = false;          ///< ends as a sentence does
  const char* dropped = nullptr;  ///< the rule by which it is not the article's
  std::uint32_t dropped_by = 0;   ///< the element whose name dropped it; 0: none
  const char* kept = nullptr;     ///< the rule by which it is, against the first impression

  /// Running text: enough words that are no links.
  bool is_running() const { return words >= (sentence ? 8U : 15U) && linked * 3 < words; }
};

/// The blocks of a page in order; what nobody reads (scripts, hidden controls) is not among them.
std::vector<HtmlBlock> blocks_of(const HtmlTree& tree);

}  // namespace broadsheet
