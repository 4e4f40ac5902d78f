#pragma once

#include <unicode/utypes.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

// One line of a scraped page: its shape, and the words by which pages of every publisher tell what it is.
namespace broadsheet::page {

struct Line {
  std::string text;
  bool after_blank = true;  ///< an empty line or the beginning stands before
  bool heading = false;     ///< marked as one: `# …`, or underlined
  std::size_t words = 0;
  bool sentence = false;  ///< ends as a sentence does
  enum class Kind : std::uint8_t {
    other,  ///< navigation, labels, headlines, list items
    prose,  ///< a paragraph
    meta,   ///< wholly a by-line, a date, a reading time
    pass,   ///< something between the paragraphs that is not the article's: `Advertisement`
    end,    ///< something after which other things begin, though the article may go on below: `You may also like`
    stop,   ///< something after which the article does not go on: `Comments`
  } kind = Kind::other;
};

/// ASCII only.
char lower(char c);
std::string lower(std::string_view text);
/// About the number of words: by blanks, and two characters each where a script has none.
std::size_t count_words(std::string_view text);
bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends);
bool ends_sentence(std::string_view text);
/// `U.S.` and `St.` may end a headline.
bool ends_with_abbreviation(std::string_view text);
/// The first letter or digit; 0: none.
UChar32 first_letter(std::string_view text);
bool begins_small(std::string_view text);
/// Without what decorates a label: arrows, colons, bullets, dots.
std::string_view bare(std::string_view text);
/// What a known label (`Advertisement`, `Related articles`) makes of the line; nothing for all others.
std::optional<Line::Kind> marker_kind(const Line& line);
bool is_navigation(std::string_view text);
/// A notice of cookies, scripts or terms.
bool is_boilerplate(const Line& line);

}  // namespace broadsheet::page
