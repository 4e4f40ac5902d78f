#pragma once

#include <broadsheet/article.hpp>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// By-lines and dates as they stand beside a headline.
namespace broadsheet::page {

/// What a line (or two) beside the headline tells.
struct Meta {
  std::vector<std::string> authors;
  std::optional<Date> date, updated;
  bool any = false;  ///< something was understood, and nothing was left over
};

std::string_view trim(std::string_view text, std::string_view blanks = " \t,;:");
/// Takes one of the prefixes off, without regard to case, where a blank, a colon or the end follows it.
bool take_prefix(std::string_view& text, std::initializer_list<std::string_view> prefixes);
/// The pieces between the separators, at least one; of two that begin at one place the first given wins.
std::vector<std::string_view> split(std::string_view text, std::initializer_list<std::string_view> separators);
/// Two to five words that begin with capitals (or are particles), or one; no digits, no sentence.
bool is_name(std::string_view text);
/// The names of a by-line after its `By`; nothing if what stands there is something else.
std::vector<std::string> names_in(std::string_view text);
/// What the line tells; nothing where it tells something else beside that.
Meta read_meta(std::string_view line);
/// The label above or below a name in an author's box.
bool is_written_by(std::string_view text);

}  // namespace broadsheet::page
