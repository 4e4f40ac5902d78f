#pragma once

#include <broadsheet/results.hpp>

#include "server/page_markup.hpp"
#include "server/search_request.hpp"

namespace broadsheet::server {

/// What the timeline of a search page counts by: days where the dates asked for are of one or two months, else months.
std::string timeline_unit(const SearchRequest& request);

/// The figure "When they were published". Many periods are drawn by a longer unit, which changes no sum.
Markup timeline_figure(const Timeline& timeline, const Parameters& parameters);

/// The same timeline by a longer unit (month to year). Sum of buckets + sum of unplaced + undated stays.
Timeline by_year(const Timeline& months);

}  // namespace broadsheet::server
