#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "archive/gone.hpp"
#include "archive/snapshot.hpp"

namespace broadsheet {

/// Finds the stories of a revision: those that stand already, joined by what the fresh part adds. Two articles are of
/// one story if they are copies (archive/sketch.hpp) or copies of one that is; so it does not matter in which order
/// they came. `parts` are those that stay; `gone` what the revision marks, of whichever part. Gives the bytes of
/// `stories`.
std::string find_stories(const std::vector<const Part*>& parts, const Tables& fresh, std::uint32_t fresh_number,
                         const std::vector<Gone>& gone);

}  // namespace broadsheet
