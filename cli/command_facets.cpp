#include <algorithm>
#include <broadsheet/error.hpp>

#include "cli/answer_parts.hpp"
#include "cli/command.hpp"
#include "cli/nearest_name.hpp"
#include "cli/present.hpp"
#include "cli/present_numbers.hpp"
#include "cli/query_options.hpp"
#include "cli/svg_chart.hpp"
#include "output/amounts.hpp"
#include "output/figure_tables.hpp"

namespace broadsheet::cli {
namespace {

const std::vector<std::string> fields_with_facets{"tag", "author", "source", "section", "lang"};

Chart chart_of(const Facet& facet, const Results& results, std::size_t left_out) {
  Chart chart{"Articles by " + facet.field, results.canonical, "bars: articles found", archive_line(results), {{}}, {}};
  for (const auto& row : facet.rows)
    chart.panels[0].items.push_back({row.value, static_cast<double>(row.articles), grouped(row.articles),
                                     counted(row.articles, "article") + ", of stories " + grouped(row.stories)});
  if (left_out > 0) chart.notes.push_back("not shown: " + counted(left_out, "more value"));
  if (facet.without > 0) chart.notes.push_back("no " + facet.field + ": " + counted(facet.without, "article"));
  return chart;
}

class Facets : public Command {
 public:
  std::string_view name() const override { return "facets"; }
  std::string_view summary() const override { return "the values of a field in the articles that a query finds"; }
  std::string_view synopsis() const override { return "FIELD QUERY…"; }
  Words words() const override { return Words::query; }
  std::vector<std::string> first_words() const override { return fields_with_facets; }

  std::string details() const override {
    return "FIELD is tag, author, source, section or lang. Without a QUERY: of all articles. Counts are exact over\n"
           "all articles found. An article may have several tags and authors; the rows of the other fields and the\n"
           "row of articles without one add up to the articles found. Stories count copies within a row once.\n"
           "  broadsheet facets tag DeepSeek --since 2025";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = table_options("|svg");
    output.options.add_options()                                             //
        ("limit,n", one("N|all"), "so many values; default all, in svg 30")  //
        ("story", flag(), "text: the stories, copies counted once, beside the articles");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    SearchOptions options = counting_options(arguments);
    options.facets = {field(arguments)};
    const Archive archive{arguments.archive()};
    Results results = archive.search(arguments.query(1), options);
    complain_about(results.query.warnings);

    Facet facet = results.facets.empty() ? Facet{} : results.facets.front();
    const std::size_t all = facet.rows.size();
    const std::string format = arguments.text("format", "text");
    const std::size_t few = format == "svg" ? 30 : SearchOptions::no_limit;
    facet.rows.resize(std::min(all, arguments.number("limit", few)));
    results.facets = {facet};

    if (format == "json") {
      out << answer_parts(results, {"format", "query", "total", "facets", "index", "took_ms"}, offsets(arguments))
          << '\n';
    } else if (format == "svg") {
      draw_bars(chart_of(facet, results, all - facet.rows.size()), out);
    } else if (format != "text") {
      present_number_table(facet_table(facet), arguments, out);
    } else {
      present_facet(facet, results.articles.value, find_terminal(arguments), out, arguments.has("story"));
      if (facet.rows.size() < all) out << "  … and " << counted(all - facet.rows.size(), "more value") << '\n';
    }
    return facet.rows.empty() ? exit_code::nothing : exit_code::found;
  }

 private:
  static std::string field(const Arguments& arguments) {
    const std::string typed = arguments.words().empty() ? "" : arguments.words().front();
    if (std::find(fields_with_facets.begin(), fields_with_facets.end(), typed) != fields_with_facets.end())
      return typed;
    const std::string one_of = "one of tag, author, source, section, lang";
    if (typed.empty()) throw Error(ErrorKind::usage, "which field? Give " + one_of + " before the query");
    const auto nearest = nearest_name(typed, fields_with_facets);
    throw Error(ErrorKind::usage, "cannot count the values of '" + typed + "'; the first word is " +
                                      (nearest ? "a field: did you mean '" + *nearest + "'?" : one_of));
  }
};

}  // namespace

std::unique_ptr<Command> make_facets() { return std::make_unique<Facets>(); }

}  // namespace broadsheet::cli
