#include "indexer/byte_stream.hpp"

#include <lzma.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <array>
#include <bit>
#include <climits>
#include <cstdio>
#include <cstring>
#include <vector>

#include "archive/limits.hpp"
#include "indexer/box.hpp"

namespace broadsheet {

bool Unpacking::allows(std::uint64_t count) {
  constexpr std::uint64_t always_allowed = std::uint64_t{10} << 20;
  unpacked += count;
  if (!refused.empty()) return false;
  if (unpacked > limit::unpacked_bytes)
    refused = "unpacks to more than " + print_bytes(limit::unpacked_bytes);
  else if (unpacked > always_allowed && unpacked / limit::unpacked_ratio > read)
    refused = "unpacks to more than " + std::to_string(limit::unpacked_ratio) + " times its size";
  return refused.empty();
}

std::size_t ByteStream::read(char* out, std::size_t size) {
  if (taken_ < peeked_.size()) {
    const auto count = std::min(size, peeked_.size() - taken_);
    std::memcpy(out, peeked_.data() + taken_, count);
    taken_ += count;
    return count;
  }
  if (!peeked_.empty()) {
    peeked_ = {};
    taken_ = 0;
  }
  return fault_.empty() ? fill(out, size) : 0;
}

std::string_view ByteStream::peek(std::size_t size) {
  auto have = peeked_.size() - taken_;
  if (have < size && fault_.empty()) {
    peeked_.erase(0, taken_);
    taken_ = 0;
    peeked_.resize(size);
    while (have < size && fault_.empty()) {
      const auto count = fill(peeked_.data() + have, size - have);
      if (count == 0) break;
      have += count;
    }
    peeked_.resize(have);
  }
  return std::string_view(peeked_).substr(taken_, size);
}

namespace {

class MemoryStream final : public ByteStream {
 public:
  MemoryStream(std::string_view bytes, std::shared_ptr<Unpacking> unpacking)
      : ByteStream(std::move(unpacking)), rest_(bytes) {}

 private:
  std::size_t fill(char* out, std::size_t size) override {
    const auto count = std::min(size, rest_.size());
    if (count != 0) std::memcpy(out, rest_.data(), count);
    rest_.remove_prefix(count);
    return count;
  }
  std::string_view rest_;
};

/// Bytes that are not packed, up to limit::stream_bytes.
class PlainStream final : public ByteStream {
 public:
  explicit PlainStream(std::unique_ptr<ByteStream> inner) : ByteStream(inner->unpacking()), inner_(std::move(inner)) {}

 private:
  std::size_t fill(char* out, std::size_t size) override {
    const auto count = inner_->read(out, size);
    bytes_ += count;
    if (bytes_ > limit::stream_bytes) {
      fail("is larger than " + print_bytes(limit::stream_bytes) +
           "; what comes after that is not read: divide the file");
      return 0;
    }
    if (count == 0 && !inner_->fault().empty()) fail(inner_->fault());
    return count;
  }
  std::unique_ptr<ByteStream> inner_;
  std::uint64_t bytes_ = 0;
};

/// What all ways of unpacking have in common: a buffer of packed bytes and the limits on what comes out.
class Unpacker : public ByteStream {
 protected:
  explicit Unpacker(std::unique_ptr<ByteStream> packed)
      : ByteStream(packed->unpacking()), packed_(std::move(packed)), buffer_(std::size_t{128} << 10) {}

  /// Makes sure that there are packed bytes at hand; false at their end. Some of those before stay, for find_next().
  bool refill() {
    if (begin_ < end_) return true;
    const auto kept = std::min(end_, std::size_t{32} << 10), gone = end_ - kept;
    std::memmove(buffer_.data(), buffer_.data() + gone, kept);
    mark_ -= std::min(mark_, gone);
    begin_ = kept;
    end_ = kept + packed_->read(buffer_.data() + kept, buffer_.size() - kept);
    return begin_ < end_;
  }
  /// At least `size` packed bytes at hand if there are as many.
  std::string_view look(std::size_t size) {
    while (end_ - begin_ < size) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = mark_ = 0;
      const auto count = packed_->read(buffer_.data() + end_, buffer_.size() - end_);
      if (count == 0) break;
      end_ += count;
    }
    return {buffer_.data() + begin_, end_ - begin_};
  }

