#include <array>
#include <broadsheet/error.hpp>
#include <broadsheet/watch.hpp>
#include <broadsheet/web_url.hpp>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/present.hpp"
#include "cli/query_options.hpp"
#include "output/amounts.hpp"
#include "output/markup_text.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

// How what is new is told.
class NewsWriter {
 public:
  explicit NewsWriter(std::ostream& out) : out_(out) {}
  virtual ~NewsWriter() = default;
  NewsWriter(const NewsWriter&) = delete;
  NewsWriter& operator=(const NewsWriter&) = delete;
  virtual void write(const std::string& watch, const Hit& hit) = 0;
  virtual void end() {}

 protected:
  std::ostream& out_;
};

class TextNews : public NewsWriter {
 public:
  TextNews(std::ostream& out, const Terminal& terminal) : NewsWriter(out), terminal_(terminal) {}
  void write(const std::string& watch, const Hit& hit) override {
    if (watch != watch_) {
      out_ << (watch_.empty() ? "" : "\n") << terminal_text(watch) << '\n';
      count_ = 0;
    }
    watch_ = watch;
    present_hits({hit}, count_++, terminal_, out_);
  }

 private:
  Terminal terminal_;
  std::string watch_;
  std::size_t count_ = 0;
};

class JsonNews : public NewsWriter {
 public:
  using NewsWriter::NewsWriter;
  void write(const std::string& watch, const Hit& hit) override {
    const auto name = nlohmann::json(watch).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    out_ << terminal_json("{\"watch\":" + name + "," + to_json(hit).substr(1)) << '\n';
  }
};

// RFC 4287. An entry's `updated` is when the archive got it, unless the article says when to the minute.
class AtomNews : public NewsWriter {
 public:
  AtomNews(std::ostream& out, const ArchiveInfo& index) : NewsWriter(out), index_(index) {
    out_ << "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>urn:uuid:"
         << markup_text(index.uuid) << "</id>\n<title>New articles</title>\n<updated>" << markup_text(index.built)
         << "</updated>\n<author><name>Broadsheet</name></author>\n";
  }
  void write(const std::string& watch, const Hit& hit) override {
    const Article& article = hit.article;
    const bool to_the_minute =
        article.date && article.date->precision >= Precision::minute && !article.date->zone.empty();
    out_ << "<entry>\n<id>urn:uuid:" << markup_text(index_.uuid) << ':' << percent_encoded(article.id)
         << "</id>\n<title>" << markup_text(article.title) << "</title>\n<updated>"
         << markup_text(to_the_minute ? with_seconds(article.date->value) : index_.built) << "</updated>\n"
         << "<category term=\"" << markup_text(watch) << "\"/>\n";
    if (const auto url = web_url(article.url)) out_ << "<link href=\"" << markup_text(*url) << "\"/>\n";
    for (const auto& author : article.authors) out_ << "<author><name>" << markup_text(author) << "</name></author>\n";
    for (const auto& passage : hit.passages) out_ << "<summary>" << markup_text(passage.text) << "</summary>\n";
    out_ << "</entry>\n";
  }
  void end() override { out_ << "</feed>\n"; }

 private:
  static std::string percent_encoded(const std::string& id) {
    std::string out;
    for (const char c : id) {
      const auto byte = static_cast<unsigned char>(c);
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                         c == '.' || c == '_' || c == '~' || c == '/' || c == ':';
      if (plain)
        out += c;
      else
        out += {'%', "0123456789ABCDEF"[byte >> 4U], "0123456789ABCDEF"[byte & 15U]};
    }
    return out;
  }
  /// RFC 3339 wants seconds: `2025-01-27T09:12+01:00`.
  static std::string with_seconds(std::string value) {
    if (value.size() > 16 && value[16] != ':') value.insert(16, ":00");
    return value;
  }

  ArchiveInfo index_;
};

std::filesystem::path store_of(const Arguments& arguments, const Archive& archive) {
  if (arguments.has("store")) return arguments.text("store");
  const std::string name = archive.info().uuid + ".watches.json";
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state && *state == '/') return std::filesystem::path(state) / "broadsheet" / name;
  const char* home = std::getenv("HOME");
  if (home && *home) return std::filesystem::path(home) / ".local" / "state" / "broadsheet" / name;
  throw Error(ErrorKind::usage, "there is no place for watches: neither XDG_STATE_HOME nor HOME is set; give --store");
}

class WatchCommand : public Command {
 public:
  std::string_view name() const override { return "watch"; }
  std::string_view summary() const override { return "queries that are kept, and what is new to them"; }
  std::string_view synopsis() const override { return "add NAME QUERY… | list | run [NAME…] | remove NAME"; }
  Words words() const override { return Words::query; }
  std::vector<std::string> first_words() const override { return {"add", "list", "run", "remove"}; }

