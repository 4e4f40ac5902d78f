#pragma once

#include <boost/program_options.hpp>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace broadsheet::cli {

class Command;

/// Options under one heading of the help text. The name of an option's value says what may be given: with
/// alternatives in lower case (`text|json`) nothing else is allowed, and completion offers them; a part in capitals
/// (`N|all`, `FILE`) is anything.
struct OptionGroup {
  std::string title;
  boost::program_options::options_description options;
};

/// The three sorts of option: given once, given as often as one likes, and there or not.
boost::program_options::value_semantic* one(const std::string& value_name);
boost::program_options::value_semantic* many(const std::string& value_name);
boost::program_options::value_semantic* flag();

/// Options that every command has (`--help`), with and without `--archive`.
OptionGroup general_options();
OptionGroup archive_options();

/// An option as help and completion show it.
struct OptionView {
  std::string short_name;  ///< `-n`, or empty
  std::string long_name;   ///< `--limit`
  std::string value;       ///< `N|all`; empty: it takes none
  std::string text;
  bool repeatable = false;

  std::vector<std::string> choices() const;  ///< the alternatives in lower case
};
std::vector<OptionView> views(const OptionGroup& group);

/// What was typed after the name of a command: options in any place, and the words between them, in order.
class Arguments {
 public:
  /// Throws Error(usage) for an option or value that is none, with the nearest name.
  Arguments(const Command& command, const std::vector<std::string>& typed);

  bool has(const std::string& option) const;
  std::string text(const std::string& option, const std::string& fallback = {}) const;
  std::vector<std::string> list(const std::string& option) const;
  std::size_t number(const std::string& option, std::size_t fallback) const;  ///< `all` is the greatest one

  const std::vector<std::string>& words() const { return words_; }
  void expect_no_words(const Command& command) const;   ///< throws Error(usage) if there are some
  std::string query(std::size_t first_word = 0) const;  ///< the words from there on, with blanks between

  /// `--archive`, else $BROADSHEET_ARCHIVE, else `broadsheet.archive` in this folder.
  std::filesystem::path archive() const;

 private:
  boost::program_options::variables_map options_;
  std::vector<std::string> words_;
};

}  // namespace broadsheet::cli