  /// A member or frame begins here.
  void mark() {
    mark_ = begin_;
    given_ = 0;
  }
  /// After a fault, goes where the next of them may begin: behind the mark, since a cut one runs on into the next.
  bool find_next(std::string_view magic) {
    if (!packed_->fault().empty() || !unpacking()->refused.empty()) return false;
    begin_ = std::min(mark_ + 1, end_);
    for (;;) {
      const std::string_view at_hand(buffer_.data() + begin_, end_ - begin_);
      if (const auto at = at_hand.find(magic); at != at_hand.npos) {
        begin_ += at;
        fail({});
        return true;
      }
      const auto kept = std::min(magic.size() - 1, at_hand.size());  // it may stand across the pieces
      begin_ = end_ - kept;
      if (look(kept + 1).size() <= kept) return false;
    }
  }

  /// What to give for `count` unpacked bytes: none, with a fault, where that is beyond a limit.
  std::size_t limited(std::size_t count) {
    given_ += count;
    if (unpacking()->allows(count)) return count;
    fail(unpacking()->refused);
    return 0;
  }
  void fail_at_end(const std::string& what) {
    fail(packed_->fault().empty() ? what + " (the file is cut off)" : packed_->fault());
  }
  /// Gives the bytes before the damage too.
  std::size_t fail_after(std::size_t count, const std::string& why) {
    const auto given = limited(count);
    if (fault().empty()) fail(why, given_ > 0);
    return given;
  }

  std::unique_ptr<ByteStream> packed_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;

 private:
  std::size_t mark_ = 0, given_ = 0;  // given_: of the member or frame
};

constexpr std::string_view gzip_magic = "\x1F\x8B";
constexpr std::string_view xz_magic("\xFD\x37zXZ\0", 6);
constexpr std::string_view zstd_magic = "\x28\xB5\x2F\xFD";

const std::string too_much_memory = "was packed so that unpacking takes more than " +
                                    print_bytes(limit::unpack_memory) + " of memory: pack it again with less";

/// Of data, or one of the sixteen kinds that are passed over.
bool begins_zstd_frame(std::string_view bytes) {
  const bool skippable = bytes.size() >= 4 && (static_cast<unsigned char>(bytes[0]) & 0xF0) == 0x50 &&
                         bytes.substr(1, 3) == "\x2A\x4D\x18";
  return bytes.starts_with(zstd_magic) || skippable;
}

/// RFC 1952: members follow one another, each with a CRC of its own. What tar and tape pad with, zeros at the end,
/// is passed over as gzip(1) does. Or one stretch of deflate, as the window bits of zlib tell.
class GzipStream final : public Unpacker {
 public:
  static constexpr int gzip = 15 + 16, zlib = 15, bare = -15;
  explicit GzipStream(std::unique_ptr<ByteStream> packed, int window_bits = gzip)
      : Unpacker(std::move(packed)), in_member_(window_bits != gzip), only_member_(in_member_) {
    if (inflateInit2(&state_, window_bits) != Z_OK) throw std::bad_alloc();
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override { inflateEnd(&state_); }

  bool resume() override {
    if (only_member_ || !find_next("\x1F\x8B\x08")) return false;
    in_member_ = padded_ = false;
    return true;
  }

 private:
  std::size_t fill(char* out, std::size_t size) override {
    const auto room = static_cast<uInt>(std::min<std::size_t>(size, UINT_MAX));
    while (!done_) {
      if (!in_member_ && !begin_member()) return 0;
      if (!refill()) {
        fail_at_end(named() + " ends in the middle");
        return 0;
      }
      state_.next_in = reinterpret_cast<Bytef*>(buffer_.data() + begin_);
      state_.avail_in = static_cast<uInt>(end_ - begin_);
      state_.next_out = reinterpret_cast<Bytef*>(out);
      state_.avail_out = room;
      const int status = inflate(&state_, Z_NO_FLUSH);
      begin_ = end_ - state_.avail_in;
      const auto count = static_cast<std::size_t>(room - state_.avail_out);
      if (status == Z_STREAM_END) {
        in_member_ = false;
        done_ = only_member_;
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        const std::string why = state_.msg == nullptr ? "bad data" : state_.msg;
        const bool checksum = why == "incorrect data check" || why == "incorrect length check";
        return fail_after(
            count, named() + " is damaged: " + (checksum ? "its checksum is wrong, so what was read may be too" : why));
      }
      if (count != 0) return limited(count);
    }
    return 0;
  }

  std::string named() const { return only_member_ ? "the deflated data" : "the gzip data"; }

  /// False at the end, and with a fault where something else than a member follows.
  bool begin_member() {
    auto next = look(2);
    if (!first_) {
      while (!next.empty() && next.front() == '\0') {
        begin_ += std::min(next.find_first_not_of('\0'), next.size());
        next = look(2);
        padded_ = true;
      }
    }
    if (next.empty() && !packed_->fault().empty()) fail(packed_->fault());
    done_ = next.empty();
    if (done_) return false;
    if (!next.starts_with(gzip_magic) || padded_) {
      fail("something that is not gzip follows the gzip data");
      return false;
    }
    if (!first_) inflateReset(&state_);
    first_ = false;
    in_member_ = true;
    mark();
    return true;
  }

  z_stream state_{};
  bool first_ = true, in_member_, only_member_, padded_ = false, done_ = false;
};

/// RFC 8878: frames follow one another; zstd passes over skippable ones itself.
class ZstdStream final : public Unpacker {
 public:
  explicit ZstdStream(std::unique_ptr<ByteStream> packed) : Unpacker(std::move(packed)), state_(ZSTD_createDStream()) {
    if (state_ == nullptr) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(state_, ZSTD_d_windowLogMax, std::bit_width(limit::unpack_memory) - 1);
  }
  ZstdStream(const ZstdStream&) = delete;
  ZstdStream& operator=(const ZstdStream&) = delete;
  ~ZstdStream() override { ZSTD_freeDStream(state_); }

