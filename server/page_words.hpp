#pragma once

#include <broadsheet/results.hpp>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/page_markup.hpp"
#include "server/page_strings.hpp"

// Numbers, dates and languages as people read them.
namespace broadsheet::server {

std::string counted(std::uint64_t number, const says::Noun& noun);  ///< `1 article`, `1,204 articles`
std::string counted(const Count& count, const says::Noun& noun);    ///< `at least 1,204 articles`

/// `3 November 2025`, `November 2025`, `2025`, `1920s`, of a date as archives write it; what it cannot read as it is.
/// With `clock` a time of day is told too: `27 January 2025, 09:12 (+01:00)`.
std::string date_text(std::string_view value, bool clock = false);
/// `<time>` with that text. A decade is none that HTML knows, so it is only text.
Markup time_element(const Date& date, bool clock = false);

/// The attribute `lang`: of a language that is written as BCP 47 has it, else empty, which says "not known".
Attribute language(std::string_view lang);

}  // namespace broadsheet::server
