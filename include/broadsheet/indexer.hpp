#pragma once

#include <broadsheet/article.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace broadsheet {

/// How one source ended. Every source ends, by name, as exactly one of these.
struct Outcome {
  enum class Kind : std::uint8_t { added, updated, unchanged, duplicate, rejected, removed };
  Kind kind = Kind::added;
  std::string file;    ///< `path`, `path#line`, `path!entry`
  std::string id;      ///< empty where none is known
  std::string reason;  ///< of a rejection or duplicate: what and what to do
  std::vector<std::string> warnings;
};

/// How sources are read.
struct ReadOptions {
  std::string format;  ///< a reader's name; empty: recognised by content
  /// FIELD=/json/pointer for JSON whose names are not known.
  std::vector<std::pair<std::string, std::string>> map;
};

struct IndexProgress {
  std::uint64_t articles = 0;
  std::uint64_t bytes = 0;        ///< read so far
  std::uint64_t total_bytes = 0;  ///< of all sources on disk
  double seconds = 0;
};

struct IndexOptions {
  ReadOptions read;
  unsigned jobs = 0;                                      ///< threads; 0: one for each processor
  std::size_t memory_bytes = std::size_t{512} << 20;      ///< held to within a fifth
  bool prune = false;                                     ///< remove what the named sources no longer hold
  bool dry_run = false;                                   ///< say it all, write nothing
  double reference_length = 0;                            ///< of a new archive; 0: the default
  std::uint64_t commit_articles = 100'000;                ///< commit at the latest after so many articles …
  double commit_seconds = 60;                             ///< … or so long
  std::function<void(const Outcome&)> on_outcome;         ///< called in order, from one thread
  std::function<void(const IndexProgress&)> on_progress;  ///< about twice a second
  std::function<void(std::uint64_t revision, std::uint64_t articles)> on_commit;
  std::function<bool()> stop;  ///< asked often; true: end cleanly at the last commit
};

struct IndexSummary {
  std::uint64_t added = 0, updated = 0, unchanged = 0, duplicate = 0, rejected = 0, removed = 0;
  std::uint64_t revision = 0;  ///< of the archive afterwards; 0: none was made
  std::uint64_t articles = 0;  ///< in the archive afterwards
  bool stopped = false;        ///< ended before the sources did
};

/// Reads files and folders into the archive, which is made if it is not there. A bad source is an outcome, not an
/// exception; throws Error(archive) where the archive cannot be written, Error(usage) for an option that is none.
/// What on_commit has reported survives a kill.
IndexSummary index_sources(const std::filesystem::path& archive, const std::vector<std::string>& sources,
                           const IndexOptions& options = {});

/// The articles that the readers make of the sources, in order; no archive is touched. Rejections go to `reject`.
void read_sources(const std::vector<std::string>& sources, const ReadOptions& options,
                  const std::function<void(Article&&)>& article, const std::function<void(const Outcome&)>& reject);

/// A reader as `help` and error messages show it.
struct ReaderInfo {
  std::string name;
  std::string reads;
};
std::vector<ReaderInfo> readers();

/// Removes articles by id; gives the ids that were not there. Throws Error(archive).
std::vector<std::string> remove_articles(const std::filesystem::path& archive, const std::vector<std::string>& ids);

struct CompactOptions {
  bool purge = false;           ///< also make gone articles vanish from disk
  double reference_length = 0;  ///< other than 0: index again with it
  unsigned jobs = 0;
  std::size_t memory_bytes = std::size_t{512} << 20;
};
/// Merges all parts into one. Throws Error(archive).
void compact_archive(const std::filesystem::path& archive, const CompactOptions& options = {});

}  // namespace broadsheet
