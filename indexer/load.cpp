#include "indexer/load.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>
#include <limits>
#include <thread>

#include "archive/language.hpp"
#include "archive/limits.hpp"
#include "indexer/clean.hpp"
#include "indexer/item.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::uint64_t packed(const Gone& gone) { return std::uint64_t{gone.part} << 32 | gone.article; }
Gone unpacked(std::uint64_t gone) { return {static_cast<std::uint32_t>(gone >> 32), static_cast<std::uint32_t>(gone)}; }

/// Where a place lies: of `lines.jsonl#17` the file.
std::string_view without_line(std::string_view place) {
  const auto line = place.rfind('#');
  const bool numbered = line != std::string_view::npos && line + 1 < place.size() &&
                        place.find_first_not_of("0123456789", line + 1) == std::string_view::npos;
  return numbered ? place.substr(0, line) : place;
}

/// True if one of `places` is this file, the box or file that it lies in, or a folder above it. `a!b` may be a folder,
/// too, of which `a` says nothing.
bool lies_in(std::string_view file, const std::set<std::string, std::less<>>& places) {
  std::error_code ignored;
  for (std::string_view above = file;;) {
    const bool inside = above.size() < file.size() && file[above.size()] != '/';
    if (places.contains(above) && !(inside && std::filesystem::is_directory(above, ignored))) return true;
    const auto end = above.find_last_of("/!#");
    if (end == 0 && file.starts_with('/')) return places.contains("/");
    if (end == std::string_view::npos || end == 0) return places.contains(".");
    above = above.substr(0, end);
  }
}

unsigned threads(unsigned jobs) { return jobs ? jobs : std::max(1U, std::thread::hardware_concurrency()); }

}  // namespace

Load::Load(ArchiveWriter* writer, const Snapshot* snapshot, const IndexOptions& options)
    : writer_(writer),
      snapshot_(snapshot),
      options_(options),
      started_(Clock::now()),
      reported_(started_),
      window_started_(started_) {}

std::optional<std::pair<Gone, Hash128>> Load::committed(const std::string& id) const {
  if (!snapshot_) return {};
  for (const auto& part : snapshot_->parts())
    if (const auto article = part.find(id))
      return std::pair(Gone{part.number(), *article}, part.tables().content(*article));
  return {};
}

void Load::open_window() {
  if (part_ || !writer_) return;
  part_ = writer_->new_part();
  queue_ =
      std::make_unique<BatchQueue>(*part_, writer_->reference_length(), threads(options_.jobs), options_.memory_bytes);
}

void Load::say(Outcome&& outcome) {
  outcome.reader = reader_;
  outcomes_.push_back(std::move(outcome));
}

void Load::reading_with(std::string_view reader) { reader_ = reader; }

/// Sends an article to be written; `outcome` is told of it, which has been said.
void Load::write(Article&& article, Seen& seen, Outcome::Kind kind, std::size_t outcome) {
  open_window();
  seen.window = window_;
  seen.outcome = outcome;
  seen.written = true;
  outcomes_[outcome].kind = kind;
  outcomes_[outcome].reason.clear();
  texts_.try_emplace(seen.text, article.id);
  if (!queue_) return;
  seen.article = queue_->add(std::move(article));
  written_.push_back({seen.outcome, seen.replaces});
  if (seen.replaces) gone_[packed(*seen.replaces)] = true;
}

/// The version of this id that waits in the window is replaced by a later one of the same load.
void Load::supersede(Seen& seen) {
  outcomes_[seen.outcome].kind = Outcome::Kind::duplicate;
  outcomes_[seen.outcome].reason = "a later source of this load has the same id and another text; that one is kept";
  if (queue_) gone_in_window_.push_back(seen.article);
  if (seen.replaces) gone_.erase(packed(*seen.replaces));
}

Article Load::committed_article(const Gone& place) const {
  for (const auto& part : snapshot_->parts())
    if (part.number() == place.part) return part.article(place.article);
  return {};
}

Hash128 Load::text_at(const Gone& place) const {
  for (const auto& part : snapshot_->parts())
    if (part.number() == place.part) return part.tables().texts()[place.article];
  return {};
}

