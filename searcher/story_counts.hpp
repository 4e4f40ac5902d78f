#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "archive/snapshot.hpp"
#include "searcher/selection.hpp"

namespace broadsheet {

/// Which story an article is of; where the archive has no stories, each is its own.
StoryOf story_of(const Part& part, std::uint32_t article);

/// Stories among the articles found, exactly: copies count once.
std::uint64_t count_stories(const std::vector<PartAnswer>& answers, const std::vector<Part>& parts);

/// Articles of each story that has several, by its key.
std::unordered_map<std::uint64_t, std::uint64_t> copies_by_story(const std::vector<Part>& parts);

/// Leaves of each story only the article that comes first in the order asked for.
void keep_one_of_each_story(std::vector<PartAnswer>& answers, const std::vector<Part>& parts, SearchOptions::Sort sort);

}  // namespace broadsheet
