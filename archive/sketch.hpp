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
inline constexpr std::size_t least_shingles = 20;  ///< of a text that can be told from others

/// The hashes of the shingles of a text, given hashes of its words; each once, ascending.
std::vector<std::uint64_t> shingles_of(std::span<const std::uint64_t> words);

Sketch sketch_of(std::span<const std::uint64_t> words);

/// True if the texts are copies of one story: half of all their shingles are in both, or four fifths of the shorter
/// one's are in the longer, which is no more than four times as long (an agency's text, cut).
bool are_copies(std::span<const std::uint64_t> shingles, std::span<const std::uint64_t> others);

/// Bins that are looked up together: two texts that are copies agree in all bins of some band, nearly always.
inline constexpr std::size_t sketch_bands = 16;
std::uint64_t band_of(const Sketch& sketch, std::size_t band);
/// Bins in which both agree, of 32.
unsigned common_bins(const Sketch& a, const Sketch& b);

}  // namespace broadsheet
