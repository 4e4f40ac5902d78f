#pragma once

#include <filesystem>

namespace broadsheet {

/// Where an archive keeps its table of synonyms (read_synonyms and write_synonyms in broadsheet/upkeep.hpp).
std::filesystem::path synonyms_path(const std::filesystem::path& archive);

}  // namespace broadsheet