  bool resume() override {
    if (!find_next(zstd_magic)) return false;
    ZSTD_DCtx_reset(state_, ZSTD_reset_session_only);
    in_frame_ = false;
    return true;
  }

 private:
  std::size_t fill(char* out, std::size_t size) override {
    for (;;) {
      if (!in_frame_) {
        const auto next = look(4);
        if (next.empty()) {
          if (!packed_->fault().empty()) fail(packed_->fault());
          return 0;
        }
        if (!begins_zstd_frame(next)) {
          fail("something that is not zstd follows the zstd data");
          return 0;
        }
        in_frame_ = true;
        mark();
      }
      // With nothing left to read there may still be unpacked bytes inside.
      const bool more = refill();
      ZSTD_inBuffer in{buffer_.data(), end_, begin_};
      ZSTD_outBuffer produced{out, size, 0};
      const auto status = ZSTD_decompressStream(state_, &produced, &in);
      begin_ = in.pos;
      if (ZSTD_isError(status) != 0) {
        const bool large = ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge;
        if (large) return fail_after(produced.pos, too_much_memory);
        return fail_after(produced.pos, std::string("the zstd data is damaged: ") + ZSTD_getErrorName(status));
      }
      if (status == 0) in_frame_ = false;
      if (produced.pos != 0) return limited(produced.pos);
      if (!more && in_frame_) {
        fail_at_end("the zstd data ends in the middle");
        return 0;
      }
    }
  }

  ZSTD_DStream* state_;
  bool in_frame_ = false;
};

/// The .xz format: streams follow one another, padded with zeros.
class XzStream final : public Unpacker {
 public:
  explicit XzStream(std::unique_ptr<ByteStream> packed) : Unpacker(std::move(packed)) {
    if (lzma_stream_decoder(&state_, limit::unpack_memory, LZMA_CONCATENATED) != LZMA_OK) throw std::bad_alloc();
  }
  XzStream(const XzStream&) = delete;
  XzStream& operator=(const XzStream&) = delete;
  ~XzStream() override { lzma_end(&state_); }

 private:
  std::size_t fill(char* out, std::size_t size) override {
    while (!done_) {
      const bool more = refill();
      state_.next_in = reinterpret_cast<std::uint8_t*>(buffer_.data() + begin_);
      state_.avail_in = end_ - begin_;
      state_.next_out = reinterpret_cast<std::uint8_t*>(out);
      state_.avail_out = size;
      const auto status = lzma_code(&state_, more ? LZMA_RUN : LZMA_FINISH);
      begin_ = end_ - state_.avail_in;
      const auto count = size - state_.avail_out;
      if (status == LZMA_STREAM_END) {
        done_ = true;
      } else if (status == LZMA_MEMLIMIT_ERROR) {
        return fail_after(count, too_much_memory);
      } else if (status != LZMA_OK && status != LZMA_BUF_ERROR) {
        return fail_after(count, "the xz data is damaged");
      }
      if (count != 0) return limited(count);
      if (!more && !done_) fail_at_end("the xz data ends in the middle");
      if (!fault().empty()) break;
    }
    if (!packed_->fault().empty()) fail(packed_->fault());
    return 0;
  }

