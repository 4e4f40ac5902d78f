#pragma once

#include <broadsheet/archive.hpp>
#include <broadsheet/results.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What an analyst counts. Every figure is of all articles found, none is of a sample, and each function reads the
// query and its filters as Archive::search does, with the same exceptions. `found` in an answer is what search gives,
// without hits: the query as understood, totals (`gte` where the time was over: then all figures are of what was
// found until then), and `base`: the articles that the filters given as options leave, found or not.
// docs/numbers.md says of each figure when not to trust it.
namespace broadsheet {

/// Articles found, and articles there are.
struct Tally {
  std::uint64_t articles = 0;
  std::uint64_t base = 0;
};

/// Periods down, values of a field across.
struct Trend {
  Results found;  ///< with its timeline
  std::string unit, field;
  struct Row {
    std::string from;  ///< as in Timeline
    std::string note;  ///< `no month known`, `no date`; empty for a period
    Tally all;
  };
  std::vector<Row> rows;  ///< periods without a gap, then dates too coarse, then no date: they add up to the totals
  struct Series {
    std::string value;
    std::string note;  ///< `other`, `no source`; empty for a value
    Tally all;
    std::vector<Tally> cells;  ///< one for each row
  };
  /// The values with most articles found, ties by value; then what has none of these; then what has no value. Of
  /// source, section and lang they add up to the rows; an article may have several tags and authors.
  std::vector<Series> series;
};

/// `unit`: day week month year; `field`: tag author source section lang, and `most` of its values get a series of
/// their own. Throws Error(usage) for others.
Trend trend_by_value(const Archive& archive, std::string_view query, const SearchOptions& options,
                     const std::string& unit, const std::string& field, std::size_t most);

/// How much more often one query is found than another, or one query in one period than in another.
struct Comparison {
  struct Side {
    Results found;
    std::string period;  ///< canonical, where periods are compared
  };
  Side first, second;
  std::uint64_t both = 0;       ///< articles found by both
  std::uint64_t both_base = 0;  ///< articles in both bases

