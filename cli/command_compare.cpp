#include <algorithm>
#include <broadsheet/error.hpp>
#include <broadsheet/json.hpp>
#include <broadsheet/numbers.hpp>

#include "cli/amounts.hpp"
#include "cli/command.hpp"
#include "cli/figures.hpp"
#include "cli/query_options.hpp"
#include "cli/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

using Kind = NumberTable::Kind;
using Cell = NumberTable::Cell;

std::uint64_t base_of(const Comparison::Side& side) { return side.found.base ? side.found.base->value : 0; }

NumberTable table_of(const Comparison& comparison) {
  NumberTable table{{{"side"},
                     {"query"},
                     {"articles", Kind::count},
                     {"stories", Kind::count},
                     {"base", Kind::count},
                     {"share", Kind::share},
                     {"ratio", Kind::number},
                     {"low", Kind::number},
                     {"high", Kind::number},
                     {"both", Kind::count}},
                    {}};
  const auto add = [&](const char* name, const Comparison::Side& side) {
    const auto articles = side.found.articles.value, base = base_of(side);
    table.rows.push_back({name, side.found.canonical, articles, side.found.stories.value, base,
                          share_cell(articles, base), nullptr, nullptr, nullptr, comparison.both});
  };
  add("first", comparison.first);
  if (const auto& ratio = comparison.ratio) {
    table.rows[0][6] = ratio->value;
    table.rows[0][7] = ratio->low;
    table.rows[0][8] = ratio->high;
  }
  add("second", comparison.second);
  return table;
}

/// Both timelines side by side, by what each row is called.
NumberTable timeline_table(const Comparison& comparison) {
  const std::string unit = comparison.first.found.timeline->unit;
  NumberTable table{{{unit}, {"note"}}, {}};
  for (const std::string side : {"first", "second"}) {
    table.columns.push_back({side, Kind::count});
    table.columns.push_back({side + "_base", Kind::count});
    table.columns.push_back({side + "_share", Kind::share});
  }
  const auto row_for = [&](const std::string& from, const std::string& note) -> std::vector<Cell>& {
    for (auto& row : table.rows)
      if (row[0] == Cell(from) && row[1] == Cell(note)) return row;
    return table.rows.emplace_back(std::vector<Cell>{from, note, 0U, 0U, nullptr, 0U, 0U, nullptr});
  };
  const auto add = [&](const Timeline& timeline, std::size_t at) {
    const auto put = [&](const std::string& from, const std::string& note, std::uint64_t articles, std::uint64_t base) {
      auto& row = row_for(from, note);
      row[at] = articles;
      row[at + 1] = base;
      row[at + 2] = share_cell(articles, base);
    };
    for (const auto& bucket : timeline.buckets) put(bucket.from, "", bucket.articles, bucket.base);
    for (const auto& one : timeline.unplaced) put(one.from, "no " + unit + " known", one.articles, one.base);
    if (timeline.undated_base > 0) put("", "no date", timeline.undated, timeline.undated_base);
  };
  add(*comparison.first.found.timeline, 2);
  add(*comparison.second.found.timeline, 5);
  return table;
}

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
  NumberTable table = table_of(comparison);
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
    present_number_table(timeline_table(comparison), arguments, out);
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
      present_number_table(options.timeline.empty() ? table_of(comparison) : timeline_table(comparison), arguments,
                           out);
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
