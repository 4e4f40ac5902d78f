#include <algorithm>
#include <broadsheet/citation.hpp>
#include <broadsheet/json.hpp>
#include <charconv>
#include <nlohmann/json.hpp>

#include "output/article_text.hpp"
#include "server/endpoints.hpp"
#include "server/problem.hpp"

namespace broadsheet::server {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

// A cursor is `REVISION-OFFSET`: sets are counted whole for every answer, so a place in the order is all that it needs,
// and the order is the same as long as the revision is.
std::string cursor_text(std::uint64_t revision, std::size_t offset) {
  return std::to_string(revision) + '-' + std::to_string(offset);
}

std::size_t offset_of_cursor(const std::string& cursor, std::uint64_t revision) {
  std::uint64_t its_revision = 0;
  std::size_t offset = 0;
  const char* const end = cursor.data() + cursor.size();
  const auto first = std::from_chars(cursor.data(), end, its_revision);
  const bool divided = first.ec == std::errc{} && first.ptr != end && *first.ptr == '-';
  const auto second = std::from_chars(first.ptr + (divided ? 1 : 0), end, offset);
  if (!divided || second.ec != std::errc{} || second.ptr != end)
    throw problem("bad_parameter", "cursor cannot be '" + cursor + "': it is what the page before gave as cursor",
                  "cursor");
  if (its_revision != revision)
    throw problem("revision_gone",
                  "the cursor is of revision " + std::to_string(its_revision) + " and the archive is at " +
                      std::to_string(revision) + ": begin with the first page again",
                  "cursor");
  return offset;
}

// Only the fields asked for, and the id, of each hit.
void keep_fields(Json& hits, const std::string& fields) {
  const std::string list = ',' + fields + ",id,";
  for (auto& hit : hits) {
    Json kept = Json::object();
    for (const auto& [name, value] : hit.items())
      if (list.find(',' + name + ',') != std::string::npos) kept[name] = value;
    hit = std::move(kept);
  }
}

Response hits_response(const Call& call, const std::string& text) {
  const SearchRequest& request = call.request;
  SearchOptions options = request.options;
  if (const std::string cursor = request.value("cursor"); !cursor.empty()) {
    if (options.offset > 0) throw problem("bad_parameter", "give cursor or offset, not both", "offset");
    options.offset = offset_of_cursor(cursor, call.context.archive.revision);
  }
  Results results = call.archive->search(text, options);
  add_warnings(request, results);
  const std::string fields = request.value("fields");
  if (!results.next_offset && fields.empty() && !request.has("explain"))
    return json_response(to_json(results, request.offsets));

  Json document = Json::parse(to_json(results, request.offsets));
  if (results.next_offset) document["cursor"] = cursor_text(results.index.revision, *results.next_offset);
  if (!fields.empty()) {
    keep_fields(document["hits"], fields);
    if (document.contains("relaxed")) keep_fields(document["relaxed"]["hits"], fields);
  }
  if (request.has("explain"))
    document["tree"] = Json::parse(explain_json(call.archive->explain(text, options), request.offsets))["tree"];
  return json_response(dump(document));
}

void require_article(const Call& call) {
  if (!call.archive->show(call.segment))
    throw problem("not_found", "there is no article '" + call.segment.substr(0, 200) + "' in this archive");
}

// Warnings on parameters of an answer that has no query of its own.
Response with_parameter_warnings(const Call& call, std::string document) {
  if (call.request.warnings.empty()) return json_response(std::move(document));
  Json json = Json::parse(document);
  for (const auto& warning : call.request.warnings)
    json["warnings"].push_back(
        {{"code", warning.code}, {"parameter", warning.parameter}, {"message", warning.message}});
  return json_response(dump(json));
}

}  // namespace

Response json_response(std::string document) {
  Response response;
  response.type = "application/json";
  response.body = std::move(document);
  return response;
}

void add_warnings(const SearchRequest& request, Results& results) {
  for (const auto& warning : request.warnings)
    results.query.warnings.push_back(
        {.code = warning.code, .message = warning.message, .parameter = warning.parameter});
}

SearchOptions counting_options(const SearchRequest& request) {
  SearchOptions options = request.options;
  options.limit = 0;
  options.offset = 0;
  options.passages = 0;
  options.relaxed = false;
  return options;
}

Response api_search(const Call& call) { return hits_response(call, call.request.text); }

Response api_suggest(const Call& call) {
  const auto suggestions = call.archive->suggest(call.request.text, call.request.options);
  return with_parameter_warnings(call, to_json(suggestions, call.context.archive));
}

Response api_article(const Call& call) {
  const auto reading = call.archive->show(call.segment, call.request.text, call.request.options);
  if (!reading) require_article(call);
  return with_parameter_warnings(call, to_json(*reading, call.context.archive, call.request.offsets));
}

Response api_like(const Call& call) {
  require_article(call);
  const std::string id = query_value(call.segment);
  return hits_response(call, "like:" + id + " -id:" + id);
}

Response api_story(const Call& call) {
  require_article(call);
  Call oldest = call;
  oldest.request.options.sort = SearchOptions::Sort::oldest;
  oldest.request.options.passages = 0;
  oldest.request.options.relaxed = false;
  return hits_response(oldest, "story:" + query_value(call.segment));
}

Response api_explain(const Call& call) {
  const std::string id = call.request.value("id");
  if (!id.empty() && !call.archive->show(id))
    throw problem("not_found", "there is no article '" + id.substr(0, 200) + "' in this archive", "id");
  Results results = call.archive->explain(call.request.text, counting_options(call.request), id);
  add_warnings(call.request, results);
  return json_response(explain_json(results, call.request.offsets));
}

Response api_cite(const Call& call) {
  const Citation citation =
      broadsheet::cite(*call.archive, call.request.text, call.request.options, call.request.has("ids"));
  const std::string format = call.request.value("format");
  if (format == "json") return with_parameter_warnings(call, to_json(citation));
  Response response;
  response.type = format == "csl-json" ? "application/vnd.citationstyles.csl+json" : "text/plain";
  response.body = format == "bibtex"     ? to_bibtex(citation)
                  : format == "csl-json" ? "[\n" + to_csl_json(citation) + "\n]\n"
                                         : to_text(citation) + "\n";
  return response;
}

Response api_stats(const Call& call) { return with_parameter_warnings(call, to_json(call.archive->stats())); }

}  // namespace broadsheet::server
