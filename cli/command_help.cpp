#include <algorithm>
#include <broadsheet/error.hpp>

#include "cli/command.hpp"
#include "cli/help_text.hpp"
#include "cli/help_topics.hpp"
#include "cli/man_page.hpp"
#include "cli/nearest_name.hpp"
#include "cli/terminal.hpp"

namespace broadsheet::cli {
namespace {

class Help : public Command {
 public:
  std::string_view name() const override { return "help"; }
  std::string_view summary() const override {
    return "what a command does, or a topic such as the language of queries";
  }
  std::string_view synopsis() const override { return "[COMMAND | TOPIC]"; }
  Words words() const override { return Words::names; }

  std::vector<std::string> first_words() const override {
    std::vector<std::string> names;
    for (const auto& command : commands()) names.emplace_back(command->name());
    for (const auto& topic : help_topics()) names.emplace_back(topic.name);
    return names;
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup man{"Output", {}};
    man.options.add_options()("man", flag(), "the manual page, in troff");
    return {man, general_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.has("man"))
      out << man_page();
    else if (arguments.words().empty())
      out << overview();
    else
      for (const auto& word : arguments.words()) out << help_on(lower(word), arguments);
    return exit_code::found;
  }

 private:
  static std::string lower(std::string text) {
    for (char& c : text)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
  }

  std::string help_on(const std::string& name, const Arguments& arguments) const {
    if (const auto* topic = find_topic(name)) return topic->text();
    const auto names = first_words();
    if (const auto near = nearest_name(name, names);
        near && find_topic(*near) && std::ranges::find(names, name) == names.end())
      throw Error(ErrorKind::usage, "no topic '" + name + "'; did you mean '" + *near + "'?");
    return help_text(find_command(name), find_terminal(arguments).width);
  }
};

}  // namespace

std::unique_ptr<Command> make_help() { return std::make_unique<Help>(); }

}  // namespace broadsheet::cli
