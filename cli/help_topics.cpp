#include "cli/help_topics.hpp"

#include <algorithm>
#include <broadsheet/upkeep.hpp>

#include "cli/command.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

/// Rows of a table, its columns as wide as they must be, the last one ragged.
std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns_of(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
      line += "  " + row[i] + std::string(widths[i] - columns_of(row[i]), ' ');
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

std::string query_topic() {
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : constructs())
    rows.push_back({std::string(row.query), std::string(row.finds), std::string(row.also)});
  std::string names;
  for (const auto& field : fields()) names += (names.empty() ? "" : " ") + field.name;
  return "Every text is a query. Words side by side are all required, in any inflection; case and accents do not "
         "count.\n\n" +
         table(rows) +
         "\nFields touch what follows: FIELD:word, FIELD:\"several words\", FIELD:(a OR b); 'broadsheet help fields':\n"
         "  " +
         names +
         "\n\nFields and signs bind closest, then proximity, AND, OR. A shell needs quotes around most of this.\n"
         "'broadsheet explain QUERY' shows how a query is understood.\n";
}

std::string fields_topic() {
  std::vector<std::vector<std::string>> rows;
  for (const auto& field : fields())
    rows.push_back({field.name, field.compares, field.example, field.also.empty() ? "" : "also " + field.also});
  return table(rows);
}

std::string numbers_topic() {
  std::vector<std::vector<std::string>> rows;
  for (const auto* name : {"count", "facets", "trend", "compare", "terms", "collocates", "dispersion", "silence"})
    rows.push_back({name, std::string(find_command(name).summary())});
  return "Each of these is a figure of all articles that a query finds, not of those shown:\n\n" + table(rows) +
         "\nA total is exact, or says \"at least\" and why. Stories, which count copies once, stand beside articles.\n"
         "'broadsheet help COMMAND' shows the options and formats of each.\n";
}

std::string exit_codes_topic() {
  std::vector<std::vector<std::string>> rows;
  for (const auto& [code, meaning] : exit_codes()) rows.push_back({std::to_string(code), std::string(meaning)});
  return table(rows);
}

}  // namespace

const std::vector<HelpTopic>& help_topics() {
  static const std::vector<HelpTopic> topics = {
      {"query", "the language of queries", query_topic},
      {"fields", "the fields that a query can ask", fields_topic},
      {"numbers", "the commands that count", numbers_topic},
      {"exit-codes", "what the program ends with", exit_codes_topic},
  };
  return topics;
}

const HelpTopic* find_topic(std::string_view name) {
  const auto found = std::ranges::find(help_topics(), name, &HelpTopic::name);
  return found == help_topics().end() ? nullptr : &*found;
}

const std::vector<ExitCode>& exit_codes() {
  static const std::vector<ExitCode> codes = {
      {exit_code::found, "found"},
      {exit_code::nothing, "nothing found or some sources rejected"},
      {exit_code::failed, "could not do it"},
  };
  return codes;
}

const std::vector<Construct>& constructs() {
  static const std::vector<Construct> rows = {
      {"\"safety ban\"", "these words in a row, exactly", ""},
      {"\"ban on * exports\"", "one word, whichever", ""},
      {"=limits", "exactly this word", ""},
      {"ban limit", "both", "ban AND limit, ban && limit"},
      {"ban OR limit", "either", "ban | limit, ban || limit"},
      {"-stocks", "every other article", "NOT stocks, !stocks"},
      {"(ban OR limit) china", "brackets group; a b OR c is (a AND b) OR c", ""},
      {"ban NEAR/5 chips", "at most four words between; NEAR is NEAR/10", "near5 w/5 /5 AROUND(5) \"ban chips\"~5"},
      {"ban ADJ/5 chips", "the same, in this order; ADJ is ADJ/1", "adj5 pre/5"},
      {"ban SENTENCE chips", "both in one sentence", "/s w/s w/sent"},
      {"ban PARAGRAPH chips", "both in one paragraph", "/p w/p w/para SAME"},
      {"ban NOT NEAR/5 chips", "a ban without chips near it; so NOT ADJ …", ""},
      {"atleast5(ban)", "five mentions or more", "atleast5 ban"},
      {"first50:ban", "in the first 50 words of the text", "ban/F50/"},
      {"hlead:ban", "in the headline or the first 60 words", "hlp=ban HLEAD(ban)"},
      {"caps:march", "with a capital letter; allcaps: nocaps:", ""},
      {"restrict* wom?n", "any letters or none; one letter", "restrict!"},
      {"depseek~1", "one letter otherwise; ~2 two, ~ by length", ""},
      {"~car", "or its synonyms, see 'broadsheet help synonyms'", "synonyms(car)"},
      {"like:ID", "any of the distinctive words of that article", ""},
      {"ban^2", "the same articles, ban weighs twice", ""},
      {"*", "every article", ""},
      {"\\OR", "the word itself", ""},
  };
  return rows;
}

}  // namespace broadsheet::cli
