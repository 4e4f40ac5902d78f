#include "cli/command.hpp"
#include "cli/help_text.hpp"
#include "cli/terminal.hpp"

namespace broadsheet::cli {
namespace {

class Help : public Command {
 public:
  std::string_view name() const override { return "help"; }
  std::string_view summary() const override { return "what a command does, or the language of queries"; }
  std::string_view synopsis() const override { return "[COMMAND | query]"; }
  Words words() const override { return Words::names; }

  std::vector<std::string> first_words() const override {
    std::vector<std::string> names;
    for (const auto& command : commands()) names.emplace_back(command->name());
    names.emplace_back("query");
    return names;
  }

  std::vector<OptionGroup> options() const override { return {general_options()}; }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.words().empty()) {
      out << overview();
      return exit_code::found;
    }
    for (const auto& word : arguments.words())
      out << (word == "query" ? query_help() : help_text(find_command(word), find_terminal(arguments).width));
    return exit_code::found;
  }
};

}  // namespace

std::unique_ptr<Command> make_help() { return std::make_unique<Help>(); }

}  // namespace broadsheet::cli
