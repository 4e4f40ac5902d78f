#pragma once

#include <broadsheet/results.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "archive/snapshot.hpp"
#include "searcher/question.hpp"

namespace broadsheet {

/// A mark as positions of words in one text, half-open. Of a run only some characters: `first_cluster` in the first
/// word, `end_cluster` in the last.
struct PositionMark {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t first_cluster = 0;
  std::uint32_t end_cluster = 0;
  bool run = false;
  std::uint32_t before_bytes = 0;  ///< of the signs that the query typed, which then belong to the range
  std::uint32_t after_bytes = 0;
  std::size_t leaf = 0;  ///< of the question

  bool operator==(const PositionMark&) const = default;
};

/// Where something the query asks for by position stands as a whole: a word, a phrase. Half-open positions of words.
struct PositionMatch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  auto operator<=>(const PositionMatch&) const = default;
};

/// Decides over the stored words of an article whether a question holds and which words prove it. The one place where
/// this is decided: candidates, marks and passages all come from here. For one part and one question; one thread.
class Matcher {
 public:
  /// `part_number`: the place of the part in the snapshot.
  Matcher(const Question& question, const Part& part, std::size_t part_number, Analyzer& analyzer);

  /// Reads an article; what follows speaks of it.
  void load(std::uint32_t article);

  /// True if the positional occurs in the article as it asks.
  bool holds(std::size_t positional);

  /// Work beyond this moment is not worth its time: holds() then throws OutOfTime.
  struct OutOfTime {};
  void set_deadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }

  struct Verdict {
    bool holds = false;
    std::vector<PositionMark> title, body;  ///< ascending by begin
    /// What the marks are of: each match of a word, phrase or proximity that helps to satisfy the query, once,
    /// ascending. Of a proximity: from its first word to its last.
    std::vector<PositionMatch> title_matches, body_matches;
  };
  /// The whole question; `filter_holds` answers for filters by number.
  Verdict judge(const std::function<bool(std::size_t)>& filter_holds);

 private:
  /// A place where a word of the question stands.
  struct Occurrence {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t first_cluster = 0;
    std::uint32_t end_cluster = 0;
    bool run = false;
  };
  /// A step of a phrase where it holds: one occurrence, or the two of a pair written apart.
  struct Step {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    Occurrence first;
    std::size_t first_test = 0;
    std::optional<Occurrence> second = {};
    std::size_t second_test = 0;
  };
  /// A mark in the making: a word of a match.
  struct Piece {
    Occurrence occurrence;
    std::size_t test = 0;
    std::size_t leaf = 0;
  };
  /// Where a positional holds: its hull, and its words. Two matches with the same words are one.
  struct Match {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::vector<Piece> pieces;
  };
  using Matches = std::vector<Match>;
  /// A proximity on the matches of its sides in one text.
  class Related;

  struct TextOccurrences {
    std::vector<std::vector<Occurrence>> of_test;
    std::vector<std::vector<Occurrence>> of_ampersand;  ///< pairs with &, by test
  };
  enum class Text : std::uint8_t { title, body };

  void accept_words();
  void accept(std::uint32_t word, std::size_t test);
  void class_codes();
  void read_codes(std::uint32_t article);
  void find_runs(const std::vector<StoredToken>& tokens, TextOccurrences& out);
  const std::vector<std::size_t>& tests_of_pair(std::uint32_t first, std::uint32_t second, Gap gap);
  const Word& word(std::uint32_t number);
  std::vector<Step> steps(const TestedPart& part, const TextOccurrences& in, std::uint32_t words) const;
  bool may_chain(const TextLeaf& asked, const TextOccurrences& in, std::uint32_t end);
  std::uint32_t end_of_zone(const TextLeaf& leaf, Text text) const;
  std::vector<std::vector<Step>> chains(const TextLeaf& leaf, Text text, std::uint32_t end) const;
  bool leaf_holds(std::size_t leaf, Text text);
  Matches leaf_matches(std::size_t leaf, Text text);
  static Matches united(Matches matches);
  bool holds(const PositionalNode& node, Text text);
  Matches matches(const PositionalNode& node, Text text);
  std::size_t mentions(const PositionalNode& node);
  const std::vector<PositionMatch>& stretches(Relation relation, Text text);
  void put(const Matches& matches, Text text, Verdict& verdict) const;
  bool judge(const PositionalNode& node, Verdict& verdict);
  bool judge(const QuestionNode& node, const std::function<bool(std::size_t)>& filter_holds, Verdict& verdict);
  void mark(const Occurrence& occurrence, std::size_t test, std::size_t leaf, std::vector<PositionMark>& out) const;
  void spend(std::size_t work);

  friend class PhraseScan;  // the same words accepted, asked a simpler question
  const Question& question_;
  const Part& part_;
  Analyzer& analyzer_;
  /// What a stored code is here; most words of an article are nothing, and the loop that reads them does only this
  /// look-up (64 KB, in the cache). Made when the first article is read.
  enum class CodeClass : std::uint8_t { nothing, accepted, sign };
  std::vector<CodeClass> class_of_code_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> tests_of_word_;
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> tests_of_pairs_;
  std::unordered_map<std::uint32_t, Word> words_;
  std::vector<std::size_t> run_tests_;
  bool pairs_matter_ = false;
  bool title_only_ = false;  ///< nothing is asked of bodies, so codes are read to the end of the title
  LanguageId language_ = 0;
  std::uint32_t title_words_ = 0, body_words_ = 0;
  StoredTokens tokens_;  ///< filled only where the question has runs
  TextOccurrences title_, body_;
  std::vector<std::uint32_t> reached_, reaching_;  ///< kept to spare allocations
  std::uint32_t article_ = 0;
  std::size_t part_number_;
  /// Sentences and paragraphs of title and body as positions, made when asked for; by Relation and Text.
  std::map<std::pair<Relation, Text>, std::vector<PositionMatch>> stretches_;
  std::optional<std::chrono::steady_clock::time_point> deadline_;
  std::size_t work_ = 0;
};

}  // namespace broadsheet
