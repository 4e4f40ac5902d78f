#include <algorithm>
#include <broadsheet/error.hpp>
#include <broadsheet/watch.hpp>
#include <charconv>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "archive/clock.hpp"
#include "archive/durable_file.hpp"
#include "archive/hash.hpp"
#include "searcher/hits.hpp"
#include "searcher/story_counts.hpp"

// The file, one JSON object:
//   format   1
//   archive  the id of the archive
//   watches  [{name, query, match "all"|"any", words, tz, collapse, added, ran, revision, known}]
//            known: XXH3-64 of the id of each article that is known, 16 digits each, ascending, nothing between
namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t most_bytes = std::uint64_t{1} << 30;
constexpr std::size_t digits = 16;

using Known = std::unordered_set<std::uint64_t>;

std::string known_text(const Known& known) {
  std::vector<std::uint64_t> all(known.begin(), known.end());
  std::ranges::sort(all);
  std::string text;
  text.reserve(all.size() * digits);
  for (const auto one : all) text += hex64(one);
  return text;
}

Known read_known(const std::string& text) {
  Known known;
  for (std::size_t at = 0; at + digits <= text.size(); at += digits) {
    std::uint64_t one = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + digits, one, 16);
    if (error != std::errc{} || end != text.data() + at + digits) break;
    known.insert(one);
  }
  return known;
}

}  // namespace

struct WatchList::State {
  struct Kept {
    Watch watch;
    Known known;
  };

  State(const std::filesystem::path& path, const Archive& opened)
      : file(std::filesystem::absolute(path)), file_name(path.string()), archive(opened), lock(with_folder(file)) {
    if (!std::filesystem::exists(file)) return;
    try {
      const Json json = Json::parse(read_whole_file(file, most_bytes));
      if (json.at("format") != 1) refuse("was written by a newer version; use that one");
      if (json.at("archive") != archive.info().uuid)
        refuse("has the watches of another archive; name that one with -a, or another file with --store");
      for (const auto& one : json.at("watches")) kept.push_back(read(one));
    } catch (const Json::exception&) {
      refuse("is no file of watches; move it away or name another one with --store");
    }
  }

  /// The lock is a neighbour of the file, so that two runs do not report the same.
  static std::filesystem::path with_folder(const std::filesystem::path& path) {
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    return path.string() + ".lock";
  }

  [[noreturn]] void refuse(const std::string& why) const {
    throw Error(ErrorKind::archive, "'" + file_name + "' " + why);
  }

  static Kept read(const Json& json) {
    Kept one;
    Watch& watch = one.watch;
    watch.name = json.at("name");
    watch.query = json.at("query");
    if (json.at("match") == "any") watch.match = QueryOptions::Match::any;
    watch.words = json.at("words");
    watch.tz = json.at("tz");
    watch.collapse_stories = json.at("collapse");
    watch.added = json.at("added");
    watch.ran = json.at("ran");
    watch.revision = json.at("revision");
    one.known = read_known(json.at("known"));
    return one;
  }

  static Json written(const Kept& one) {
    const Watch& watch = one.watch;
    return {{"name", watch.name},
            {"query", watch.query},
            {"match", watch.match == QueryOptions::Match::any ? "any" : "all"},
            {"words", watch.words},
            {"tz", watch.tz},
            {"collapse", watch.collapse_stories},
            {"added", watch.added},
            {"ran", watch.ran},
            {"revision", watch.revision},
            {"known", known_text(one.known)}};
  }

  std::vector<Kept>::iterator find(std::string_view name) {
    return std::ranges::find_if(kept, [&](const Kept& one) { return one.watch.name == name; });
  }

  std::uint64_t hash_of(const Selected& selected) const {
    return hash64(archive.state().snapshot.parts()[selected.part].tables().id(selected.article));
  }

