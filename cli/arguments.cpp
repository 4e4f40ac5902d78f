#include "cli/arguments.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>
#include <charconv>
#include <cstdlib>
#include <limits>

#include "cli/command.hpp"
#include "cli/nearest_name.hpp"

namespace broadsheet::cli {
namespace po = boost::program_options;
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string> alternatives(const std::string& value_name) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= value_name.size();) {
    const auto end = std::min(value_name.find('|', begin), value_name.size());
    parts.push_back(value_name.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool in_capitals(const std::string& word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string did_you_mean(const std::string& typed, const std::vector<std::string>& names, const std::string& else_say) {
  const auto nearest = nearest_name(typed, names);
  return nearest ? "did you mean '" + *nearest + "'?" : else_say;
}

// Looks at each argument before Boost does. What begins with one dash and is no short option is a word of the query,
// so that `search deepseek -stocks` needs no `--`; a value is taken from the same argument only where it is a
// number (`-n5`), because `-ai` is far more often "without ai" than the archive `i`.
class ArgumentReader {
 public:
  ArgumentReader(const Command& command, const std::vector<OptionView>& known) : command_(command), known_(known) {}

  std::vector<po::option> operator()(std::vector<std::string>& arguments) const {
    const std::string argument = arguments.front();
    if (argument.size() < 2 || argument[0] != '-' || argument == "--") return {};
    if (argument[1] == '-') {
      expect_long_option(argument.substr(0, argument.find('=')));
      return {};
    }
    if (is_short_option(argument)) return {};
    if (command_.words() != Words::query)
      throw Error(ErrorKind::usage, "no option '" + argument + "' in '" + std::string(command_.name()) +
                                        "'; what follows -- is never taken for one");
    arguments.erase(arguments.begin());
    po::option word;
    word.value.push_back(argument);
    word.original_tokens.push_back(argument);
    word.position_key = std::numeric_limits<int>::max();
    return {word};
  }

 private:
  bool is_short_option(const std::string& argument) const {
    return std::any_of(known_.begin(), known_.end(), [&](const OptionView& option) {
      if (option.short_name.empty() || !argument.starts_with(option.short_name)) return false;
      return argument.size() == 2 ||
             (option.value.starts_with('N') && std::all_of(argument.begin() + 2, argument.end(), is_digit));
    });
  }

  void expect_long_option(const std::string& name) const {
    std::vector<std::string> names;
    for (const auto& option : known_) {
      if (option.long_name == name) return;
      names.push_back(option.long_name);
    }
    const std::string command{command_.name()};
    throw Error(ErrorKind::usage, "no option '" + name + "' in '" + command + "'; " +
                                      did_you_mean(name, names, "'broadsheet help " + command + "' lists them"));
  }

  const Command& command_;
  const std::vector<OptionView>& known_;
};

void expect_choice(const OptionView& option, const std::string& value) {
  const auto parts = alternatives(option.value);
  if (parts.size() < 2 || std::any_of(parts.begin(), parts.end(), in_capitals)) return;
  if (std::find(parts.begin(), parts.end(), value) != parts.end()) return;
  throw Error(ErrorKind::usage, option.long_name + " cannot be '" + value + "'; it is one of " + listed(parts));
}

}  // namespace

po::value_semantic* one(const std::string& value_name) { return po::value<std::string>()->value_name(value_name); }

po::value_semantic* many(const std::string& value_name) {
  return po::value<std::vector<std::string>>()->composing()->value_name(value_name);
}

po::value_semantic* flag() { return po::bool_switch(); }

OptionGroup general_options() {
  OptionGroup group{"General", {}};
  group.options.add_options()("help,h", flag(), "show this help");
  return group;
}

OptionGroup archive_options() {
  OptionGroup group{"General", {}};
  group.options.add_options()                                                                        //
      ("archive,a", one("DIR"), "the archive; else $BROADSHEET_ARCHIVE, else ./broadsheet.archive")  //
      ("help,h", flag(), "show this help");
  return group;
}

std::vector<std::string> OptionView::choices() const {
  std::vector<std::string> chosen;
  for (const auto& part : alternatives(value))
    if (!part.empty() && !in_capitals(part)) chosen.push_back(part);
  return chosen;
}

std::vector<OptionView> views(const OptionGroup& group) {
  std::vector<OptionView> made;
  for (const auto& option : group.options.options()) {
    OptionView view;
    view.long_name = option->canonical_display_name(po::command_line_style::allow_long);
    view.short_name = option->canonical_display_name(po::command_line_style::allow_dash_for_short);
    if (!view.short_name.starts_with('-')) view.short_name.clear();
    if (option->semantic()->max_tokens() > 0) view.value = option->semantic()->name();
    view.repeatable = option->semantic()->is_composing();
    view.text = option->description();
    made.push_back(std::move(view));
  }
  return made;
}

Arguments::Arguments(const Command& command, const std::vector<std::string>& typed) {
  po::options_description all;
  std::vector<OptionView> known;
  for (const auto& group : command.options()) {
    all.add(group.options);
    for (auto& view : views(group)) known.push_back(std::move(view));
  }
  using namespace po::command_line_style;
  const auto parsed = po::command_line_parser(typed)
                          .options(all)
                          .style(allow_long | long_allow_adjacent | long_allow_next | allow_short |
                                 allow_dash_for_short | short_allow_adjacent | short_allow_next)
                          .extra_style_parser(ArgumentReader(command, known))
                          .run();
  po::store(parsed, options_);
  for (const auto& option : parsed.options)
    if (option.string_key.empty()) words_.insert(words_.end(), option.value.begin(), option.value.end());

  for (const auto& option : known)
    for (const auto& value : list(option.long_name.substr(2))) expect_choice(option, value);
}

bool Arguments::has(const std::string& option) const {
  const auto& value = options_[option];
  return !value.empty() && !value.defaulted();
}

std::string Arguments::text(const std::string& option, const std::string& fallback) const {
  return has(option) ? options_[option].as<std::string>() : fallback;
}

std::vector<std::string> Arguments::list(const std::string& option) const {
  if (!has(option)) return {};
  const auto& value = options_[option].value();
  if (const auto* several = boost::any_cast<std::vector<std::string>>(&value)) return *several;
  if (const auto* single = boost::any_cast<std::string>(&value)) return {*single};
  return {};
}

std::size_t Arguments::number(const std::string& option, std::size_t fallback) const {
  if (!has(option)) return fallback;
  const std::string typed = text(option);
  if (typed == "all") return std::numeric_limits<std::size_t>::max();
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
  if (error != std::errc{} || end != typed.data() + typed.size())
    throw Error(ErrorKind::usage, "--" + option + " cannot be '" + typed + "'; it is a whole number, 0 or more");
  return value;
}

void Arguments::expect_no_words(const Command& command) const {
  if (!words_.empty())
    throw Error(ErrorKind::usage, "'" + std::string(command.name()) + "' takes options only, not '" + words_.front() +
                                      "'; the archive is -a DIR");
}

std::string Arguments::query(std::size_t first_word) const {
  std::string joined;
  for (std::size_t i = first_word; i < words_.size(); ++i) joined += (i > first_word ? " " : "") + words_[i];
  return joined;
}

std::filesystem::path Arguments::archive() const {
  if (has("archive")) return text("archive");
  const char* from_environment = std::getenv("BROADSHEET_ARCHIVE");
  return from_environment && *from_environment ? from_environment : "broadsheet.archive";
}

}  // namespace broadsheet::cli
