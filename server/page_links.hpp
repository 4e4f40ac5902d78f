#pragma once

#include <string>
#include <string_view>

#include "server/page_markup.hpp"
#include "server/search_request.hpp"

// Addresses of the same search with something changed, each from its first page on.
namespace broadsheet::server {

Parameters with(const Parameters& from, std::string_view name, std::string_view value);    ///< in place of what was
Parameters adding(const Parameters& from, std::string_view name, std::string_view value);  ///< beside what was
Parameters without(const Parameters& from, std::string_view name);
Parameters without(const Parameters& from, const Parameter& one);
Parameters without_filters(const Parameters& from);
/// Of what was found: the words and how they are read, the filters; neither page nor order.
Parameters of_the_set(const Parameters& from);

/// `/search` with these.
Address search_address(const Parameters& parameters);
/// `/article/ID?q=…`, so that hits are marked and the way back is known.
Address article_address(std::string_view id, const Parameters& parameters);
Address story_address(std::string_view id, const Parameters& parameters);

/// Parameters as hidden fields of a form.
Markup hidden_fields(const Parameters& parameters);

}  // namespace broadsheet::server