/// The id of another article with the same title, body and source, in the window or in the archive.
std::optional<std::string> Load::same_text(const Hash128& text, const std::string& id) {
  if (const auto found = texts_.find(text); found != texts_.end() && found->second != id) return found->second;
  if (!snapshot_) return {};
  for (const auto& part : snapshot_->parts())
    for (const auto article : part.tables().with_text(text))
      if (article < part.articles() && !part.is_gone(article) && !gone_.contains(packed({part.number(), article})))
        if (const std::string other(part.tables().id(article)); other != id) return other;
  return {};
}

/// The article no longer has the text that it had in this load.
void Load::leave_text(const std::string& id, const Seen& seen) {
  if (const auto found = texts_.find(seen.text); found != texts_.end() && found->second == id) texts_.erase(found);
}

/// After an article has left a text: the first that was turned away as a copy of it comes in, so that no text is lost.
/// Within a window only: what was told of earlier ones stays true of their commits.
void Load::admit_copy_of(const Hash128& text) {
  const auto copies = copies_.find(text);
  if (copies == copies_.end()) return;
  for (auto copy = copies->second.begin(); copy != copies->second.end(); ++copy) {
    Article& article = copy->article;
    if (same_text(text, article.id)) return;
    Seen& seen = seen_[hash128(article.id)];
    if (seen.window != 0) continue;  // it has come again since, with another text
    seen.content = content_of(article);
    seen.text = text;
    seen.version = article.version;
    seen.whole = !has_only_summary(article);
    seen.window = window_;
    write(std::move(article), seen, Outcome::Kind::added, copy->outcome);
    copies->second.erase(copy);
    return;
  }
}

/// True if a later version of the article is here or in the archive.
bool Load::is_outdated(const Article& article, const Seen& seen) const {
  if (article.version == 0) return false;
  if (seen.version > article.version) return true;
  const auto old = committed(article.id);
  return old && committed_article(old->first).version > article.version;
}

/// True if the article has only a summary and another of the same id has the whole text: a feed goes on telling of
/// pages that were saved long ago. Where its agency counts versions, that decides.
bool Load::whole_is_there(const Article& article, bool is_new, Seen& seen) const {
  if (article.version != 0 || !has_only_summary(article)) return seen.whole = true, false;
  if (is_new)
    if (const auto old = committed(article.id)) seen.whole = !has_only_summary(committed_article(old->first));
  return seen.whole;
}

/// What was cancelled or withheld goes, in the window or in the archive, unless a later version is there. Where no
/// version is said, all are meant.
void Load::withhold(Outcome&& outcome, std::uint64_t version) {
  Seen& seen = seen_[hash128(outcome.id)];
  if (version != 0 && seen.version > version) {
    outcome.reason += "; a later version of it stays";
    return say(std::move(outcome));
  }
  const auto old = committed(outcome.id);
  const bool goes = old && (version == 0 || committed_article(old->first).version <= version);
  std::vector<Hash128> left;
  leave_text(outcome.id, seen);
  if (seen.written && seen.window == window_) {
    left.push_back(seen.text);
    outcomes_[seen.outcome].kind = Outcome::Kind::not_searchable;
    outcomes_[seen.outcome].reason = "a later source of this load takes it back: " + outcome.reason;
    if (queue_) gone_in_window_.push_back(seen.article);
  }
  if (old) outcome.reason += goes ? "; it is taken out of the archive" : "; a later version of it stays";
  if (goes) {
    gone_[packed(old->first)] = true;
    left.push_back(text_at(old->first));
  }
  seen = Seen{};
  seen.version = version == 0 ? std::numeric_limits<std::uint64_t>::max() : version;
  seen.withheld = true;
  seen.window = window_;
  say(std::move(outcome));
  for (const auto& text : left) admit_copy_of(text);
}

