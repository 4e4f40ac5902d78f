#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Letters that are letters of their own in a language, so that their marks are not accents there.
enum class OwnLetters : unsigned char {
  none,
  spanish,  ///< ñ
  nordic,   ///< å ä ö ø æ
};

/// The spelling that case, width and compatibility forms do not change: NFKC_Casefold, `’ ʼ` as `'`, cut to 60 code
/// points. May be empty (a word of invisible characters only).
std::string form_of(std::string_view word);

/// A form without an elision at its front (`l'élysée`), `'s` at its end, the dots of initials, and the commas of a
/// number in threes.
std::string base_of(std::string_view form, bool initials);

/// A form or stem without accents, but for the letters of its language's own. Kana dakuten, Indic and Thai signs and
/// й stay.
std::string fold(std::string_view form, OwnLetters own = OwnLetters::none);

/// How values of fields (tag, source, section, …) are compared: folded; white space, `-` and `_` are one blank.
std::string value_key(std::string_view value);

/// The user-perceived characters (extended grapheme clusters) of `text`, as its byte ends, ascending.
std::vector<std::size_t> cluster_ends(std::string_view text);

/// What is compared of one character of a run: its folded form, of any length.
std::string cluster_key(std::string_view cluster);

/// True if some character is a number, of any script.
bool has_number(std::string_view form);

/// Letters, numbers and the signs that belong to them, of any script. Without accents: of a folded form.
std::size_t count_letters(std::string_view form);

/// True if the text ends in a letter, marks on it included; if it begins with one.
bool ends_in_letter(std::string_view text);
bool begins_with_letter(std::string_view text);

bool is_ascii(std::string_view text);

/// Valid UTF-8 of the same length in bytes: each byte that is part of none becomes U+0001, which is no letter.
std::string without_invalid_utf8(std::string_view text, bool* changed = nullptr);

}  // namespace broadsheet
