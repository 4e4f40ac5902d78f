#include <algorithm>
#include <broadsheet/error.hpp>
#include <broadsheet/json.hpp>
#include <broadsheet/numbers.hpp>

#include "cli/command.hpp"
#include "cli/figures.hpp"
#include "cli/present_numbers.hpp"
#include "cli/query_options.hpp"
#include "output/amounts.hpp"
#include "output/figure_tables.hpp"
#include "output/number_table.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

using Kind = NumberTable::Kind;
using Cell = NumberTable::Cell;

std::string ratio_line(const Comparison& comparison) {
  const auto& ratio = *comparison.ratio;
  return "the first share is " + decimals(ratio.value, 2) + " times the second (95 % confidence " +
         decimals(ratio.low, 2) + " to " + decimals(ratio.high, 2) + ")";
}

std::string method_line(const Comparison& comparison) {
  if (comparison.ratio->half_added)
    return "method: log risk ratio (Katz et al. 1978); a count of none or all: 0.5 added to each cell";
  std::string text = "method: log risk ratio (Katz et al. 1978)";
  if (comparison.both_base > 0) text += ", less the covariance of shared articles";
  return text;
}

void present_text(const Comparison& comparison, const Arguments& arguments, std::ostream& out) {
  out << "first:  " << figures_line(comparison.first.found) << '\n';
  out << "second: " << figures_line(comparison.second.found) << '\n';
  NumberTable table = comparison_table(comparison);
  for (auto& row : table.rows) row.resize(6), row.erase(row.begin() + 1);
  table.columns.resize(6);
  table.columns.erase(table.columns.begin() + 1);
  out << '\n';
  present_number_table(table, arguments, out);
  out << '\n' << counted(comparison.both, "article") << (comparison.both == 1 ? " is" : " are") << " found by both";
  out << ", " << counted(comparison.both_base, "article") << (comparison.both_base == 1 ? " is" : " are")
      << " in both bases\n";
  if (comparison.ratio)
    out << ratio_line(comparison) << '\n' << method_line(comparison) << '\n';
  else
    out << "there is no ratio: a base is empty\n";
  if (comparison.first.found.timeline) {
    out << '\n';
    present_number_table(comparison_timeline(comparison), arguments, out);
  }
}

class Compare : public Command {
 public:
  std::string_view name() const override { return "compare"; }
  std::string_view summary() const override { return "how much more often one query is found than another"; }
  std::string_view synopsis() const override { return "QUERY QUERY | QUERY --period DATES --period DATES"; }
  Words words() const override { return Words::query; }

  std::string details() const override {
    return "Each query is one argument, in quotes. Each share is of the articles that the filters given as options\n"
           "leave; with --period of those in the period. DATES is what may stand after date: in a query.\n"
           "The ratio of the shares has a 95 % confidence interval by the log risk ratio (Katz et al. 1978). Articles\n"
           "that are in both sets or in both bases make the two shares depend on each other; their covariance is "
           "taken\n"
           "off. Where a query finds none or all, 0.5 is added to each cell and this is said. With --by a second "
           "table\n"
           "has both by period; csv, tsv and jsonl then have that table.\n"
           "  broadsheet compare 'flood*' 'drought*' --by year\n"
           "  broadsheet compare DeepSeek --period 2025-01 --period 2025-02";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = table_options();
    output.options.add_options()                                                         //
        ("period", many("DATES"), "twice: compare the same query in these two periods")  //
        ("by", one("day|week|month|year"), "both by period too");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    SearchOptions options = counting_options(arguments);
    options.timeline = arguments.text("by");
    const auto periods = arguments.list("period");
    if (!periods.empty() && periods.size() != 2) throw Error(ErrorKind::usage, "give --period twice, or not at all");
    if (periods.empty() && arguments.words().size() != 2)
      throw Error(ErrorKind::usage, "compare takes two queries, each in quotes, or one and --period twice");
    const Archive archive{arguments.archive()};
    const Comparison comparison = periods.empty()
                                      ? compare_queries(archive, arguments.words()[0], arguments.words()[1], options)
                                      : compare_periods(archive, arguments.query(), periods[0], periods[1], options);
    const std::string format = arguments.text("format", "text");
    if (format == "json")
      out << terminal_json(to_json(comparison, offsets(arguments))) << '\n';
    else if (format == "text")
      present_text(comparison, arguments, out);
    else
      present_number_table(options.timeline.empty() ? comparison_table(comparison) : comparison_timeline(comparison),
                           arguments, out);
    const int first = end_figures(comparison.first.found);
    // The warnings of one query in two periods are the same.
    const int second = periods.empty()                              ? end_figures(comparison.second.found)
                       : comparison.second.found.articles.value > 0 ? exit_code::found
                                                                    : exit_code::nothing;
    return std::min(first, second);
  }
};

}  // namespace

std::unique_ptr<Command> make_compare() { return std::make_unique<Compare>(); }

}  // namespace broadsheet::cli
