#include <broadsheet/archive.hpp>
#include <broadsheet/error.hpp>
#include <broadsheet/indexer.hpp>
#include <set>

#include "cli/command.hpp"
#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

class Remove : public Command {
 public:
  std::string_view name() const override { return "remove"; }
  std::string_view summary() const override { return "takes articles out of the archive"; }
  std::string_view synopsis() const override { return "ID…"; }
  Words words() const override { return Words::ids; }

  std::string details() const override {
    return "A removed article is no longer found; its text stays on disk until 'broadsheet compact --purge'.";
  }

  std::vector<OptionGroup> options() const override { return {archive_options()}; }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.words().empty()) throw Error(ErrorKind::usage, "remove takes ids; search --format ids prints them");
    const auto folder = arguments.archive();
    const std::set<std::string> ids(arguments.words().begin(), arguments.words().end());
    const auto missing = remove_articles(folder, {ids.begin(), ids.end()});
    for (const auto& id : missing) complain("no article '" + id + "' in '" + folder.string() + "'");

    const auto info = Archive{folder}.info();
    out << "removed " << counted(ids.size() - missing.size(), "article") << "; archive '"
        << terminal_text(folder.string()) << "' has " << counted(info.documents, "article") << ", revision "
        << info.revision << '\n';
    return missing.empty() ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_remove() { return std::make_unique<Remove>(); }

}  // namespace broadsheet::cli
