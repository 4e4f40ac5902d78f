#include "cli/nearest_name.hpp"

#include <algorithm>

namespace broadsheet::cli {
namespace {

// Optimal string alignment, three rows at a time.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view typed, const std::vector<std::string>& names) {
  constexpr std::size_t longest = 64;  // no name is longer, and the work grows with the product of both
  if (typed.empty() || typed.size() > longest) return std::nullopt;

  const std::string* best = nullptr;
  std::size_t fewest = std::max<std::size_t>(1, typed.size() / 3) + 1;
  std::vector<const std::string*> begun;
  for (const auto& name : names) {
    if (name.starts_with(typed)) begun.push_back(&name);
    const auto steps = distance(typed, name);
    if (steps < fewest) {
      fewest = steps;
      best = &name;
    }
  }
  if (begun.size() == 1) best = begun.front();
  if (!best) return std::nullopt;
  return *best;
}

}  // namespace broadsheet::cli
