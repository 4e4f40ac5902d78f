#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "archive/durable_file.hpp"
#include "archive/gone.hpp"
#include "archive/snapshot.hpp"
#include "indexer/part_builder.hpp"

namespace broadsheet {

/// How parts are written again.
struct RewriteOptions {
  bool purge = false;  ///< without the articles that are gone
  unsigned jobs = 1;
};

/// The one writer of an archive, from taking its lock to the last commit. Every commit is, in this order: a part
/// built, synced and sealed in a work folder; renamed to its number; a new stub written, synced and renamed over the
/// old one (the commit); the folder synced; parts that the stub no longer names removed. A crash at any instant
/// leaves the last commit, and work folders that the next writer removes. One thread.
class ArchiveWriter {
 public:
  /// Opens the archive, or makes a new one in `folder` if there is none. `reference_length` is that of a new archive;
  /// 0: the default. Throws Error(archive), among others if another writer is at work.
  ArchiveWriter(const std::filesystem::path& folder, double reference_length);
  ~ArchiveWriter();

  /// The last commit; nothing before the first.
  const Snapshot* snapshot() const { return snapshot_ ? &*snapshot_ : nullptr; }
  double reference_length() const { return stamp_.reference_length; }
  std::uint64_t revision() const { return stamp_.revision; }
  std::uint64_t articles() const { return stamp_.articles; }

  /// A builder for a part in a work folder of its own.
  std::unique_ptr<PartBuilder> new_part();
  /// The number that the next committed part will have.
  std::uint32_t next_part() const { return stamp_.next_part; }

  /// Adds the part and marks articles gone (of older parts, or of itself by next_part()). The snapshot is a new one
  /// afterwards.
  void commit(std::unique_ptr<PartBuilder> part, const std::vector<Gone>& gone);

  /// Merges parts while more than limit::parts stand: the smallest, and those up to eight times as large.
  void merge_small_parts(const RewriteOptions& options = {});
  /// Writes all parts as one. `reference_length` other than 0: impacts are made again with it.
  void merge_all(const RewriteOptions& options, double reference_length = 0);

 private:
  void clean_up();
  std::filesystem::path work_folder();
  void merge(const std::vector<std::size_t>& which, const RewriteOptions& options);
  void copy_parts(PartBuilder& into, const std::vector<std::size_t>& which, std::vector<Gone>& gone) const;
  void index_again(PartBuilder& into, const std::vector<std::size_t>& which, unsigned jobs) const;
  std::vector<StoryOf> stories_of(const std::vector<std::size_t>& which, bool without_gone) const;
  void write_stub(const Stamp& stamp);
  void commit_stub(std::vector<NamedPart> parts);
  NamedPart seal_part(std::unique_ptr<PartBuilder> part, const std::vector<Gone>& gone,
                      const std::vector<const Part*>& staying, const std::vector<StoryOf>& stories);

  std::filesystem::path folder_;
  std::optional<ArchiveLock> lock_;
  Stamp stamp_;
  std::optional<Snapshot> snapshot_;
  unsigned work_folders_ = 0;
};

}  // namespace broadsheet
