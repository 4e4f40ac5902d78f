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

NumberTable table_of(const Collocates& collocates) {
  NumberTable table{{{"word"},
                     {"joint", Kind::count},
                     {"frequency", Kind::count},
                     {"logdice", Kind::number},
                     {"ll", Kind::number},
                     {"mi", Kind::number}},
                    {}};
  for (const auto& row : collocates.rows)
    table.rows.push_back(
        {row.text, row.joint, row.frequency, row.log_dice, row.log_likelihood, row.mutual_information});
  return table;
}

class CollocatesCommand : public Command {
 public:
  std::string_view name() const override { return "collocates"; }
  std::string_view summary() const override { return "words that stand near what a query marks"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }

  std::string details() const override {
    return "Of all occurrences in all articles found. Joint: occurrences of the word within --span words of a match,\n"
           "in the same text; frequency: all its occurrences in the articles that the filters given as options leave.\n"
           "What the query itself matches is counted in neither. node: matches; W: words in reach; T: all words.\n"
           "  logdice  14 + log2(2 joint / (node + frequency))          Rychlý 2008\n"
           "  ll       log-likelihood of joint in W and of the rest     Dunning 1993\n"
           "  mi       log2(joint T / (W frequency))                    Church and Hanks 1990; high for rare words\n"
           "  broadsheet collocates 'oil price*' --span 3 --sort ll";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = table_options();
    output.options.add_options()                                              //
        ("span", one("N"), "words on each side; default 5")                   //
        ("sort", one("logdice|ll|mi"), "which comes first; default logdice")  //
        ("min", one("N"), "joint occurrences a word must have; default 3")    //
        ("limit,n", one("N|all"), "so many words; default 20");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    CollocatesOptions how;
    how.span = arguments.number("span", how.span);
    how.minimum = arguments.number("min", how.minimum);
    how.limit = arguments.number("limit", how.limit);
    const std::string sort = arguments.text("sort", "logdice");
    how.sort = sort == "ll"   ? Collocates::Sort::log_likelihood
               : sort == "mi" ? Collocates::Sort::mutual_information
                              : Collocates::Sort::log_dice;
    const Archive archive{arguments.archive()};
    const Collocates collocates = find_collocates(archive, arguments.query(), counting_options(arguments), how);
    const std::string format = arguments.text("format", "text");
    if (format == "json") {
      out << terminal_json(to_json(collocates, offsets(arguments))) << '\n';
    } else {
      if (format == "text")
        out << figures_line(collocates.found) << '\n'
            << "node " << grouped(collocates.node) << ", W " << grouped(collocates.window_words) << ", T "
            << grouped(collocates.words) << "; " << counted(collocates.span, "word") << " on each side\n\n";
      present_number_table(table_of(collocates), arguments, out);
    }
    const int code = end_figures(collocates.found);
    if (collocates.node == 0 && code == exit_code::found)
      complain("this query marks no words, so none can stand near them");
    return collocates.rows.empty() ? exit_code::nothing : code;
  }
};

}  // namespace

std::unique_ptr<Command> make_collocates() { return std::make_unique<CollocatesCommand>(); }

}  // namespace broadsheet::cli
