#include "indexer/json_parts.hpp"

namespace broadsheet {

JsonPart JsonPart::at(std::initializer_list<std::string_view> keys) const {
  if (!is_object()) return {};
  for (const auto key : keys) {
    simdjson::dom::element value;
    if (element_->at_key(key).get(value) == simdjson::SUCCESS && !value.is_null()) return JsonPart(value);
  }
  return {};
}

std::vector<JsonPart> JsonPart::each() const {
  std::vector<JsonPart> out;
  if (!element_) return out;
  simdjson::dom::array list;
  if (element_->get(list) != simdjson::SUCCESS) return {*this};
  for (const auto value : list) out.emplace_back(value);
  return out;
}

std::string JsonPart::printed() const { return element_ ? simdjson::minify(*element_) : std::string(); }

std::string JsonPart::text() const {
  if (!element_ || element_->is_object() || element_->is_array() || element_->is_null()) return {};
  std::string_view text;
  if (element_->get(text) == simdjson::SUCCESS) return std::string(text);
  return simdjson::minify(*element_);
}

}  // namespace broadsheet
