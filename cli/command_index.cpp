#include <algorithm>
#include <atomic>
#include <broadsheet/error.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>

#include "cli/command.hpp"
#include "cli/load_options.hpp"
#include "cli/progress_line.hpp"
#include "cli/rejections.hpp"
#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

// The first signal asks for a clean end; a second one ends the process at once, as it would have without us.
void end_cleanly_on_signals() {
  struct sigaction action {};
  action.sa_handler = [](int) { interrupted = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM}) ::sigaction(signal, &action, nullptr);
}

// Every outcome as a line of JSON. Opened before the load begins: who asks for a report is to learn at once that it
// cannot be written. Kept even if the load fails.
class Report {
 public:
  explicit Report(std::string path) : path_(std::move(path)) {
    if (path_.empty()) return;
    file_.open(path_, std::ios::binary | std::ios::trunc);
    if (!file_) fail();
  }

  void add(const Outcome& outcome) {
    if (!path_.empty()) file_ << report_line(outcome) << '\n';
  }

  void finish() {
    if (path_.empty()) return;
    file_.close();
    if (!file_) fail();
  }

 private:
  [[noreturn]] void fail() const {
    throw Error(ErrorKind::usage, "cannot write the report '" + path_ + "': " + std::strerror(errno));
  }

  std::string path_;
  std::ofstream file_;
};

class Index : public Command {
 public:
  std::string_view name() const override { return "index"; }
  std::string_view summary() const override { return "reads files and folders into the archive"; }
  std::string_view synopsis() const override { return "SOURCE…"; }
  Words words() const override { return Words::files; }

  std::string details() const override {
    std::string text =
        "Makes the archive if there is none; articles that are there already are updated or left alone. The exit code\n"
        "is 1 if any source was rejected. Ctrl-C ends at the last commit; the same command then goes on.\n"
        "Readers:\n";
    for (const auto& reader : readers())
      text += "  " + reader.name + std::string(reader.name.size() < 11 ? 11 - reader.name.size() : 1, ' ') +
              reader.reads + "\n";
    return text + "  broadsheet index pages/ feed.jsonl";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup what{"What is done", {}};
    what.options.add_options()                                                                     //
        ("prune", flag(), "remove the articles that the named sources no longer hold")             //
        ("dry-run", flag(), "say it all, write nothing")                                           //
        ("commit-every", one("N"), "commit at the latest after so many articles; default 100000")  //
        ("report", one("FILE"), "how every source ended, as JSON lines")                           //
        ("quiet", flag(), "no progress and no summary; rejections are still named");
    return {what, source_options(), effort_options(), archive_options()};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    if (arguments.words().empty())
      throw Error(ErrorKind::usage, "index takes files or folders, as in: broadsheet index pages/");
    const auto folder = arguments.archive();
    const std::string report_path = arguments.text("report");
    Report report(report_path);
    Rejections rejections;
    ProgressLine progress(!arguments.has("quiet"));
    std::uint64_t with_warnings = 0;

    IndexOptions options = index_options(arguments);
    options.on_progress = [&](const IndexProgress& state) { progress.show(state); };
    options.on_outcome = [&](const Outcome& outcome) {
      report.add(outcome);
      with_warnings += outcome.warnings.empty() ? 0 : 1;
      if (outcome.kind != Outcome::Kind::rejected) return;
      progress.erase();
      rejections.add(outcome);
    };
    options.on_commit = [&](std::uint64_t revision, std::uint64_t articles) {
      if (arguments.has("quiet")) return;
      progress.erase();
      complain("committed revision " + std::to_string(revision) + ", " + counted(articles, "article"));
    };
    end_cleanly_on_signals();
    const IndexSummary summary = index_sources(folder, arguments.words(), options);

    progress.erase();
    rejections.finish(report_path);
    if (with_warnings > 0)
      complain(counted(with_warnings, "article") + " with warnings; " +
               (report_path.empty() ? "--report FILE lists them" : "see '" + report_path + "'"));
    report.finish();
    if (!arguments.has("quiet")) present(summary, folder.string(), options.dry_run, out);
    if (summary.stopped) {
      complain(summary.revision == 0
                   ? "interrupted before the first commit, so nothing was kept; run it again"
                   : "interrupted; what was committed stays, and the same command goes on from there");
      return exit_code::failed;
    }
    return summary.rejected > 0 ? exit_code::nothing : exit_code::found;
  }

