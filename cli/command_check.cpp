#include <broadsheet/archive.hpp>
#include <broadsheet/upkeep.hpp>

#include "cli/command.hpp"
#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

class Check : public Command {
 public:
  std::string_view name() const override { return "check"; }
  std::string_view summary() const override { return "is the archive as it was written?"; }
  std::string_view synopsis() const override { return ""; }

  std::string details() const override {
    return "Exit code 0 if all is well, 1 if something is wrong (a line for each, with what to do), 2 if the archive\n"
           "cannot be opened at all.";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup how{"How", {}};
    how.options.add_options()("quick", flag(), "names and sizes only: no hashes, no structure");
    return {how, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const auto folder = arguments.archive();
    const bool quick = arguments.has("quick");
    const auto problems = check_archive(folder, {quick});
    for (const auto& problem : problems) out << terminal_text(problem) << '\n';
    if (!problems.empty()) return exit_code::nothing;
    const auto info = Archive{folder}.info();
    out << "archive '" << terminal_text(folder.string()) << "' is well"
        << (quick ? " as far as names and sizes go" : "") << ": " << counted(info.documents, "article") << ", revision "
        << info.revision << '\n';
    return exit_code::found;
  }
};

}  // namespace

std::unique_ptr<Command> make_check() { return std::make_unique<Check>(); }

}  // namespace broadsheet::cli
