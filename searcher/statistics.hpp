#pragma once

#include <cstdint>
#include <span>
#include <vector>

// The formulas of docs/numbers.md, apart from where their counts come from.
namespace broadsheet {

/// Something counted on two sides: `a` of `m`, and `b` of `n`.
struct TwoSides {
  double a = 0, m = 0, b = 0, n = 0;
};

/// G² = 2 Σ O ln(O / E) over the four cells of the table (Dunning 1993); a cell with 0 adds nothing.
double log_likelihood(const TwoSides& sides);

/// log2 of (a / m) / (b / n); b = 0 counts as 0.5 (Hardie 2014).
double log_ratio(const TwoSides& sides);

/// 14 + log2(2 joint / (node + word)) (Rychlý 2008).
double log_dice(double joint, double node, double word);

/// log2(joint · all / (one · other)) (Church and Hanks 1990).
double mutual_information(double joint, double one, double other, double all);

struct RatioOfShares {
  double value = 0, low = 0, high = 0;
  bool half_added = false;
};
/// (a / m) / (b / n) and its 95 % interval (Katz et al. 1978), less the covariance of `shared` articles in a and b
/// and `shared_base` in m and n. Where a cell of the table is 0, 0.5 is added to each and nothing is taken to be
/// shared. m and n are above 0.
RatioOfShares ratio_of_shares(const TwoSides& sides, double shared, double shared_base);

/// A part of a whole that something is spread over.
struct PartShare {
  double found = 0;  ///< in this part
  double base = 0;   ///< its size, above 0
};
/// Σ |found share − base share| / 2 (Gries 2008), and the same by its greatest value (Lijffijt and Gries 2012).
/// 0 where nothing is found.
double deviation_of_proportions(std::span<const PartShare> parts);
double normed_deviation_of_proportions(std::span<const PartShare> parts);
/// 1 − V / √(n − 1), V the coefficient of variation (of the population) of found / base (Juilland and Chang-Rodríguez
/// 1964). 0 for less than two parts, or where nothing is found.
double juilland_d(std::span<const PartShare> parts);

/// Twice the smaller tail of the binomial distribution, at most 1: how probable so extreme a count is.
struct BinomialTest {
  double p = 1;
  bool low = false;  ///< the smaller tail is the lower one
};
BinomialTest binomial_test(std::uint64_t count, std::uint64_t trials, double probability);

/// Probabilities of tests as corrected for their number by the step-up of Benjamini and Hochberg (1995), in the same
/// order: those at most q hold a share of false ones of at most q.
std::vector<double> false_discovery_rates(const std::vector<double>& probabilities);

}  // namespace broadsheet
