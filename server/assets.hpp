#pragma once

#include <string>
#include <string_view>

namespace broadsheet::server {

/// A file of web/, built into the program.
struct Asset {
  std::string_view path, body;
  std::string zipped, tag;
};

/// Nothing where there is none, or where this program was built without it (the chart needs node).
const Asset* find_asset(std::string_view path);

}  // namespace broadsheet::server
