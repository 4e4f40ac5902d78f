#pragma once

#include <nlohmann/json.hpp>

#include "server/parameters.hpp"

namespace broadsheet::server {

/// The JSON Schema of one value of a parameter.
nlohmann::ordered_json value_schema(const ParameterRow& row);

}  // namespace broadsheet::server
