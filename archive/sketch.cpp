#include "archive/sketch.hpp"

#include <algorithm>

namespace broadsheet {
namespace {

/// Spreads the bits of a number (the finisher of SplitMix64).
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

template <typename Use>
void each_shingle(std::span<const std::uint64_t> words, Use use) {
  for (std::size_t i = 0; i + shingle_words <= words.size(); ++i) {
    std::uint64_t hash = 0;
    for (std::size_t j = 0; j < shingle_words; ++j) hash = hash * 0x9E3779B97F4A7C15 + words[i + j];
    use(mixed(hash));
  }
}

}  // namespace

std::vector<std::uint64_t> shingles_of(std::span<const std::uint64_t> words) {
  std::vector<std::uint64_t> out;
  each_shingle(words, [&](std::uint64_t hash) { out.push_back(hash); });
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Sketch sketch_of(std::span<const std::uint64_t> words) {
  Sketch sketch = no_sketch;
  if (words.size() < shingle_words + least_shingles - 1) return sketch;
  constexpr std::uint32_t empty = 0xFFFFFFFF;
  each_shingle(words, [&](std::uint64_t hash) {
    auto& bin = sketch[hash % sketch.size()];
    bin = std::min(bin, static_cast<std::uint32_t>(hash >> 32) & 0xFFFFFFFE);
  });
  const Sketch given = sketch;
  for (std::size_t i = 0; i < sketch.size(); ++i)
    for (std::size_t step = 1; sketch[i] == empty && step < sketch.size(); ++step)
      if (const auto other = given[(i + step) % sketch.size()]; other != empty)
        sketch[i] = static_cast<std::uint32_t>(mixed(other + step)) & 0xFFFFFFFE;
  return sketch;
}

namespace {

std::size_t common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t count = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++count;
      ++i;
      ++j;
    } else {
      ++(a[i] < b[j] ? i : j);
    }
  }
  return count;
}

/// Two thirds of the figures of the text that has fewer are in the other; where there are hardly any they say nothing.
bool share_figures(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  const std::size_t both = common(a, b);
  return a.size() + b.size() - both < 3 || both * 3 >= std::min(a.size(), b.size()) * 2;
}

}  // namespace

bool are_copies(const StoryText& a, const StoryText& b, Apart apart) {
  const std::size_t shorter = std::min(a.shingles.size(), b.shingles.size());
  const std::size_t longer = std::max(a.shingles.size(), b.shingles.size());
  if (shorter < least_shingles) return false;
  const auto both = static_cast<double>(common(a.shingles, b.shingles));
  const double of_all = both / (static_cast<double>(shorter + longer) - both),
               of_shorter = both / static_cast<double>(shorter);
  switch (apart) {
    case Apart::more:
      return of_all >= 0.9;
    case Apart::unknown:
      return (of_all >= 0.7 || of_shorter >= 0.9) && share_figures(a.figures, b.figures);
    case Apart::a_day_or_less:
      break;
  }
  const bool alike = of_all >= 0.45 || (of_shorter >= 0.6 && longer <= shorter * 8);
  return alike && (of_shorter >= 0.9 || share_figures(a.figures, b.figures));
}

unsigned common_bins(const Sketch& a, const Sketch& b) {
  unsigned common = 0;
  for (std::size_t i = 0; i < a.size(); ++i) common += a[i] == b[i] ? 1 : 0;
  return common;
}

unsigned least_common_bins(Apart apart) { return apart == Apart::more ? 22 : apart == Apart::unknown ? 12 : 4; }

}  // namespace broadsheet
