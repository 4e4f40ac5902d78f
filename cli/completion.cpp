#include "cli/completion.hpp"

#include <algorithm>

#include "cli/command.hpp"

namespace broadsheet::cli {
namespace {

std::vector<OptionView> options_of(const Command& command) {
  std::vector<OptionView> all;
  for (const auto& group : command.options())
    for (auto& view : views(group)) all.push_back(std::move(view));
  return all;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string command_names() {
  std::vector<std::string> names;
  for (const auto& command : commands()) names.emplace_back(command->name());
  return joined(names);
}

// In single quotes, for any shell of the three: `'` is written '\''. `special` characters get a backslash.
std::string shell_quoted(std::string_view text, std::string_view special = {}) {
  std::string word = "'";
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) word += '\\';
    word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return word + "'";
}

bool is_file(const OptionView& option) { return option.value == "FILE"; }
bool is_folder(const OptionView& option) { return option.value == "DIR"; }

// How bash finds the values of an option; they stand in `compgen` form.
std::string bash_values(const OptionView& option) {
  const auto choices = option.choices();
  if (!choices.empty()) return "-W " + shell_quoted(joined(choices));
  return is_folder(option) ? "-d" : is_file(option) ? "-f" : "-W ''";
}

std::string bash_words(const Command& command) {
  const auto first = command.first_words();
  if (!first.empty()) return "-W " + shell_quoted(joined(first));
  return command.words() == Words::files ? "-f" : "-W ''";
}

std::string zsh_option(const OptionView& option) {
  std::string value;
  if (!option.value.empty()) {
    const auto choices = option.choices();
    value = ":" + option.value + ":";
    value += !choices.empty()    ? "(" + joined(choices) + ")"
             : is_folder(option) ? "_files -/"
             : is_file(option)   ? "_files"
                                 : " ";
  }
  const auto spec = [&](const std::string& name) {
    std::string description;
    for (const char c : option.text)
      description +=
          std::string_view("[]:\\").find(c) != std::string_view::npos ? "\\" + std::string(1, c) : std::string(1, c);
    return shell_quoted((option.repeatable ? "*" : "") + name + "[" + description + "]" + value);
  };
  return spec(option.long_name) + (option.short_name.empty() ? "" : " " + spec(option.short_name));
}

std::string zsh_words(const Command& command) {
  const auto first = command.first_words();
  const std::string rest = command.words() == Words::files  ? " '*:file:_files'"
                           : command.words() == Words::none ? ""
                                                            : " '*:word: '";
  return first.empty() ? rest : " " + shell_quoted("1:name:(" + joined(first) + ")") + rest;
}

}  // namespace

void bash_completion(std::ostream& out) {
  out << "# bash completion for broadsheet; try it: source <(broadsheet completion bash)\n"
         "_broadsheet() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= words=0 i\n"
         "  [[ $current == = ]] && current=\n"
         "  [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD-2]}\n"
         "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "    case ${COMP_WORDS[i]} in\n"
         "      -a|--archive) ((i++)) ;;\n"
         "      -*) ;;\n"
         "      *) if [[ -z $command ]]; then command=${COMP_WORDS[i]}; else ((words++)); fi ;;\n"
         "    esac\n"
         "  done\n"
         "  COMPREPLY=()\n"
         "  case $command:$previous in\n"
         "    *:-a|*:--archive) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\"); return "
         ";;\n";
  for (const auto& command : commands())
    for (const auto& option : options_of(*command)) {
      if (option.value.empty() || is_folder(option)) continue;
      const std::string prefix = std::string(command->name()) + ":";
      out << "    " << (option.short_name.empty() ? "" : prefix + option.short_name + "|") << prefix << option.long_name
          << ") " << (is_file(option) ? "compopt -o filenames; " : "") << "mapfile -t COMPREPLY < <(compgen "
          << bash_values(option) << " -- \"$current\"); return ;;\n";
    }
  out << "  esac\n"
         "  case $command in\n"
         "    '') mapfile -t COMPREPLY < <(compgen -W '--archive --help --version "
      << command_names() << "' -- \"$current\") ;;\n";
  for (const auto& command : commands()) {
    std::vector<std::string> names;
    for (const auto& option : options_of(*command)) names.push_back(option.long_name);
    const bool first_only = !command->first_words().empty();
    out << "    " << command->name() << ")\n"
        << "      if [[ $current == -* ]]; then mapfile -t COMPREPLY < <(compgen -W '" << joined(names)
        << "' -- \"$current\")\n"
        << "      el" << (first_only ? "if ((words == 0)); then " : "se ")
        << (command->words() == Words::files ? "compopt -o filenames; " : "") << "mapfile -t COMPREPLY < <(compgen "
        << bash_words(*command) << " -- \"$current\"); fi ;;\n";
  }
  out << "  esac\n"
         "}\n"
         "complete -F _broadsheet broadsheet\n";
}

void zsh_completion(std::ostream& out) {
  out << "#compdef broadsheet\n"
         "# zsh completion for broadsheet; try it: source <(broadsheet completion zsh)\n"
         "_broadsheet() {\n"
         "  local context state state_descr line\n"
         "  typeset -A opt_args\n"
         "  local -a names\n"
         "  _arguments -C '(-a --archive)'{-a,--archive}'[the archive]:DIR:_files -/' '--version[show versions]' "
         "'--help[show help]' '1:command:->command' '*::argument:->argument'\n"
         "  case $state in\n"
         "    command)\n"
         "      names=(\n";
  for (const auto& command : commands())
    out << "        " << shell_quoted(std::string(command->name()) + ":" + std::string(command->summary())) << '\n';
  out << "      )\n"
         "      _describe command names ;;\n"
         "    argument)\n"
         "      case $words[1] in\n";
  for (const auto& command : commands()) {
    out << "        " << command->name() << ") _arguments";
    for (const auto& option : options_of(*command)) out << " \\\n          " << zsh_option(option);
    const auto words = zsh_words(*command);
    out << (words.empty() ? "" : " \\\n         ") << words << " ;;\n";
  }
  out << "      esac ;;\n"
         "  esac\n"
         "}\n"
         "if [[ $funcstack[1] == _broadsheet ]]; then _broadsheet \"$@\"; else compdef _broadsheet broadsheet; fi\n";
}

void fish_completion(std::ostream& out) {
  out << "# fish completion for broadsheet; try it: broadsheet completion fish | source\n"
         "complete -c broadsheet -f\n"
         "complete -c broadsheet -n __fish_use_subcommand -l version -d 'show versions'\n";
  for (const auto& command : commands())
    out << "complete -c broadsheet -n __fish_use_subcommand -a " << command->name() << " -d "
        << shell_quoted(command->summary(), "\\") << '\n';
  for (const auto& command : commands()) {
    const std::string begin =
        "complete -c broadsheet -n '__fish_seen_subcommand_from " + std::string(command->name()) + "'";
    for (const auto& option : options_of(*command)) {
      out << begin << " -l " << option.long_name.substr(2);
      if (!option.short_name.empty()) out << " -s " << option.short_name.substr(1);
      const auto choices = option.choices();
      if (!option.value.empty()) out << (is_file(option) || is_folder(option) ? " -r -F" : " -x");
      if (!choices.empty()) out << " -a " << shell_quoted(joined(choices));
      out << " -d " << shell_quoted(option.text, "\\") << '\n';
    }
    if (command->words() == Words::files) out << begin << " -F\n";
    if (!command->first_words().empty()) out << begin << " -a " << shell_quoted(joined(command->first_words())) << '\n';
  }
}

}  // namespace broadsheet::cli
