#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>

#include "cli/command.hpp"
#include "cli/load_options.hpp"
#include "cli/rejections.hpp"
#include "cli/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

class Read : public Command {
 public:
  std::string_view name() const override { return "read"; }
  std::string_view summary() const override { return "prints the articles found in files and folders, as JSON lines"; }
  std::string_view synopsis() const override { return "SOURCE…"; }
  Words words() const override { return Words::files; }

  std::string details() const override {
    return "Shows what 'index' would take in; touches no archive. The exit code is 1 if any source was rejected or no\n"
           "article was found.";
  }

  std::vector<OptionGroup> options() const override { return {source_options(), general_options()}; }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.words().empty())
      throw Error(ErrorKind::usage, "read takes files or folders, as in: broadsheet read pages/");
    Rejections rejections;
    bool found = false;
    read_sources(
        arguments.words(), read_options(arguments),
        [&](Article&& article) {
          out << terminal_json(to_article_line(article)) << '\n';
          found = true;
        },
        [&](const Outcome& outcome) {
          if (outcome.kind == Outcome::Kind::rejected) rejections.add(outcome);
        });
    rejections.finish("");
    return found && rejections.count() == 0 ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_read() { return std::make_unique<Read>(); }

}  // namespace broadsheet::cli
