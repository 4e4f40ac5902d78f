#include "searcher/story_counts.hpp"

#include <unordered_set>

namespace broadsheet {

StoryOf story_of(const Part& part, std::uint32_t article) {
  const auto stories = part.stories();
  return article < stories.size() ? stories[article] : StoryOf{part.number(), article};
}

std::uint64_t count_stories(const std::vector<PartAnswer>& answers, const std::vector<Part>& parts) {
  std::uint64_t alone = 0;
  std::unordered_set<std::uint64_t> with_copies;
  for (std::size_t i = 0; i < parts.size(); ++i)
    answers[i].found.each([&](std::uint32_t article) {
      const StoryOf story = story_of(parts[i], article);
      if (story.has_copies())
        with_copies.insert(story.key());
      else
        ++alone;
    });
  return alone + with_copies.size();
}

std::unordered_map<std::uint64_t, std::uint64_t> copies_by_story(const std::vector<Part>& parts) {
  std::unordered_map<std::uint64_t, std::uint64_t> out;
  for (const auto& part : parts)
    for (std::uint32_t i = 0; i < part.stories().size(); ++i)
      if (part.stories()[i].has_copies() && !part.is_gone(i)) ++out[part.stories()[i].key()];
  return out;
}

void keep_one_of_each_story(std::vector<PartAnswer>& answers, const std::vector<Part>& parts,
                            SearchOptions::Sort sort) {
  struct Best {
    std::size_t part;
    std::uint32_t article;
  };
  std::unordered_map<std::uint64_t, Best> best;
  for (std::size_t i = 0; i < parts.size(); ++i)
    answers[i].found.each([&](std::uint32_t article) {
      const StoryOf story = story_of(parts[i], article);
      if (!story.has_copies()) return;
      const auto [found, is_new] = best.try_emplace(story.key(), Best{i, article});
      if (is_new) return;
      Best& kept = found->second;
      if (comes_before(answers, parts, sort, {i, article, 0}, {kept.part, kept.article, 0})) kept = {i, article};
    });
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Bits kept = answers[i].found;
    answers[i].found.each([&](std::uint32_t article) {
      const StoryOf story = story_of(parts[i], article);
      if (!story.has_copies()) return;
      const Best& one = best.at(story.key());
      if (one.part != i || one.article != article) kept.clear(article);
    });
    answers[i].found = std::move(kept);
  }
}

}  // namespace broadsheet
