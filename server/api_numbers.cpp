#include <algorithm>
#include <array>
#include <broadsheet/concordance.hpp>
#include <broadsheet/json.hpp>
#include <broadsheet/numbers.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

#include "output/figure_tables.hpp"
#include "server/endpoints.hpp"
#include "server/problem.hpp"

// Numbers, as JSON or, by Accept, as CSV: rows and columns are those of the command line.
namespace broadsheet::server {
namespace {

using Json = nlohmann::ordered_json;

bool wants_csv(const Call& call) { return call.type == "text/csv"; }

Response csv_response(const NumberTable& table) {
  std::ostringstream out;
  write_table(table, {}, out);
  Response response;
  response.body = out.str();
  return response;
}

// The answer document without the keys that a number has no use for.
Response parts_response(const Results& results, Offsets offsets) {
  Json document = Json::parse(to_json(results, offsets));
  document.erase("hits");
  document.erase("help");
  return json_response(document.dump());
}

}  // namespace

Response api_count(const Call& call) {
  Results results = call.archive->search(call.request.text, counting_options(call.request));
  add_warnings(call.request, results);
  return wants_csv(call) ? csv_response(count_table(results)) : parts_response(results, call.request.offsets);
}

Response api_trend(const Call& call) {
  const SearchRequest& request = call.request;
  const std::string by = request.value("by"), series = request.value("series");
  const bool period = by == "day" || by == "week" || by == "month" || by == "year";
  SearchOptions options = counting_options(request);
  if (!series.empty()) {
    if (!period)
      throw problem("bad_parameter", "series divides periods: by is day, week, month or year then", "series");
    Trend trend = trend_by_value(*call.archive, request.text, options, by, series, request.number("top"));
    add_warnings(request, trend.found);
    return wants_csv(call) ? csv_response(trend_table(trend)) : json_response(to_json(trend, request.offsets));
  }
  options.shares = true;
  if (period)
    options.timeline = by;
  else
    options.facets = {by};
  Results results = call.archive->search(request.text, options);
  add_warnings(request, results);
  return wants_csv(call) ? csv_response(share_table(share_rows(results), by))
                         : parts_response(results, request.offsets);
}

Response api_facets(const Call& call) {
  const SearchRequest& request = call.request;
  SearchOptions options = counting_options(request);
  options.facets = {request.value("field")};
  Results results = call.archive->search(request.text, options);
  add_warnings(request, results);
  if (const std::string limit = request.value("limit"); !limit.empty())
    for (auto& facet : results.facets) facet.rows.resize(std::min(facet.rows.size(), request.number("limit")));
  if (wants_csv(call)) return csv_response(facet_table(results.facets.empty() ? Facet{} : results.facets.front()));
  return parts_response(results, request.offsets);
}

Response api_terms(const Call& call) {
  const SearchRequest& request = call.request;
  const std::string kinds = ',' + request.value("kind") + ',';
  const auto has = [&](const char* kind) { return kinds.find(',' + std::string(kind) + ',') != std::string::npos; };
  const TermsOptions what{.limit = request.number("limit"),
                          .minimum = request.number("min"),
                          .words = has("words"),
                          .names = has("names"),
                          .tags = has("tags")};
  Terms terms = distinctive_terms(*call.archive, request.text, counting_options(request), what);
  add_warnings(request, terms.found);
  return wants_csv(call) ? csv_response(terms_table(terms)) : json_response(to_json(terms, request.offsets));
}

Response api_compare(const Call& call) {
  const SearchRequest& request = call.request;
  SearchOptions options = counting_options(request);
  options.timeline = request.value("by");
  const auto queries = request.values("q"), periods = request.values("period");
  if (!periods.empty() && periods.size() != 2)
    throw problem("bad_parameter", "give period twice, or not at all", "period");
  if (queries.size() != (periods.empty() ? 2 : 1))
    throw problem("bad_parameter",
                  periods.empty() ? "give q twice, or q once and period twice" : "with periods, give q once", "q");
  Comparison comparison = periods.empty() ? compare_queries(*call.archive, queries[0], queries[1], options)
                                          : compare_periods(*call.archive, queries[0], periods[0], periods[1], options);
  add_warnings(request, comparison.first.found);
  if (!wants_csv(call)) return json_response(to_json(comparison, request.offsets));
  return csv_response(options.timeline.empty() ? comparison_table(comparison) : comparison_timeline(comparison));
}

Response api_kwic(const Call& call) {
  using Key = ConcordanceOptions::Key;
  static constexpr std::array<std::pair<std::string_view, Key>, 5> keys{{{"left", Key::left},
                                                                         {"right", Key::right},
                                                                         {"match", Key::match},
                                                                         {"date", Key::date},
                                                                         {"source", Key::source}}};
  const SearchRequest& request = call.request;
  ConcordanceOptions options;
  std::istringstream names(request.value("sort"));
  for (std::string name; std::getline(names, name, ',');)
    options.sort.push_back(std::ranges::find(keys, name, &std::pair<std::string_view, Key>::first)->second);
  options.limit = request.number("limit");
  options.offset = request.number("offset");
  options.sample = request.number("sample");
  options.seed = request.number("seed");
  options.width = request.number("width");
  options.search = request.options;
  Concordance concordance(*call.archive, request.text, options);
  if (wants_csv(call)) {
    std::ostringstream out;
    write_concordance(concordance, {}, out);
    Response response;
    response.body = out.str();
    return response;
  }
  Json document = Json::parse(to_json(concordance, options));
  for (const auto& warning : request.warnings)
    document["query"]["warnings"].push_back(
        {{"code", warning.code}, {"parameter", warning.parameter}, {"message", warning.message}});
  return json_response(document.dump());
}

}  // namespace broadsheet::server
