#include <broadsheet/error.hpp>

#include "cli/answer_parts.hpp"
#include "cli/command.hpp"
#include "cli/present.hpp"
#include "cli/query_options.hpp"
#include "cli/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

std::string in_quotes(const std::string& id) {
  std::string out = "\"";
  for (const char c : id) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

void print(const Results& results, const Arguments& arguments, std::ostream& out) {
  const auto& format = find_answer_format(arguments.text("format", "text"));
  View view;
  view.terminal = find_terminal(arguments);
  view.offsets = offsets(arguments);
  view.raw = arguments.has("raw");
  format.present(results, view, out);
}

OptionGroup output_options() {
  OptionGroup output = offsets_options();
  output.options.add_options()                                                            //
      ("format", one(answer_format_names()), "default text")                              //
      ("raw", flag(), "csv, tsv: leave alone what a spreadsheet may take for a formula")  //
      ("color", one("auto|always|never"), "auto: on a terminal, unless NO_COLOR is set");
  return output;
}

class StoryOfArticle : public Command {
 public:
  std::string_view name() const override { return "story"; }
  std::string_view summary() const override { return "all copies of an article, the earliest first"; }
  std::string_view synopsis() const override { return "ID"; }
  Words words() const override { return Words::ids; }
  std::string details() const override {
    return "Copies are found from the text when articles are indexed: of one day and the next, texts that share about\n"
           "half of all rows of five words, or of a shorter text three fifths, and the same figures; further apart, "
           "nine\n"
           "tenths. A copy of a copy is of the same story, which is named by its earliest article.\n"
           "  broadsheet story bs-002";
  }
  std::vector<OptionGroup> options() const override { return {output_options(), archive_options()}; }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.words().size() != 1)
      throw Error(ErrorKind::usage, "story takes the id of one article; search --format ids prints ids");
    const std::string& id = arguments.words().front();
    const Archive archive{arguments.archive()};
    SearchOptions options;
    options.limit = SearchOptions::no_limit;
    options.sort = SearchOptions::Sort::oldest;
    options.passages = 0;
    options.relaxed = false;
    const Results results = archive.search("story:" + in_quotes(id), options);
    if (results.articles.value == 0) {
      complain("no article '" + id + "' in '" + arguments.archive().string() + "'; search --format ids prints ids");
      return exit_code::nothing;
    }
    print(results, arguments, out);
    return exit_code::found;
  }
};

class First : public Command {
 public:
  std::string_view name() const override { return "first"; }
  std::string_view summary() const override { return "who had it first: the earliest article of each story found"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }
  std::string details() const override {
    return "By date, and only among the articles found. A coarse date counts from its beginning, so a day without\n"
           "a time comes before all times of that day; articles without a date come last.\n"
           "  broadsheet first -n 3 DeepSeek safety restrictions";
  }
  std::vector<OptionGroup> options() const override {
    OptionGroup output = output_options();
    output.options.add_options()("limit,n", one("N|all"), "so many; default 1");
    return {filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const Archive archive{arguments.archive()};
    SearchOptions options = search_options(arguments);
    options.limit = arguments.number("limit", 1);
    options.sort = SearchOptions::Sort::oldest;
    options.collapse_stories = true;
    options.relaxed = false;
    Results results = archive.search(arguments.query(), options);
    results.next_offset.reset();  // more of them is --limit; there is no next page
    complain_about(results.query.warnings);
    print(results, arguments, out);
    return results.articles.value > 0 ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_story() { return std::make_unique<StoryOfArticle>(); }
std::unique_ptr<Command> make_first() { return std::make_unique<First>(); }

}  // namespace broadsheet::cli
