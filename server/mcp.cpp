#include "server/mcp.hpp"

#include <algorithm>
#include <array>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "server/parameter_schema.hpp"
#include "server/routes.hpp"

namespace broadsheet::server {
namespace {

using Json = nlohmann::ordered_json;

/// Revisions of the protocol that read the same for tools; the newest first.
constexpr std::array<std::string_view, 3> revisions = {"2025-06-18", "2025-03-26", "2024-11-05"};
constexpr std::size_t most_message_bytes = std::size_t{1} << 20;

// What JSON-RPC 2.0 calls them.
constexpr int parse_error = -32700, invalid_request = -32600, unknown_method = -32601, invalid_params = -32602;

struct Refusal {
  int code;
  std::string message;
};

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// `/v1/articles/{id}/like` → `like`, `/v1/articles/{id}` → `article`, `/v1/count` → `count`.
std::string tool_name(const Route& route) {
  std::string_view path = route.path;
  const auto last = path.substr(path.rfind('/') + 1);
  if (!last.starts_with('{')) return std::string(last);
  path.remove_suffix(last.size() + 1);
  const auto kind = path.substr(path.rfind('/') + 1);
  return kind == "stories" ? "story" : std::string(kind.substr(0, kind.size() - 1));
}

/// An export is for files: it has no end that a conversation could hold.
bool is_tool(const Route& route) { return route.kind == Route::Kind::api && route.path != "/v1/export"; }

bool has_id(const Route& route) { return route.path.find("{id}") != std::string_view::npos; }

const Route* find_tool(std::string_view name) {
  const auto at =
      std::ranges::find_if(routes(), [&](const Route& route) { return is_tool(route) && tool_name(route) == name; });
  return at == routes().end() ? nullptr : &*at;
}

Json property(const ParameterRow& row) {
  Json schema = row.kind == ParameterRow::Kind::flag ? Json{{"type", "boolean"}, {"default", row.fallback == "1"}}
                                                     : value_schema(row);
  if (row.repeated) schema = {{"type", "array"}, {"items", std::move(schema)}};
  schema["description"] = row.about;
  return schema;
}

Json tool(const Route& route) {
  Json properties = Json::object(), required = Json::array();
  if (has_id(route)) {
    properties["id"] = {{"type", "string"}, {"description", "of an article, as `search` gives it"}};
    required.push_back("id");
  }
  for (const auto* row : route.rows()) {
    properties[std::string(row->name)] = property(*row);
    if (row->required) required.push_back(row->name);
  }
  return {{"name", tool_name(route)},
          {"title", tool_name(route)},
          {"description", route.about},
          {"inputSchema",
           {{"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}}},
          {"annotations", {{"readOnlyHint", true}, {"openWorldHint", false}}}};
}

std::string value_of(const Json& value, const std::string& name) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
  if (value.is_number_integer()) return value.dump();
  throw Refusal{invalid_params, "'" + name + "' takes text, a whole number, true or false"};
}

Request request_of(const Route& route, const Json& arguments) {
  Request request;
  request.path = route.path;
  request.accept = "application/json";
  const auto rows = route.rows();
  for (const auto& [name, value] : arguments.items()) {
    if (name == "id" && has_id(route)) {
      request.path.replace(request.path.find("{id}"), 4, percent_encoded(value_of(value, name)));
      continue;
    }
    const auto row = std::ranges::find(rows, name, [](const ParameterRow* known) { return known->name; });
    if (row == rows.end()) throw Refusal{invalid_params, "'" + tool_name(route) + "' has no argument '" + name + "'"};
    if (!value.is_array()) {
      request.parameters.push_back({name, value_of(value, name)});
    } else if ((*row)->repeated) {
      for (const auto& one : value) request.parameters.push_back({name, value_of(one, name)});
    } else {
      std::string list;
      for (const auto& one : value) list += (list.empty() ? "" : ",") + value_of(one, name);
      request.parameters.push_back({name, list});
    }
  }
  if (request.path.find("{id}") != std::string::npos)
    throw Refusal{invalid_params, "'" + tool_name(route) + "' needs the argument 'id'"};
  return request;
}

Json call_tool(Service& service, const Json& params) {
  const std::string name = params.value("name", "");
  const Route* route = find_tool(name);
  if (!route) throw Refusal{invalid_params, "there is no tool '" + name + "'; tools/list has them all"};
  const Json arguments = params.value("arguments", Json::object());
  if (!arguments.is_object()) throw Refusal{invalid_params, "'arguments' is an object"};
  const Response response = service.answer(request_of(*route, arguments));
  // What went wrong in a tool is for the assistant to read: its query may be mended.
  return {{"content", Json::array({{{"type", "text"}, {"text", response.body}}})}, {"isError", response.status >= 400}};
}

Json initialize(const Json& params) {
  const std::string asked = params.value("protocolVersion", "");
  const bool known = std::ranges::find(revisions, asked) != revisions.end();
  return {{"protocolVersion", known ? asked : std::string(revisions[0])},
          {"capabilities", {{"tools", {{"listChanged", false}}}}},
          {"serverInfo", {{"name", "broadsheet"}, {"title", "Broadsheet"}, {"version", BROADSHEET_VERSION}}},
          {"instructions",
           "Searches an archive of news articles. A count is exact where its `relation` is `eq`, and at least so many "
           "where it is `gte`. `query.canonical` says how a query was read, `query.warnings` what was not taken as it "
           "may have been meant. Spans mark the words that match. Before a number is published, `cite` gives a "
           "citation that can be verified later."}};
}

Json result_of(Service& service, const std::string& method, const Json& params) {
  if (method == "initialize") return initialize(params);
  if (method == "ping") return Json::object();
  if (method == "tools/call") return call_tool(service, params);
  if (method == "tools/list") {
    Json tools = Json::array();
    for (const auto& route : routes())
      if (is_tool(route)) tools.push_back(tool(route));
    return {{"tools", tools}};
  }
  throw Refusal{unknown_method, "there is no method '" + method + "'"};
}

Json refused(const Json& id, const Refusal& refusal) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", refusal.code}, {"message", refusal.message}}}};
}

}  // namespace

std::optional<std::string> McpSession::answer(std::string_view message) {
  Json id = nullptr;
  try {
    // Deeper than any message is, so that reading one does not go deep.
    const Json read = Json::parse(
        message,
        [](int depth, Json::parse_event_t, Json&) {
          if (depth > 32) throw Refusal{invalid_request, "the message is nested too deep"};
          return true;
        },
        false);
    if (read.is_discarded()) throw Refusal{parse_error, "the line is no JSON"};
    if (!read.is_object()) throw Refusal{invalid_request, "a message is an object"};
    if (read.contains("id") && (read["id"].is_string() || read["id"].is_number())) id = read["id"];
    if (!read.contains("method") || !read["method"].is_string()) {
      if (read.contains("result") || read.contains("error")) return {};  // to what was never asked
      throw Refusal{invalid_request, "a message has a method"};
    }
    if (!read.contains("id")) return {};
    const Json params = read.value("params", Json::object());
    if (!params.is_object()) throw Refusal{invalid_params, "'params' is an object"};
    return dump({{"jsonrpc", "2.0"}, {"id", id}, {"result", result_of(service_, read["method"], params)}});
  } catch (const Refusal& refusal) {
    return dump(refused(id, refusal));
  } catch (const Json::type_error&) {
    return dump(refused(id, {invalid_params, "a member of 'params' has another type than it should"}));
  }
}

void run_mcp(Service& service, std::istream& in, std::ostream& out) {
  McpSession session(service);
  std::string line;
  const auto flush = [&] {
    if (line.find_first_not_of(" \t\r") == std::string::npos) return;
    if (const auto answer = session.answer(line)) out << *answer << '\n' << std::flush;
  };
  bool too_long = false;
  for (int c = in.get(); in; c = in.get()) {
    if (c != '\n') {
      if (line.size() < most_message_bytes)
        line += static_cast<char>(c);
      else
        too_long = true;
      continue;
    }
    if (too_long)
      out << dump(refused(nullptr, {invalid_request, "a message has at most 1 MiB"})) << '\n' << std::flush;
    else
      flush();
    line.clear();
    too_long = false;
  }
  flush();
}

}  // namespace broadsheet::server