  /// Share of the first by share of the second, with its 95 % confidence interval: of the log risk ratio (Katz et al.
  /// 1978), its variance less twice the covariance that articles in both bring (delta method; nothing where there are
  /// none): 1/a − 1/m + 1/b − 1/n − 2 (x/ab − y/mn) for a of m, b of n, x in both, y in both bases.
  struct Ratio {
    double value = 0, low = 0, high = 0;
    bool half_added = false;  ///< a cell was 0: 0.5 was added to each (Haldane, Anscombe), the covariance left out
  };
  std::optional<Ratio> ratio;  ///< nothing where a base is empty
};

Comparison compare_queries(const Archive& archive, std::string_view first, std::string_view second,
                           const SearchOptions& options);
/// Periods as after `date:`; the base of each lies in it. Throws Error(usage) for what is none.
Comparison compare_periods(const Archive& archive, std::string_view query, std::string_view first,
                           std::string_view second, const SearchOptions& options);

/// What sets the articles found apart from the others of the base, counted in articles.
struct Terms {
  Results found;
  struct Row {
    std::string text;
    std::uint64_t articles = 0;  ///< found that have it
    std::uint64_t others = 0;    ///< of the base, not found, that have it
    double log_likelihood = 0;   ///< G², Dunning 1993
    double log_ratio = 0;        ///< log2 of the shares (Hardie 2014); where `others` is 0, as if it were 0.5
  };
  std::vector<Row> words;  ///< by form, without `'s`; those that the query marks are left out
  /// Up to five words in a row with capitals in bodies, counted wherever they stand so; at least once within a
  /// sentence. One word alone only if it has capitals more often than not; part of a longer name only if more than
  /// half of its articles have it elsewhere alone.
  std::vector<Row> names;
  std::vector<Row> tags;
};

struct TermsOptions {
  std::size_t limit = 20;   ///< rows of each kind
  std::size_t minimum = 3;  ///< articles found that have it
  bool words = true, names = true, tags = true;
};

/// Rows that are more frequent in the articles found than in the others; greatest log-likelihood first, then most
/// articles, then by text.
Terms distinctive_terms(const Archive& archive, std::string_view query, const SearchOptions& options,
                        const TermsOptions& what);

/// Words near the words and phrases that the query marks.
struct Collocates {
  enum class Sort : std::uint8_t { log_dice, log_likelihood, mutual_information };
  Results found;
  std::size_t span = 0;            ///< words on each side
  std::uint64_t node = 0;          ///< matches of the query, of words and phrases as wholes
  std::uint64_t window_words = 0;  ///< places of words within the span of a match, each once, matches left out
  std::uint64_t words = 0;         ///< places of words in titles and bodies of the base, matches left out
  struct Row {
    std::string text;
    std::uint64_t joint = 0;        ///< occurrences in the windows
    std::uint64_t frequency = 0;    ///< occurrences in the base, outside the matches
    double log_dice = 0;            ///< 14 + log2(2 joint / (node + frequency)), Rychlý 2008
    double log_likelihood = 0;      ///< G² of windows and the rest, Dunning 1993
    double mutual_information = 0;  ///< log2(joint · words / (window_words · frequency)), Church and Hanks 1990
  };
  std::vector<Row> rows;
};

struct CollocatesOptions {
  std::size_t span = 5;  ///< words on each side, 1 or more
  std::size_t limit = 20;
  std::size_t minimum = 3;  ///< joint occurrences
  Collocates::Sort sort = Collocates::Sort::log_dice;
};

/// Words by form, the query's own matches never among them; ties by joint, then by text.
Collocates find_collocates(const Archive& archive, std::string_view query, const SearchOptions& options,
                           const CollocatesOptions& how);

/// How evenly the articles found are spread over parts of the base.
struct Dispersion {
  Results found;
  struct Parts {
    std::string by;
    struct Row {
      std::string part;  ///< a value or period; empty with a note
      std::string note;  ///< `no source`
      Tally counts;
    };
    std::vector<Row> rows;  ///< all parts that have articles; values by base, most first, periods in order
    Tally placed;           ///< the sums of the rows
    Tally unplaced;         ///< of periods: articles without a date precise enough, in no part
    double dp = 0;          ///< Σ |observed − expected| / 2, Gries 2008: 0 as the base is spread, 1 the least so
    double dp_norm = 0;     ///< by its greatest value, 1 − least expected share, Lijffijt and Gries 2012
    double juilland_d = 0;  ///< 1 − V / √(n − 1), V: coefficient of variation of the shares in the parts; 1 is even
    std::uint64_t range = 0;  ///< parts with articles found
  };
  std::vector<Parts> parts;  ///< as asked
};

/// `by`: source section lang day week month year. Where nothing is found, or there is one part only, measures are 0.
Dispersion measure_dispersion(const Archive& archive, std::string_view query, const SearchOptions& options,
                              const std::vector<std::string>& by);

/// Where a publication wrote improbably little or much of something in a period.
struct Silence {
  Results found;
  std::string field, unit;
  std::uint64_t tested = 0;     ///< cells with as many articles as asked
  std::uint64_t too_small = 0;  ///< cells with fewer
  Tally without_value;          ///< articles in no cell: no value of the field
  Tally without_period;         ///< articles in no cell: a value, but no date as precise as the period
  struct Row {
    std::string value, period;
    Tally counts;
    double expected = 0;    ///< base · share of the query in the period, this cell included (or in all periods)
    double p = 1;           ///< twice the smaller tail of the binomial distribution, at most 1
    double corrected = 1;   ///< over all tested cells (Benjamini and Hochberg 1995)
    std::string direction;  ///< `low`: fewer than expected; `high`; `none` where p is 1
  };
  std::vector<Row> rows;  ///< tested cells, lowest corrected probability first, then p, then value, then period
};

struct SilenceOptions {
  std::string field = "source";  ///< or section, lang
  std::string unit = "month";    ///< or day, week, year
  std::size_t minimum = 20;      ///< articles of the base in a cell that is tested
  bool expect_overall = false;   ///< expected from the share in all periods, not in the same
  double level = 0.05;           ///< rows have at most this corrected probability
};

Silence find_silences(const Archive& archive, std::string_view query, const SearchOptions& options,
                      const SilenceOptions& how);

}  // namespace broadsheet
