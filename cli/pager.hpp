#pragma once

#include <string>

namespace broadsheet::cli {

/// Shows a text with $PAGER, else `less` (which ends by itself where all fits on the screen). False, and nothing shown,
/// where PAGER is empty or `cat`, the terminal is dumb, or there is no such program.
bool show_with_pager(const std::string& text);

}  // namespace broadsheet::cli
