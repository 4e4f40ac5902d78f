#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "archive/gone.hpp"
#include "archive/snapshot.hpp"
#include "archive/stories.hpp"

namespace broadsheet {

/// The part that a revision adds.
struct FreshPart {
  const Tables& tables;
  std::uint32_t number;
  std::span<const StoryOf> stories;  ///< where its articles are not new but written again: as they were
};

/// Finds the stories of a revision. Two articles are of one story if they are copies (archive/sketch.hpp) or copies of
/// one that is. So the stories follow from the articles that can be found alone: it does not matter in which order and
/// in how many loads they came, or what was removed. One exception bounds the work: where over 512 articles share a
/// piece of a form letter, each is compared with those nearest in time only, which depends on what came together.
///
/// `parts` are those that stay; `gone` what the revision marks, of whichever part. Gives the bytes of `stories`.
std::string find_stories(const std::vector<const Part*>& parts, const FreshPart& fresh, const std::vector<Gone>& gone);

}  // namespace broadsheet
