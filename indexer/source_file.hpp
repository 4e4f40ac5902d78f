#pragma once

#include <broadsheet/indexer.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/byte_stream.hpp"

namespace broadsheet {

/// A descriptor of an open file, closed when this goes.
class FileDescriptor {
 public:
  explicit FileDescriptor(int number = -1) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  ~FileDescriptor();
  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

/// A stream of what the file holds, after gzip, zstd, bzip2 and xz (told by their first bytes, all members and frames)
/// have been undone. `on_read` is told of each piece read from the disk.
std::unique_ptr<ByteStream> file_stream(FileDescriptor file, std::function<void(std::uint64_t)> on_read);

/// A regular file found under one of the sources; open() gives an invalid descriptor if it is gone or no longer a
/// regular file.
struct FoundFile {
  std::string place;  ///< as a person types it; valid UTF-8
  std::uint64_t bytes = 0;
  std::function<FileDescriptor()> open;
};

/// A source as places name it: `./pages//` and `pages` are one. `..` stays: what it means depends on links.
std::string tidy(std::string_view source);

/// Finds the regular files of the sources, each file once, in order: a folder's files and folders by name (bytewise),
/// after them the targets of links that stay inside the source. Names that begin with a full stop are passed over, and
/// said to be. The source `-` is standard input, as a file of 0 bytes. What is not read is handed to `reject`. Ends
/// early when `file` gives false.
void find_files(const std::vector<std::string>& sources, const std::function<bool(const FoundFile&)>& file,
                const std::function<void(Outcome&&)>& reject);

}  // namespace broadsheet
