#pragma once

#include <broadsheet/results.hpp>

#include "server/page_markup.hpp"
#include "server/search_request.hpp"

namespace broadsheet::server {

/// The landmark "Narrow the results": the days of publication, and the values of each facet.
Markup narrow(const SearchRequest& request, const std::vector<Facet>& facets);

/// The list "Filters in force"; nothing where there is none.
Markup filters_in_force(const SearchRequest& request);

}  // namespace broadsheet::server