void Load::article(Article&& article) {
  ++progress_.articles;
  if (article.lang.empty()) article.lang = detect_language(article.title, article.body);
  const Hash128 content = content_of(article);
  Seen& seen = seen_[hash128(article.id)];
  const bool is_new = seen.window == 0;  // else only kept from being pruned
  if (!is_new && seen.withheld && article.version <= seen.version)
    return say({Outcome::Kind::not_searchable,
                article.file,
                article.id,
                "its agency has taken it back",
                {},
                article.warnings});
  if (is_outdated(article, seen))
    return say(
        {Outcome::Kind::duplicate, article.file, article.id, "a later version of it is there", {}, article.warnings});
  if (whole_is_there(article, is_new, seen))
    return say({Outcome::Kind::duplicate,
                article.file,
                article.id,
                "has only a summary; the article with the whole text stays",
                {},
                article.warnings});
  if (!is_new && seen.content == content && !seen.withheld) {
    say({Outcome::Kind::duplicate,
         article.file,
         article.id,
         "the same article as an earlier source of this load",
         {},
         article.warnings});
    return report();
  }
  const Hash128 text = text_of(article);
  if (is_new && !article.source.empty() && !committed(article.id))
    if (const auto other = same_text(text, article.id)) {
      seen_.erase(hash128(article.id));
      copied_.insert(hash128(*other));
      say({Outcome::Kind::duplicate,
           article.file,
           article.id,
           "the same text from the same source as " + quote(*other),
           {},
           article.warnings});
      copies_bytes_ += sizeof(Copy) + article.title.size() + article.body.size();
      copies_[text].push_back({outcomes_.size() - 1, std::move(article)});
      if (window_is_full()) commit_window();
      return report();
    }
  std::optional<Hash128> left;
  leave_text(article.id, seen);
  if (!is_new && seen.written && seen.window == window_) {
    left = seen.text;
    supersede(seen);
  } else {
    seen.replaces.reset();
    if (const auto old = committed(article.id)) {
      std::tie(seen.replaces.emplace(), seen.replaced_content) = *old;
      left = text_at(old->first);
    }
  }
  seen.content = content;
  seen.text = text;
  seen.version = article.version;
  seen.withheld = false;
  seen.window = window_;
  if (seen.replaces && seen.replaced_content == content) {
    seen.written = false;
    say({Outcome::Kind::unchanged, article.file, article.id, {}, {}, article.warnings});
  } else {
    const auto kind = seen.replaces ? Outcome::Kind::updated : Outcome::Kind::added;
    say({kind, article.file, article.id, {}, {}, article.warnings});
    write(std::move(article), seen, kind, outcomes_.size() - 1);
  }
  if (left) admit_copy_of(*left);
  if (window_is_full()) commit_window();
  report();
}

void Load::reject(Outcome&& outcome) {
  if (outcome.kind == Outcome::Kind::rejected) failed_places_.emplace(without_line(outcome.file));
  say(std::move(outcome));
}

void Load::read_bytes(std::uint64_t bytes) {
  progress_.bytes += bytes;
  report();
}

bool Load::stop() {
  if (options_.stop && options_.stop()) summary_.stopped = true;
  return summary_.stopped;
}

void Load::report() {
  if (!options_.on_progress || seconds_since(reported_) < 0.5) return;
  reported_ = Clock::now();
  progress_.seconds = seconds_since(started_);
  options_.on_progress(progress_);
}

bool Load::window_is_full() const {
  if (!part_) return outcomes_.size() >= options_.commit_articles * 4 || copies_bytes_ > options_.memory_bytes / 8;
  // What the window holds in memory: the vocabulary and columns of its tables, and how its sources ended.
  const std::size_t held = part_->bytes() + outcomes_.size() * (sizeof(Outcome) + 64) + copies_bytes_;
  return written_.size() >= options_.commit_articles || seconds_since(window_started_) >= options_.commit_seconds ||
         held > options_.memory_bytes / 8;
}

