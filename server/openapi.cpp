#include <nlohmann/json.hpp>

#include "server/endpoints.hpp"
#include "server/parameter_schema.hpp"
#include "server/problem.hpp"

// The table of routes as OpenAPI 3.1: every address, its parameters with what they may be, its answers. Nothing writes.
namespace broadsheet::server {
namespace {

using Json = nlohmann::ordered_json;
using Kind = ParameterRow::Kind;

Json parameter(const ParameterRow& row) {
  Json out{{"name", row.name}, {"in", "query"}, {"description", row.about}};
  if (row.required) out["required"] = true;
  if (row.repeated) {
    out["schema"] = {{"type", "array"}, {"items", value_schema(row)}};
    out["explode"] = true;
  } else {
    out["schema"] = value_schema(row);
    if (row.kind == Kind::choices) out["explode"] = false;
  }
  return out;
}

Json answers(const Route& route) {
  Json content = Json::object();
  for (const auto type : route.types) content[std::string(type)] = Json::object();
  const Json problem{{"$ref", "#/components/responses/Problem"}};
  Json out{{"200", {{"description", "the answer"}, {"content", content}}}};
  if (route.kind != Route::Kind::operation)
    out["304"] = {{"description", "the answer that the client has is still right"}};
  if (!route.parameters.empty()) out["400"] = problem;
  if (route.path.find('{') != std::string_view::npos) out["404"] = problem;
  if (route.archive) {
    out["429"] = problem;
    out["503"] = problem;
  }
  return out;
}

// `/v1/articles/{id}/like` → `v1_articles_id_like`.
std::string operation_id(std::string_view path) {
  std::string out;
  for (const char c : path)
    if (std::isalnum(static_cast<unsigned char>(c)))
      out += c;
    else if (!out.empty() && out.back() != '_')
      out += '_';
  while (out.ends_with('_')) out.pop_back();
  return out.empty() ? "start" : out;
}

Json problem_schema() {
  Json codes = Json::array();
  for (const auto& kind : problem_kinds()) codes.push_back(kind.code);
  return {{"type", "object"},
          {"required", {"type", "title", "status", "detail", "code"}},
          {"properties",
           {{"type", {{"type", "string"}, {"format", "uri-reference"}}},
            {"title", {{"type", "string"}}},
            {"status", {{"type", "integer"}}},
            {"detail", {{"type", "string"}}},
            {"code", {{"type", "string"}, {"enum", codes}}},
            {"parameter", {{"type", "string"}}},
            {"begin", {{"type", "integer"}}},
            {"end", {{"type", "integer"}}}}}};
}

}  // namespace

Response openapi(const Call& call) {
  Json paths = Json::object();
  for (const auto& route : routes()) {
    Json list = Json::array();
    if (const auto begin = route.path.find('{'); begin != std::string_view::npos)
      list.push_back({{"name", route.path.substr(begin + 1, route.path.find('}') - begin - 1)},
                      {"in", "path"},
                      {"required", true},
                      {"schema", {{"type", "string"}}}});
    for (const auto* row : route.rows()) list.push_back(parameter(*row));
    Json get{{"operationId", operation_id(route.path)}, {"summary", route.about}};
    if (!list.empty()) get["parameters"] = list;
    get["responses"] = answers(route);
    paths[std::string(route.path)] = {{"get", get}};
  }
  Json document{{"openapi", "3.1.0"},
                {"info",
                 {{"title", "Broadsheet"},
                  {"version", BROADSHEET_VERSION},
                  {"description", "Search in an archive of news. Every address is read with GET; nothing writes."}}}};
  document["servers"] = Json::array({{{"url", call.context.public_url.empty() ? "/" : call.context.public_url}}});
  document["paths"] = std::move(paths);
  document["components"] = {
      {"schemas", {{"Problem", problem_schema()}}},
      {"responses",
       {{"Problem",
         {{"description", "why there is no answer (RFC 9457)"},
          {"content", {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}}}};
  return json_response(document.dump());
}

}  // namespace broadsheet::server
