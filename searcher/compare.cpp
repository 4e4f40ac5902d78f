#include <broadsheet/error.hpp>
#include <broadsheet/numbers.hpp>

#include "searcher/number_sets.hpp"
#include "searcher/statistics.hpp"

namespace broadsheet {
namespace {

Comparison compare_sets(NumberSets& first, NumberSets& second) {
  Comparison out;
  out.both = count_both(first.run.answers(), second.run.answers());
  out.both_base = count_both(first.base.answers(), second.base.answers());
  const auto number = [](std::uint64_t count) { return static_cast<double>(count); };
  const TwoSides sides{number(first.found.articles.value), number(first.found.base->value),
                       number(second.found.articles.value), number(second.found.base->value)};
  if (sides.m > 0 && sides.n > 0) {
    const auto [value, low, high, half_added] = ratio_of_shares(sides, number(out.both), number(out.both_base));
    out.ratio = {value, low, high, half_added};
  }
  out.first.found = std::move(first.found);
  out.second.found = std::move(second.found);
  return out;
}

/// The canonical line of a period as after `date:`.
std::string read_period(std::string_view typed, const QueryOptions& asked) {
  QueryOptions options;
  options.now = asked.now;
  options.tz = asked.tz;
  const Query query = parse_query("date:" + std::string(typed), options);
  if (query.root.kind != QueryNode::Kind::filter || query.root.filter != Filter::date) {
    const std::string why =
        query.warnings.empty() ? "give one as in 2025, 2025-01..2025-03 or last-month" : query.warnings.front().message;
    // A warning begins with the text itself: `'x' is left out: it is no date …`
    const auto reason = why.find(": ");
    throw Error(ErrorKind::usage, "'" + std::string(typed) + "' is no period: " +
                                      (reason == std::string::npos ? why : why.substr(reason + 2)));
  }
  return canonical(query.root);
}

/// The same query within a period. It is put together of canonical lines, whose brackets are balanced.
struct InPeriod {
  std::string text;
  SearchOptions options;
};
InPeriod within(const Query& query, const std::string& period, const SearchOptions& asked) {
  InPeriod out{period, asked};
  if (query.root.kind != QueryNode::Kind::everything) out.text = "(" + canonical(query.root) + ") AND " + period;
  out.options.query.match = QueryOptions::Match::all;
  out.options.query.words = false;
  out.options.strict = false;
  return out;
}

}  // namespace

Comparison compare_queries(const Archive& archive, std::string_view first, std::string_view second,
                           const SearchOptions& options) {
  NumberSets one(archive, first, options), other(archive, second, options);
  return compare_sets(one, other);
}

Comparison compare_periods(const Archive& archive, std::string_view text, std::string_view first,
                           std::string_view second, const SearchOptions& options) {
  const std::string first_period = read_period(first, options.query),
                    second_period = read_period(second, options.query);
  // What is to be said of the text is said of it as typed, also if it must be strict.
  const Query as_typed = Answered(archive.state(), text, options).results.query;
  QueryOptions alone;
  alone.match = options.query.match;
  alone.words = options.query.words;
  alone.dialect = options.query.dialect;
  alone.now = options.query.now;
  alone.tz = options.query.tz;
  const Query query = parse_query(text, alone);
  const auto one_in = within(query, first_period, options), other_in = within(query, second_period, options);
  NumberSets one(archive, one_in.text, one_in.options, first_period);
  NumberSets other(archive, other_in.text, other_in.options, second_period);
  Comparison out = compare_sets(one, other);
  out.first.period = first_period;
  out.second.period = second_period;
  for (auto* side : {&out.first, &out.second}) {
    side->found.query.input = as_typed.input;
    side->found.query.warnings = as_typed.warnings;
  }
  return out;
}

}  // namespace broadsheet
