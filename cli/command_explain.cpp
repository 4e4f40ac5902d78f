#include <broadsheet/error.hpp>
#include <broadsheet/json.hpp>

#include "cli/command.hpp"
#include "cli/present.hpp"
#include "cli/query_options.hpp"
#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

class Explain : public Command {
 public:
  std::string_view name() const override { return "explain"; }
  std::string_view summary() const override { return "how a query is understood, and with -a what it finds"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }
  std::string details() const override {
    return "With -a, what each part finds alone. With --id, why an article is found or which part fails, and what "
           "each\n"
           "part adds to its score.\n"
           "  broadsheet explain -a news.archive 'restrict* NEAR/5 (china OR ban)'";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = offsets_options();
    output.options.add_options()("id", one("ID"), "explain this article")(
        "format", one("text|json"), "default text: the canonical line and a tree");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const Results results = explained(arguments);
    complain_about(results.query.warnings);
    if (arguments.text("format") == "json") {
      out << terminal_json(explain_json(results, offsets(arguments))) << '\n';
    } else {
      out << terminal_text(results.canonical) << "\n\n";
      present_tree(results.explained ? *results.explained : outline(results.query.root), out);
      if (!results.expansions.empty()) out << '\n';
      present_expansions(results.expansions, out);
      if (!results.index.uuid.empty()) out << '\n' << counted(results.articles, "article") << '\n';
    }
    return exit_code::found;
  }

 private:
  // Without an archive there is nothing to count in, and the query is read all the same.
  static Results explained(const Arguments& arguments) {
    SearchOptions options = search_options(arguments);
    options.limit = 0;
    if (arguments.has("archive") || arguments.has("id"))
      return Archive(arguments.archive()).explain(arguments.query(), options, arguments.text("id"));
    Results results;
    results.query = parse_query(arguments.query(), options.query);
    results.canonical = canonical(results.query.root);
    if (options.strict) refuse_doubts(results.query.warnings);
    return results;
  }

  static void refuse_doubts(const std::vector<Warning>& warnings) {
    for (const auto& warning : warnings)
      if (!warning.harmless)
        throw Error(ErrorKind::query, warning.code + " at byte " + std::to_string(warning.begin) + ": " +
                                          warning.message + " (--strict allows no warning)");
  }
};

}  // namespace

std::unique_ptr<Command> make_explain() { return std::make_unique<Explain>(); }

}  // namespace broadsheet::cli