  lzma_stream state_ = LZMA_STREAM_INIT;
  bool done_ = false;
};

}  // namespace

bool read_page_bytes(ByteStream& bytes, std::string& page, std::string* why) {
  constexpr std::size_t piece = std::size_t{64} << 10;
  for (;;) {
    const auto had = page.size();
    page.resize(had + piece);
    const auto count = bytes.read(page.data() + had, piece);
    page.resize(had + count);
    if (count == 0) break;
    if (page.size() > limit::page_bytes) {
      *why = "larger than " + print_bytes(limit::page_bytes) + ", the limit for one page";
      return false;
    }
  }
  *why = bytes.fault();
  return why->empty();
}

std::unique_ptr<ByteStream> memory_stream(std::string_view bytes) {
  auto unpacking = std::make_shared<Unpacking>();
  unpacking->read = bytes.size();
  return std::make_unique<MemoryStream>(bytes, std::move(unpacking));
}

std::unique_ptr<ByteStream> memory_stream(std::string_view bytes, const ByteStream& source) {
  return std::make_unique<MemoryStream>(bytes, source.unpacking());
}

std::unique_ptr<ByteStream> unpacked_stream(std::unique_ptr<ByteStream> packed) {
  const auto magic = packed->peek(xz_magic.size());
  if (magic.starts_with(gzip_magic)) return std::make_unique<GzipStream>(std::move(packed));
  if (begins_zstd_frame(magic)) return std::make_unique<ZstdStream>(std::move(packed));
  if (magic.starts_with(xz_magic)) return std::make_unique<XzStream>(std::move(packed));
  if (is_bzip2(magic)) return bzip2_stream(std::move(packed));
  return std::make_unique<PlainStream>(std::move(packed));
}

std::unique_ptr<ByteStream> inflated_stream(std::unique_ptr<ByteStream> packed) {
  const auto head = packed->peek(2);
  // RFC 1950, 2.2: the method, and two bytes that 31 divides.
  const bool wrapped = head.size() == 2 && (head[0] & 0x0F) == 8 &&
                       (static_cast<unsigned char>(head[0]) << 8 | static_cast<unsigned char>(head[1])) % 31 == 0;
  return std::make_unique<GzipStream>(std::move(packed), wrapped ? GzipStream::zlib : GzipStream::bare);
}

bool ByteCursor::more() {
  constexpr std::size_t piece = std::size_t{64} << 10;
  buffer_.erase(0, at_);
  at_ = 0;
  const auto had = buffer_.size();
  buffer_.resize(had + piece);
  buffer_.resize(had + bytes_.read(buffer_.data() + had, piece));
  return buffer_.size() > had;
}

std::string_view ByteCursor::advance(std::size_t most, bool to_line_end) {
  auto taken = std::string_view(buffer_).substr(at_, most);
  if (to_line_end) taken = taken.substr(0, std::min(taken.find('\n'), taken.size() - 1) + 1);
  at_ += taken.size();
  offset_ += taken.size();
  return taken;
}

bool ByteCursor::line(std::string& out, std::size_t most) {
  out.clear();
  while (out.size() < most && fill()) {
    out += advance(most - out.size(), true);
    if (out.back() == '\n') break;
  }
  return !out.empty();
}

std::string ByteCursor::take(std::uint64_t size) {
  std::string out;
  while (out.size() < size && fill()) out += advance(size - out.size());
  return out;
}

bool ByteCursor::skip(std::uint64_t size) {
  while (size > 0 && fill()) size -= advance(size).size();
  return size == 0;
}

std::string_view ByteCursor::peek(std::size_t size) {
  while (buffer_.size() - at_ < size && more()) {
  }
  return std::string_view(buffer_).substr(at_, size);
}

void ByteCursor::put_back(std::string_view text) {
  buffer_.replace(0, at_, text);
  at_ = 0;
  offset_ -= text.size();
}

std::string print_bytes(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> units{"bytes", "KiB", "MiB", "GiB", "TiB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (size >= 1024 && unit + 1 < units.size()) {
    size /= 1024;
    ++unit;
  }
  std::array<char, 32> text{};
  const bool whole = unit == 0 || size >= 100 || size == static_cast<double>(static_cast<long>(size));
  std::snprintf(text.data(), text.size(), whole ? "%.0f %s" : "%.1f %s", size, units[unit]);
  return text.data();
}

}  // namespace broadsheet
