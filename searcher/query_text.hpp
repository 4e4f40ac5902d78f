#pragma once

#include <broadsheet/query.hpp>
#include <string>
#include <string_view>

namespace broadsheet {

/// The canonical spelling of a filter, its scope included: `tag:"climate change"`, `date:2025-01-01..2025-12-31`.
std::string print_filter(const QueryNode& filter);

/// True if a chunk printed like this would be read as an operator or a scope.
bool reads_as_syntax(std::string_view chunk);

}  // namespace broadsheet
