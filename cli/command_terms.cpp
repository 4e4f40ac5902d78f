#include <algorithm>
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

void add_rows(const std::string& kind, const std::vector<Terms::Row>& rows, NumberTable& table) {
  for (const auto& row : rows) {
    auto& cells = table.rows.emplace_back();
    if (!kind.empty()) cells.push_back(kind);
    cells.insert(cells.end(), {row.text, row.articles, row.others, row.log_likelihood, row.log_ratio});
  }
}

NumberTable table_with(std::vector<NumberTable::Column> columns) {
  columns.insert(columns.end(), {{"articles", Kind::count},
                                 {"others", Kind::count},
                                 {"log_likelihood", Kind::number},
                                 {"log_ratio", Kind::number}});
  return {std::move(columns), {}};
}

class TermsCommand : public Command {
 public:
  std::string_view name() const override { return "terms"; }
  std::string_view summary() const override { return "words, names and tags that set the articles found apart"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }

  std::string details() const override {
    return "Each is counted in articles: those found that have it, and others that have it, of the articles that the\n"
           "filters given as options leave. Log-likelihood (Dunning 1993) says how sure the difference is, log ratio\n"
           "how great: 1 is twice as frequent, 2 four times, 3 eight times. Only what is more frequent in the "
           "articles\n"
           "found is listed, the greatest log-likelihood first, and what the query itself marks is left out. Names "
           "are\n"
           "words in a row with capitals in bodies, at least once not at the beginning of a sentence; a name that\n"
           "mostly stands inside a longer one is left out.\n"
           "  broadsheet terms drought --since 1987 --until 1989\n"
           "  broadsheet terms drought --kind names --limit 50 --format csv";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = table_options();
    output.options.add_options()                                                              //
        ("kind", many("words|names|tags"), "only these; may be repeated; default all three")  //
        ("min", one("N"), "in at least so many of the articles found; default 3")             //
        ("limit,n", one("N|all"), "so many of each kind; default 20");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    TermsOptions what;
    what.limit = arguments.number("limit", what.limit);
    what.minimum = arguments.number("min", what.minimum);
    if (const auto kinds = arguments.list("kind"); !kinds.empty()) {
      const auto has = [&](const char* kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); };
      what.words = has("words");
      what.names = has("names");
      what.tags = has("tags");
    }
    const Archive archive{arguments.archive()};
    const Terms terms = distinctive_terms(archive, arguments.query(), counting_options(arguments), what);
    const std::string format = arguments.text("format", "text");
    if (format == "json") {
      out << terminal_json(to_json(terms, offsets(arguments))) << '\n';
    } else if (format == "text") {
      out << figures_line(terms.found) << '\n';
      present_kind("word", terms.words, arguments, out);
      present_kind("name", terms.names, arguments, out);
      present_kind("tag", terms.tags, arguments, out);
    } else {
      present_number_table(terms_table(terms), arguments, out);
    }
    const int code = end_figures(terms.found);
    if (terms.found.base && terms.found.base->value == terms.found.articles.value && code == exit_code::found)
      complain("every article is found: there are no others to compare with");
    return terms.words.empty() && terms.names.empty() && terms.tags.empty() ? exit_code::nothing : code;
  }

 private:
  static void present_kind(const std::string& kind, const std::vector<Terms::Row>& rows, const Arguments& arguments,
                           std::ostream& out) {
    if (rows.empty()) return;
    NumberTable table = table_with({{kind}});
    add_rows("", rows, table);
    out << '\n';
    present_number_table(table, arguments, out);
  }
};

}  // namespace

std::unique_ptr<Command> make_terms() { return std::make_unique<TermsCommand>(); }

}  // namespace broadsheet::cli
