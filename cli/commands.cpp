#include <algorithm>
#include <broadsheet/error.hpp>

#include "cli/command.hpp"
#include "cli/nearest_name.hpp"

namespace broadsheet::cli {

const std::vector<std::unique_ptr<Command>>& commands() {
  static const auto table = [] {
    std::vector<std::unique_ptr<Command>> made;
    for (const auto make :
         {make_index,   make_read,       make_search,     make_count,   make_facets, make_trend, make_compare,
          make_terms,   make_collocates, make_dispersion, make_silence, make_kwic,   make_show,  make_like,
          make_story,   make_first,      make_export,     make_cite,    make_verify, make_batch, make_watch,
          make_explain, make_suggest,    make_synonyms,   make_serve,   make_mcp,    make_stats, make_check,
          make_remove,  make_compact,    make_completion, make_help})
      made.push_back(make());
    return made;
  }();
  return table;
}

const Command& find_command(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& command : commands()) {
    if (command->name() == name) return *command;
    names.emplace_back(command->name());
  }
  const auto nearest = nearest_name(name, names);
  throw Error(ErrorKind::usage, "no command '" + std::string(name) + "'; " +
                                    (nearest ? "did you mean '" + *nearest + "'?" : "'broadsheet help' lists them"));
}

}  // namespace broadsheet::cli
