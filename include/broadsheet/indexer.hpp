#pragma once

#include <broadsheet/article.hpp>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

/// How one source ended. Every source ends, by name, as exactly one of these.
struct Outcome {
  enum class Kind : std::uint8_t {
    added,
    updated,
    unchanged,
    duplicate,
    rejected,
    not_searchable,  ///< read, and kept out of the archive: embargoed, withheld, cancelled, a draft
    passed_over,     ///< no article by its kind: a picture, a style sheet, a hidden file, a record of a request
    removed
  };
  Kind kind = Kind::added;
  std::string file;    ///< `path`, `path#line`, `path!entry`
  std::string id;      ///< empty where none is known
  std::string reason;  ///< why there is no new article: what, and what to do
  std::string reader;  ///< who read it; empty where none did
  std::vector<std::string> warnings;
};

/// `added`, `not searchable`, …
std::string_view outcome_name(Outcome::Kind kind);

/// What the reader of HTML pages found in one page and decided, for people who ask why.
struct PageExplanation {
  struct Candidate {
    std::string field;   ///< `title`, `author`, `date`, …
    std::string value;   ///< as found
    std::string origin;  ///< `json-ld`, `og:title`, `h1`, …
    bool won = false;
    std::string why;  ///< why not, or why this one
  };
  struct Block {
    bool kept = false;
    std::string why;      ///< the rule
    std::string element;  ///< as in `div.entry > p`
    std::string text;     ///< its beginning
  };
  std::string file;
  std::string charset;  ///< and how it was told
  std::vector<Candidate> candidates;
  std::vector<Block> blocks;  ///< in the order of the page
};

/// How sources are read.
struct ReadOptions {
  std::string format;  ///< a reader's name; empty: recognised by content
  /// FIELD=/json/pointer for JSON whose names are not known.
  std::vector<std::pair<std::string, std::string>> map;
  /// Called for each HTML page, before its article.
  std::function<void(const PageExplanation&)> explain;
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

/// How many sources ended in each way.
struct OutcomeCounts {
  std::uint64_t added = 0, updated = 0, unchanged = 0, duplicate = 0, rejected = 0, not_searchable = 0, passed_over = 0,
                removed = 0;

  void count(Outcome::Kind kind);
  /// All that a reader was to read: the sum of all but the last two.
  std::uint64_t sources() const { return added + updated + unchanged + duplicate + rejected + not_searchable; }
};

struct IndexSummary : OutcomeCounts {
  std::map<std::string, OutcomeCounts> by_reader;  ///< "" for what no reader took
  std::uint64_t revision = 0;                      ///< of the archive afterwards; 0: none was made
  std::uint64_t articles = 0;                      ///< in the archive afterwards
  bool stopped = false;                            ///< ended before the sources did
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
