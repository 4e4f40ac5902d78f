#include "searcher/phrase_scan.hpp"

#include <algorithm>
#include <bit>

namespace broadsheet {

PhraseScan::PhraseScan(Matcher& matcher, const std::vector<std::size_t>& positionals)
    : matcher_(matcher),
      tables_(matcher.part_.tables()),
      steps_of_test_(matcher.question_.tests.size()),
      class_of_code_(65536) {
  const Question& question = matcher_.question_;
  for (std::size_t i = 0; i < positionals.size(); ++i) {
    const PositionalNode& node = question.positionals[positionals[i]];
    can_decide_ = can_decide_ && node.kind == PositionalNode::Kind::text && i < 64;
    if (!can_decide_) return;
    const TextLeaf& leaf = question.leaves[node.leaf];
    can_decide_ = leaf.zone == Zone::anywhere && positional_of_step_.size() + leaf.parts.size() <= 64 &&
                  std::ranges::all_of(leaf.parts, [&](const TestedPart& part) {
                    return part.kind == PhrasePart::Kind::word && !question.tests[part.tests[0]].word.run;
                  });
    if (!can_decide_) return;
    first_ |= Steps{1} << positional_of_step_.size();
    for (const auto& part : leaf.parts) {
      steps_of_test_[part.tests[0]] |= Steps{1} << positional_of_step_.size();
      positional_of_step_.push_back(static_cast<unsigned>(i));
    }
    last_ |= Steps{1} << (positional_of_step_.size() - 1);
  }
  for (const auto& [word, tests] : matcher_.tests_of_word_) {
    const Steps steps = steps_of(tests);
    if (steps == 0 || word >= code::first_sign) continue;
    const auto known = std::ranges::find(steps_of_class_, steps);
    class_of_code_[word] = static_cast<std::uint8_t>(known - steps_of_class_.begin());
    if (known == steps_of_class_.end()) steps_of_class_.push_back(steps);
    if (steps_of_class_.size() > 254) {
      can_decide_ = false;
      return;
    }
  }
  sign_class_ = 255;
  std::fill(class_of_code_.begin() + code::first_sign, class_of_code_.end(), sign_class_);
}

PhraseScan::Steps PhraseScan::steps_of(const std::vector<std::size_t>& tests) const {
  Steps out = 0;
  for (const auto test : tests) out |= steps_of_test_[test];
  return out;
}

PhraseScan::Steps PhraseScan::steps_of_pair(std::uint32_t first, std::uint32_t second) {
  return steps_of(matcher_.tests_of_pair(first, second, Gap::hyphen));
}

void PhraseScan::prefetch(std::uint32_t article) const {
  const auto codes = tables_.codes(article);
  const auto* const bytes = reinterpret_cast<const char*>(codes.data());
  for (std::size_t at = 0; at < std::min<std::size_t>(codes.size() * 2, 1024); at += 64) __builtin_prefetch(bytes + at);
}

std::uint64_t PhraseScan::holds(std::uint32_t article, std::uint64_t wanted) {
  const auto codes = tables_.codes(article);
  const auto wide = tables_.wide_words(article);
  matcher_.language_ = tables_.languages()[article];
  std::uint64_t out = 0;
  std::size_t wide_at = 0;
  // Steps that hold up to the last word, and up to the one before; a pair with a hyphen is one word over both.
  Steps reached = 0, before = 0;
  std::uint32_t last_word = UINT32_MAX;  // none in this text
  bool hyphen = false;
  const auto note = [&] {
    for (Steps whole = reached & last_; whole; whole &= whole - 1)
      out |= std::uint64_t{1} << positional_of_step_[static_cast<std::size_t>(std::countr_zero(whole))];
  };
  const auto next = [&](Steps steps, std::uint32_t word) {
    Steps now = (reached << 1 | first_) & steps;
    if (hyphen) now |= (before << 1 | first_) & steps_of_pair(last_word, word);
    hyphen = false;
    before = reached;
    reached = now;
    if (reached & last_) note();
  };
  for (std::size_t at = 0; at < codes.size(); ++at) {
    const std::uint16_t c = codes[at];
    const std::uint8_t its = class_of_code_[c];
    if (its == 0 && !hyphen) {
      before = reached;
      reached = 0;
      last_word = c;
      continue;
    }
    if (its != sign_class_) {
      next(steps_of_class_[its], c);
      last_word = c;
    } else if (c == code::wide) {
      if (wide_at >= wide.size()) return out;
      const std::uint32_t word = wide[wide_at++];
      const auto tests = matcher_.tests_of_word_.find(word);
      next(tests == matcher_.tests_of_word_.end() ? 0 : steps_of(tests->second), word);
      last_word = word;
    } else if (c == code::title_end) {
      reached = before = 0;
      last_word = UINT32_MAX;
      hyphen = false;
    } else if (c == code::hyphen) {
      hyphen = last_word != UINT32_MAX;
    }
    if ((out & wanted) == wanted) return out;
  }
  return out;
}

}  // namespace broadsheet
