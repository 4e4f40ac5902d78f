#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace broadsheet {

/// XXH3; archives store both.
struct Hash128 {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  auto operator<=>(const Hash128&) const = default;
};
Hash128 hash128(std::string_view bytes);
std::uint64_t hash64(std::string_view bytes);

/// 32 and 16 lower-case hexadecimal digits.
std::string hex128(const Hash128& hash);
std::string hex64(std::uint64_t hash);

}  // namespace broadsheet
