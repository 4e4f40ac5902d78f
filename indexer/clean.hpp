#pragma once

#include <broadsheet/article.hpp>
#include <cstddef>
#include <string>
#include <string_view>

// What every reader does to the text it found, so that an Article keeps the promises of article.hpp and stays within
// the limits. All of it is idempotent: cleaning what is clean changes nothing.
namespace broadsheet {

/// Warnings that one article keeps; a last one says that there were more.
inline constexpr std::size_t most_warnings = 64;

/// `text` with each byte sequence that is not UTF-8 replaced by U+FFFD; adds their number to `*replaced`.
std::string clean_utf8(std::string_view text, std::size_t* replaced = nullptr);

/// Running text, given valid UTF-8: line breaks are \n, control characters and U+FEFF are gone, a letter has at most
/// limit::combining_marks marks, no blanks at either end. Blank lines and indents inside stay.
std::string clean_text(std::string_view text);

/// The same on one line: every run of white space is one blank.
std::string clean_line(std::string_view text);

/// A to Z small and all else as it is: for names of headers, charsets, elements.
std::string lower_ascii(std::string_view text);

/// A BCP 47 tag (`en`, `en-GB`, `zh-Hant-TW`) for `EN`, `en_GB.UTF-8`, `eng`, `English`. Empty where the language is
/// not known or `text` names none; the latter puts a reason in `*why`.
std::string clean_lang(std::string_view text, std::string* why);

/// Cleans every part of the article, keeps it within the limits, and gives it an id if it has none: from its URL, else
/// from its place (or, read from standard input, where places mean nothing, from its text). Says in the warnings
/// what was dropped or changed.
void clean_article(Article& article);

/// `text` for a message: one line, not longer than about `most` bytes, in single quotes.
std::string quote(std::string_view text, std::size_t most = 60);

}  // namespace broadsheet
