#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>

#include "cli/command.hpp"
#include "cli/load_options.hpp"
#include "cli/rejections.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

/// Why a page was read as it was: candidates of each field, then every block with + or - and the rule.
void present_explanation(const PageExplanation& page, std::ostream& out) {
  out << terminal_text(page.file) << "\n  charset: " << terminal_text(page.charset) << '\n';
  std::string field;
  for (const auto& one : page.candidates) {
    if (one.field != field) out << "  " << terminal_text(field = one.field) << '\n';
    out << (one.won ? "  + " : "  - ") << terminal_text(one.origin) << ": " << terminal_text(one.value);
    if (!one.why.empty()) out << "  (" << terminal_text(one.why) << ')';
    out << '\n';
  }
  out << "  blocks\n";
  for (const auto& block : page.blocks)
    out << (block.kept ? "  + " : "  - ") << terminal_text(block.why) << "  [" << terminal_text(block.element) << "]  "
        << terminal_text(block.text) << '\n';
}

class Read : public Command {
 public:
  std::string_view name() const override { return "read"; }
  std::string_view summary() const override { return "prints the articles found in files and folders, as JSON lines"; }
  std::string_view synopsis() const override { return "SOURCE…"; }
  Words words() const override { return Words::files; }

  std::string details() const override {
    return "Shows what 'index' would take in; touches no archive. The exit code is 1 if any source was rejected or no\n"
           "article was found.";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup what{"What is printed", {}};
    what.options.add_options()  //
        ("explain", flag(), "of HTML pages why: what each field could be, which blocks are the article's");
    return {what, source_options(), general_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.words().empty())
      throw Error(ErrorKind::usage, "read takes files or folders, as in: broadsheet read pages/");
    Rejections rejections, others;
    bool found = false, explained = false;
    ReadOptions reading = read_options(arguments);
    const bool explain = arguments.has("explain");
    if (explain)
      reading.explain = [&](const PageExplanation& page) {
        explained = true;
        present_explanation(page, out);
      };
    read_sources(
        arguments.words(), reading,
        [&](Article&& article) {
          if (!explain) out << terminal_json(to_article_line(article)) << '\n';
          found = true;
        },
        [&](const Outcome& outcome) { (outcome.kind == Outcome::Kind::rejected ? rejections : others).add(outcome); });
    rejections.finish("");
    others.finish("");
    if (explain && !explained) complain("none of it is a web page, and --explain speaks of nothing else");
    return found && rejections.count() == 0 ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_read() { return std::make_unique<Read>(); }

}  // namespace broadsheet::cli
