#include <algorithm>
#include <broadsheet/error.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>

#include "cli/command.hpp"
#include "cli/load_options.hpp"
#include "cli/present.hpp"
#include "cli/query_options.hpp"
#include "cli/workers.hpp"
#include "output/amounts.hpp"
#include "output/csv.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

// How the answer of one query is written.
class AnswerWriter {
 public:
  AnswerWriter() = default;
  virtual ~AnswerWriter() = default;
  AnswerWriter(const AnswerWriter&) = delete;
  AnswerWriter& operator=(const AnswerWriter&) = delete;
  virtual void begin(std::ostream& out) { static_cast<void>(out); }
  virtual void write(const std::string& name, const Results& results, std::size_t offset, std::ostream& out) = 0;
  virtual void end(std::ostream& out) { static_cast<void>(out); }
};

// A line for each hit.
class HitWriter : public AnswerWriter {
 public:
  HitWriter(std::string_view format, bool raw, Offsets offsets)
      : format_(format), table_{format == "csv" ? ',' : '\t', raw}, offsets_(offsets) {}

  void begin(std::ostream& out) override {
    if (format_ == "csv" || format_ == "tsv")
      write_row(out, std::vector<std::string>{"query", "rank", "id", "score", "title"}, table_);
  }

  void write(const std::string& name, const Results& results, std::size_t offset, std::ostream& out) override {
    for (const auto& hit : results.hits) write_hit(name, ++offset, hit, out);
  }

 private:
  void write_hit(const std::string& query, std::size_t rank, const Hit& hit, std::ostream& out) const {
    if (format_ == "trec")
      out << one_word(query) << " Q0 " << one_word(hit.article.id) << ' ' << rank << ' ' << score_text(hit.score)
          << " broadsheet\n";
    else if (format_ == "jsonl")
      out << terminal_json(line(query, rank, hit)) << '\n';
    else
      write_row(
          out,
          std::vector<std::string>{query, std::to_string(rank), hit.article.id, score_text(hit.score), hit.title.text},
          table_);
  }

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
};

// A row of numbers for each query: a table of all of them for people, whose columns are known at the end, or one after
// another for programs.
class NumberWriter : public AnswerWriter {
 public:
  NumberWriter(std::string_view format, bool raw) : format_(format), table_{format == "csv" ? ',' : '\t', raw} {}

  void begin(std::ostream& out) override {
    if (format_ == "csv" || format_ == "tsv") write_row(out, titles, table_);
  }

  void write(const std::string& name, const Results& results, std::size_t, std::ostream& out) override {
    const std::vector<std::string> row{name,
                                       results.query.input,
                                       std::to_string(results.articles.value),
                                       std::to_string(results.stories.value),
                                       results.first_date.value_or(""),
                                       results.last_date.value_or("")};
    if (format_ == "table") {
      rows_.push_back(row);
      for (const std::size_t at : {2U, 3U})
        rows_.back()[at] =
            (results.articles.relation == Count::Relation::eq ? "" : "≥ ") + grouped(std::stoull(row[at]));
    } else if (format_ == "jsonl") {
      out << json_line(results, row) << '\n';
    } else {
      write_row(out, row, table_);
    }
  }

  void end(std::ostream& out) override {
    if (format_ != "table" || rows_.empty()) return;
    rows_.insert(rows_.begin(), titles);
    std::vector<std::size_t> widths(titles.size());
    for (auto& row : rows_)
      for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = terminal_text(row[i]);
        widths[i] = std::max(widths[i], columns_of(row[i]));
      }
    for (const auto& row : rows_) {
      std::string line = padded(row[0], widths[0]);
      for (const std::size_t at : {2U, 3U}) line += "  " + right_aligned(row[at], widths[at]);
      for (const std::size_t at : {4U, 5U}) line += "  " + padded(row[at], widths[at]);
      out << line << "  " << row[1] << '\n';  // last, because it may be long
    }
  }

 private:
  static std::string json_line(const Results& results, const std::vector<std::string>& row) {
    nlohmann::ordered_json json = {{titles[0], row[0]}, {titles[1], row[1]}};
    for (const std::size_t at : {2U, 3U}) json[titles[at]] = std::stoull(row[at]);
    json["relation"] = results.articles.relation == Count::Relation::eq ? "eq" : "gte";
    for (const std::size_t at : {4U, 5U})
      if (!row[at].empty()) json[titles[at]] = row[at];
    return terminal_json(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }

  static inline const std::vector<std::string> titles{"name", "query", "articles", "stories", "first", "last"};
  std::string format_;
  TableFormat table_;
  std::vector<std::vector<std::string>> rows_;
};

