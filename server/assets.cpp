#include "server/assets.hpp"

#include <algorithm>
#include <vector>

#include "server/asset_files.hpp"
#include "server/gzip.hpp"
#include "server/negotiation.hpp"

namespace broadsheet::server {

const Asset* find_asset(std::string_view path) {
  static const auto table = [] {
    std::vector<Asset> made;
    for (const auto& file : asset_files())
      made.push_back({file.path, file.body, gzipped(file.body, 9), short_hash(file.body)});
    return made;
  }();
  const auto found = std::ranges::find(table, path, &Asset::path);
  return found == table.end() ? nullptr : &*found;
}

}  // namespace broadsheet::server
