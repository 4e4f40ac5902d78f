#pragma once

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "archive/snapshot.hpp"
#include "searcher/selection.hpp"

namespace broadsheet {

/// Which story an article is of; where the archive has no stories, each is its own.
StoryOf story_of(const Part& part, std::uint32_t article);

/// Stories among the articles found, exactly: copies count once.
std::uint64_t count_stories(const std::vector<PartAnswer>& answers, const std::vector<Part>& parts);

/// Counts stories by what their articles are counted by (a value, a month): articles, without those that are further
/// copies within one key.
template <typename Key>
class CopiesByKey {
 public:
  void add(const Key& key, const StoryOf& story) {
    if (story.has_copies()) copies_.emplace_back(key, story.key());
  }
  /// Calls `less_one` for each article that is a further copy, by its key.
  template <typename LessOne>
  void each_further(LessOne less_one) {
    std::ranges::sort(copies_);
    for (std::size_t i = 1; i < copies_.size(); ++i)
      if (copies_[i] == copies_[i - 1]) less_one(copies_[i].first);
  }

 private:
  std::vector<std::pair<Key, std::uint64_t>> copies_;
};

/// Articles of each story that has several, by its key.
std::unordered_map<std::uint64_t, std::uint64_t> copies_by_story(const std::vector<Part>& parts);

/// Leaves of each story only the article that comes first in the order asked for.
void keep_one_of_each_story(std::vector<PartAnswer>& answers, const std::vector<Part>& parts, SearchOptions::Sort sort);

}  // namespace broadsheet
