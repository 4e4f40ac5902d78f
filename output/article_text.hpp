#pragma once

#include <broadsheet/article.hpp>
#include <string>
#include <vector>

namespace broadsheet {

/// A date as people read it, at its precision: `2025-01-27 09:12 +01:00`.
std::string date_text(const Date& date);

/// Several values in one cell: `Ana Li; Bo Chen`.
std::string list_text(const std::vector<std::string>& values);

/// An id or another value as a query has it after `id:`: in quotes.
std::string query_value(const std::string& value);

}  // namespace broadsheet
