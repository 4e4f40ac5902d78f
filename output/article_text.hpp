#pragma once

#include <broadsheet/article.hpp>
#include <string>
#include <vector>

namespace broadsheet {

/// A date as people read it, at its precision: `2025-01-27 09:12 +01:00`.
std::string date_text(const Date& date);

/// Several values in one cell: `Ana Li; Bo Chen`.
std::string list_text(const std::vector<std::string>& values);

}  // namespace broadsheet
