#include "searcher/run.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>

#include "searcher/story_counts.hpp"

namespace broadsheet {
namespace {

bool negates(const QueryNode& node) {
  return node.kind == QueryNode::Kind::none_of || node.negated || std::ranges::any_of(node.children, negates);
}

/// Below a negation, spellings that were not looked for would make too many articles, not too few.
void refuse_capped_negation(const QueryNode& root, const Question& question) {
  if (!question.capped || !negates(root)) return;
  for (const auto& expansion : question.expansions)
    if (expansion.words > expansion.to.size())
      throw Error(ErrorKind::query, "'" + expansion.from + "' stands for " + std::to_string(expansion.words) +
                                        " spellings, too many beside a negation: write more letters, or raise "
                                        "--max-expansions");
}

}  // namespace

Run::Run(const QueryNode& root, const Archive::State& state, bool with_scores, std::size_t max_expansions,
         Moment deadline) {
  const Snapshot& snapshot = state.snapshot;
  Analyzer& analyzer = state.analyzer;
  try {
    question_ = make_question(root, snapshot, state.languages, state.synonyms,
                              {std::max<std::size_t>(max_expansions, 1), deadline}, analyzer);
    refuse_capped_negation(root, question_);
    for (std::size_t i = 0; i < question_.filters.size(); ++i) {
      if (question_.filters[i]->filter != Filter::story) continue;
      for (const auto& part : snapshot.parts())
        if (const auto article = part.find(question_.filters[i]->value))
          question_.stories[i] = story_of(part, *article).key();
    }
    plan_ = plan_terms(question_, snapshot.parts(), analyzer);
    for (const auto& part : snapshot.parts()) {
      searches_.push_back(std::make_unique<PartSearch>(question_, plan_, part, searches_.size(), analyzer));
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
  } else if (question_.capped) {
    count.relation = Count::Relation::gte;
    count.reason = "expansion_cap";
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
  search.matcher().set_deadline(std::chrono::steady_clock::now() + std::chrono::seconds(2));
  search.matcher().load(article);
  return search.matcher().judge([&](std::size_t filter) { return search.filter_holds(filter, article); });
}

}  // namespace broadsheet
