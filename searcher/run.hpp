#pragma once

#include <broadsheet/results.hpp>
#include <memory>
#include <vector>

#include "archive/limits.hpp"
#include "archive/snapshot.hpp"
#include "searcher/archive_state.hpp"
#include "searcher/part_search.hpp"

namespace broadsheet {

/// Runs a query part by part and hands the sets on; what `search` makes hits of and others count from. Refers to the
/// query's tree, which must outlive it.
class Run {
 public:
  Run(const QueryNode& root, const Archive::State& state, bool with_scores,
      std::size_t max_expansions = limit::expansions);

  const std::vector<PartAnswer>& answers() const { return answers_; }
  const Question& question() const { return question_; }
  const std::vector<PlannedTest>& plan() const { return plan_; }
  Count articles() const;
  Count stories(const std::vector<Part>& parts) const;
  bool partial() const;
  /// Takes what another run of the same snapshot found out of this one.
  void leave_out(const Run& other);
  /// Marks of an article of a part.
  Matcher::Verdict judge(std::size_t part, std::uint32_t article);

 private:
  Question question_;
  std::vector<PlannedTest> plan_;
  std::vector<std::unique_ptr<PartSearch>> searches_;
  std::vector<PartAnswer> answers_;
};

}  // namespace broadsheet
