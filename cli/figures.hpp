#pragma once

#include <broadsheet/results.hpp>
#include <ostream>
#include <string>

#include "cli/arguments.hpp"
#include "output/number_table.hpp"

// What commands that give figures have in common.
namespace broadsheet::cli {

/// `deepseek: 3 of 12 articles (exact)`, one line; `at least` and why where it is not exact.
std::string figures_line(const Results& found);

/// Says on stderr what was not taken as meant, and where figures are of less than all. Gives the exit code.
int end_figures(const Results& found);

/// Text that is a value or, where it has none, a note in brackets: `(no source)`.
std::string value_or_note(const std::string& value, const std::string& note);

/// A number of an option, a decimal fraction as in 0.05. Throws Error(usage) unless it is in 0 to 1.
double probability_option(const Arguments& arguments, const std::string& option, double fallback);

}  // namespace broadsheet::cli
