#include <algorithm>
#include <broadsheet/error.hpp>
#include <broadsheet/numbers.hpp>

#include "cli/answer_parts.hpp"
#include "cli/command.hpp"
#include "cli/figures.hpp"
#include "cli/present.hpp"
#include "cli/present_numbers.hpp"
#include "cli/query_options.hpp"
#include "cli/svg_chart.hpp"
#include "output/amounts.hpp"
#include "output/figure_tables.hpp"
#include "output/number_table.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

bool is_period(const std::string& by) { return by == "day" || by == "week" || by == "month" || by == "year"; }

using Kind = NumberTable::Kind;

/// A row for each period, a column for each value: what people read.
NumberTable wide_table(const Trend& trend, bool counts) {
  const Kind kind = counts ? Kind::count : Kind::share;
  const auto cell = [&](const Tally& tally) {
    return counts ? NumberTable::Cell(tally.articles) : share_cell(tally.articles, tally.base);
  };
  NumberTable table{{{trend.unit}}, {}};
  for (const auto& series : trend.series) table.columns.push_back({value_or_note(series.value, series.note), kind});
  table.columns.push_back({"all", kind});
  const auto is_empty = [&](std::size_t i) { return trend.rows[i].all.articles == 0 && trend.rows[i].note.empty(); };
  for (const auto& [first, last] : stretches(trend.rows.size(), is_empty)) {
    const auto sum = [begin = first, end = last](const auto& tally_at) {
      Tally tally;
      for (std::size_t i = begin; i <= end; ++i) {
        tally.articles += tally_at(i).articles;
        tally.base += tally_at(i).base;
      }
      return tally;
    };
    auto& row = table.rows.emplace_back();
    row.push_back(value_or_note(trend.rows[first].from, trend.rows[first].note));
    if (last > first) row[0] = trend.rows[first].from + " to " + trend.rows[last].from;
    for (const auto& series : trend.series) row.push_back(cell(sum([&](std::size_t i) { return series.cells[i]; })));
    row.push_back(cell(sum([&](std::size_t i) { return trend.rows[i].all; })));
  }
  auto& sums = table.rows.emplace_back();
  sums.push_back("all");
  for (const auto& series : trend.series) sums.push_back(cell(series.all));
  sums.push_back(cell({trend.found.articles.value, trend.found.base->value}));
  return table;
}

double height(const Tally& tally, bool counts) {
  if (counts || tally.base == 0) return static_cast<double>(tally.articles);
  return static_cast<double>(tally.articles) / static_cast<double>(tally.base);
}

/// The periods as one line, for whoever looks at a terminal; as many of the last ones as the line holds.
std::string line_of(std::vector<double> heights, std::size_t width) {
  if (heights.size() > width) heights.erase(heights.begin(), heights.end() - static_cast<std::ptrdiff_t>(width));
  return sparkline(heights);
}

void present_lines(const Trend& trend, bool counts, const Terminal& terminal, std::ostream& out) {
  std::size_t labels = 0;
  for (const auto& series : trend.series)
    labels = std::max(labels, columns_of(terminal_text(value_or_note(series.value, series.note))));
  labels = std::min(labels, terminal.width / 2);
  out << '\n';
  for (const auto& series : trend.series) {
    std::vector<double> heights;
    for (std::size_t i = 0; i < trend.rows.size(); ++i)
      if (trend.rows[i].note.empty()) heights.push_back(height(series.cells[i], counts));
    out << "  " << padded(terminal_text(value_or_note(series.value, series.note)), labels) << "  "
        << line_of(heights, terminal.width - labels - 5) << '\n';
  }
}

Chart::Item item_of(const std::string& label, const Tally& tally, bool counts) {
  if (tally.base == 0) return {label, 0, "no article", "there are no articles", true};
  const double share = static_cast<double>(tally.articles) / static_cast<double>(tally.base);
  const std::string as_share = decimals(100 * share, share < 0.1 ? 2 : 1) + " %";
  return {label, height(tally, counts), counts ? grouped(tally.articles) : as_share,
          grouped(tally.articles) + " of " + counted(tally.base, "article") + " (" + as_share + ")", false};
}

Chart chart_with(const Results& found, const std::string& by, bool counts) {
  const std::string what = counts ? "articles found" : "share of all articles";
  return {"By " + by + ": " + what,
          found.canonical,
          what + "; hatched: there are no articles at all",
          archive_line(found),
          {},
          {}};
}

/// Rows of periods are columns, the others are notes.
Chart chart_of(const Trend& trend, bool counts) {
  Chart chart = chart_with(trend.found, trend.unit + " and " + trend.field, counts);
  for (const auto& series : trend.series) {
    Chart::Panel panel{value_or_note(series.value, series.note), item_of("", series.all, counts).told, {}};
    for (std::size_t i = 0; i < trend.rows.size(); ++i)
      if (trend.rows[i].note.empty()) panel.items.push_back(item_of(trend.rows[i].from, series.cells[i], counts));
    chart.panels.push_back(std::move(panel));
  }
  for (const auto& row : trend.rows)
    if (!row.note.empty())
      chart.notes.push_back(value_or_note(row.from, row.note) + ": " + item_of("", row.all, counts).told);
  return chart;
}

