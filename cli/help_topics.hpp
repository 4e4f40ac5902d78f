#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::cli {

/// What `broadsheet help NAME` tells that belongs to no command.
struct HelpTopic {
  std::string_view name;
  std::string_view summary;
  std::string (*text)();
};

/// In the order in which help lists them. No topic has the name of a command.
const std::vector<HelpTopic>& help_topics();

/// Null where there is no such topic.
const HelpTopic* find_topic(std::string_view name);

/// What the process ends with, as help shows it.
struct ExitCode {
  int code;
  std::string_view meaning;
};
const std::vector<ExitCode>& exit_codes();

/// A construct of the query language.
struct Construct {
  std::string_view query, finds, also;
};
const std::vector<Construct>& constructs();

}  // namespace broadsheet::cli
