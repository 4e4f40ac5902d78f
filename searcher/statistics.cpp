#include "searcher/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace broadsheet {
namespace {

/// The half that two tails of 2.5 % leave of the normal distribution.
constexpr double normal_975 = 1.959963984540054;

double surprise(double observed, double expected) {
  return observed > 0 ? observed * std::log(observed / expected) : 0;
}

/// ln of the probability of `k` in `n`, 0 < p < 1.
double log_binomial(double k, double n, double p) {
  return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) + k * std::log(p) + (n - k) * std::log1p(-p);
}

/// Sum of the terms from `k` on, downwards or upwards. They fall from the side of the mean on, so it ends where they
/// no longer count.
double tail(double k, double n, double p, double step) {
  double term = std::exp(log_binomial(k, n, p)), sum = 0;
  for (; k >= 0 && k <= n && term > sum * 1e-17; k += step) {
    sum += term;
    term *= step < 0 ? k * (1 - p) / ((n - k + 1) * p) : (n - k) * p / ((k + 1) * (1 - p));
  }
  return std::min(1.0, sum);
}

double sum_of(std::span<const PartShare> parts, double PartShare::*member) {
  double sum = 0;
  for (const auto& part : parts) sum += part.*member;
  return sum;
}

}  // namespace

double log_likelihood(const TwoSides& sides) {
  const auto [a, m, b, n] = sides;
  const double have = (a + b) / (m + n), lack = 1 - have;
  const double g2 =
      2 * (surprise(a, m * have) + surprise(b, n * have) + surprise(m - a, m * lack) + surprise(n - b, n * lack));
  return std::max(0.0, g2);
}

double log_ratio(const TwoSides& sides) {
  return std::log2(sides.a / sides.m) - std::log2((sides.b > 0 ? sides.b : 0.5) / sides.n);
}

double log_dice(double joint, double node, double word) { return 14 + std::log2(2 * joint / (node + word)); }

double mutual_information(double joint, double one, double other, double all) {
  return std::log2(joint) + std::log2(all) - std::log2(one) - std::log2(other);
}

RatioOfShares ratio_of_shares(const TwoSides& sides, double shared, double shared_base) {
  auto [a, m, b, n] = sides;
  RatioOfShares ratio;
  ratio.half_added = a == 0 || b == 0 || a == m || b == n;
  if (ratio.half_added) {
    a += 0.5, b += 0.5, m += 1, n += 1;
    shared = shared_base = 0;
  }
  ratio.value = (a / m) / (b / n);
  const double variance = 1 / a - 1 / m + 1 / b - 1 / n - 2 * (shared / a / b - shared_base / m / n);
  const double half = normal_975 * std::sqrt(std::max(0.0, variance));
  ratio.low = ratio.value * std::exp(-half);
  ratio.high = ratio.value * std::exp(half);
  return ratio;
}

double deviation_of_proportions(std::span<const PartShare> parts) {
  const double found = sum_of(parts, &PartShare::found), base = sum_of(parts, &PartShare::base);
  double sum = 0;
  for (const auto& part : parts)
    if (found > 0) sum += std::abs(part.found / found - part.base / base);
  return sum / 2;
}

double normed_deviation_of_proportions(std::span<const PartShare> parts) {
  if (parts.size() < 2) return 0;
  const double least = std::ranges::min_element(parts, {}, &PartShare::base)->base / sum_of(parts, &PartShare::base);
  return deviation_of_proportions(parts) / (1 - least);
}

double juilland_d(std::span<const PartShare> parts) {
  const auto n = static_cast<double>(parts.size());
  double mean = 0, square = 0;
  for (const auto& part : parts) mean += part.found / part.base / n;
  if (n < 2 || mean == 0) return 0;
  for (const auto& part : parts) square += std::pow(part.found / part.base - mean, 2) / n;
  return std::max(0.0, 1 - std::sqrt(square) / mean / std::sqrt(n - 1));
}

BinomialTest binomial_test(std::uint64_t count, std::uint64_t trials, double probability) {
  const auto k = static_cast<double>(count), n = static_cast<double>(trials);
  const bool low = k < n * probability;
  // At the ends the distribution is one point.
  if (probability <= 0 || probability >= 1) return {k == n * probability ? 1.0 : 0.0, low};
  return {std::min(1.0, 2 * tail(k, n, probability, low ? -1 : 1)), low};
}

std::vector<double> false_discovery_rates(const std::vector<double>& probabilities) {
  std::vector<std::size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t x, std::size_t y) { return probabilities[x] > probabilities[y]; });
  std::vector<double> out(probabilities.size());
  double least = 1;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto rank = static_cast<double>(order.size() - i);
    least = std::min(least, probabilities[order[i]] * static_cast<double>(order.size()) / rank);
    out[order[i]] = least;
  }
  return out;
}

}  // namespace broadsheet