struct Line {
  std::size_t number = 0;
  std::string text;
};

struct Answer {
  std::string name;
  std::optional<Results> results;  ///< nothing where the line could not be answered
  std::vector<std::string> complaints;
};

Answer answer_line(const Archive& archive, const Line& line, const std::string& path, const SearchOptions& options) {
  Answer answer;
  const auto tab = line.text.find('\t');
  const std::string place = path + ", line " + std::to_string(line.number) + ": ";
  if (tab == std::string::npos || tab == 0) {
    answer.complaints.push_back(place + "no id and tab before the query; the line is left out");
    return answer;
  }
  answer.name = line.text.substr(0, tab);
  try {
    answer.results = archive.search(line.text.substr(tab + 1), options);
    // Notes would drown a file of questions written as prose.
    for (const auto& warning : answer.results->query.warnings)
      if (!warning.harmless)
        answer.complaints.push_back(place + "warning: " + warning.message + " (" + warning.code + ")");
  } catch (const Error& error) {  // of this query; what is wrong with the archive or an option is wrong for all
    if (error.kind() != ErrorKind::query) throw;
    answer.complaints.push_back(place + error.what());
  }
  return answer;
}

class Batch : public Command {
 public:
  std::string_view name() const override { return "batch"; }
  std::string_view summary() const override { return "many queries from a file, one a line"; }
  std::string_view synopsis() const override { return "FILE.tsv"; }
  Words words() const override { return Words::files; }

  std::string details() const override {
    return "Each line is a name, a tab and a query; - reads standard input. A line that cannot be answered is "
           "reported\n"
           "and the rest goes on; the exit code is then 1. Answers stand in the order of the lines.\n"
           "  broadsheet batch topics.tsv --format table\n"
           "  broadsheet batch topics.tsv --counts --format csv > topics.csv";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup output = offsets_options();
    output.options.add_options()                                                                                      //
        ("format", one("tsv|csv|jsonl|trec|table"), "default tsv; trec is a TREC run; table is --counts for people")  //
        ("counts", flag(), "a row for each query: articles, stories, first and last date")                            //
        ("jobs", one("N"), "threads; default: one for each processor")                                                //
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

    SearchOptions options = search_options(arguments);
    options.relaxed = false;
    const std::string format = arguments.text("format", "tsv");
    const bool numbers = arguments.has("counts") || format == "table";
    if (numbers && format == "trec")
      throw Error(ErrorKind::usage, "--counts has no format trec; it has tsv, csv, jsonl and table");
    options.passages = format == "jsonl" ? options.passages : 0;
    if (numbers) options.limit = 0;
    options.dates = numbers;
    std::unique_ptr<AnswerWriter> writer;
    if (numbers)
      writer = std::make_unique<NumberWriter>(format, arguments.has("raw"));
    else
      writer = std::make_unique<HitWriter>(format, arguments.has("raw"), offsets(arguments));

    bool found = false, failed = false;
    std::size_t number = 0;
    const std::size_t threads =
        jobs(arguments) > 0 ? jobs(arguments) : std::max(1U, std::thread::hardware_concurrency());
    Workers workers(arguments.archive(), threads);
    writer->begin(out);
    workers.run<Line, Answer>(
        [&]() -> std::optional<Line> {
          for (Line line; std::getline(lines, line.text);) {
            ++number;
            if (line.text.ends_with('\r')) line.text.pop_back();
            line.number = number;
            if (!line.text.empty()) return line;
          }
          return {};
        },
        [&](const Archive& archive, const Line& line) { return answer_line(archive, line, path, options); },
        [&](const Answer& answer) {
          for (const auto& complaint : answer.complaints) complain(complaint);
          if (answer.results) writer->write(answer.name, *answer.results, options.offset, out);
          found = found || (answer.results && answer.results->articles.value > 0);
          failed = failed || !answer.results;
        });
    writer->end(out);
    if (lines.bad())
      throw Error(ErrorKind::source, "cannot read '" + path + "' to its end; the answer is not complete");
    return found && !failed ? exit_code::found : exit_code::nothing;
  }
};

}  // namespace

std::unique_ptr<Command> make_batch() { return std::make_unique<Batch>(); }

}  // namespace broadsheet::cli
