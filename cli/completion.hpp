#pragma once

#include <ostream>

// Completion scripts, made from the table of commands and the names of their options' values.
namespace broadsheet::cli {

void bash_completion(std::ostream& out);
void zsh_completion(std::ostream& out);
void fish_completion(std::ostream& out);

}  // namespace broadsheet::cli
