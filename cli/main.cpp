#include <unistd.h>

#include <algorithm>
#include <exception>
#include <iostream>
#include <iterator>
#include <new>

#include "cli/command.hpp"
#include "cli/help_text.hpp"
#include "cli/standard_output.hpp"
#include "cli/terminal.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

// Options may stand before the name of the command too: `broadsheet -a news.archive search ban`.
std::vector<std::string> with_command_first(std::vector<std::string> typed) {
  std::size_t name = 0;
  while (name < typed.size() && typed[name].starts_with('-'))
    name += typed[name] == "-a" || typed[name] == "--archive" ? 2 : 1;
  if (name < typed.size()) {
    const auto at = typed.begin() + static_cast<std::ptrdiff_t>(name);
    std::rotate(typed.begin(), at, at + 1);
  }
  return typed;
}

int run(const std::vector<std::string>& typed, std::ostream& out) {
  if (typed.empty()) {
    std::cerr << overview();
    return exit_code::failed;
  }
  if (typed[0] == "--version") {
    out << version_text();
    return exit_code::found;
  }
  if (typed[0] == "--help" || typed[0] == "-h") {
    out << overview();
    return exit_code::found;
  }
  const Command& command = find_command(typed[0]);
  const Arguments arguments(command, {typed.begin() + 1, typed.end()});
  if (arguments.has("help")) {
    out << help_text(command, find_terminal(arguments).width);
    return exit_code::found;
  }
  if (command.words() == Words::none) arguments.expect_no_words(command);
  return command.run(arguments, out);
}

// The last resort: a library ended us (Xapian does where it cannot clean up after a failed write).
void say_that_it_ended() {
  constexpr std::string_view message =
      "broadsheet: ended by a failure that could not be handled, perhaps a full disk; what was committed is kept: "
      "make room and run it again\n";
  const auto written = ::write(STDERR_FILENO, message.data(), message.size());
  static_cast<void>(written);
  ::_exit(exit_code::failed);
}

}  // namespace
}  // namespace broadsheet::cli

int main(int argc, char** argv) {
  using namespace broadsheet::cli;
  guard_standard_streams();
  std::set_terminate(say_that_it_ended);
  try {
    StandardOutput output;
    const int status = run(with_command_first({argv + 1, argv + argc}), output.stream());
    output.flush();
    return status;
  } catch (const ClosedPipe&) {  // `| head` has seen enough
    return exit_code::found;
  } catch (const std::bad_alloc&) {
    broadsheet::complain("out of memory; ask for fewer hits (-n) or give --memory a smaller size");
  } catch (const std::exception& error) {
    broadsheet::complain(error.what());
  }
  return exit_code::failed;
}
