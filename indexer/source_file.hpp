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

namespace broadsheet {

/// Bytes read once from front to back. It ends where its file ends, or early: then fault() says why, and what came
/// before is good. Used by one thread.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  /// Puts up to `size` bytes at `out` and gives their number; 0 at the end, and only there.
  std::size_t read(char* out, std::size_t size);

  /// The first bytes, as many as there are up to `size`, without taking them. Valid until the next call.
  std::string_view peek(std::size_t size);

  /// Why it ended early; empty while it has not. Of a damaged or cut file, or one that unpacks beyond a limit.
  const std::string& fault() const { return fault_; }

 protected:
  virtual std::size_t fill(char* out, std::size_t size) = 0;
  void fail(std::string why) { fault_ = std::move(why); }

 private:
  std::string peeked_;
  std::size_t taken_ = 0;  // of peeked_
  std::string fault_;
};

/// The rest of a stream, if it is no more than a page may have (limit::page_bytes). False, with the reason in `*why`,
/// where it is larger or ended early.
bool read_page_bytes(ByteStream& bytes, std::string& page, std::string* why);

/// A stream of bytes in memory that must outlive it.
std::unique_ptr<ByteStream> memory_stream(std::string_view bytes);

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
/// The same on top of another stream, for files inside files and for tests.
std::unique_ptr<ByteStream> unpacked_stream(std::unique_ptr<ByteStream> packed);

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

/// `1.5 MB`: a size for a person.
std::string print_bytes(std::uint64_t bytes);

}  // namespace broadsheet
