#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Half-open bytes of a text.
struct Stretch {
  std::size_t begin;
  std::size_t end;
  bool operator==(const Stretch&) const = default;
};

/// The paragraphs of a body: divided by blank lines and by lines indented two blanks or more; in a text with neither,
/// by every line break. Without white space at their ends, ascending, none empty.
std::vector<Stretch> paragraphs(std::string_view text);

/// The sentences inside one paragraph of `text`: ICU's, locale `LANG@ss=standard`, a line break counting as a blank.
/// They cover the paragraph but for white space between them.
std::vector<Stretch> sentences(std::string_view text, Stretch paragraph, std::string_view lang);

/// The last place at or before `at`, not before `least`, between two user-perceived characters and, if there is
/// one within the last third of the stretch, behind a blank.
std::size_t good_cut(std::string_view text, std::size_t least, std::size_t at);

}  // namespace broadsheet
