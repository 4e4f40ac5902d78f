#include "cli/amounts.hpp"
#include "cli/answer_parts.hpp"
#include "cli/command.hpp"
#include "cli/query_options.hpp"
#include "cli/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

class CountArticles : public Command {
 public:
  std::string_view name() const override { return "count"; }
  std::string_view summary() const override { return "how many articles a query finds"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = offsets_options();
    output.options.add_options()("format", one("text|json"), "default text: the number");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const Archive archive{arguments.archive()};
    const Results results = archive.search(arguments.query(), counting_options(arguments));
    complain_about(results.query.warnings);
    if (arguments.text("format") == "json")
      out << answer_parts(results, {"format", "query", "total", "index", "took_ms"}, offsets(arguments)) << '\n';
    else if (results.articles.relation == Count::Relation::eq)
      out << results.articles.value << '\n';
    else
      out << "at least " << results.articles.value << " (" << terminal_text(reason_text(results.articles.reason))
          << ")\n";
    return results.articles.value > 0 ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_count() { return std::make_unique<CountArticles>(); }

}  // namespace broadsheet::cli
