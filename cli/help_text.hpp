#pragma once

#include <cstddef>
#include <string>

#include "cli/command.hpp"

// Help is made of what the commands, the table of fields and the limits say; nothing is written twice.
namespace broadsheet::cli {

std::string overview();  ///< of all commands and topics
std::string help_text(const Command& command, std::size_t width);
std::string version_text();

}  // namespace broadsheet::cli
