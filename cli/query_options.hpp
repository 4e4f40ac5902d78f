#pragma once

#include <broadsheet/archive.hpp>
#include <broadsheet/json.hpp>
#include <vector>

#include "cli/arguments.hpp"

// The options that commands with a query share, and what they make of them.
namespace broadsheet::cli {

OptionGroup filter_options();   ///< --tag … --until
OptionGroup reading_options();  ///< --match --words --strict --tz --now
OptionGroup page_options();     ///< --limit --offset --sort
OptionGroup offsets_options();  ///< --offsets

/// All of them, as far as the command has them; the rest is as SearchOptions has it. Throws Error(usage).
SearchOptions search_options(const Arguments& arguments);
Offsets offsets(const Arguments& arguments);

/// Options for a number only: no hits.
SearchOptions counting_options(const Arguments& arguments);

/// Says on stderr what was not taken as it may have been meant.
void complain_about(const std::vector<Warning>& warnings);

}  // namespace broadsheet::cli
