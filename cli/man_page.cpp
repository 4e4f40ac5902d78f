#include "cli/man_page.hpp"

#include <array>
#include <broadsheet/upkeep.hpp>
#include <cstdio>

#include "cli/command.hpp"
#include "cli/help_topics.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

/// Text as troff shows it as it is: in ASCII, with nothing that it takes for a request or an escape.
std::string plain(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const auto& glyph : glyphs(text)) {
    if (line_begins && (glyph.code == '.' || glyph.code == '\'')) out += "\\&";
    line_begins = glyph.code == '\n';
    switch (glyph.code) {
      case '\\':
        out += "\\e";
        continue;
      case '-':
        out += "\\-";
        continue;
      case '\'':
        out += "\\(aq";
        continue;
      case '^':
        out += "\\(ha";
        continue;
      case '~':
        out += "\\(ti";
        continue;
      case '|':  // a line may end behind it
        out += "|\\:";
        continue;
      default:
        break;
    }
    if (glyph.code < 0x80) {
      out += static_cast<char>(glyph.code);
      continue;
    }
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "\\[u%04X]", static_cast<unsigned>(glyph.code));
    out += name.data();
  }
  return out;
}

std::string section(std::string_view title) { return ".SH " + plain(title) + "\n"; }

std::string item(std::string_view term, std::string_view text) {
  return ".TP\n\\fB" + plain(term) + "\\fR\n" + plain(text) + "\n";
}

/// Lines as they stand, with their blanks.
std::string as_it_stands(std::string_view text) {
  std::string out = ".PP\n.nf\n" + plain(text);
  if (!out.ends_with('\n')) out += '\n';
  return out + ".fi\n";
}

std::string of_command(const Command& command) {
  std::string text = ".SS " + plain(command.name()) + "\n" + plain(command.summary()) + ".\n.PP\nbroadsheet \\fB" +
                     plain(command.name()) + "\\fR [OPTION\\[u2026]] " + plain(command.synopsis()) + "\n";
  for (const auto& group : command.options())
    for (const auto& option : views(group)) {
      if (option.long_name == "--help" || option.long_name == "--archive") continue;
      std::string names = option.short_name.empty() ? option.long_name : option.short_name + ", " + option.long_name;
      if (!option.value.empty()) names += " " + option.value;
      text += item(names, option.text);
    }
  if (const std::string details = command.details(); !details.empty()) text += as_it_stands(details);
  return text;
}

}  // namespace

std::string man_page() {
  std::string text = ".TH BROADSHEET 1 \"\" \"broadsheet " + versions().front().second + "\"\n.ad l\n" +
                     section("NAME") + "broadsheet \\- full\\-text search in news archives\n" + section("SYNOPSIS") +
                     ".B broadsheet\nCOMMAND [OPTION\\[u2026]] [WORD\\[u2026]]\n" + section("COMMANDS");
  text +=
      "The archive is \\fB\\-a\\fR DIR, else $BROADSHEET_ARCHIVE, else ./broadsheet.archive; "
      "every command has \\fB\\-\\-help\\fR.\n";
  for (const auto& command : commands()) text += of_command(*command);
  text += section("QUERIES");
  for (const auto& [query, finds, also] : constructs())
    text += item(query, std::string(finds) + (also.empty() ? "" : "; also " + std::string(also)));
  text += section("FIELDS") + as_it_stands(find_topic("fields")->text()) + section("EXIT STATUS");
  for (const auto& [code, meaning] : exit_codes()) text += item(std::to_string(code), meaning);
  return text;
}

}  // namespace broadsheet::cli