  /// Calls `take` for each article found that is not known, and makes it known.
  template <typename Take>
  std::size_t each_new(Kept& one, const std::string& now, Take take) {
    const Archive::State& state = archive.state();
    const auto& parts = state.snapshot.parts();
    SearchOptions options;
    options.limit = SearchOptions::no_limit;
    options.sort = SearchOptions::Sort::oldest;
    options.passages = 1;
    options.query.match = one.watch.match;
    options.query.words = one.watch.words;
    options.query.tz = one.watch.tz;
    options.query.now = now;
    const Query query = parse_query(one.watch.query, options.query);
    Run run(query.root, state, scored(options));
    if (run.partial())
      throw Error(ErrorKind::query, "watch '" + one.watch.name + "' takes too long to be answered; narrow its query");
    const auto found = select_page(run, parts, options);
    const auto story = [&](const Selected& selected) { return story_of(parts[selected.part], selected.article).key(); };
    std::unordered_set<std::uint64_t> stories;
    if (one.watch.collapse_stories)
      for (const auto& selected : found)
        if (one.known.contains(hash_of(selected))) stories.insert(story(selected));
    std::size_t reported = 0;
    for (const auto& selected : found) {
      if (!one.known.insert(hash_of(selected)).second) continue;
      if (one.watch.collapse_stories && !stories.insert(story(selected)).second) continue;
      take(run, selected, state, options);
      ++reported;
    }
    one.watch.revision = archive.info().revision;
    return reported;
  }

  std::filesystem::path file;
  std::string file_name;  ///< as given
  const Archive& archive;
  WaitingLock lock;
  std::vector<Kept> kept;
};

WatchList::WatchList(const std::filesystem::path& file, const Archive& archive)
    : state_(std::make_unique<State>(file, archive)) {}
WatchList::~WatchList() = default;

std::vector<Watch> WatchList::watches() const {
  std::vector<Watch> all;
  for (const auto& one : state_->kept) {
    all.push_back(one.watch);
    all.back().known = one.known.size();
  }
  return all;
}

void WatchList::add(const Watch& watch, bool backlog) {
  if (watch.name.empty()) throw Error(ErrorKind::usage, "a watch needs a name");
  if (state_->find(watch.name) != state_->kept.end())
    throw Error(ErrorKind::usage, "there is a watch '" + watch.name + "' already; remove it or take another name");
  State::Kept one{watch, {}};
  one.watch.added = now_utc();
  one.watch.ran.clear();
  one.watch.revision = state_->archive.info().revision;
  State::Kept asked = one;  // what is no query is refused, backlog or not
  state_->each_new(asked, {}, [](Run&, const Selected&, const Archive::State&, const SearchOptions&) {});
  if (!backlog) one = std::move(asked);
  state_->kept.push_back(std::move(one));
}

bool WatchList::remove(std::string_view name) {
  const auto at = state_->find(name);
  if (at == state_->kept.end()) return false;
  state_->kept.erase(at);
  return true;
}

std::size_t WatchList::run(std::string_view name, const std::string& now,
                           const std::function<void(const Hit&)>& report) {
  const auto at = state_->find(name);
  if (at == state_->kept.end())
    throw Error(ErrorKind::usage, "there is no watch '" + std::string(name) + "'; 'broadsheet watch list' lists them");
  const auto reported = state_->each_new(
      *at, now, [&](Run& run, const Selected& selected, const Archive::State& state, const SearchOptions& options) {
        report(make_hit(run, selected, state, options));
      });
  at->watch.ran = now_utc();
  return reported;
}

void WatchList::commit() {
  Json watches = Json::array();
  for (const auto& one : state_->kept) watches.push_back(State::written(one));
  const Json json = {{"format", 1}, {"archive", state_->archive.info().uuid}, {"watches", std::move(watches)}};
  const std::filesystem::path fresh = state_->file.string() + ".new";
  std::error_code ignored;
  std::filesystem::remove(fresh, ignored);  // of one who was killed; the lock is ours
  write_durable_file(fresh, json.dump(1, ' ', false, Json::error_handler_t::replace) + '\n');
  rename_durably(fresh, state_->file);
}

}  // namespace broadsheet
