#pragma once

#include <xapian.h>

#include <broadsheet/article.hpp>
#include <broadsheet/error.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/durable_file.hpp"
#include "archive/gone.hpp"
#include "archive/stories.hpp"
#include "archive/stub.hpp"
#include "archive/tables.hpp"

namespace broadsheet {

/// A sealed part, open for reading. Articles are numbered from 0; the document id is one more. One thread.
class Part {
 public:
  /// Looks at the seal (that it is the one named, names and sizes of its files, not their hashes) and opens the
  /// database and the tables.
  Part(const std::filesystem::path& archive, const NamedPart& named);

  std::uint32_t number() const { return number_; }
  const std::filesystem::path& folder() const { return folder_; }
  const Xapian::Database& database() const { return database_; }
  const Tables& tables() const { return *tables_; }
  const Seal& seal() const { return seal_; }
  std::uint32_t articles() const { return tables_->articles(); }

  /// The story of each article; empty where the archive was made without.
  std::span<const StoryOf> stories() const { return stories_; }
  void set_stories(std::span<const StoryOf> stories) { stories_ = stories; }

  bool is_gone(std::uint32_t article) const { return !gone_.empty() && (gone_[article / 64] >> (article % 64) & 1); }
  /// A bit for each gone article; empty where none is.
  const std::vector<std::uint64_t>& gone() const { return gone_; }
  std::uint32_t gone_count() const { return gone_count_; }
  void mark_gone(std::uint32_t article);

  /// What the part's own `gone` file says of other parts and itself.
  const std::vector<Gone>& gone_list() const { return gone_list_; }

  /// The article line. Throws Error(archive) if it cannot be read.
  std::string record(std::uint32_t article) const;
  Article article(std::uint32_t article) const;

  /// The article with this id that is not gone.
  std::optional<std::uint32_t> find(std::string_view id) const;

 private:
  std::uint32_t number_;
  std::filesystem::path folder_;
  Seal seal_;
  Xapian::Database database_;
  std::optional<Tables> tables_;
  std::vector<Gone> gone_list_;
  std::vector<std::uint64_t> gone_;
  std::uint32_t gone_count_ = 0;
  std::span<const StoryOf> stories_;
};

/// One committed revision of an archive: its stamp and its parts, all of the same commit however often a writer
/// commits meanwhile. One thread.
class Snapshot {
 public:
  /// Throws Error(archive) for an archive that is missing, foreign, newer or damaged.
  explicit Snapshot(const std::filesystem::path& folder);

  const std::filesystem::path& folder() const { return folder_; }
  const Stamp& stamp() const { return stamp_; }
  const std::vector<Part>& parts() const { return parts_; }
  std::uint64_t articles() const;  ///< not counting gone ones

  /// True if another revision has been committed since.
  bool outdated() const;

 private:
  bool open();
  void read_stories();
  std::filesystem::path folder_;
  Stamp stamp_;
  std::vector<Part> parts_;
  MappedFile stories_;  ///< what the parts' stories are views of
  FileMark stub_file_;
};

/// The tables of a part made again from the records in its database: equal to the file byte for byte.
std::string make_tables(const Xapian::Database& database);

/// The posting lists of a finished database of at least list_articles_least() articles, terms ascending.
void each_long_list(const Xapian::Database& database, const TakeList& take);

/// Words of an article as they are indexed: the title's, then the body's, together at most limit::tokens; false if
/// some were left out.
bool analyze_article(const Article& article, Analyzer& analyzer, std::vector<Token>& title, std::vector<Token>& body);

/// Xapian's exceptions as ours: what could not be done with the archive and what to do.
[[noreturn]] void rethrow_xapian(const Xapian::Error& error, const std::filesystem::path& folder);

/// Runs `work` on an archive; exceptions of Xapian and of the file system come out as Error(archive).
template <typename Work>
auto with_our_errors(const std::filesystem::path& folder, Work work) {
  try {
    return work();
  } catch (const Xapian::Error& error) {
    rethrow_xapian(error, folder);
  } catch (const std::filesystem::filesystem_error& error) {
    throw Error(ErrorKind::archive, "cannot work on archive '" + folder.string() + "': " + error.what());
  }
}

}  // namespace broadsheet
