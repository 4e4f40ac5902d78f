#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::cli {

/// The name that `typed` is most likely a misspelling of: fewest letters inserted, left out, changed or swapped
/// with their neighbour, at most a third of them (but one is always allowed); or the only name that goes on from
/// it. Nothing where none is near.
std::optional<std::string> nearest_name(std::string_view typed, const std::vector<std::string>& names);

}  // namespace broadsheet::cli
