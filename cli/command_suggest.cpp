#include <algorithm>
#include <broadsheet/json.hpp>

#include "cli/command.hpp"
#include "cli/query_options.hpp"
#include "output/amounts.hpp"
#include "output/csv.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

void present_text(const std::vector<Suggestion>& suggestions, std::ostream& out) {
  for (const auto& suggestion : suggestions)
    out << terminal_text(suggestion.text) << "  (" << suggestion.kind << ", " << counted(suggestion.articles, "article")
        << ")\n";
}

void present_table(const std::vector<Suggestion>& suggestions, const TableFormat& format, std::ostream& out) {
  write_row(out, std::vector<std::string>{"kind", "text", "label", "articles"}, format);
  for (const auto& suggestion : suggestions)
    write_row(out,
              std::vector<std::string>{suggestion.kind, suggestion.text, suggestion.label,
                                       std::to_string(suggestion.articles.value)},
              format);
}

class Suggest : public Command {
 public:
  std::string_view name() const override { return "suggest"; }
  std::string_view summary() const override { return "words and values of the archive that go on from a prefix"; }
  std::string_view synopsis() const override { return "PREFIX…"; }
  Words words() const override { return Words::query; }

  std::vector<OptionGroup> options() const override {
    OptionGroup output{"Output", {}};
    output.options.add_options()                              //
        ("limit,n", one("N|all"), "so many; default 10")      //
        ("format", one("text|json|csv|tsv"), "default text")  //
        ("raw", flag(), "csv, tsv: leave alone what a spreadsheet may take for a formula");
    return {filter_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const Archive archive{arguments.archive()};
    const auto suggestions = archive.suggest(arguments.query(), search_options(arguments));
    const std::string format = arguments.text("format", "text");
    if (format == "json")
      out << terminal_json(to_json(suggestions, archive.info())) << '\n';
    else if (format == "text")
      present_text(suggestions, out);
    else
      present_table(suggestions, {format == "csv" ? ',' : '\t', arguments.has("raw")}, out);
    return suggestions.empty() ? exit_code::nothing : exit_code::found;
  }
};

}  // namespace

std::unique_ptr<Command> make_suggest() { return std::make_unique<Suggest>(); }

}  // namespace broadsheet::cli
