#include <broadsheet/error.hpp>

#include "cli/command.hpp"
#include "cli/completion.hpp"

namespace broadsheet::cli {
namespace {

struct Shell {
  std::string name;
  void (*print)(std::ostream& out);
};

const std::vector<Shell> shells{{"bash", bash_completion}, {"zsh", zsh_completion}, {"fish", fish_completion}};

class Completion : public Command {
 public:
  std::string_view name() const override { return "completion"; }
  std::string_view summary() const override { return "a script that completes commands and options in a shell"; }
  std::string_view synopsis() const override { return "bash|zsh|fish"; }
  Words words() const override { return Words::names; }

  std::vector<std::string> first_words() const override {
    std::vector<std::string> names;
    for (const auto& shell : shells) names.push_back(shell.name);
    return names;
  }

  std::string details() const override {
    return "  broadsheet completion bash > ~/.local/share/bash-completion/completions/broadsheet\n"
           "  broadsheet completion zsh > \"${fpath[1]}/_broadsheet\"\n"
           "  broadsheet completion fish > ~/.config/fish/completions/broadsheet.fish";
  }

  std::vector<OptionGroup> options() const override { return {general_options()}; }

  int run(const Arguments& arguments, std::ostream& out) const override {
    for (const auto& shell : shells)
      if (arguments.words() == std::vector{shell.name}) {
        shell.print(out);
        return exit_code::found;
      }
    throw Error(ErrorKind::usage, "for which shell? Give one of bash, zsh, fish");
  }
};

}  // namespace

std::unique_ptr<Command> make_completion() { return std::make_unique<Completion>(); }

}  // namespace broadsheet::cli
