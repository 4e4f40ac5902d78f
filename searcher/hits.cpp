#include "searcher/hits.hpp"

#include <algorithm>

#include "searcher/passages.hpp"
#include "searcher/spans.hpp"
#include "searcher/story_counts.hpp"

namespace broadsheet {
namespace {

/// The story of a hit; nothing where it is alone.
std::optional<Story> story_at(const Part& part, std::uint32_t article, const std::vector<Part>& parts,
                              const std::unordered_map<std::uint64_t, std::uint64_t>& copies) {
  const StoryOf story = story_of(part, article);
  const auto count = copies.find(story.key());
  if (!story.has_copies() || count == copies.end() || count->second < 2) return {};
  for (const auto& other : parts)
    if (other.number() == story.part) return Story{std::string(other.tables().id(story.first())), count->second};
  return {};
}

}  // namespace

bool scored(const SearchOptions& options) { return options.sort == SearchOptions::Sort::relevance; }

std::vector<Selected> select_page(const Run& run, const std::vector<Part>& parts, const SearchOptions& options) {
  const std::size_t last = options.limit > SearchOptions::no_limit - options.offset ? SearchOptions::no_limit
                                                                                    : options.offset + options.limit;
  std::vector<Selected> selected;
  if (options.collapse_stories) {
    auto answers = run.answers();
    keep_one_of_each_story(answers, parts, options.sort);
    selected = select_first(answers, parts, options.sort, last);
  } else {
    selected = select_first(run.answers(), parts, options.sort, last);
  }
  selected.erase(selected.begin(),
                 selected.begin() + static_cast<std::ptrdiff_t>(std::min(options.offset, selected.size())));
  return selected;
}

Hit make_hit(Run& run, const Selected& selected, const Archive::State& state, const SearchOptions& options) {
  const auto& parts = state.snapshot.parts();
  const Part& part = parts[selected.part];
  Hit hit;
  hit.article = part.article(selected.article);
  hit.score = selected.score;
  hit.story = story_at(part, selected.article, parts, state.copies());
  const Matcher::Verdict verdict = run.judge(selected.part, selected.article);
  hit.title = {hit.article.title, spans_of(verdict.title, hit.article.title, state.analyzer)};
  if (options.passages > 0) {
    std::vector<std::uint64_t> leaves;
    const auto spans = spans_of(verdict.body, hit.article.body, state.analyzer, &leaves);
    hit.passages = best_passages(hit.article.body, hit.article.lang, spans, leaves, options);
  }
  if (!options.body) hit.article.body.clear();
  return hit;
}

}  // namespace broadsheet
