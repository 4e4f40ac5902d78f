#pragma once

#include <broadsheet/indexer.hpp>

#include "cli/arguments.hpp"

// The options of commands that read sources or write archives, and what they make of them.
namespace broadsheet::cli {

OptionGroup source_options();  ///< --format --map
OptionGroup effort_options();  ///< --jobs --memory --reference-length

ReadOptions read_options(const Arguments& arguments);
unsigned jobs(const Arguments& arguments);
std::size_t memory_bytes(const Arguments& arguments);
double reference_length(const Arguments& arguments);

}  // namespace broadsheet::cli
