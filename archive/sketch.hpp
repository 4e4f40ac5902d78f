#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

// Which texts are nearly the same, without comparing each with each.
namespace broadsheet {

/// A sketch of the shingles of a text (each five words in a row): in each of 32 bins the least hash. The share of bins
/// that two sketches agree in estimates the share of shingles that two texts have in common (MinHash by one
/// permutation: Li, Owen, Zhang 2012; empty bins borrow from the next: Shrivastava, Li 2014). All bits set: too short.
using Sketch = std::array<std::uint32_t, 32>;
inline constexpr Sketch no_sketch = [] {
  Sketch sketch{};
  sketch.fill(0xFFFFFFFF);
  return sketch;
}();

inline constexpr std::size_t shingle_words = 5;
inline constexpr std::size_t least_shingles = 22;  ///< of a text that can be told from others

/// The hashes of the shingles of a text, given hashes of its words; each once, ascending.
std::vector<std::uint64_t> shingles_of(std::span<const std::uint64_t> words);

Sketch sketch_of(std::span<const std::uint64_t> words);

/// What decides whether two texts are copies: their shingles and their figures (hashes of the words that have a digit),
/// each once and ascending.
struct StoryText {
  std::vector<std::uint64_t> shingles;
  std::vector<std::uint64_t> figures;
};

/// How far apart two articles appeared: agencies send the same form week after week, with other figures in it.
enum class Apart : std::uint8_t { a_day_or_less, unknown, more };

/// True if the texts are copies of one story. Of shingles that both have, J is the share in all of both, C that in the
/// shorter's. Within a day: J >= 0.45, or C >= 0.6 and one no more than eight times as long (a report, cut), and unless
/// C >= 0.9 two thirds of the figures in both. Further apart: J >= 0.9. Unknown: J >= 0.7 or C >= 0.9, and the same
/// figures. Fitted on pairs that people read: tests/stories.
bool are_copies(const StoryText& a, const StoryText& b, Apart apart);

/// Bins in which both agree, of 32.
unsigned common_bins(const Sketch& a, const Sketch& b);

/// Texts whose sketches have fewer are hardly ever copies.
unsigned least_common_bins(Apart apart);

}  // namespace broadsheet
