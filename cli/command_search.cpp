#include "cli/command.hpp"
#include "cli/present.hpp"
#include "cli/query_options.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

class Search : public Command {
 public:
  std::string_view name() const override { return "search"; }
  std::string_view summary() const override { return "ranked articles, with the passages that answer"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }

  std::string details() const override {
    return "All words that are no options are the query, joined by blanks; what follows -- is query too.\n"
           "  broadsheet search DeepSeek safety restrictions\n"
           "  broadsheet search '\"safety ban\"' -stocks --since 2025 --facet tag\n"
           "'broadsheet help query' shows the language of queries.";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output{"Output", {}};
    output.options.add_options()                                                                                //
        ("format", one(answer_format_names()), "default text; json is the whole answer, jsonl one hit a line")  //
        ("passages", one("N"), "at most so many for each hit; default 2")                                       //
        ("context", one("sentence|paragraph|bytes"),
         "what a passage is; default bytes: sentences of about that length")                       //
        ("passage-bytes", one("N"), "that length; default 240")                                    //
        ("highlight-all", flag(), "one passage: all of the body, with its marks")                  //
        ("facet", many("tag|author|source|section|lang"), "count the values of this field")        //
        ("timeline", one("day|week|month|year"), "count the articles by period")                   //
        ("raw", flag(), "csv, tsv: leave alone what a spreadsheet may take for a formula")         //
        ("offsets", one("utf8|utf16|codepoint"), "json, jsonl: unit of all places; default utf8")  //
        ("color", one("auto|always|never"), "auto: on a terminal, unless NO_COLOR is set");
    return {page_options(), filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const auto& format = find_answer_format(arguments.text("format"));
    SearchOptions options = search_options(arguments);
    if (!format.passages) {
      options.passages = 0;
      options.relaxed = false;
    }
    const Archive archive{arguments.archive()};
    const Results results = archive.search(arguments.query(), options);
    complain_about(results.query.warnings);
    format.present(results, {find_terminal(arguments), offsets(arguments), arguments.has("raw"), options.offset}, out);
    return results.articles.value > 0 ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_search() { return std::make_unique<Search>(); }

}  // namespace broadsheet::cli
