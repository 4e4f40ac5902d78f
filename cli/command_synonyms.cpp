#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/error.hpp>
#include <broadsheet/upkeep.hpp>

#include "cli/command.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

std::string row_text(const std::vector<std::string>& row) {
  std::string text;
  for (const auto& word : row) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

/// Words and phrases, of which one argument may hold several with commas between.
std::vector<std::string> entries(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const auto& word : words)
    for (std::size_t at = 0; at <= word.size();) {
      const auto end = std::min(word.find(',', at), word.size());
      const auto first = word.find_first_not_of(' ', at), last = word.find_last_not_of(' ', end == 0 ? 0 : end - 1);
      if (first != std::string::npos && first < end && last != std::string::npos && last >= first) {
        std::string entry = word.substr(first, last + 1 - first);
        if (std::find(out.begin(), out.end(), entry) == out.end()) out.push_back(std::move(entry));
      }
      at = end + 1;
    }
  return out;
}

class Synonyms : public Command {
 public:
  std::string_view name() const override { return "synonyms"; }
  std::string_view summary() const override { return "words that '~word' takes for one another: add, list, remove"; }
  std::string_view synopsis() const override { return "add WORD WORD… | list | remove WORD…"; }
  Words words() const override { return Words::names; }
  std::vector<std::string> first_words() const override { return {"add", "list", "remove"}; }
  std::string details() const override {
    return "A row holds words and phrases that may stand for one another; a search asks for them with ~.\n"
           "  broadsheet synonyms add car automobile 'motor car'\n"
           "  broadsheet search ~car";
  }
  std::vector<OptionGroup> options() const override { return {archive_options()}; }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const auto& typed = arguments.words();
    const std::string action = typed.empty() ? "list" : typed.front();
    const auto archive = arguments.archive();
    (void)Archive(archive);  // is one
    SynonymTable table = read_synonyms(archive);
    const auto words = entries({typed.begin() + (typed.empty() ? 0 : 1), typed.end()});
    if (action == "list") {
      for (const auto& row : table) out << terminal_text(row_text(row)) << '\n';
      return table.empty() ? exit_code::nothing : exit_code::found;
    }
    if (action == "add") {
      if (words.size() < 2)
        throw Error(ErrorKind::usage, "a row needs two words or more: broadsheet synonyms add car automobile");
      table.push_back(words);
      write_synonyms(archive, table);
      return exit_code::found;
    }
    if (action != "remove") throw Error(ErrorKind::usage, "cannot '" + action + "' synonyms: say add, list or remove");
    const std::size_t rows = table.size();
    bool found = false;
    for (auto& row : table)
      found = std::erase_if(row,
                            [&](const std::string& word) {
                              return std::find(words.begin(), words.end(), word) != words.end();
                            }) > 0 ||
              found;
    std::erase_if(table, [](const auto& row) { return row.size() < 2; });
    if (found || table.size() != rows) write_synonyms(archive, table);
    return found ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_synonyms() { return std::make_unique<Synonyms>(); }

}  // namespace broadsheet::cli
