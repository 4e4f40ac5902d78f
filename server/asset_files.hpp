#pragma once

#include <span>
#include <string_view>

namespace broadsheet::server {

/// What CMake made of the files of web/: the function is in the build folder, its table in CMakeLists.txt.
struct AssetFile {
  std::string_view path, body;
};
std::span<const AssetFile> asset_files();

}  // namespace broadsheet::server
