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

NumberTable table_of(const Silence& silence) {
  NumberTable table{{{silence.field},
                     {silence.unit},
                     {"articles", Kind::count},
                     {"expected", Kind::number},
                     {"base", Kind::count},
                     {"p", Kind::probability},
                     {"corrected", Kind::probability},
                     {"direction"}},
                    {}};
  for (const auto& row : silence.rows)
    table.rows.push_back({row.value, row.period, row.counts.articles, row.expected, row.counts.base, row.p,
                          row.corrected, row.direction});
  return table;
}

void say_what_is_in_no_cell(const Silence& silence, std::ostream& out) {
  const auto line = [&](const Tally& tally, const std::string& why) {
    if (tally.base > 0)
      out << "in no cell: " << grouped(tally.articles) << " of " << counted(tally.base, "article") << " " << why
          << '\n';
  };
  line(silence.without_value, "without a " + silence.field);
  line(silence.without_period, "without a date as precise as a " + silence.unit);
}

class SilenceCommand : public Command {
 public:
  std::string_view name() const override { return "silence"; }
  std::string_view summary() const override { return "where a publication wrote improbably little or much of a query"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }

  std::string details() const override {
    return "A cell is one publication in one period. Expected is what it would have if each of its articles were "
           "found\n"
           "with the share that all publications have in that period (--expect overall: in all periods). p is twice\n"
           "the tail of the binomial distribution on the side of the count; corrected for the number of cells tested\n"
           "by Benjamini and Hochberg (1995). Cells with fewer than --min articles are not tested. Articles whose\n"
           "date is not as precise as the period are in no cell, and this is said.\n"
           "  broadsheet silence drought --by source --period month\n"
           "  broadsheet silence drought --period year --level 1 --format csv     all cells";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = table_options();
    output.options.add_options()                                                         //
        ("by", one("source|section|lang"), "whose articles a cell has; default source")  //
        ("period", one("day|week|month|year"), "of which time; default month")           //
        ("expect", one("period|overall"),
         "the share expected is that of the same period, or of all; default period")             //
        ("min", one("N"), "articles that a cell must have to be tested; default 20")             //
        ("level", one("P"), "show cells with at most this corrected probability; default 0.05")  //
        ("limit,n", one("N|all"), "text: so many rows; default 20");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    SilenceOptions how;
    how.field = arguments.text("by", how.field);
    how.unit = arguments.text("period", how.unit);
    how.minimum = arguments.number("min", how.minimum);
    how.expect_overall = arguments.text("expect") == "overall";
    how.level = probability_option(arguments, "level", how.level);
    const Archive archive{arguments.archive()};
    const Silence silence = find_silences(archive, arguments.query(), counting_options(arguments), how);
    const std::string format = arguments.text("format", "text");
    if (format == "json")
      out << terminal_json(to_json(silence, offsets(arguments))) << '\n';
    else if (format == "text")
      present_text(silence, arguments, out);
    else
      present_number_table(table_of(silence), arguments, out);
    const int code = end_figures(silence.found);
    return silence.rows.empty() ? exit_code::nothing : code;
  }

 private:
  static void present_text(const Silence& silence, const Arguments& arguments, std::ostream& out) {
    out << figures_line(silence.found) << '\n'
        << counted(silence.tested, "cell") << " tested (" << silence.field << " and " << silence.unit << "), "
        << grouped(silence.too_small) << " too small; binomial test, corrected by Benjamini and Hochberg\n";
    say_what_is_in_no_cell(silence, out);
    if (silence.rows.empty()) {
      out << "no cell is improbable at this level\n";
      return;
    }
    NumberTable table = table_of(silence);
    const std::size_t all = table.rows.size(), limit = arguments.number("limit", 20);
    if (all > limit) table.rows.resize(limit);
    out << '\n';
    present_number_table(table, arguments, out);
    if (all > limit) out << "  … and " << counted(all - limit, "more cell") << '\n';
  }
};

}  // namespace

std::unique_ptr<Command> make_silence() { return std::make_unique<SilenceCommand>(); }

}  // namespace broadsheet::cli
