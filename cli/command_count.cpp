#include "cli/answer_parts.hpp"
#include "cli/command.hpp"
#include "cli/present_numbers.hpp"
#include "cli/query_options.hpp"
#include "cli/terminal.hpp"
#include "output/amounts.hpp"
#include "output/figure_tables.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

class CountArticles : public Command {
 public:
  std::string_view name() const override { return "count"; }
  std::string_view summary() const override { return "how many articles a query finds"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }

  std::string details() const override {
    return "On a terminal also the stories (copies count once) and the publications of these articles; elsewhere the\n"
           "number of articles alone. The other formats have all three, each with `eq` where it is exact, or `gte`\n"
           "and why it is a lower bound.\n"
           "  broadsheet count 'has:date -has:author'\n"
           "  broadsheet count DeepSeek --since 2025 --format csv";
  }

  std::vector<OptionGroup> options() const override {
    return {filter_options(), reading_options(), table_options(), archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const Archive archive{arguments.archive()};
    const Results results = archive.search(arguments.query(), counting_options(arguments));
    complain_about(results.query.warnings);
    const std::string format = arguments.text("format", "text");
    if (format == "json")
      out << answer_parts(results, {"format", "query", "total", "index", "took_ms"}, offsets(arguments)) << '\n';
    else if (format == "text")
      present_line(results, find_terminal(arguments), out);
    else
      present_number_table(count_table(results), arguments, out);
    return results.articles.value > 0 ? exit_code::found : exit_code::nothing;
  }

 private:
  static void present_line(const Results& results, const Terminal& terminal, std::ostream& out) {
    const bool exact = results.articles.relation == Count::Relation::eq;
    if (terminal.interactive) {
      const auto stories = results.stories.value;
      out << counted(results.articles, "article") << ", " << grouped(stories)
          << (stories == 1 ? " story, " : " stories, ") << counted(results.sources.value, "source");
    } else {
      out << (exact ? "" : "at least ") << results.articles.value;
    }
    if (!exact) out << " (" << terminal_text(reason_text(results.articles.reason)) << ")";
    out << '\n';
  }
};

}  // namespace

std::unique_ptr<Command> make_count() { return std::make_unique<CountArticles>(); }

}  // namespace broadsheet::cli
