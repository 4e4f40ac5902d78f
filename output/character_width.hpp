#pragma once

#include <cstddef>

// Our own small tables instead of wcwidth: that one asks the locale, which may be C where text is UTF-8 all the same.
namespace broadsheet {

/// Columns that a character takes on a terminal: 0 (joins the one before), 1, or 2 (East Asian wide).
std::size_t character_width(char32_t code);

/// Chinese and Japanese, where a line may break between any two characters.
bool breaks_freely(char32_t code);

/// Punctuation that such a line does not begin, or end, with.
bool begins_no_line(char32_t code);
bool ends_no_line(char32_t code);

}  // namespace broadsheet
