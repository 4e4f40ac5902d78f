#include <broadsheet/error.hpp>

#include "cli/amounts.hpp"
#include "cli/answer_parts.hpp"
#include "cli/command.hpp"
#include "cli/csv.hpp"
#include "cli/present.hpp"
#include "cli/query_options.hpp"
#include "cli/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

bool is_period(const std::string& by) { return by == "day" || by == "week" || by == "month" || by == "year"; }

/// All that is counted, in one list: its sums are the totals (of periods; an article may have several tags).
std::vector<ShareRow> rows_of(const Results& results) {
  std::vector<ShareRow> rows;
  if (results.timeline) {
    const Timeline& timeline = *results.timeline;
    for (const auto& bucket : timeline.buckets) rows.push_back({bucket.from, {}, bucket.articles, bucket.base});
    for (const auto& one : timeline.unplaced)
      rows.push_back({one.from, "no " + timeline.unit + " known", one.articles, one.base});
    if (timeline.undated_base > 0) rows.push_back({{}, "no date", timeline.undated, timeline.undated_base});
    return rows;
  }
  for (const auto& facet : results.facets) {
    for (const auto& row : facet.rows) rows.push_back({row.value, {}, row.articles, row.base});
    if (facet.without_base > 0) rows.push_back({{}, "no " + facet.field, facet.without, facet.without_base});
  }
  return rows;
}

void present_table(const std::vector<ShareRow>& rows, const std::string& by, const TableFormat& format,
                   std::ostream& out) {
  write_row(out, std::vector<std::string>{by, "note", "articles", "base", "share"}, format);
  for (const auto& row : rows)
    write_row(out,
              std::vector<std::string>{row.label, row.note, std::to_string(row.articles), std::to_string(row.base),
                                       share_text(row)},
              format);
}

class Trend : public Command {
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
           "  broadsheet trend DeepSeek --by month --since 2025";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = offsets_options();
    output.options.add_options()                                                                           //
        ("by", one("day|week|month|year|source|tag|author|section|lang"), "what a row is; default month")  //
        ("format", one("text|json|csv|tsv"), "default text")                                               //
        ("raw", flag(), "csv, tsv: leave alone what a spreadsheet may take for a formula")                 //
        ("color", one("auto|always|never"), "auto: on a terminal, unless NO_COLOR is set");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const std::string by = arguments.text("by", "month");
    SearchOptions options = counting_options(arguments);
    options.shares = true;
    if (is_period(by))
      options.timeline = by;
    else
      options.facets = {by};
    const Archive archive{arguments.archive()};
    const Results results = archive.search(arguments.query(), options);
    complain_about(results.query.warnings);

    const std::string format = arguments.text("format", "text");
    if (format == "json")
      out << answer_parts(results, {"format", "query", "total", "facets", "timeline", "index", "took_ms"},
                          offsets(arguments))
          << '\n';
    else if (format == "text")
      present_shares(rows_of(results), {"all", {}, results.articles.value, results.base->value},
                     find_terminal(arguments), out);
    else
      present_table(rows_of(results), by, {format == "csv" ? ',' : '\t', arguments.has("raw")}, out);
    if (results.partial) complain("the counts are at least these: " + reason_text(results.articles.reason));
    return results.articles.value > 0 ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_trend() { return std::make_unique<Trend>(); }

}  // namespace broadsheet::cli
