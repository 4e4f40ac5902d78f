#pragma once

#include <broadsheet/article.hpp>
#include <cstddef>
#include <string>
#include <string_view>

// What small texts of a page say about the dates in them, beside the dates.
namespace broadsheet {

inline constexpr std::size_t longest_line = 200;  ///< a longer one is running text

/// The label before the first date says that it is of a change: `Aktualisiert: 3.5.2020`.
bool says_change(std::string_view text);

/// It says that it is of another thing: `Deadline: 3.5.2020`, `3.5.2020, 9:00 - 17:00`.
bool says_other(std::string_view text);

/// It says that it is of the publication: `Datum: 3.5.2020`, `Von Ana Li am 3.5.2020`.
bool says_published(std::string_view text);

/// YYYY/MM/DD, YYYY-MM-DD, YYYYMMDD, or DD-MM-YYYY where no month has so many days, in the path of an address, as
/// YYYY-MM-DD; empty where there is none.
std::string day_in_url(std::string_view url);

/// `31.10.23` with its century, or the text as it is: there was no web before 1991, so that a year of two digits that a
/// page shows as its own is no guess.
std::string with_century(std::string_view text);

/// What a program writes where it knows no date.
bool is_default_day(const Date& date);

}  // namespace broadsheet
