#pragma once

#include <broadsheet/indexer.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "archive/hash.hpp"
#include "indexer/archive_writer.hpp"
#include "indexer/batch_queue.hpp"
#include "indexer/reader.hpp"

namespace broadsheet {

/// One run of `index`: decides for each article whether it is added, updated, unchanged or a duplicate, sends it to
/// be written, commits now and then, and says how each source ended, in order, once that is durable.
///
/// Between two commits lies a window. Its articles are numbered as in the part that it will become.
class Load final : public ArticleSink {
 public:
  /// `writer` is null in a dry run against no archive.
  Load(ArchiveWriter* writer, const Snapshot* snapshot, const IndexOptions& options);

  void reading_with(std::string_view reader) override;
  void article(Article&& article) override;
  void reject(Outcome&& outcome) override;
  void withhold(Outcome&& outcome, std::uint64_t version) override;
  void read_bytes(std::uint64_t bytes) override;
  bool stop() override;

  /// Commits what is left; nothing if the run was stopped. Then removes what the sources no longer hold if asked.
  IndexSummary finish(const std::vector<std::string>& sources, std::uint64_t total_bytes);
  void set_total_bytes(std::uint64_t bytes) { progress_.total_bytes = bytes; }

 private:
  /// Where the newest version of an id seen in this load stands.
  struct Seen {
    Hash128 content;
    Hash128 text;
    std::uint64_t version = 0;
    bool withheld = false;         ///< up to this version
    bool whole = false;            ///< has its text, or one that has is in the archive
    std::uint32_t window = 0;      ///< in which this was decided; 0: not yet
    std::uint32_t article = 0;     ///< in the window's part; unused if unchanged
    std::size_t outcome = 0;       ///< in the window's outcomes
    bool written = false;          ///< sent to be written in `window`
    std::optional<Gone> replaces;  ///< what it replaces in the archive as committed
    Hash128 replaced_content;
  };
  struct IdHash {
    std::size_t operator()(const Hash128& hash) const { return hash.low; }
  };

  std::optional<std::pair<Gone, Hash128>> committed(const std::string& id) const;
  Article committed_article(const Gone& place) const;
  Hash128 text_at(const Gone& place) const;
  std::optional<std::string> same_text(const Hash128& text, const std::string& id);
  bool is_outdated(const Article& article, const Seen& seen) const;
  bool whole_is_there(const Article& article, bool is_new, Seen& seen) const;
  void write(Article&& article, Seen& seen, Outcome::Kind kind, std::size_t outcome);
  void say(Outcome&& outcome);
  void supersede(Seen& seen);
  void leave_text(const std::string& id, const Seen& seen);
  void admit_copy_of(const Hash128& text);
  bool window_is_full() const;
  void open_window();
  void commit_window();
  void prune(const std::vector<std::string>& sources);
  void report();

  ArchiveWriter* writer_;
  const Snapshot* snapshot_;
  const IndexOptions& options_;
  IndexSummary summary_;
  IndexProgress progress_;
  std::chrono::steady_clock::time_point started_, reported_, window_started_;

  std::unordered_map<Hash128, Seen, IdHash> seen_;
  std::unordered_set<Hash128, IdHash> copied_;              ///< ids that a source has an exact copy of: not pruned
  std::set<std::string, std::less<>> failed_places_;        ///< read in part or not at all: not pruned
  std::unordered_map<Hash128, std::string, IdHash> texts_;  ///< of the window: text_of() to the id that has it
  /// An article that was turned away, for when what it is a copy of goes within the window.
  struct Copy {
    std::size_t outcome;
    Article article;
  };
  std::unordered_map<Hash128, std::vector<Copy>, IdHash> copies_;  ///< of the window, by text
  std::size_t copies_bytes_ = 0;
  std::uint32_t window_ = 1;
  std::string_view reader_;  ///< from the table of readers
  std::vector<Outcome> outcomes_;
  struct Written {
    std::size_t outcome;
    std::optional<Gone> replaces;
  };
  std::vector<Written> written_;                  ///< by article of the window
  std::unordered_map<std::uint64_t, bool> gone_;  ///< part << 32 | article of the archive, still to be marked
  std::vector<std::uint32_t> gone_in_window_;
  std::unique_ptr<PartBuilder> part_;
  std::unique_ptr<BatchQueue> queue_;
};

}  // namespace broadsheet
