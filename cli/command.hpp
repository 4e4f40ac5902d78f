#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "cli/arguments.hpp"

namespace broadsheet::cli {

/// What the process ends with.
namespace exit_code {
inline constexpr int found = 0;    ///< done, and something was found
inline constexpr int nothing = 1;  ///< done, but nothing found or some sources rejected
inline constexpr int failed = 2;   ///< could not do it
}  // namespace exit_code

/// What the words of a command line stand for beside the options. `query`: a word such as `-stocks` is text.
enum class Words { none, query, files, ids, names };

/// One subcommand. Stateless: help, completion and the suggestions for misspelled names are made of what it says.
class Command {
 public:
  Command() = default;
  virtual ~Command() = default;
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  virtual std::string_view name() const = 0;
  virtual std::string_view summary() const = 0;       ///< one line, without a stop at its end
  virtual std::string_view synopsis() const = 0;      ///< the words as help shows them: `QUERY…`
  virtual std::string details() const { return {}; }  ///< what help says below the options
  virtual Words words() const { return Words::none; }
  virtual std::vector<std::string> first_words() const { return {}; }  ///< all that the first word may be
  virtual std::vector<OptionGroup> options() const = 0;

  /// Does it, with answers to `out` and all else to stderr; gives an exit code. Throws Error.
  virtual int run(const Arguments& arguments, std::ostream& out) const = 0;
};

/// All commands, in the order in which help lists them.
const std::vector<std::unique_ptr<Command>>& commands();

/// Throws Error(usage) with the nearest name where there is no such command.
const Command& find_command(std::string_view name);

// One for each command_*.cpp; a new command gets a line here and one in the table of commands.cpp.
std::unique_ptr<Command> make_index();
std::unique_ptr<Command> make_read();
std::unique_ptr<Command> make_search();
std::unique_ptr<Command> make_count();
std::unique_ptr<Command> make_facets();
std::unique_ptr<Command> make_trend();
std::unique_ptr<Command> make_compare();
std::unique_ptr<Command> make_terms();
std::unique_ptr<Command> make_collocates();
std::unique_ptr<Command> make_dispersion();
std::unique_ptr<Command> make_silence();
std::unique_ptr<Command> make_show();
std::unique_ptr<Command> make_story();
std::unique_ptr<Command> make_first();
std::unique_ptr<Command> make_like();
std::unique_ptr<Command> make_export();
std::unique_ptr<Command> make_kwic();
std::unique_ptr<Command> make_cite();
std::unique_ptr<Command> make_verify();
std::unique_ptr<Command> make_watch();
std::unique_ptr<Command> make_explain();
std::unique_ptr<Command> make_suggest();
std::unique_ptr<Command> make_batch();
std::unique_ptr<Command> make_synonyms();
std::unique_ptr<Command> make_serve();
std::unique_ptr<Command> make_mcp();
std::unique_ptr<Command> make_stats();
std::unique_ptr<Command> make_check();
std::unique_ptr<Command> make_remove();
std::unique_ptr<Command> make_compact();
std::unique_ptr<Command> make_completion();
std::unique_ptr<Command> make_help();

}  // namespace broadsheet::cli
