#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/json.hpp>
#include <broadsheet/upkeep.hpp>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

void present_rows(const Rows& rows, std::ostream& out) {
  std::size_t widest = 0;
  for (const auto& [name, value] : rows) widest = std::max(widest, name.size());
  for (const auto& [name, value] : rows)
    out << name << std::string(widest - name.size() + 2, ' ') << terminal_text(value) << '\n';
}

std::string first_rows(const std::vector<FacetRow>& rows) {
  constexpr std::size_t shown = 8;
  std::string text;
  for (std::size_t i = 0; i < std::min(rows.size(), shown); ++i)
    text += (i ? ", " : "") + rows[i].value + " " + grouped(rows[i].articles);
  if (rows.size() > shown) text += ", … " + grouped(rows.size() - shown) + " more";
  return text.empty() ? "none" : text;
}

std::string dates(const ArchiveStats& stats) {
  std::string text = stats.first_date ? *stats.first_date + " to " + stats.last_date.value_or("?") : "none";
  if (stats.undated > 0) text += ", " + counted(stats.undated, "article") + " without a date";
  return text;
}

Rows rows(const ArchiveStats& stats) {
  std::uint64_t size = 0, gone = 0;
  for (const auto& part : stats.parts) {
    size += part.bytes;
    gone += part.gone;
  }
  Rows made{{"articles", grouped(stats.index.documents)},
            {"words", grouped(stats.words) + ", " + grouped(stats.distinct_words) + " different"},
            {"dates", dates(stats)},
            {"languages", first_rows(stats.languages)},
            {"sources", first_rows(stats.sources)},
            {"revision", std::to_string(stats.index.revision) + ", of " + stats.index.built},
            {"size", bytes(size) + " in " + counted(stats.parts.size(), "part")}};
  if (gone > 0)
    made.emplace_back("gone", counted(gone, "article") + " replaced or removed, on disk until 'broadsheet compact'");
  for (const auto& part : stats.parts)
    made.emplace_back("part " + terminal_text(part.name), counted(part.articles, "article") + ", " + bytes(part.bytes));
  made.emplace_back("reference length", decimals(stats.reference_length, 0) + " words");
  made.emplace_back("archive id", stats.index.uuid);
  made.emplace_back("analyzer", stats.index.analyzer + ", ICU " + stats.index.icu);
  return made;
}

Rows rows(const DateStats& stats) {
  Rows made;
  const auto add = [&](std::string_view what, const std::vector<FacetRow>& all) {
    for (const auto& row : all) made.emplace_back(std::string(what) + terminal_text(row.value), grouped(row.articles));
  };
  add("as precise as a ", stats.precisions);
  add("found in: ", stats.origins);
  made.emplace_back("without a date", grouped(stats.undated));
  add("refused: ", stats.refused);
  return made;
}

class Stats : public Command {
 public:
  std::string_view name() const override { return "stats"; }
  std::string_view summary() const override { return "what an archive holds, or the limits of this program"; }
  std::string_view synopsis() const override { return ""; }

  std::vector<OptionGroup> options() const override {
    OptionGroup output{"Output", {}};
    output.options.add_options()                                                                            //
        ("dates", flag(), "how precise the dates are, where they were found, and why others were refused")  //
        ("limits", flag(), "the limits of this program; needs no archive")                                  //
        ("format", one("text|json"), "default text");
    return {output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const bool json = arguments.text("format") == "json";
    if (arguments.has("limits")) {
      if (!json) {
        present_rows(limits(), out);
        return exit_code::found;
      }
      auto object = nlohmann::ordered_json::object();
      for (const auto& [name, value] : limits()) object[name] = value;
      out << nlohmann::ordered_json{{"format", 1}, {"limits", object}}.dump() << '\n';
      return exit_code::found;
    }
    if (arguments.has("dates")) {
      const DateStats stats = Archive{arguments.archive()}.date_stats();
      if (json)
        out << terminal_json(to_json(stats)) << '\n';
      else
        present_rows(rows(stats), out);
      return stats.index.documents > 0 ? exit_code::found : exit_code::nothing;
    }
    const ArchiveStats stats = Archive{arguments.archive()}.stats();
    if (json)
      out << terminal_json(to_json(stats)) << '\n';
    else
      present_rows(rows(stats), out);
    return stats.index.documents > 0 ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_stats() { return std::make_unique<Stats>(); }

}  // namespace broadsheet::cli
