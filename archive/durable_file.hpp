#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

// Files that survive a power cut: every write, fsync and rename is looked at, and a failure is Error(archive) that
// names the file. An fsync that failed is never tried again on the same file: the kernel may have dropped the pages.
namespace broadsheet {

/// A new file (it must not exist) written from front to back; close() makes it durable. Not closed: the file stays
/// unfinished, for its owner to remove.
class DurableFile {
 public:
  explicit DurableFile(const std::filesystem::path& path);
  ~DurableFile();
  DurableFile(const DurableFile&) = delete;
  DurableFile& operator=(const DurableFile&) = delete;

  void write(std::string_view bytes);
  void pad_to(std::size_t alignment);
  std::uint64_t size() const { return size_; }
  /// Writes over bytes already written.
  void overwrite(std::uint64_t at, std::string_view bytes);
  void close();

 private:
  void flush();
  std::filesystem::path path_;
  std::string buffer_;
  std::uint64_t size_ = 0;
  int fd_ = -1;
};

void write_durable_file(const std::filesystem::path& path, std::string_view bytes);
void sync_file(const std::filesystem::path& path);
void sync_folder(const std::filesystem::path& folder);
/// rename(2) and fsync of the folder that holds both names.
void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);

/// Whole file; throws Error(archive) if it cannot be read or is over `most` bytes.
std::string read_whole_file(const std::filesystem::path& path, std::uint64_t most);

/// A file without a name, for reading and writing, that is gone when closed. Not durable.
std::FILE* open_unnamed_file(const std::filesystem::path& folder);

struct FileHash {
  std::uint64_t bytes = 0;
  std::string xxh3;  ///< XXH3-128, hexadecimal
};
FileHash hash_file(const std::filesystem::path& path);

/// Inode and time of change, in nanoseconds: another file in its place has another one. Zeros where there is none.
using FileMark = std::pair<std::uint64_t, std::int64_t>;
FileMark mark_of(const std::filesystem::path& path);

/// A file mapped for reading; stays valid when the file is unlinked.
class MappedFile {
 public:
  MappedFile() = default;
  explicit MappedFile(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  std::string_view bytes() const { return {data_, size_}; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// A lock on a file, which is made if it is not there; waits for others that hold it. Freed by the kernel when the
/// process ends in any way. Throws Error(archive) where the file cannot be opened.
class WaitingLock {
 public:
  explicit WaitingLock(const std::filesystem::path& file);
  ~WaitingLock();
  WaitingLock(const WaitingLock&) = delete;
  WaitingLock& operator=(const WaitingLock&) = delete;

 private:
  int fd_ = -1;
};

/// The one writer of an archive: an open-file-description lock on its `lock` file, freed by the kernel when the
/// process ends in any way. Throws Error(archive) that names the holder if it is taken.
class ArchiveLock {
 public:
  explicit ArchiveLock(const std::filesystem::path& folder);
  ~ArchiveLock();
  ArchiveLock(const ArchiveLock&) = delete;
  ArchiveLock& operator=(const ArchiveLock&) = delete;

 private:
  int fd_ = -1;
};

}  // namespace broadsheet
