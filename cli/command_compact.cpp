#include <broadsheet/archive.hpp>

#include "cli/command.hpp"
#include "cli/load_options.hpp"
#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

class Compact : public Command {
 public:
  std::string_view name() const override { return "compact"; }
  std::string_view summary() const override { return "merges the parts of an archive into one"; }
  std::string_view synopsis() const override { return ""; }

  std::vector<OptionGroup> options() const override {
    OptionGroup what{"What else", {}};
    what.options.add_options()("purge", flag(), "also make removed and replaced articles vanish from disk");
    return {what, effort_options(), archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const auto folder = arguments.archive();
    compact_archive(folder,
                    {arguments.has("purge"), reference_length(arguments), jobs(arguments), memory_bytes(arguments)});
    const auto stats = Archive{folder}.stats();
    std::uint64_t size = 0;
    for (const auto& part : stats.parts) size += part.bytes;
    out << "archive '" << terminal_text(folder.string()) << "' has " << counted(stats.index.documents, "article")
        << " in " << counted(stats.parts.size(), "part") << ", " << bytes(size) << ", revision " << stats.index.revision
        << '\n';
    return exit_code::found;
  }
};

}  // namespace

std::unique_ptr<Command> make_compact() { return std::make_unique<Compact>(); }

}  // namespace broadsheet::cli
