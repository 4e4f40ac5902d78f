#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "searcher/matcher.hpp"

namespace broadsheet {

/// Decides phrases of plain words over the stored codes of an article in one pass that notes no places: what a Matcher
/// would say, several times faster. For one part and one question; one thread.
class PhraseScan {
 public:
  /// `positionals`: those to decide. Uses the words that `matcher` accepts, and must not outlive it.
  PhraseScan(Matcher& matcher, const std::vector<std::size_t>& positionals);

  /// False if one of them asks for more than words side by side anywhere in title or body, or all of them for too many.
  bool can_decide() const { return can_decide_; }

  using Codes = std::span<const std::uint16_t>;
  /// Where the article's codes are; has the processor fetch them.
  Codes fetch(std::uint32_t article) const;

  /// Bit i: positionals[i] holds in the article, whose codes these are. Stops early when all of `wanted` do.
  std::uint64_t holds(std::uint32_t article, Codes codes, std::uint64_t wanted);

 private:
  /// A bit for each word of each phrase, one phrase after the other: where the word may stand.
  using Steps = std::uint64_t;
  void class_codes();
  void choose_anchor();
  std::optional<bool> stands_around(std::span<const std::uint16_t> codes, std::size_t at) const;
  template <std::size_t count>
  std::optional<bool> look_around(std::span<const std::uint16_t> codes) const;
  std::optional<bool> look_around_anchors(std::span<const std::uint16_t> codes) const;
  Steps steps_of(const std::vector<std::size_t>& tests) const;
  Steps steps_of_pair(std::uint32_t first, std::uint32_t second);

  Matcher& matcher_;
  const Tables& tables_;
  bool can_decide_ = true;
  Steps first_ = 0, last_ = 0;
  std::vector<Steps> steps_of_test_;
  std::vector<unsigned> positional_of_step_;
  static constexpr std::uint8_t sign_class = 255;
  std::vector<Steps> steps_of_class_ = {0};
  std::vector<std::pair<std::uint16_t, std::uint8_t>> class_of_word_;  ///< a place in steps_of_class_; ascending
  std::vector<std::uint8_t> class_of_code_;  ///< the same for each code, 0 for no step. Made for the whole pass
  /// Of a single phrase, the word that is rarest: its codes, the last one repeated, and how many words come before it.
  /// Its places are found many codes at a time, and only around them is looked closer.
  static constexpr std::size_t most_anchors = 8;
  std::array<std::uint16_t, most_anchors> anchors_{};
  std::size_t anchor_ = 0, anchor_codes_ = 0, words_ = 0;
  bool has_anchors_ = false;
};

}  // namespace broadsheet
