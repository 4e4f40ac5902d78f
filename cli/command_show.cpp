#include <broadsheet/error.hpp>
#include <sstream>

#include "cli/command.hpp"
#include "cli/pager.hpp"
#include "cli/present.hpp"
#include "cli/query_options.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

void present(const Archive::Reading& reading, const Terminal& terminal, std::ostream& out) {
  if (!terminal.interactive) return present_reading(reading, terminal, out);
  std::ostringstream text;
  present_reading(reading, terminal, text);
  if (!show_with_pager(text.str())) out << text.str();
}

class Show : public Command {
 public:
  std::string_view name() const override { return "show"; }
  std::string_view summary() const override { return "one whole article, with the words of a query marked"; }
  std::string_view synopsis() const override { return "ID"; }
  Words words() const override { return Words::ids; }

  std::string details() const override {
    return "On a terminal it is shown with $PAGER, else less; PAGER= switches that off.\n"
           "  broadsheet show bs-001 --hits 'DeepSeek safety'";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = offsets_options();
    output.options.add_options()                                //
        ("hits", one("QUERY"), "mark what answers this query")  //
        ("format", one("text|json"), "default text")            //
        ("color", one("auto|always|never"), "auto: on a terminal, unless NO_COLOR is set");
    return {output, reading_options(), archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.words().size() != 1)
      throw Error(ErrorKind::usage, "show takes the id of one article; search --format ids prints ids");
    const std::string& id = arguments.words().front();
    const Archive archive{arguments.archive()};
    const auto reading = archive.show(id, arguments.text("hits"), search_options(arguments));
    if (!reading) {
      complain("no article '" + id + "' in '" + arguments.archive().string() + "'; search --format ids prints ids");
      return exit_code::nothing;
    }
    if (!reading->matches) complain("note: the query of --hits does not find this article");
    if (arguments.text("format") == "json")
      out << terminal_json(to_json(*reading, archive.info(), offsets(arguments))) << '\n';
    else
      present(*reading, find_terminal(arguments), out);
    return exit_code::found;
  }
};

}  // namespace

std::unique_ptr<Command> make_show() { return std::make_unique<Show>(); }

}  // namespace broadsheet::cli
