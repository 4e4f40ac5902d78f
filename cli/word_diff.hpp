#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::cli {

/// A stretch of two texts compared: words of both, of the old one only, or of the new one only.
struct DiffPiece {
  enum class Kind { same, removed, added };
  Kind kind = Kind::same;
  std::vector<std::string> words;
};

/// The words of a text as they are compared: what stands between white space, and each Chinese or Japanese character.
/// A word after white space begins with a blank, unless it is the first.
std::vector<std::string> words_to_compare(std::string_view text);

/// The shortest way from the old text to the new one, in words (Myers 1986, O(ND)), white space ignored. Nothing if
/// more than `most_edits` words would have to go or come.
std::optional<std::vector<DiffPiece>> diff_words(std::string_view old_text, std::string_view new_text,
                                                 std::size_t most_edits = 2000);

}  // namespace broadsheet::cli
