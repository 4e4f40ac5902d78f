#include "cli/help_text.hpp"

#include <algorithm>
#include <broadsheet/upkeep.hpp>

#include "cli/help_topics.hpp"
#include "cli/wrapped_text.hpp"

namespace broadsheet::cli {
namespace {

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}

std::string option_names(const OptionView& option) {
  std::string names = option.short_name.empty() ? "    " : option.short_name + ", ";
  names += option.long_name;
  if (!option.value.empty()) names += " " + option.value;
  return names + (option.repeatable ? " +" : "");
}

std::string group_help(const OptionGroup& group, std::size_t width) {
  constexpr std::size_t column = 28;
  std::string text = "\n" + group.title + "\n";
  for (const auto& option : views(group)) {
    const std::string names = "  " + option_names(option);
    const std::string indent(column, ' ');
    if (names.size() + 2 <= column)
      text += wrapped(option.text, {width, padded(names, column), indent});
    else
      text += names + "\n" + wrapped(option.text, {width, indent, indent});
  }
  return text;
}

std::vector<OptionGroup> by_title(const std::vector<OptionGroup>& groups) {
  std::vector<OptionGroup> merged;
  for (const auto& group : groups) {
    const auto same = std::find_if(merged.begin(), merged.end(),
                                   [&](const OptionGroup& other) { return other.title == group.title; });
    if (same == merged.end()) {
      merged.push_back(group);
      continue;
    }
    for (const auto& option : group.options.options()) same->options.add(option);
  }
  return merged;
}

}  // namespace

std::string overview() {
  std::string text =
      "broadsheet - full-text search in news archives\n\n"
      "usage: broadsheet COMMAND [OPTION…] [WORD…]\n\n";
  for (const auto& command : commands())
    text += "  " + padded(std::string(command->name()), 12) + std::string(command->summary()) + "\n";
  text += "\nTopics:\n";
  for (const auto& topic : help_topics())
    text += "  " + padded(std::string(topic.name), 12) + std::string(topic.summary) + "\n";
  std::string ends;
  for (const auto& [code, meaning] : exit_codes())
    ends += (ends.empty() ? "" : ", ") + std::to_string(code) + " " + std::string(meaning);
  return text +
         "\nTo begin:\n"
         "  broadsheet index pages/\n"
         "  broadsheet search DeepSeek safety restrictions\n\n"
         "'broadsheet help NAME' tells of a command or topic.\n"
         "The archive is -a DIR, else $BROADSHEET_ARCHIVE, else ./broadsheet.archive.\n"
         "Exit codes: " +
         ends + ".\n";
}

std::string help_text(const Command& command, std::size_t width) {
  std::string text = "usage: broadsheet " + std::string(command.name()) + " [OPTION…]";
  if (!command.synopsis().empty()) text += " " + std::string(command.synopsis());
  text += "\n\n" + std::string(command.name()) + ": " + std::string(command.summary()) + "\n";
  for (const auto& group : by_title(command.options())) text += group_help(group, width);
  const std::string details = command.details();
  if (!details.empty()) text += "\n" + details + (details.ends_with('\n') ? "" : "\n");
  return text;
}

std::string version_text() {
  std::string text;
  for (const auto& [name, version] : versions()) text += name + " " + version + "\n";
  return text;
}

}  // namespace broadsheet::cli