 private:
  static IndexOptions index_options(const Arguments& arguments) {
    IndexOptions options;
    options.read = read_options(arguments);
    options.jobs = jobs(arguments);
    options.memory_bytes = memory_bytes(arguments);
    options.reference_length = reference_length(arguments);
    options.commit_articles = std::max<std::size_t>(1, arguments.number("commit-every", options.commit_articles));
    options.prune = arguments.has("prune");
    options.dry_run = arguments.has("dry-run");
    options.stop = [] { return interrupted.load(); };
    return options;
  }

  static void present(const IndexSummary& summary, const std::string& folder, bool dry_run, std::ostream& out) {
    out << (dry_run ? "would index " : "indexed ") << counted(summary.added + summary.updated, "article");
    const char* before = ": ";
    for (const auto& [number, what] : {std::pair{summary.added, "added"},
                                       {summary.updated, "updated"},
                                       {summary.unchanged, "unchanged"},
                                       {summary.duplicate, "duplicate"},
                                       {summary.rejected, "rejected"},
                                       {summary.not_searchable, "not searchable"},
                                       {summary.passed_over, "passed over"},
                                       {summary.removed, "removed"}}) {
      const bool rare = what == std::string_view("not searchable") || what == std::string_view("passed over");
      if (rare && number == 0) continue;
      out << before << grouped(number) << ' ' << what;
      before = ", ";
    }
    present_end(summary, folder, dry_run, out);
    if (summary.by_reader.size() > 1) present_readers(summary, out);
  }

  /// A line for each reader, whose sums are the totals: sources are added, updated, …, or not searchable.
  static void present_readers(const IndexSummary& summary, std::ostream& out) {
    const std::vector<std::pair<const char*, std::uint64_t OutcomeCounts::*>> columns{
        {"added", &OutcomeCounts::added},
        {"updated", &OutcomeCounts::updated},
        {"unchanged", &OutcomeCounts::unchanged},
        {"duplicate", &OutcomeCounts::duplicate},
        {"rejected", &OutcomeCounts::rejected},
        {"not searchable", &OutcomeCounts::not_searchable},
        {"passed over", &OutcomeCounts::passed_over}};
    const auto cell = [&](const std::string& text, std::size_t width) {
      out << "  " << std::string(text.size() < width ? width - text.size() : 0, ' ') << text;
    };
    const auto row = [&](const std::string& name, const OutcomeCounts& counts) {
      out << "  " << name << std::string(name.size() < 10 ? 10 - name.size() : 0, ' ');
      cell(grouped(counts.sources()), 9);
      for (const auto& [title, count] : columns)
        cell(grouped(counts.*count), std::max<std::size_t>(std::string_view(title).size(), 7));
      out << '\n';
    };
    out << "  reader    ";
    cell("sources", 9);
    for (const auto& [title, count] : columns) cell(title, std::max<std::size_t>(std::string_view(title).size(), 7));
    out << '\n';
    for (const auto& [reader, counts] : summary.by_reader)
      if (counts.sources() + counts.passed_over > 0) row(reader.empty() ? "(none)" : reader, counts);
    row("all", summary);
  }

  static void present_end(const IndexSummary& summary, const std::string& folder, bool dry_run, std::ostream& out) {
    if (dry_run)
      out << "; nothing was written\n";
    else if (summary.revision == 0)
      out << "; nothing was committed\n";
    else
      out << "; archive '" << terminal_text(folder) << "' has " << counted(summary.articles, "article") << ", revision "
          << summary.revision << '\n';
  }
};

}  // namespace

std::unique_ptr<Command> make_index() { return std::make_unique<Index>(); }

}  // namespace broadsheet::cli
