#pragma once

#include <broadsheet/article.hpp>
#include <cstdint>
#include <string>
#include <string_view>

// What the formats of agencies have in common.
namespace broadsheet {

/// The number of a version; 0 where the text is none.
std::uint64_t version_of(std::string_view text);

/// Adds the persons of a by-line; where it names none, the whole line without `By`.
void add_authors(std::string_view byline, Article& article);

/// Adds a tag that is not there yet.
void add_tag(std::string_view tag, Article& article);

/// The subject that a code of the IPTC (eight digits, `subj:04011002`, `medtop:15000000`) lies below: `economy,
/// business and finance`. Empty for others. For items that give no names.
std::string_view subject_of_code(std::string_view code);

/// Puts the place and day of a date line before a text that does not begin with it.
void put_dateline(std::string_view dateline, Article& article);

/// Of `stat:canceled` or `http://cv.iptc.org/newscodes/pubstatusg2/canceled` the last part.
std::string_view last_part(std::string_view code);

}  // namespace broadsheet
