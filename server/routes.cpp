#include "server/routes.hpp"

#include <algorithm>

#include "server/endpoints.hpp"

namespace broadsheet::server {
namespace {

using RouteKind = Route::Kind;
using namespace parameters;

constexpr std::string_view json = "application/json", csv = "text/csv", html = "text/html";

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 1; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    out.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

}  // namespace

std::vector<const ParameterRow*> Route::rows() const {
  std::vector<const ParameterRow*> out;
  for (const auto& list : parameters)
    for (const auto& row : list) out.push_back(&row);
  return out;
}

const std::vector<Route>& routes() {
  static const std::vector<Route> table{
      {"/v1/search",
       RouteKind::api,
       "ranked articles, with the passages that answer",
       {json},
       {query(), filters(), page(), shown(), reading(), places()},
       true,
       api_search},
      {"/v1/suggest",
       RouteKind::api,
       "words, values and titles that go on from what is typed",
       {json},
       {query(), filters(), suggest()},
       true,
       api_suggest},
      {"/v1/count",
       RouteKind::api,
       "how many articles a query finds",
       {json, csv},
       {query(), filters(), reading(), places()},
       true,
       api_count},
      {"/v1/trend",
       RouteKind::api,
       "how often over time, as a share of all articles",
       {json, csv},
       {query(), filters(), trend(), reading(), places()},
       true,
       api_trend},
      {"/v1/facets",
       RouteKind::api,
       "the values of a field in the articles found",
       {json, csv},
       {query(), filters(), facets(), reading(), places()},
       true,
       api_facets},
      {"/v1/terms",
       RouteKind::api,
       "words, names and tags that set the articles found apart",
       {json, csv},
       {query(), filters(), terms(), reading(), places()},
       true,
       api_terms},
      {"/v1/compare",
       RouteKind::api,
       "how much more often one query is found than another",
       {json, csv},
       {two_queries(), filters(), compare(), reading(), places()},
       true,
       api_compare},
      {"/v1/kwic",
       RouteKind::api,
       "every place where the words stand, with what is around",
       {json, csv},
       {query(), filters(), kwic(), reading(), places()},
       true,
       api_kwic},
      {"/v1/articles/{id}",
       RouteKind::api,
       "one whole article, with the words of a query marked",
       {json},
       {query(), reading(), places()},
       true,
       api_article},
      {"/v1/articles/{id}/like",
       RouteKind::api,
       "articles with the distinctive words of one",
       {json},
       {filters(), page(), shown(), places()},
       true,
       api_like},
      {"/v1/stories/{id}",
       RouteKind::api,
       "all copies of an article, the earliest first",
       {json},
       {page(), places()},
       true,
       api_story},
      {"/v1/export",
       RouteKind::api,
       "all articles found, whole, as a stream",
       {"application/jsonl"},
       {query(), filters(), exported(), reading()},
       true,
       api_export},
      {"/v1/explain",
       RouteKind::api,
       "how a query is understood, and what each part finds",
       {json},
       {query(), filters(), parameters::explain(), reading(), places()},
       true,
       api_explain},
      {"/v1/cite",
       RouteKind::api,
       "what a query finds now, as a citation that can be verified",
       {json},
       {query(), filters(), parameters::cite(), reading()},
       true,
       api_cite},
      {"/v1/stats", RouteKind::api, "what the archive holds", {json}, {}, true, api_stats},

      {"/", RouteKind::page, "the start page", {html}, {}, true, site_start},
      {"/search",
       RouteKind::page,
       "search, as a page",
       {html},
       {query(), filters(), page(), shown_on_page(), reading()},
       true,
       site_search},
      {"/article/{id}",
       RouteKind::page,
       "one article to read",
       {html},
       {query(), filters(), page(), shown_on_page(), reading()},  // the page and its order for the way back
       true,
       site_article},
      {"/story/{id}",
       RouteKind::page,
       "the copies of an article",
       {html},
       {query(), filters(), page(), reading()},
       true,
       site_story},
      {"/cite", RouteKind::page, "a citation, as a page", {html}, {query(), filters(), reading()}, true, site_cite},
      {"/box", RouteKind::page, "the box as a site embeds it", {html}, {}, true, site_box},
      {"/problems/{code}", RouteKind::page, "what a problem means, and what to do", {html}, {}, false, site_problem},

      {"/search.atom",
       RouteKind::feed,
       "the newest articles found, as Atom",
       {"application/atom+xml"},
       {query(), filters(), reading()},
       true,
       feed_atom},
      {"/search.json",
       RouteKind::feed,
       "the newest articles found, as JSON Feed 1.1",
       {"application/feed+json"},
       {query(), filters(), reading()},
       true,
       feed_json},
      {"/suggest.json",
       RouteKind::feed,
       "OpenSearch suggestions",
       {"application/x-suggestions+json"},
       {query(), filters(), suggest()},
       true,
       opensearch_suggestions},
      {"/opensearch.xml",
       RouteKind::feed,
       "OpenSearch description",
       {"application/opensearchdescription+xml"},
       {},
       true,
       opensearch_description},

      {"/broadsheet-search.js", RouteKind::asset, "the box", {"text/javascript"}, {}, false, site_asset},
      {"/page.css", RouteKind::asset, "the style of the pages", {"text/css"}, {}, false, site_asset},
      {"/explore", RouteKind::page, "the explorer", {html}, {query(), filters()}, true, site_explore},
      {"/explore.css", RouteKind::asset, "its style", {"text/css"}, {}, false, site_asset},
      {"/explore.js", RouteKind::asset, "its script", {"text/javascript"}, {}, false, site_asset},
      {"/explorer/{module}",
       RouteKind::asset,
       "a part of it, where it is not bundled",
       {"text/javascript"},
       {},
       false,
       site_asset},
      {"/chart.js", RouteKind::asset, "what it draws charts with", {"text/javascript"}, {}, false, site_asset},

      {"/healthz", RouteKind::operation, "whether the service runs", {"text/plain"}, {}, false, health},
      {"/readyz", RouteKind::operation, "whether it can answer", {"text/plain"}, {}, true, readiness},
      {"/metrics",
       RouteKind::operation,
       "figures for Prometheus",
       {"text/plain; version=0.0.4"},
       {},
       false,
       metrics_text},
      {"/openapi.json", RouteKind::operation, "this list, as OpenAPI 3.1", {json}, {}, false, openapi},
  };
  return table;
}

Found find_route(std::string_view path) {
  if (!path.starts_with('/')) return {};
  const auto parts = segments(path);
  for (const auto& route : routes()) {
    const auto pattern = segments(route.path);
    if (pattern.size() != parts.size()) continue;
    std::string segment;
    bool fits = true;
    for (std::size_t i = 0; i < parts.size() && fits; ++i) {
      const std::string part = decoded_segment(parts[i]);
      if (pattern[i].starts_with('{')) segment = part;
      fits = pattern[i].starts_with('{') ? !part.empty() : pattern[i] == part;
    }
    if (fits) return {&route, segment};
  }
  return {};
}

}  // namespace broadsheet::server
