#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

inline constexpr std::size_t longest_byline = 200;
inline constexpr std::size_t most_authors = 16;

/// The persons of a by-line: `By Ana Li and Bo Chen, Staff Writers | 3 May 2020` gives two. None where it names none;
/// a desk or an agency is a name here.
std::vector<std::string> names_in_byline(std::string_view byline);

/// A by-line without `By`, `Von`, `Author:`; the same text where it has none.
std::string_view without_label(std::string_view text);
/// True if the text is such a label and nothing more.
bool is_byline_label(std::string_view text);

/// A name of a desk or an agency: no person, and better than nobody.
bool is_desk(std::string_view name);

}  // namespace broadsheet
