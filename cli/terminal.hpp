#pragma once

#include <cstddef>

#include "cli/arguments.hpp"

namespace broadsheet::cli {

/// What standard output is and can do.
struct Terminal {
  bool interactive = false;  ///< somebody looks at it
  bool color = false;
  std::size_t width = 80;  ///< columns, at least 20
};

/// `--color auto|always|never`.
OptionGroup color_options();

/// Looks at standard output and the environment: --color goes before NO_COLOR (no-color.org) and TERM=dumb;
/// $COLUMNS before what the terminal says; 80 columns where it is none.
Terminal find_terminal(const Arguments& arguments);

/// True if standard error is a terminal that can erase a line.
bool shows_progress();

}  // namespace broadsheet::cli
