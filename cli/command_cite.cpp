#include <broadsheet/citation.hpp>
#include <broadsheet/error.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>

#include "cli/command.hpp"
#include "cli/query_options.hpp"
#include "cli/terminal.hpp"
#include "cli/wrapped_text.hpp"
#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

class Cite : public Command {
 public:
  std::string_view name() const override { return "cite"; }
  std::string_view summary() const override { return "what a query finds now, as a citation that can be verified"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }

  std::string details() const override {
    return "Names the query with absolute dates, the counts, the archive with its revision, and a hash of all "
           "articles\n"
           "found with what they say. Keep the json: 'verify' tells later whether the answer is still the same, and\n"
           "with --ids which articles came, went or changed.\n"
           "  broadsheet cite DeepSeek safety\n"
           "  broadsheet cite date:2025 ban --format json --ids > ban-2025.json";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output{"Output", {}};
    output.options.add_options()                                      //
        ("format", one("text|json|bibtex|csl-json"), "default text")  //
        ("ids", flag(), "json: list the articles found, each with a hash of what it says");
    return {output, filter_options(), reading_options(), archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const Archive archive{arguments.archive()};
    const std::string format = arguments.text("format", "text");
    const SearchOptions options = search_options(arguments);
    const Citation citation = cite(archive, arguments.query(), options, arguments.has("ids"));
    if (format == "json")
      out << terminal_json(to_json(citation)) << '\n';
    else if (format == "bibtex")
      out << to_bibtex(citation);
    else if (format == "csl-json")
      out << "[\n" << terminal_json(to_csl_json(citation)) << "\n]\n";
    else
      out << wrapped(to_text(citation), {find_terminal(arguments).width, "", "  "});
    return citation.articles.value > 0 ? exit_code::found : exit_code::nothing;
  }
};

std::string read_all(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  if (!in)
    throw Error(ErrorKind::source, "cannot read '" + path + "': " + std::strerror(errno) + "; give the json of 'cite'");
  return {std::istreambuf_iterator<char>(in), {}};
}

void list(const std::string& sign, const std::vector<std::string>& ids, std::ostream& out) {
  for (const auto& id : ids) out << sign << ' ' << terminal_text(id) << '\n';
}

void present(const Verification& found, const Citation& citation, std::ostream& out) {
  const ArchiveInfo &then = citation.index, &now = found.now.index;
  if (!found.same_archive)
    out << "another archive: cited was " << terminal_text(then.uuid) << ", this is " << now.uuid
        << (found.same_result ? "; it gives the same articles\n" : "; it gives other articles\n");
  else
    out << (found.same_result ? "same: " : "changed: ") << counted(citation.articles, "article") << " at revision "
        << then.revision << ", " << counted(found.now.articles, "article") << " at revision " << now.revision << '\n';
  if (then.analyzer != now.analyzer || then.icu != now.icu)
    out << "words are cut by other rules: analyzer " << terminal_text(then.analyzer) << ", ICU "
        << terminal_text(then.icu) << " then; analyzer " << now.analyzer << ", ICU " << now.icu << " now\n";
  list("+", found.came, out);
  list("-", found.went, out);
  list("~", found.changed, out);
  if (!found.same_result && !found.listed)
    out << "which articles: the citation has no list of them; 'cite --format json --ids' keeps one\n";
}

class Verify : public Command {
 public:
  std::string_view name() const override { return "verify"; }
  std::string_view summary() const override { return "whether a citation still holds"; }
  std::string_view synopsis() const override { return "FILE"; }
  Words words() const override { return Words::files; }

  std::string details() const override {
    return "FILE is the json of 'cite'; - reads standard input. The query runs again: same (exit 0), changed (exit 1: "
           "+\n"
           "an article came, - went, ~ says something else now), another archive (exit 2).\n"
           "  broadsheet verify ban-2025.json";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output{"Output", {}};
    output.options.add_options()("format", one("text|json"), "default text");
    return {output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.words().size() != 1) throw Error(ErrorKind::usage, "verify takes one file, the json of 'cite'");
    const std::string& path = arguments.words().front();
    const Citation citation = read_citation(read_all(path), path);
    const Archive archive{arguments.archive()};
    const Verification found = verify(archive, citation);
    if (arguments.text("format") == "json")
      out << terminal_json(to_json(found, citation)) << '\n';
    else
      present(found, citation, out);
    if (!found.same_archive) return exit_code::failed;
    return found.same_result ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_cite() { return std::make_unique<Cite>(); }
std::unique_ptr<Command> make_verify() { return std::make_unique<Verify>(); }

}  // namespace broadsheet::cli
