#include <broadsheet/json.hpp>
#include <broadsheet/numbers.hpp>

#include "cli/command.hpp"
#include "cli/figures.hpp"
#include "cli/present_numbers.hpp"
#include "cli/query_options.hpp"
#include "output/amounts.hpp"
#include "output/number_table.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

using Kind = NumberTable::Kind;

void add_rows(const Dispersion::Parts& parts, NumberTable& table, bool with_by) {
  for (const auto& row : parts.rows) {
    const auto [articles, base] = row.counts;
    auto& cells = table.rows.emplace_back();
    if (with_by) cells.push_back(parts.by);
    cells.push_back(row.part);
    cells.push_back(row.note);
    cells.push_back(articles);
    cells.push_back(base);
    cells.push_back(share_cell(articles, parts.placed.articles));
    cells.push_back(share_cell(base, parts.placed.base));
  }
}

NumberTable table_with(std::vector<NumberTable::Column> columns) {
  for (const auto& column : std::vector<NumberTable::Column>{
           {"articles", Kind::count}, {"base", Kind::count}, {"observed", Kind::share}, {"expected", Kind::share}})
    columns.push_back(column);
  return {std::move(columns), {}};
}

void present_parts(const Dispersion::Parts& parts, std::size_t limit, const Arguments& arguments, std::ostream& out) {
  NumberTable table = table_with({{parts.by}, {"note"}});
  add_rows(parts, table, false);
  for (auto& row : table.rows) {
    row[0] = value_or_note(row[0], row[1]);
    row.erase(row.begin() + 1);
  }
  table.columns.erase(table.columns.begin() + 1);
  const std::size_t all = table.rows.size();
  if (all > limit) table.rows.resize(limit);
  out << '\n'
      << "by " << parts.by << ": DP " << decimals(parts.dp, 3) << " (of its greatest value "
      << decimals(parts.dp_norm, 3) << "), Juilland's D " << decimals(parts.juilland_d, 3) << ", in "
      << grouped(parts.range) << " of " << counted(parts.rows.size(), "part") << '\n';
  present_number_table(table, arguments, out);
  if (all > limit) out << "  … and " << counted(all - limit, "more part") << '\n';
  if (parts.unplaced.base > 0)
    out << "  in no part: " << grouped(parts.unplaced.articles) << " of " << counted(parts.unplaced.base, "article")
        << " without a date as precise as a " << parts.by << '\n';
}

class DispersionCommand : public Command {
 public:
  std::string_view name() const override { return "dispersion"; }
  std::string_view summary() const override { return "how evenly a query is spread over publications and time"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }

  std::string details() const override {
    return "Expected is a part's share of all articles that the filters given as options leave, observed its share of\n"
           "those found. DP (Gries 2008) is half the sum of their differences: 0 where both agree, near 1 where all\n"
           "stands in one small part. Juilland's D is 1 where the share of articles found is the same in each part.\n"
           "Text shows the largest parts; the measures and the other formats are of all.\n"
           "  broadsheet dispersion drought --by source --by year";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = table_options();
    output.options.add_options()  //
        ("by", many("source|section|lang|day|week|month|year"),
         "what the parts are; may be repeated; default source and month")  //
        ("limit,n", one("N|all"), "text: so many parts; default 20");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    auto by = arguments.list("by");
    if (by.empty()) by = {"source", "month"};
    const Archive archive{arguments.archive()};
    const Dispersion dispersion = measure_dispersion(archive, arguments.query(), counting_options(arguments), by);
    const std::string format = arguments.text("format", "text");
    if (format == "json") {
      out << terminal_json(to_json(dispersion, offsets(arguments))) << '\n';
    } else if (format == "text") {
      out << figures_line(dispersion.found) << '\n';
      for (const auto& parts : dispersion.parts) present_parts(parts, arguments.number("limit", 20), arguments, out);
    } else {
      NumberTable table = table_with({{"by"}, {"part"}, {"note"}});
      for (const auto& parts : dispersion.parts) add_rows(parts, table, true);
      present_number_table(table, arguments, out);
    }
    return end_figures(dispersion.found);
  }
};

}  // namespace

std::unique_ptr<Command> make_dispersion() { return std::make_unique<DispersionCommand>(); }

}  // namespace broadsheet::cli
