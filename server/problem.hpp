#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet::server {

/// Why a request is not answered, as RFC 9457 has it; thrown. `code` is one of problem_kinds().
struct Problem {
  int status = 400;
  std::string code;                       ///< `bad_parameter`
  std::string title;                      ///< the same for every problem of the code
  std::string detail;                     ///< what, where, what to do
  std::string parameter;                  ///< which one, where one is at fault
  std::optional<std::size_t> begin, end;  ///< the place in `q`, in the unit asked for
  unsigned retry_after = 0;               ///< seconds; 0: trying again does not help
};

/// What each code means; the page /problems/{code-with-hyphens} shows it.
struct ProblemKind {
  std::string_view code;
  int status;
  std::string_view title;
  std::string_view meaning;  ///< what happened
  std::string_view remedy;   ///< what to do
};
std::span<const ProblemKind> problem_kinds();

/// Nothing where there is no such code; takes hyphens for underscores.
const ProblemKind* find_problem_kind(std::string_view code);

/// A problem of a code in the table, with its status and title.
Problem problem(std::string_view code, std::string detail, std::string parameter = {});

/// `bad_parameter` as its address has it: `bad-parameter`.
std::string with_hyphens(std::string_view code);

}  // namespace broadsheet::server
