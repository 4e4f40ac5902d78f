#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "archive/fold.hpp"

namespace broadsheet {

/// How words of a language are analysed: a row of the language table. 0 is any language without a row.
using LanguageId = std::uint8_t;

struct LanguageRow {
  std::string_view code;     ///< primary subtag
  std::string_view stemmer;  ///< Xapian's name of the Snowball stemmer; empty: words are not stemmed
  OwnLetters own = OwnLetters::none;
};

/// All rows; a LanguageId is an index. Never renumber: archives store it.
std::span<const LanguageRow> languages();

/// The row for a BCP 47 tag (`en-GB` → en); 0 where there is none.
LanguageId language_of(std::string_view tag);

/// The language that CLD2 reads in the text: a BCP 47 tag, empty if it is not sure.
std::string detect_language(std::string_view title, std::string_view body);

}  // namespace broadsheet
