#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// True if `text` is `pattern`, where `*` stands for any characters and `?` for exactly one code point. Linear but for
/// the number of `*`, never exponential. UTF-8.
bool matches_wildcard(std::string_view pattern, std::string_view text);

/// Letters and numbers of a pattern.
std::size_t letters_beside_wildcards(std::string_view pattern);

/// Parts between blanks.
std::vector<std::string> divided_values(std::string_view text);

/// The optimal string alignment distance of two lists of code points (insert, delete, replace, swap neighbours; none
/// edited twice) if it is at most `most`, else `most` + 1.
unsigned edit_distance(std::u32string_view a, std::u32string_view b, unsigned most);

}  // namespace broadsheet
