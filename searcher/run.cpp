#include "searcher/run.hpp"

#include <algorithm>

#include "archive/limits.hpp"
#include "searcher/story_counts.hpp"

namespace broadsheet {

Run::Run(const QueryNode& root, const Snapshot& snapshot, const std::vector<LanguageId>& languages, Analyzer& analyzer,
         bool with_scores)
    : question_(make_question(root, languages, analyzer)) {
  for (const auto* filter : question_.filters) {
    question_.stories.emplace_back();
    if (filter->filter != Filter::story) continue;
    for (const auto& part : snapshot.parts())
      if (const auto article = part.find(filter->value)) question_.stories.back() = story_of(part, *article).key();
  }
  const auto budget = std::chrono::duration_cast<std::chrono::steady_clock::duration>(
      std::chrono::duration<double>(limit::query_seconds));
  const auto deadline = std::chrono::steady_clock::now() + budget;
  try {
    plan_ = plan_terms(question_, snapshot.parts());
    for (const auto& part : snapshot.parts()) {
      searches_.push_back(std::make_unique<PartSearch>(question_, plan_, part, analyzer));
      answers_.push_back(searches_.back()->run(with_scores, deadline));
    }
  } catch (const Xapian::Error& error) {
    rethrow_xapian(error, snapshot.folder());
  }
}

bool Run::partial() const { return std::ranges::any_of(answers_, &PartAnswer::partial); }

Count Run::articles() const {
  Count count;
  for (const auto& answer : answers_) count.value += answer.found.count();
  if (partial()) {
    count.relation = Count::Relation::gte;
    count.reason = "time";
  }
  return count;
}

Count Run::stories(const std::vector<Part>& parts) const {
  Count count = articles();
  count.value = count_stories(answers_, parts);
  return count;
}

void Run::leave_out(const Run& other) {
  for (std::size_t i = 0; i < answers_.size(); ++i) answers_[i].found.remove(other.answers_[i].found);
}

Matcher::Verdict Run::judge(std::size_t part, std::uint32_t article) {
  PartSearch& search = *searches_[part];
  search.matcher().load(article);
  return search.matcher().judge([&](std::size_t filter) { return search.filter_holds(filter, article); });
}

}  // namespace broadsheet
