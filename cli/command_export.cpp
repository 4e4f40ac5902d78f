#include <broadsheet/hit_reader.hpp>

#include "cli/command.hpp"
#include "cli/query_options.hpp"
#include "output/export_writer.hpp"

namespace broadsheet::cli {
namespace {

class Export : public Command {
 public:
  std::string_view name() const override { return "export"; }
  std::string_view summary() const override { return "all articles found, whole, in a format of your choice"; }
  std::string_view synopsis() const override { return "QUERY…"; }
  Words words() const override { return Words::query; }

  std::string details() const override {
    return "jsonl is what 'index' takes back: an archive made of it has the same articles. ris, bibtex and csl-json "
           "are\n"
           "for reference managers; html is one page with all marks. An empty query exports the whole archive.\n"
           "  broadsheet export DeepSeek safety --format bibtex > deepseek.bib\n"
           "  broadsheet export --since 2025 --format jsonl | broadsheet index - -a 2025.archive";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output{"Output", {}};
    output.options.add_options()                                                            //
        ("format", one(export_format_names()), "default jsonl")                             //
        ("raw", flag(), "csv, tsv: leave alone what a spreadsheet may take for a formula")  //
        ("limit,n", one("N|all"), "articles written; default all")                          //
        ("offset", one("N"), "articles skipped")                                            //
        ("sort", one("relevance|newest|oldest"), "default relevance")                       //
        ("collapse", one("story"), "one article of each story");
    return {output, filter_options(), reading_options(), archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const ExportFormat& format = find_export_format(arguments.text("format"));
    SearchOptions options = search_options(arguments);
    options.limit = arguments.number("limit", SearchOptions::no_limit);
    options.passages = format.marks ? 1 : 0;
    options.context = SearchOptions::Context::body;
    options.body = true;
    const Archive archive{arguments.archive()};
    HitReader hits(archive, arguments.query(), options);
    complain_about(hits.answer().query.warnings);
    const auto writer = format.make(out, arguments.has("raw"));
    writer->begin(hits.answer());
    bool found = false;
    while (const auto hit = hits.next()) {
      writer->write(*hit);
      found = true;
    }
    writer->end();
    return found ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_export() { return std::make_unique<Export>(); }

}  // namespace broadsheet::cli
