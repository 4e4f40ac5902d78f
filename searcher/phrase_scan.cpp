#include "searcher/phrase_scan.hpp"

#include <algorithm>
#include <bit>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace broadsheet {

PhraseScan::PhraseScan(Matcher& matcher, const std::vector<std::size_t>& positionals)
    : matcher_(matcher), tables_(matcher.part_.tables()), steps_of_test_(matcher.question_.tests.size()) {
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
    class_of_word_.emplace_back(static_cast<std::uint16_t>(word),
                                static_cast<std::uint8_t>(known - steps_of_class_.begin()));
    if (known == steps_of_class_.end()) steps_of_class_.push_back(steps);
    if (steps_of_class_.size() > sign_class) {
      can_decide_ = false;
      return;
    }
  }
  std::ranges::sort(class_of_word_);
  if (positionals.size() == 1 && !matcher_.pairs_matter_) choose_anchor();
}

void PhraseScan::class_codes() {
  class_of_code_.resize(65536);
  for (const auto& [word, its] : class_of_word_) class_of_code_[word] = its;
  std::fill(class_of_code_.begin() + code::first_sign, class_of_code_.end(), sign_class);
}

void PhraseScan::choose_anchor() {
  words_ = positional_of_step_.size();
  std::uint64_t least = UINT64_MAX;
  for (std::size_t step = 0; step < words_; ++step) {
    std::vector<std::uint32_t> words;
    std::uint64_t occurrences = 0;
    for (const auto& [word, tests] : matcher_.tests_of_word_) {
      if (!(steps_of(tests) >> step & 1)) continue;
      words.push_back(word);
      occurrences += tables_.words()[word].occurrences;
    }
    // A rare word without a code of its own is looked for in the list beside the codes: left to the whole pass.
    if (words.empty() || words.size() > most_anchors || occurrences >= least ||
        std::ranges::any_of(words, [](auto word) { return word >= code::first_sign; }))
      continue;
    least = occurrences;
    anchor_ = step;
    anchor_codes_ = words.size();
    has_anchors_ = true;
    for (std::size_t i = 0; i < most_anchors; ++i)
      anchors_[i] = static_cast<std::uint16_t>(words[std::min(i, words.size() - 1)]);
  }
}

/// Whether the phrase stands where its anchor is; nothing if a word beside it has no code of its own.
std::optional<bool> PhraseScan::stands_around(std::span<const std::uint16_t> codes, std::size_t at) const {
  const auto fits = [&](std::uint16_t c, std::size_t step) {
    const auto its = std::ranges::lower_bound(class_of_word_, c, {}, &std::pair<std::uint16_t, std::uint8_t>::first);
    return its != class_of_word_.end() && its->first == c && (steps_of_class_[its->second] >> step & 1) != 0;
  };
  const auto is_gap = [](std::uint16_t c) { return c >= code::first_sign && c != code::wide && c != code::title_end; };
  std::size_t here = at;
  for (std::size_t step = anchor_; step-- > 0;) {
    do {
      if (here-- == 0) return false;
    } while (is_gap(codes[here]));
    if (codes[here] == code::wide) return {};
    if (codes[here] == code::title_end || !fits(codes[here], step)) return false;
  }
  here = at;
  for (std::size_t step = anchor_ + 1; step < words_; ++step) {
    do {
      if (++here == codes.size()) return false;
    } while (is_gap(codes[here]));
    if (codes[here] == code::wide) return {};
    if (codes[here] == code::title_end || !fits(codes[here], step)) return false;
  }
  return true;
}

namespace {

/// Bit i: codes[i] is one of the anchors; of 16 codes.
template <std::size_t count>
unsigned places_in_16(const std::uint16_t* codes, const std::array<std::uint16_t, count>& anchors) {
#ifdef __SSE2__
  const auto* const at = reinterpret_cast<const __m128i*>(codes);
  const __m128i low = _mm_loadu_si128(at), high = _mm_loadu_si128(at + 1);
  __m128i in_low = _mm_setzero_si128(), in_high = in_low;
  for (const auto anchor : anchors) {
    const __m128i wanted = _mm_set1_epi16(static_cast<short>(anchor));
    in_low = _mm_or_si128(in_low, _mm_cmpeq_epi16(low, wanted));
    in_high = _mm_or_si128(in_high, _mm_cmpeq_epi16(high, wanted));
  }
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_packs_epi16(in_low, in_high)));
#else
  unsigned out = 0;
  for (unsigned i = 0; i < 16; ++i)
    for (const auto anchor : anchors) out |= unsigned{codes[i] == anchor} << i;
  return out;
#endif
}

}  // namespace

template <std::size_t count>
std::optional<bool> PhraseScan::look_around(std::span<const std::uint16_t> codes) const {
  std::array<std::uint16_t, count> anchors{};
  std::copy_n(anchors_.begin(), count, anchors.begin());
  std::array<std::uint16_t, 16> rest{};
  rest.fill(code::title_end);  // never an anchor
  bool unsure = false;
  for (std::size_t from = 0; from < codes.size(); from += 16) {
    const std::uint16_t* some = codes.data() + from;
    if (codes.size() - from < 16) {
      std::copy_n(some, codes.size() - from, rest.begin());
      some = rest.data();
    }
    for (unsigned places = places_in_16(some, anchors); places; places &= places - 1) {
      const auto stands = stands_around(codes, from + static_cast<std::size_t>(std::countr_zero(places)));
      if (!stands) unsure = true;
      if (stands && *stands) return true;
    }
  }
  if (unsure) return {};
  return false;
}

std::optional<bool> PhraseScan::look_around_anchors(std::span<const std::uint16_t> codes) const {
  return anchor_codes_ <= 2   ? look_around<2>(codes)
         : anchor_codes_ <= 4 ? look_around<4>(codes)
                              : look_around<8>(codes);
}

PhraseScan::Steps PhraseScan::steps_of(const std::vector<std::size_t>& tests) const {
  Steps out = 0;
  for (const auto test : tests) out |= steps_of_test_[test];
  return out;
}

PhraseScan::Steps PhraseScan::steps_of_pair(std::uint32_t first, std::uint32_t second) {
  return steps_of(matcher_.tests_of_pair(first, second, Gap::hyphen));
}

PhraseScan::Codes PhraseScan::fetch(std::uint32_t article) const {
  const auto codes = tables_.codes(article);
  const auto* const bytes = reinterpret_cast<const char*>(codes.data());
  for (std::size_t at = 0; at < std::min<std::size_t>(codes.size() * 2, 512); at += 64) __builtin_prefetch(bytes + at);
  return codes;
}

std::uint64_t PhraseScan::holds(std::uint32_t article, Codes codes, std::uint64_t wanted) {
  if (has_anchors_)
    if (const auto found = look_around_anchors(codes)) return *found ? 1 : 0;
  if (class_of_code_.empty()) class_codes();
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
  for (const std::uint16_t c : codes) {
    const std::uint8_t its = class_of_code_[c];
    if (its == 0 && !hyphen) {
      before = reached;
      reached = 0;
      last_word = c;
      continue;
    }
    if (its != sign_class) {
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
      hyphen = last_word != UINT32_MAX && matcher_.pairs_matter_;
    }
    if ((out & wanted) == wanted) return out;
  }
  return out;
}

}  // namespace broadsheet
