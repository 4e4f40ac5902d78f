#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "searcher/bits.hpp"
#include "searcher/matcher.hpp"
#include "searcher/term_plan.hpp"

namespace broadsheet {

/// What a part holds for a question: exactly the articles found (without gone ones), and their scores.
struct PartAnswer {
  Bits found;
  std::vector<float> scores;  ///< by article; empty if none were asked for. Of articles not found: anything
  bool partial = false;       ///< the time was up before all candidates were decided; these are not in `found`
};

/// Searches one part. Xapian's posting lists propose, sets over all articles combine, and where a posting is no proof
/// the matcher decides, article by article.
class PartSearch {
 public:
  /// `part_number`: the place of the part in the snapshot.
  PartSearch(const Question& question, const std::vector<PlannedTest>& plan, const Part& part, std::size_t part_number,
             Analyzer& analyzer);

  PartAnswer run(bool with_scores, std::chrono::steady_clock::time_point deadline);

  /// For filters by number, after run().
  bool filter_holds(std::size_t filter, std::uint32_t article) const { return filters_[filter][article]; }
  Matcher& matcher();

 private:
  /// Bounds of a set: what is in it for sure, and what may be.
  struct Bounds {
    Bits sure, may;
  };
  struct Positional {
    Bounds bounds;
    std::vector<std::uint64_t> pairs;  ///< that stand in each article in which it holds (Tables::keep_with_pairs)
    bool scored_on_the_way = false;
  };

  /// What is known of the exact words of a phrase that stand side by side in it.
  struct Neighbours {
    std::optional<Bits> articles;      ///< where the frequent ones do
    bool prove = false;                ///< and they are the whole phrase
    std::vector<std::uint64_t> pairs;  ///< the others
  };

  void decide_scoring(const QuestionNode& node, bool below_or, bool below_and_below_or, bool negative);
  void propose(std::size_t positional);
  Bits propose(const PositionalNode& node, bool scored);
  Bits propose_leaf(const TextLeaf& leaf, float boost);
  Neighbours neighbours(const TextLeaf& leaf) const;
  Bounds propose_test(std::size_t test, float boost);
  void propose_term(const PlannedTerm& term, float boost, Bounds& out);
  bool each_posting_proves(std::size_t test) const;
  bool speaks_all_languages(std::uint64_t mask) const;
  bool speaks_any_language(std::uint64_t mask) const;
  Bounds bounds(const QuestionNode& node) const;
  Bits undecided(Positional& positional, const Bits& candidates);
  bool verify(const Bits& candidates, Bits& late, std::chrono::steady_clock::time_point deadline);
  Bits exact(const QuestionNode& node) const;
  void score_masked(const QuestionNode& node, const Bits& mask);
  void score_masked(const PositionalNode& node, const Bits& where);
  void score_likes(const QuestionNode& node, const Bits& found);
  void score_term(const PlannedTerm& term, float weight, const Bits& where);

  const Question& question_;
  const std::vector<PlannedTest>& plan_;
  const Part& part_;
  Analyzer& analyzer_;
  std::optional<Matcher> matcher_;
  std::size_t part_number_;
  std::vector<Positional> positionals_;
  std::vector<Bits> filters_;
  std::vector<float> scores_;
  std::uint64_t languages_here_ = 0;
  bool with_scores_ = false;
  std::chrono::steady_clock::time_point deadline_;
};

}  // namespace broadsheet
