#pragma once

#include <broadsheet/results.hpp>
#include <cstddef>
#include <string>
#include <string_view>

namespace broadsheet::cli {

/// How text is set on lines.
struct Layout {
  std::size_t width = 80;    ///< columns, the indent among them
  std::string first_indent;  ///< before the first line; its columns are its bytes
  std::string indent;        ///< before every other line
  bool color = false;        ///< marks in colour, else in [ ]
  bool bold = false;         ///< the text itself, with colour
};

/// Text by others on lines of at most `width` columns, with its marks, made harmless; a line break at the end.
/// Lines end at blanks or between Chinese or Japanese characters; what is longer than a line stands on its own.
/// Any run of white space is one blank.
std::string wrapped(const MarkedText& text, const Layout& layout);
std::string wrapped(std::string_view text, const Layout& layout);

}  // namespace broadsheet::cli