  std::string details() const override {
    return "'run' reports each article once: those found now that were not there when the watch was added, or last "
           "ran.\n"
           "What was reported is remembered after it was written, so a run that is cut off reports again and nothing "
           "is\n"
           "lost. The exit code is 1 if nothing is new.\n"
           "  broadsheet watch add bans 'safety ban -ferries' --collapse story\n"
           "  broadsheet watch run --format atom > new.xml";
  }

  std::vector<OptionGroup> options() const override {
    OptionGroup adding{"For add", {}};
    adding.options.add_options()                                                         //
        ("collapse", one("story"), "report one article of each story")                   //
        ("backlog", flag(), "the first run reports what is there already")               //
        ("match", one("all|any"), "all (default): words side by side are all required")  //
        ("words", flag(), "plain words only: no operators, quotes or fields")            //
        ("tz", one("ZONE"), "time zone of relative dates; default: the system's");
    OptionGroup running{"For run", {}};
    running.options.add_options()                                                   //
        ("format", one("text|jsonl|atom"), "default text")                          //
        ("now", one("TIME"), "what relative dates count from; default: the clock")  //
        ("color", one("auto|always|never"), "auto: on a terminal, unless NO_COLOR is set");
    OptionGroup general = archive_options();
    general.options.add_options()(
        "store", one("FILE"), "where watches are kept; default: $XDG_STATE_HOME/broadsheet/ARCHIVE-ID.watches.json");
    return {adding, running, general};
  }

  int run(const Arguments& arguments, std::ostream& out) const override {
    const auto& words = arguments.words();
    const std::string action = words.empty() ? "" : words.front();
    const Archive archive{arguments.archive()};
    if (action == "add") return add(arguments, archive, out);
    if (action == "list") return list(arguments, archive, out);
    if (action == "run") return report(arguments, archive, out);
    if (action == "remove") return remove(arguments, archive);
    throw Error(ErrorKind::usage, "watch takes add NAME QUERY, list, run [NAME…] or remove NAME");
  }

 private:
  static int add(const Arguments& arguments, const Archive& archive, std::ostream& out) {
    if (arguments.words().size() < 3) throw Error(ErrorKind::usage, "watch add takes a name and a query");
    const QueryOptions options = search_options(arguments).query;
    Watch watch;
    watch.name = arguments.words()[1];
    watch.query = arguments.query(2);
    watch.match = options.match;
    watch.words = options.words;
    watch.tz = options.tz;
    watch.collapse_stories = arguments.text("collapse") == "story";
    complain_about(parse_query(watch.query, options).warnings);
    WatchList list(store_of(arguments, archive), archive);
    list.add(watch, arguments.has("backlog"));
    list.commit();
    out << "watching '" << terminal_text(watch.name) << "'; " << counted(list.watches().back().known, "article")
        << " known\n";
    return exit_code::found;
  }

  static int list(const Arguments& arguments, const Archive& archive, std::ostream& out) {
    const auto watches = WatchList(store_of(arguments, archive), archive).watches();
    std::size_t widest = 0;
    for (const auto& watch : watches) widest = std::max(widest, columns_of(terminal_text(watch.name)));
    for (const auto& watch : watches)
      out << padded(terminal_text(watch.name), widest) << "  revision " << watch.revision << "  "
          << counted(watch.known, "article") << " known  " << (watch.collapse_stories ? "by story  " : "")
          << terminal_text(watch.query) << '\n';
    return watches.empty() ? exit_code::nothing : exit_code::found;
  }

  static int report(const Arguments& arguments, const Archive& archive, std::ostream& out) {
    WatchList list(store_of(arguments, archive), archive);
    std::vector<std::string> names(arguments.words().begin() + 1, arguments.words().end());
    if (names.empty())
      for (const auto& watch : list.watches()) names.push_back(watch.name);
    const auto writer = make_writer(arguments, archive, out);
    std::size_t news = 0;
    for (const auto& name : names)
      news += list.run(name, arguments.text("now"), [&](const Hit& hit) { writer->write(name, hit); });
    writer->end();
    out.flush();  // first the report, then the memory of it
    list.commit();
    return news > 0 ? exit_code::found : exit_code::nothing;
  }

  static int remove(const Arguments& arguments, const Archive& archive) {
    if (arguments.words().size() != 2) throw Error(ErrorKind::usage, "watch remove takes one name");
    WatchList list(store_of(arguments, archive), archive);
    if (!list.remove(arguments.words()[1])) {
      complain("no watch '" + arguments.words()[1] + "'; 'broadsheet watch list' lists them");
      return exit_code::nothing;
    }
    list.commit();
    return exit_code::found;
  }

  static std::unique_ptr<NewsWriter> make_writer(const Arguments& arguments, const Archive& archive,
                                                 std::ostream& out) {
    const std::string format = arguments.text("format", "text");
    if (format == "jsonl") return std::make_unique<JsonNews>(out);
    if (format == "atom") return std::make_unique<AtomNews>(out, archive.info());
    return std::make_unique<TextNews>(out, find_terminal(arguments));
  }
};

}  // namespace

std::unique_ptr<Command> make_watch() { return std::make_unique<WatchCommand>(); }

}  // namespace broadsheet::cli
