#pragma once

#include "server/routes.hpp"

// What answers at each address; the table of routes names them.
namespace broadsheet::server {

// api_search.cpp
Response api_search(const Call& call);
Response api_suggest(const Call& call);
Response api_article(const Call& call);
Response api_like(const Call& call);
Response api_story(const Call& call);
Response api_explain(const Call& call);
Response api_cite(const Call& call);
Response api_stats(const Call& call);
// api_numbers.cpp
Response api_count(const Call& call);
Response api_trend(const Call& call);
Response api_facets(const Call& call);
Response api_terms(const Call& call);
Response api_compare(const Call& call);
Response api_kwic(const Call& call);
// api_export.cpp
Response api_export(const Call& call);
// site.cpp
Response site_start(const Call& call);
Response site_search(const Call& call);
Response site_article(const Call& call);
Response site_story(const Call& call);
Response site_cite(const Call& call);
Response site_box(const Call& call);
Response site_problem(const Call& call);
Response site_asset(const Call& call);
// site_explore.cpp
Response site_explore(const Call& call);
// feeds.cpp
Response feed_atom(const Call& call);
Response feed_json(const Call& call);
Response opensearch_suggestions(const Call& call);
Response opensearch_description(const Call& call);
// operations.cpp
Response health(const Call& call);
Response readiness(const Call& call);
Response metrics_text(const Call& call);
// openapi.cpp
Response openapi(const Call& call);

/// The options of a request for a number: no hits, nothing relaxed.
SearchOptions counting_options(const SearchRequest& request);

/// What was not taken as meant of the parameters joins what was not of the query.
void add_warnings(const SearchRequest& request, Results& results);

Response json_response(std::string document);

}  // namespace broadsheet::server
