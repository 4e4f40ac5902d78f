#pragma once

#include <broadsheet/json.hpp>
#include <initializer_list>
#include <string>

namespace broadsheet::cli {

/// The answer document with these keys only, in its own order: commands that give numbers print parts of the one
/// document. One line, no line break at the end; harmless to a terminal.
std::string answer_parts(const Results& results, std::initializer_list<const char*> keys, Offsets offsets);

}  // namespace broadsheet::cli
