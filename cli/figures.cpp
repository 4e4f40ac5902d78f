#include "cli/figures.hpp"

#include <broadsheet/error.hpp>
#include <charconv>

#include "cli/command.hpp"
#include "cli/query_options.hpp"
#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {

std::string figures_line(const Results& found) {
  const bool exact = found.articles.relation == Count::Relation::eq;
  std::string line = terminal_text(found.canonical) + ": " + (exact ? "" : "at least ") + grouped(found.articles.value);
  line += found.base ? " of " + counted(found.base->value, "article") : " articles";
  return line + " (" + (exact ? "exact" : terminal_text(reason_text(found.articles.reason))) + ")";
}

int end_figures(const Results& found) {
  complain_about(found.query.warnings);
  if (found.articles.relation == Count::Relation::gte)
    complain("the figures are of less than all articles: " + reason_text(found.articles.reason));
  return found.articles.value > 0 ? exit_code::found : exit_code::nothing;
}

std::string value_or_note(const std::string& value, const std::string& note) {
  return note.empty() ? value : value + (value.empty() ? "(" : " (") + note + ")";
}

double probability_option(const Arguments& arguments, const std::string& option, double fallback) {
  if (!arguments.has(option)) return fallback;
  const std::string typed = arguments.text(option);
  double value = -1;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
  if (error != std::errc{} || end != typed.data() + typed.size() || !(value >= 0 && value <= 1))
    throw Error(ErrorKind::usage, "--" + option + " cannot be '" + typed + "'; it is a number from 0 to 1, as in 0.05");
  return value;
}

}  // namespace broadsheet::cli
