#include "cli/pager.hpp"

#include <sys/wait.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace broadsheet::cli {
namespace {

std::string_view environment(const char* name, std::string_view fallback) {
  const char* value = std::getenv(name);
  return value ? value : fallback;
}

constexpr int no_such_program = 127;  // says the shell

}  // namespace

bool show_with_pager(const std::string& text) {
  const std::string pager{environment("PAGER", "less")};
  if (pager.empty() || pager == "cat" || environment("TERM", "dumb") == "dumb") return false;
  ::setenv("LESS", "FRX", 0);  // colours; no clearing; ends where all fits. What the user has set stays
  std::FILE* pipe = ::popen((pager + " 2>/dev/null").c_str(), "we");
  if (!pipe) return false;
  std::fwrite(text.data(), 1, text.size(), pipe);  // a reader who has seen enough closes the pipe: no error
  const int status = ::pclose(pipe);
  return !(WIFEXITED(status) && WEXITSTATUS(status) == no_such_program);
}

}  // namespace broadsheet::cli