void Load::commit_window() {
  std::vector<Gone> gone;
  if (queue_) {
    for (auto& note : queue_->finish()) {
      const Written& written = written_[note.article];
      Outcome& outcome = outcomes_[written.outcome];
      if (!note.refused) {
        outcome.warnings.push_back(std::move(note.text));
        continue;
      }
      outcome.kind = Outcome::Kind::rejected;
      outcome.reason = "Xapian cannot hold it: " + note.text;
      gone_in_window_.push_back(note.article);
      if (written.replaces) gone_.erase(packed(*written.replaces));  // the version before stays
    }
    queue_.reset();
  }
  for (const auto& [pair, marked] : gone_)
    if (marked) gone.push_back(unpacked(pair));
  // Articles that came and were replaced within the window, and nothing else, are no reason for a revision.
  const bool new_articles = part_ && part_->articles() > gone_in_window_.size();
  if (writer_ && (new_articles || !gone.empty())) {
    if (!part_) part_ = writer_->new_part();
    for (const auto article : gone_in_window_) gone.push_back({writer_->next_part(), article});
    writer_->commit(std::move(part_), gone);
    snapshot_ = writer_->snapshot();
    if (options_.on_commit) options_.on_commit(writer_->revision(), writer_->articles());
    writer_->merge_small_parts({false, threads(options_.jobs)});
    snapshot_ = writer_->snapshot();
  }
  part_.reset();
  for (auto& outcome : outcomes_) {
    summary_.count(outcome.kind);
    summary_.by_reader[outcome.reader].count(outcome.kind);
    if (options_.on_outcome) options_.on_outcome(outcome);
  }
  outcomes_.clear();
  written_.clear();
  copies_.clear();
  copies_bytes_ = 0;
  if (writer_) {  // a dry run has no archive that remembers them
    texts_.clear();
    gone_.clear();
  }
  gone_in_window_.clear();
  ++window_;
  window_started_ = Clock::now();
}

void Load::prune(const std::vector<std::string>& given) {
  if (!snapshot_) return;
  reader_ = {};
  std::set<std::string, std::less<>> sources;
  for (const auto& source : given) sources.insert(tidy(source));
  for (const auto& part : snapshot_->parts()) {
    for (std::uint32_t i = 0; i < part.articles() && !stop(); ++i) {
      if (part.is_gone(i)) continue;
      const Article article = part.article(i);
      // A file of its own may be named like the line of another; the whole place tells, if it was read.
      const auto file = without_line(article.file);
      if (!lies_in(file, sources) && !lies_in(article.file, sources)) continue;
      if (seen_.contains(hash128(article.id)) || copied_.contains(hash128(article.id)) ||
          lies_in(file, failed_places_) || lies_in(article.file, failed_places_))
        continue;
      gone_[packed({part.number(), i})] = true;
      say({Outcome::Kind::removed, article.file, article.id, "its source no longer holds it", {}, {}});
    }
  }
}

IndexSummary Load::finish(const std::vector<std::string>& sources, std::uint64_t total_bytes) {
  progress_.total_bytes = total_bytes;
  if (!stop()) {
    commit_window();
    if (options_.prune) {
      prune(sources);
      if (!stop()) commit_window();
    }
  }
  queue_.reset();
  part_.reset();
  if (snapshot_) {
    summary_.revision = snapshot_->stamp().revision;
    summary_.articles = snapshot_->articles();
  }
  return summary_;
}

namespace {

IndexSummary index_into(const std::filesystem::path& archive, const std::vector<std::string>& sources,
                        const IndexOptions& options) {
  std::optional<ArchiveWriter> writer;
  std::optional<Snapshot> snapshot;
  if (!options.dry_run)
    writer.emplace(archive, options.reference_length);
  else if (std::filesystem::exists(archive) && has_stub(archive) && read_stub(archive).revision > 0)
    snapshot.emplace(archive);
  const Snapshot* const before = writer ? writer->snapshot() : snapshot ? &*snapshot : nullptr;
  Load load(writer ? &*writer : nullptr, before, options);
  const std::uint64_t bytes = options.on_progress ? total_bytes(sources) : 0;
  load.set_total_bytes(bytes);
  read_into(sources, options.read, load);
  return load.finish(sources, bytes);
}

}  // namespace

IndexSummary index_sources(const std::filesystem::path& archive, const std::vector<std::string>& sources,
                           const IndexOptions& options) {
  return with_our_errors(archive, [&] { return index_into(archive, sources, options); });
}

}  // namespace broadsheet
