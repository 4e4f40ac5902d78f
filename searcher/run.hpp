#pragma once

#include <broadsheet/results.hpp>
#include <chrono>
#include <memory>
#include <vector>

#include "archive/limits.hpp"
#include "archive/snapshot.hpp"
#include "searcher/archive_state.hpp"
#include "searcher/part_search.hpp"

namespace broadsheet {

using Moment = std::chrono::steady_clock::time_point;
inline Moment after(double seconds) {
  return std::chrono::steady_clock::now() +
         std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(seconds));
}
inline bool is_over(Moment deadline) { return std::chrono::steady_clock::now() >= deadline; }

/// Runs a query part by part and hands the sets on; what `search` makes hits of and others count from. Refers to the
/// query's tree, which must outlive it.
class Run {
 public:
  /// What is not done at `deadline` is left out of the sets, and the counts say so.
  Run(const QueryNode& root, const Archive::State& state, bool with_scores,
      std::size_t max_expansions = limit::expansions, Moment deadline = after(limit::query_seconds));

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
