#include "cli/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

namespace broadsheet::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::size_t columns() {
  const long set = std::strtol(std::string(environment("COLUMNS")).c_str(), nullptr, 10);
  winsize size{};
  if (set > 0) return std::clamp<std::size_t>(static_cast<std::size_t>(set), 20, 1000);
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return std::max<std::size_t>(size.ws_col, 20);
  return 80;
}

bool can_color(bool interactive) {
  return interactive && environment("NO_COLOR").empty() && environment("TERM") != "dumb" &&
         !environment("TERM").empty();
}

}  // namespace

OptionGroup color_options() {
  OptionGroup group{"Output", {}};
  group.options.add_options()("color", one("auto|always|never"), "auto: on a terminal, unless NO_COLOR is set");
  return group;
}

Terminal find_terminal(const Arguments& arguments) {
  Terminal terminal;
  terminal.interactive = ::isatty(STDOUT_FILENO) == 1;
  const std::string color = arguments.text("color", "auto");
  terminal.color = color == "always" || (color == "auto" && can_color(terminal.interactive));
  terminal.width = columns();
  return terminal;
}

bool shows_progress() {
  return ::isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb" && !environment("TERM").empty();
}

}  // namespace broadsheet::cli
