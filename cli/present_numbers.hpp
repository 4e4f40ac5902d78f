#pragma once

#include <ostream>
#include <string>

#include "cli/arguments.hpp"
#include "output/number_table.hpp"

namespace broadsheet::cli {

/// `--format`, `--raw` and `--color` of a command whose answer is a table; `more` are formats of its own: `|svg`.
OptionGroup table_options(const std::string& more = {});

/// Any format but json, as `--format` says.
void present_number_table(const NumberTable& table, const Arguments& arguments, std::ostream& out);

}  // namespace broadsheet::cli
