#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "indexer/page_line.hpp"

// Where the article lies among the lines of a page.
namespace broadsheet::page {

struct Range {
  std::size_t begin = 0, end = 0;  ///< half-open
};

/// Places in the lines of a page.
struct Page {
  std::optional<std::size_t> title;
  Range body;
  std::vector<Range> holes;  ///< in the body, what is not the article's
};

/// The lines of a cleaned text, each judged by itself; a paragraph broken at a width is one line.
std::vector<Line> lines_of(std::string_view text);
bool is_caption(std::string_view text);
/// `34 responses to …`, `[167 comments]`, `Top rated comments`: below an article its readers speak, above it they are
/// only counted.
bool counts_comments(const Line& line);
bool could_be_title(const Line& line);
/// A line that stands alone and names a category: `Top Stories`.
bool could_be_label(const Line& line);
/// About how many sentences end in it.
std::size_t sentences(std::string_view text);
Page parts_of(const std::vector<Line>& lines);

}  // namespace broadsheet::page
