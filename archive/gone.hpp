#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// An article that a later commit replaced or removed. Parts never change, so the part of that commit says so in its
/// file `gone`; pairs that name a part which no longer stands mean nothing.
struct Gone {
  std::uint32_t part;
  std::uint32_t article;  ///< from 0; its document id is one more
  auto operator<=>(const Gone&) const = default;
};

/// The bytes of a `gone` file: "BSGONE1\n", then each pair as two little-endian uint32, ascending.
std::string print_gone(std::vector<Gone> gone);
/// Throws Error(archive) that begins with `name`.
std::vector<Gone> parse_gone(std::string_view bytes, const std::string& name);

}  // namespace broadsheet
