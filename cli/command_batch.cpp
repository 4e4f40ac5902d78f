#include <broadsheet/error.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/csv.hpp"
#include "cli/present.hpp"
#include "cli/query_options.hpp"
#include "cli/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

// Where the hits of one query go after another.
class HitWriter {
 public:
  HitWriter(std::string_view format, bool raw, Offsets offsets, std::ostream& out)
      : format_(format), table_{format == "csv" ? ',' : '\t', raw}, offsets_(offsets), out_(out) {
    if (format_ == "csv" || format_ == "tsv")
      write_row(out_, std::vector<std::string>{"query", "rank", "id", "score", "title"}, table_);
  }

  void write(const std::string& query, std::size_t rank, const Hit& hit) const {
    if (format_ == "trec")
      out_ << one_word(query) << " Q0 " << one_word(hit.article.id) << ' ' << rank << ' ' << score_text(hit.score)
           << " broadsheet\n";
    else if (format_ == "jsonl")
      out_ << terminal_json(line(query, rank, hit)) << '\n';
    else
      write_row(
          out_,
          std::vector<std::string>{query, std::to_string(rank), hit.article.id, score_text(hit.score), hit.title.text},
          table_);
  }

 private:
  // A TREC run is divided at white space, so an id must hold none; what has to go is percent-encoded.
  static std::string one_word(const std::string& id) {
    std::string word;
    for (const char c : id) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte > ' ' && byte != '%' && byte != 0x7F)
        word += c;
      else
        word += {'%', "0123456789ABCDEF"[byte >> 4U], "0123456789ABCDEF"[byte & 15U]};
    }
    return terminal_text(word);
  }

  std::string line(const std::string& query, std::size_t rank, const Hit& hit) const {
    const auto id = nlohmann::json(query).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    return "{\"query\":" + id + ",\"rank\":" + std::to_string(rank) + "," + to_json(hit, offsets_).substr(1);
  }

  std::string format_;
  TableFormat table_;
  Offsets offsets_;
  std::ostream& out_;
};

class Batch : public Command {
 public:
  std::string_view name() const override { return "batch"; }
  std::string_view summary() const override { return "many queries from a file, one a line"; }
  std::string_view synopsis() const override { return "FILE.tsv"; }
  Words words() const override { return Words::files; }

  std::string details() const override {
    return "Each line is an id, a tab and a query; - reads standard input. A line that cannot be answered is reported\n"
           "and the rest goes on; the exit code is then 1.";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = offsets_options();
    output.options.add_options()                                                                 //
        ("format", one("tsv|csv|jsonl|trec"), "default tsv; trec is a TREC run, for trec_eval")  //
        ("raw", flag(), "csv, tsv: leave alone what a spreadsheet may take for a formula");
    return {page_options(), filter_options(), reading_options(), output, archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.words().size() != 1)
      throw Error(ErrorKind::usage, "batch takes one file of queries, or - for standard input");
    const std::string& path = arguments.words().front();
    std::ifstream file;
    if (path != "-") {
      file.open(path);
      if (!file)
        throw Error(ErrorKind::source,
                    "cannot read '" + path + "': " + std::strerror(errno) + "; give a file of lines: id, tab, query");
    }
    std::istream& lines = path == "-" ? std::cin : file;

    const Archive archive{arguments.archive()};
    SearchOptions options = search_options(arguments);
    options.relaxed = false;
    const std::string format = arguments.text("format", "tsv");
    options.passages = format == "jsonl" ? options.passages : 0;
    const HitWriter writer(format, arguments.has("raw"), offsets(arguments), out);

    bool found = false, failed = false;
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
      if (line.ends_with('\r')) line.pop_back();
      if (line.empty()) continue;
      const auto tab = line.find('\t');
      const std::string place = path + ", line " + std::to_string(number) + ": ";
      if (tab == std::string::npos || tab == 0) {
        complain(place + "no id and tab before the query; the line is left out");
        failed = true;
        continue;
      }
      const std::string id = line.substr(0, tab);
      try {
        const Results results = archive.search(line.substr(tab + 1), options);
        // Notes would drown a file of questions written as prose.
        for (const auto& warning : results.query.warnings)
          if (!warning.harmless) complain(place + "warning: " + warning.message + " (" + warning.code + ")");
        std::size_t rank = options.offset;
        for (const auto& hit : results.hits) writer.write(id, ++rank, hit);
        found = found || results.articles.value > 0;
      } catch (const Error& error) {  // of this query; what is wrong with the archive or an option is wrong for all
        if (error.kind() != ErrorKind::query) throw;
        complain(place + error.what());
        failed = true;
      }
    }
    if (lines.bad())
      throw Error(ErrorKind::source, "cannot read '" + path + "' to its end; the answer is not complete");
    return found && !failed ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_batch() { return std::make_unique<Batch>(); }

}  // namespace broadsheet::cli
