#include "server/parameter_schema.hpp"

#include <string>

namespace broadsheet::server {
namespace {

using Json = nlohmann::ordered_json;
using Kind = ParameterRow::Kind;

Json allowed_values(std::string_view allowed) {
  Json out = Json::array();
  for (std::size_t begin = 0; begin < allowed.size();) {
    const std::size_t end = std::min(allowed.find('|', begin), allowed.size());
    out.push_back(allowed.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

}  // namespace

Json value_schema(const ParameterRow& row) {
  switch (row.kind) {
    case Kind::number: {
      Json schema{{"type", "integer"}, {"minimum", row.least}, {"maximum", row.most}};
      if (!row.fallback.empty()) schema["default"] = std::stoull(std::string(row.fallback));
      return schema;
    }
    case Kind::flag:
      return {{"type", "string"}, {"enum", {"0", "1"}}, {"default", row.fallback}};
    case Kind::choice: {
      Json schema{{"type", "string"}, {"enum", allowed_values(row.allowed)}};
      if (!row.fallback.empty()) schema["default"] = row.fallback;
      return schema;
    }
    case Kind::choices:
      return {{"type", "array"}, {"items", {{"type", "string"}, {"enum", allowed_values(row.allowed)}}}};
    case Kind::text:
    case Kind::date:
      return {{"type", "string"}, {"maxLength", row.most}};
  }
  return {};
}

}  // namespace broadsheet::server
