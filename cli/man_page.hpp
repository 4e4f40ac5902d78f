#pragma once

#include <string>

namespace broadsheet::cli {

/// broadsheet(1) in troff, made of the same tables as help.
std::string man_page();

}  // namespace broadsheet::cli
