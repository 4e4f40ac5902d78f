#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace broadsheet {

/// How much has come out of one source by unpacking, at all stages and in all that lies packed inside it, so that no
/// nesting multiplies what one stage may do.
struct Unpacking {
  std::uint64_t read = 0;  ///< bytes of the source itself
  std::uint64_t unpacked = 0;
  std::string refused;  ///< why nothing more is unpacked; empty: it is
  /// Counts so many more; false where that is too much, and for ever after.
  bool allows(std::uint64_t count);
};

/// Bytes read once from front to back. It ends where its file ends, or early: then fault() says why. Used by one
/// thread.
class ByteStream {
 public:
  virtual ~ByteStream() = default;

  /// Puts up to `size` bytes at `out` and gives their number; 0 at the end, and only there.
  std::size_t read(char* out, std::size_t size);

  /// The first bytes, as many as there are up to `size`, without taking them. Valid until the next call.
  std::string_view peek(std::size_t size);

  /// Why it ended early; empty while it has not. Of a damaged or cut file, or one that unpacks beyond a limit.
  const std::string& fault() const { return fault_; }
  /// Of a fault: what was read last may be wrong too (a checksum tells so at its end). Else what came before is good.
  bool is_damaged() const { return damaged_; }
  /// After a fault, goes on where the next gzip member or zstd frame seems to begin. False where there is none.
  virtual bool resume() { return false; }

  /// Of the source that this stream is, or is made from.
  const std::shared_ptr<Unpacking>& unpacking() const { return unpacking_; }

 protected:
  explicit ByteStream(std::shared_ptr<Unpacking> unpacking = std::make_shared<Unpacking>())
      : unpacking_(std::move(unpacking)) {}
  virtual std::size_t fill(char* out, std::size_t size) = 0;
  void fail(std::string why, bool damaged = false) {
    fault_ = std::move(why);
    damaged_ = damaged;
  }

 private:
  std::shared_ptr<Unpacking> unpacking_;
  std::string peeked_;
  std::size_t taken_ = 0;  // of peeked_
  std::string fault_;
  bool damaged_ = false;
};

/// The rest of a stream, if it is no more than a page may have (limit::page_bytes). False, with the reason in `*why`,
/// where it is larger or ended early.
bool read_page_bytes(ByteStream& bytes, std::string& page, std::string* why);

/// A stream of bytes in memory that must outlive it.
std::unique_ptr<ByteStream> memory_stream(std::string_view bytes);
/// The same of bytes that came out of another stream.
std::unique_ptr<ByteStream> memory_stream(std::string_view bytes, const ByteStream& source);

/// What a stream holds after gzip, zstd, bzip2 or xz (told by its first bytes, all members and frames) was undone;
/// where it is none of them, the same bytes.
std::unique_ptr<ByteStream> unpacked_stream(std::unique_ptr<ByteStream> packed);
/// The same of what HTTP calls `deflate`: with zlib's wrapping or without.
std::unique_ptr<ByteStream> inflated_stream(std::unique_ptr<ByteStream> packed);

/// A stream with its place, read by lines and by sizes. Wants the stream for itself.
class ByteCursor {
 public:
  explicit ByteCursor(ByteStream& bytes) : bytes_(bytes) {}

  std::uint64_t offset() const { return offset_; }
  bool at_end() { return !fill(); }

  /// A line with its end; false at the end of the stream. Longer than `most`: cut off there.
  bool line(std::string& out, std::size_t most = 65536);
  /// Fewer where the stream ends.
  std::string take(std::uint64_t size);
  /// False where the stream ends before.
  bool skip(std::uint64_t size);
  /// What follows, without taking it; fewer bytes at the end of the stream. Valid until the next call.
  std::string_view peek(std::size_t size);
  /// Goes back by what was read last.
  void put_back(std::string_view text);

 private:
  bool fill() { return at_ < buffer_.size() || more(); }
  bool more();
  /// Takes from what is at hand; to the end of a line if asked.
  std::string_view advance(std::size_t most, bool to_line_end = false);

  ByteStream& bytes_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t offset_ = 0;
};

/// `1.5 MB`: a size for a person.
std::string print_bytes(std::uint64_t bytes);

}  // namespace broadsheet