Chart chart_of(const Results& results, const std::string& by, bool counts) {
  Chart chart = chart_with(results, by, counts);
  Chart::Panel panel;
  for (const auto& row : share_rows(results)) {
    const auto item = item_of(value_or_note(row.label, row.note), {row.articles, row.base}, counts);
    if (row.note.empty())
      panel.items.push_back(item);
    else
      chart.notes.push_back(item.label + ": " + item.told);
  }
  chart.panels.push_back(std::move(panel));
  return chart;
}

class TrendCommand : public Command {
 public:
  std::string_view name() const override { return "trend"; }
  std::string_view summary() const override {
    return "how often a query is found over time, as a share of all articles";
  }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }

  std::string details() const override {
    return "Each row has the articles found, the articles there are at all (base), and the share. The base is what\n"
           "the filters given as options leave: with --source of that publication's articles. Articles whose date is\n"
           "too coarse for a row, or that have none, have rows of their own, so periods add up to the last row.\n"
           "Values of a field do not: those that are not found have no row, and an article may have several tags.\n"
           "With --series each period is divided by the values of a field that have most articles found; 'other' are\n"
           "articles with none of these values. Each share is of the articles of that value in that period. Of "
           "source,\n"
           "section and lang the articles of a period add up to its row.\n"
           "  broadsheet trend DeepSeek --by month --since 2025\n"
           "  broadsheet trend DeepSeek --by month --series source --top 3 --format csv\n"
           "  broadsheet trend DeepSeek --by year --counts";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = table_options("|svg");
    output.options.add_options()                                                                             //
        ("by", one("day|week|month|year|source|tag|author|section|lang"), "what a row is; default month")    //
        ("series", one("source|tag|author|section|lang"), "divide each period by the values of this field")  //
        ("top", one("N"), "so many values get a series of their own; default 5")                             //
        ("counts", flag(), "draw the articles found, not their share");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const std::string by = arguments.text("by", "month");
    const Archive archive{arguments.archive()};
    if (arguments.has("series")) return run_series(archive, by, arguments, out);
    SearchOptions options = counting_options(arguments);
    options.shares = true;
    if (is_period(by))
      options.timeline = by;
    else
      options.facets = {by};
    const Results results = archive.search(arguments.query(), options);

    const std::string format = arguments.text("format", "text");
    if (format == "json")
      out << answer_parts(results, {"format", "query", "total", "facets", "timeline", "index", "took_ms"},
                          offsets(arguments))
          << '\n';
    else if (format == "text")
      present_rows(results, arguments, out);
    else if (format == "svg")
      (is_period(by) ? draw_columns : draw_bars)(chart_of(results, by, arguments.has("counts")), out);
    else
      present_number_table(share_table(share_rows(results), by), arguments, out);
    return end_figures(results);
  }

 private:
  static void present_rows(const Results& results, const Arguments& arguments, std::ostream& out) {
    const Terminal terminal = find_terminal(arguments);
    const bool counts = arguments.has("counts");
    present_shares(share_rows(results), {"all", {}, results.articles.value, results.base->value}, terminal, out,
                   counts);
    if (!terminal.interactive || !results.timeline || results.timeline->buckets.size() < 3) return;
    std::vector<double> heights;
    for (const auto& bucket : results.timeline->buckets)
      heights.push_back(height({bucket.articles, bucket.base}, counts));
    out << "\n  " << line_of(heights, terminal.width - 3) << '\n';
  }

  static int run_series(const Archive& archive, const std::string& by, const Arguments& arguments, std::ostream& out) {
    if (!is_period(by)) throw Error(ErrorKind::usage, "--series divides periods: give --by day, week, month or year");
    const Trend trend = trend_by_value(archive, arguments.query(), counting_options(arguments), by,
                                       arguments.text("series"), arguments.number("top", 5));
    const std::string format = arguments.text("format", "text");
    const bool counts = arguments.has("counts");
    if (format == "json") {
      out << terminal_json(to_json(trend, offsets(arguments))) << '\n';
    } else if (format == "svg") {
      draw_columns(chart_of(trend, counts), out);
    } else if (format == "text") {
      present_number_table(wide_table(trend, counts), arguments, out);
      if (const Terminal terminal = find_terminal(arguments); terminal.interactive)
        present_lines(trend, counts, terminal, out);
    } else {
      present_number_table(trend_table(trend), arguments, out);
    }
    return end_figures(trend.found);
  }
};

}  // namespace

std::unique_ptr<Command> make_trend() { return std::make_unique<TrendCommand>(); }

}  // namespace broadsheet::cli
