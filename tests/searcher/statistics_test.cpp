// Each formula against values from elsewhere: published examples, counts done by hand, or a program in exact fractions
// (Python's, summing the binomial terms one by one).

#include "searcher/statistics.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace broadsheet {
namespace {

using doctest::Approx;

TEST_CASE("log-likelihood is that of sums of k ln k") {
  CHECK(log_likelihood({110, 2442, 111, 29114}) == Approx(278.3860017915722));
  CHECK(log_likelihood({20, 100, 5, 900}) == Approx(71.83147441999608));
  CHECK(log_likelihood({3, 10, 0, 100}) == Approx(15.311350126377306));
  CHECK(log_likelihood({5, 50, 10, 100}) == Approx(0).epsilon(1e-9));
}

TEST_CASE("log ratio is a doubling a unit; none on the other side counts as a half") {
  CHECK(log_ratio({8, 100, 4, 400}) == Approx(3));
  CHECK(log_ratio({8, 100, 0, 400}) == Approx(6));
}

TEST_CASE("logDice is 14 where two words stand only together, and one less for half as often") {
  CHECK(log_dice(50, 50, 50) == Approx(14));
  CHECK(log_dice(25, 50, 50) == Approx(13));
  CHECK(log_dice(30, 100, 60) == Approx(12.584962500721156));
}

TEST_CASE("mutual information is 0 for chance") {
  CHECK(mutual_information(10, 100, 1000, 10000) == Approx(0).epsilon(1e-9));
  CHECK(mutual_information(30, 500, 60, 10000) == Approx(std::log2(10)));
}

TEST_CASE("the ratio of shares has the interval of Katz where nothing is shared") {
  // Aspirin and heart attacks, 104 of 11,037 and 189 of 11,034: 0.55, 0.43 to 0.70 in the textbooks.
  const auto aspirin = ratio_of_shares({104, 11037, 189, 11034}, 0, 0);
  CHECK(aspirin.value == Approx(0.5501149812103876));
  CHECK(aspirin.low == Approx(0.43367311590896757));
  CHECK(aspirin.high == Approx(0.6978216574892078));
  CHECK_FALSE(aspirin.half_added);
}

TEST_CASE("over one base the interval is that of two shares of the same articles") {
  // Variance (a + b − 2x) / ab. 4,000 draws of such samples spread by 0.160, this says 0.158, without it 0.180.
  const auto ratio = ratio_of_shares({40, 200, 20, 200}, 10, 200);
  CHECK(ratio.value == Approx(2));
  CHECK(ratio.low == Approx(1.29031440085543));
  CHECK(ratio.high == Approx(3.1000196520694105));
  const auto same = ratio_of_shares({40, 200, 40, 200}, 40, 200);
  CHECK(same.low == Approx(1));
  CHECK(same.high == Approx(1));
}

TEST_CASE("a count of none or all adds a half to each cell, and says so") {
  for (const TwoSides& sides :
       {TwoSides{0, 10, 5, 20}, TwoSides{5, 20, 0, 10}, TwoSides{10, 10, 5, 20}, TwoSides{5, 20, 10, 10}})
    CHECK(ratio_of_shares(sides, 0, 0).half_added);
  CHECK(ratio_of_shares({0, 10, 5, 20}, 0, 0).value == Approx(0.5 / 11 / (5.5 / 21)));
}

TEST_CASE("dispersion is even where shares agree and uneven where one part has all") {
  const std::vector<PartShare> even = {{5, 50}, {10, 100}, {1, 10}};
  CHECK(deviation_of_proportions(even) == Approx(0));
  CHECK(juilland_d(even) == Approx(1));
  const std::vector<PartShare> one = {{16, 10}, {0, 90}};
  CHECK(deviation_of_proportions(one) == Approx(0.9));
  CHECK(normed_deviation_of_proportions(one) == Approx(1));
  CHECK(juilland_d(one) == Approx(0));
  // By hand: found 1/6 2/6 3/6, base 1/2 1/4 1/4, so (1/3 + 1/12 + 1/4) / 2; shares 0.1 0.4 0.6.
  const std::vector<PartShare> three = {{1, 10}, {2, 5}, {3, 5}};
  CHECK(deviation_of_proportions(three) == Approx(1.0 / 3));
  CHECK(normed_deviation_of_proportions(three) == Approx(4.0 / 9));
  CHECK(juilland_d(three) == Approx(1 - std::sqrt(0.38 / 9) / (1.1 / 3) / std::sqrt(2)));
  CHECK(deviation_of_proportions(std::vector<PartShare>{{0, 10}, {0, 5}}) == 0);
  CHECK(juilland_d(std::vector<PartShare>{{0, 10}, {0, 5}}) == 0);
  CHECK(juilland_d(std::vector<PartShare>{{3, 10}}) == 0);
}

TEST_CASE("binomial tails are exact") {
  struct Row {
    std::uint64_t count, trials;
    double probability, p;
    bool low;
  };
  for (const Row& row :
       {Row{0, 20, 0.2, 0.023058430092136938, true}, Row{3, 100, 0.1, 0.015672974242368798, true},
        Row{25, 100, 0.1, 2.614563486250074e-05, false}, Row{10, 100, 0.1, 1.0, false},
        Row{0, 1000, 0.05, 1.0583645495490095e-22, true}, Row{300, 1000, 0.1, 1.3646698215689806e-68, false}}) {
    CAPTURE(row.count);
    const auto test = binomial_test(row.count, row.trials, row.probability);
    CHECK(test.p / row.p == Approx(1).epsilon(1e-9));
    CHECK(test.low == row.low);
  }
  CHECK(binomial_test(0, 10, 0).p == 1);
  CHECK(binomial_test(10, 10, 1).p == 1);
}

TEST_CASE("false discovery rates are those of Benjamini and Hochberg's definition, in the order given") {
  const auto corrected = false_discovery_rates({0.01, 0.04, 0.03, 0.005, 0.5});
  const std::vector<double> expected = {0.025, 0.05, 0.05, 0.025, 0.5};
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(corrected.at(i) == Approx(expected[i]));
  CHECK(false_discovery_rates({}).empty());
}

}  // namespace
}  // namespace broadsheet
