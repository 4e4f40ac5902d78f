#include "indexer/source_file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "archive/limits.hpp"
#include "indexer/box.hpp"
#include "indexer/clean.hpp"

namespace broadsheet {

// ---- Streams

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
  explicit MemoryStream(std::string_view bytes) : rest_(bytes) {}

 private:
  std::size_t fill(char* out, std::size_t size) override {
    const auto count = std::min(size, rest_.size());
    if (count != 0) std::memcpy(out, rest_.data(), count);
    rest_.remove_prefix(count);
    return count;
  }
  std::string_view rest_;
};

std::string system_reason(int error) { return std::generic_category().message(error); }

class RawFile final : public ByteStream {
 public:
  RawFile(FileDescriptor file, std::function<void(std::uint64_t)> on_read)
      : file_(std::move(file)), on_read_(std::move(on_read)) {}

 private:
  std::size_t fill(char* out, std::size_t size) override {
    ssize_t count = 0;
    do {
      count = ::read(file_.get(), out, std::min<std::size_t>(size, SSIZE_MAX));
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
      fail("cannot be read to its end: " + system_reason(errno));
      return 0;
    }
    if (on_read_ && count > 0) on_read_(static_cast<std::uint64_t>(count));
    return static_cast<std::size_t>(count);
  }
  FileDescriptor file_;
  std::function<void(std::uint64_t)> on_read_;
};

/// Bytes that are not packed, up to limit::stream_bytes.
class PlainStream final : public ByteStream {
 public:
  explicit PlainStream(std::unique_ptr<ByteStream> inner) : inner_(std::move(inner)) {}

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

/// What both ways of unpacking have in common: a buffer of packed bytes and the limits on what comes out.
class Unpacker : public ByteStream {
 protected:
  explicit Unpacker(std::unique_ptr<ByteStream> packed) : packed_(std::move(packed)), buffer_(std::size_t{128} << 10) {}

  /// Makes sure that there are packed bytes at hand; false at their end.
  bool refill() {
    if (begin_ < end_) return true;
    begin_ = 0;
    end_ = packed_->read(buffer_.data(), buffer_.size());
    packed_bytes_ += end_;
    return end_ != 0;
  }
  /// At least `size` packed bytes at hand if there are as many.
  std::string_view look(std::size_t size) {
    while (end_ - begin_ < size) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
      const auto count = packed_->read(buffer_.data() + end_, buffer_.size() - end_);
      if (count == 0) break;
      packed_bytes_ += count;
      end_ += count;
    }
    return {buffer_.data() + begin_, end_ - begin_};
  }

  /// What to give for `count` unpacked bytes: fewer, with a fault, where a limit lies in between.
  std::size_t limited(std::size_t count) {
    unpacked_bytes_ += count;
    constexpr std::uint64_t always_allowed = std::uint64_t{10} << 20;
    const bool too_many = unpacked_bytes_ > limit::unpacked_bytes;
    if (too_many || (unpacked_bytes_ > always_allowed && unpacked_bytes_ / limit::unpacked_ratio > packed_bytes_)) {
      fail(too_many ? "unpacks to more than " + print_bytes(limit::unpacked_bytes)
                    : "unpacks to more than " + std::to_string(limit::unpacked_ratio) + " times its size");
      return 0;
    }
    return count;
  }

  void fail_at_end(const std::string& what) {
    fail(packed_->fault().empty() ? what + " (the file is cut off)" : packed_->fault());
  }

  std::unique_ptr<ByteStream> packed_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  std::uint64_t packed_bytes_ = 0, unpacked_bytes_ = 0;
};

constexpr std::string_view gzip_magic = "\x1F\x8B";
constexpr std::string_view zstd_magic = "\x28\xB5\x2F\xFD";

/// Of data, or one of the sixteen kinds that are passed over.
bool begins_zstd_frame(std::string_view bytes) {
  const bool skippable = bytes.size() >= 4 && (static_cast<unsigned char>(bytes[0]) & 0xF0) == 0x50 &&
                         bytes.substr(1, 3) == "\x2A\x4D\x18";
  return bytes.starts_with(zstd_magic) || skippable;
}

/// RFC 1952: members follow one another, each with a CRC of its own. What tar and tape pad with, zeros at the end,
/// is passed over as gzip(1) does.
class GzipStream final : public Unpacker {
 public:
  explicit GzipStream(std::unique_ptr<ByteStream> packed) : Unpacker(std::move(packed)) {
    if (inflateInit2(&state_, 15 + 16) != Z_OK) throw std::bad_alloc();
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;
  ~GzipStream() override { inflateEnd(&state_); }

 private:
  std::size_t fill(char* out, std::size_t size) override {
    const auto room = static_cast<uInt>(std::min<std::size_t>(size, UINT_MAX));
    while (!done_) {
      if (!in_member_ && !begin_member()) return 0;
      if (!refill()) {
        fail_at_end("the gzip data ends in the middle");
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
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        const std::string why = state_.msg == nullptr ? "bad data" : state_.msg;
        const auto given = limited(count);
        if (fault().empty()) {
          fail("the gzip data is damaged: " +
               (why == "incorrect data check" ? "its checksum is wrong, so what was read may be too" : why));
        }
        return given;
      }
      if (count != 0) return limited(count);
    }
    return 0;
  }

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
    return true;
  }

  z_stream state_{};
  bool first_ = true, in_member_ = false, padded_ = false, done_ = false;
};

/// RFC 8878: frames follow one another; zstd passes over skippable ones itself.
class ZstdStream final : public Unpacker {
 public:
  explicit ZstdStream(std::unique_ptr<ByteStream> packed) : Unpacker(std::move(packed)), state_(ZSTD_createDStream()) {
    if (state_ == nullptr) throw std::bad_alloc();
  }
  ZstdStream(const ZstdStream&) = delete;
  ZstdStream& operator=(const ZstdStream&) = delete;
  ~ZstdStream() override { ZSTD_freeDStream(state_); }

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
      }
      // With nothing left to read there may still be unpacked bytes inside.
      const bool more = refill();
      ZSTD_inBuffer in{buffer_.data(), end_, begin_};
      ZSTD_outBuffer produced{out, size, 0};
      const auto status = ZSTD_decompressStream(state_, &produced, &in);
      begin_ = in.pos;
      if (ZSTD_isError(status) != 0) {
        fail(std::string("the zstd data is damaged: ") + ZSTD_getErrorName(status));
        return 0;
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

std::unique_ptr<ByteStream> memory_stream(std::string_view bytes) { return std::make_unique<MemoryStream>(bytes); }

std::unique_ptr<ByteStream> unpacked_stream(std::unique_ptr<ByteStream> packed) {
  const auto magic = packed->peek(4);
  if (magic.starts_with(gzip_magic)) return std::make_unique<GzipStream>(std::move(packed));
  if (begins_zstd_frame(magic)) return std::make_unique<ZstdStream>(std::move(packed));
  if (is_bz2_or_xz(packed->peek(6))) return bz2_or_xz_stream(std::move(packed));
  return std::make_unique<PlainStream>(std::move(packed));
}

std::unique_ptr<ByteStream> file_stream(FileDescriptor file, std::function<void(std::uint64_t)> on_read) {
  return unpacked_stream(std::make_unique<RawFile>(std::move(file), std::move(on_read)));
}

// ---- Files

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (number_ >= 0) ::close(number_);
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

namespace {

// A name may hold any bytes; a place is text that people and JSON can carry.
std::string printable(std::string_view name) {
  std::string text = clean_utf8(name);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  return text;
}

std::string join(std::string_view folder, std::string_view name) {
  std::string path(folder);
  if (!path.empty() && path.back() != '/') path += '/';
  path += name;
  return path;
}

std::string kind_of(mode_t mode) {
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
  return "of a kind that cannot be read";
}

FileDescriptor open_at(int folder, const std::string& name, int flags) {
  return FileDescriptor(::openat(folder, name.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY | flags));
}

std::string canonical_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real == nullptr ? std::string() : std::string(real.get());
}

bool inside(const std::string& path, const std::string& root) {
  return path == root || root == "/" ||
         (path.size() > root.size() && path.starts_with(root) && path[root.size()] == '/');
}

/// Walks the sources by descriptor, so that nothing on the way can be exchanged for a link while it is walked.
class Finder {
 public:
  Finder(const std::function<bool(const FoundFile&)>& file, const std::function<void(Outcome&&)>& reject)
      : file_(file), reject_(reject) {}

  void find(const std::string& source) {
    if (source == "-") return give({"-", 0, [] { return FileDescriptor(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)); }});
    const auto path = tidy(source);
    struct stat info {};
    if (source.empty() || ::stat(path.c_str(), &info) != 0) {
      const bool missing = source.empty() || errno == ENOENT || errno == ENOTDIR;
      return refuse(path, missing ? "no such file or folder" : "cannot be opened: " + system_reason(errno));
    }
    root_ = canonical_path(path);
    links_.clear();
    // What the person named is followed even if it is a link; what lies below is not.
    if (S_ISDIR(info.st_mode)) {
      walk_opened(open_at(AT_FDCWD, path, O_DIRECTORY), path, 0);
      for (std::size_t i = 0; i < links_.size() && !stopped_; ++i) follow(links_[i].first, links_[i].second);
    } else {
      meet(info, path, [path] { return open_at(AT_FDCWD, path, 0); });
    }
  }

  bool stopped() const { return stopped_; }

 private:
  void refuse(const std::string& path, std::string reason, Outcome::Kind kind = Outcome::Kind::rejected) {
    reject_(Outcome{kind, printable(path), {}, std::move(reason), {}, {}});
  }

  void give(const FoundFile& found) {
    if (!file_(found)) stopped_ = true;
  }

  /// True when this file or folder had not been met before.
  bool first_meeting(const struct stat& info) { return met_[info.st_dev].insert(info.st_ino).second; }

  void meet(const struct stat& info, const std::string& path, const std::function<FileDescriptor()>& open) {
    if (!S_ISREG(info.st_mode)) {
      const bool pipe = S_ISFIFO(info.st_mode) || S_ISCHR(info.st_mode);
      return refuse(path, "this is " + kind_of(info.st_mode) + ", not a file" +
                              (pipe ? "; give it as standard input, with the source -" : ""));
    }
    if (!first_meeting(info)) return refuse(path, "this file has been read by another name", Outcome::Kind::duplicate);
    give({printable(path), static_cast<std::uint64_t>(info.st_size), [open] {
            auto file = open();
            struct stat now {};
            if (file && (::fstat(file.get(), &now) != 0 || !S_ISREG(now.st_mode))) file = FileDescriptor();
            return file;
          }});
  }

  void walk_opened(FileDescriptor folder, const std::string& path, std::size_t depth) {
    struct stat info {};
    if (!folder || ::fstat(folder.get(), &info) != 0) return refuse(path, "cannot be opened: " + system_reason(errno));
    if (!first_meeting(info)) return;
    if (depth > limit::folder_depth) {
      return refuse(path, "more than " + std::to_string(limit::folder_depth) + " folders deep");
    }
    const auto names = list(folder.get(), path);
    for (const auto& name : names) {
      if (stopped_) return;
      const auto below = join(path == "." ? std::string() : path, name);
      struct stat entry {};
      if (::fstatat(folder.get(), name.c_str(), &entry, AT_SYMLINK_NOFOLLOW) != 0) {
        refuse(below, "cannot be read: " + system_reason(errno));
      } else if (S_ISLNK(entry.st_mode)) {
        links_.emplace_back(below, depth);
      } else if (S_ISDIR(entry.st_mode)) {
        walk_opened(open_at(folder.get(), name, O_DIRECTORY | O_NOFOLLOW), below, depth + 1);
      } else {
        meet(entry, below, [&] { return open_at(folder.get(), name, O_NOFOLLOW); });
      }
    }
  }

  std::vector<std::string> list(int folder, const std::string& path) {
    std::vector<std::string> names;
    const int copy = ::fcntl(folder, F_DUPFD_CLOEXEC, 0);
    DIR* stream = copy < 0 ? nullptr : ::fdopendir(copy);
    if (stream == nullptr) {
      if (copy >= 0) ::close(copy);
      refuse(path, "cannot be listed: " + system_reason(errno));
      return names;
    }
    errno = 0;
    while (const dirent* entry = ::readdir(stream)) {
      const std::string_view name = entry->d_name;
      if (name[0] != '.')
        names.emplace_back(name);
      else if (name != "." && name != "..")
        refuse(join(path == "." ? std::string() : path, std::string(name)), "a hidden file or folder",
               Outcome::Kind::passed_over);
      errno = 0;
    }
    if (errno != 0) refuse(path, "cannot be listed to its end: " + system_reason(errno));
    ::closedir(stream);
    std::sort(names.begin(), names.end());
    return names;
  }

  /// Links come after all else, so that what they point to has been met by its own name if it has one here.
  void follow(const std::string& path, std::size_t depth) {
    const auto target = canonical_path(path);
    if (target.empty()) return refuse(path, "a link to nothing");
    if (!inside(target, root_)) return refuse(path, "a link that leads out of the folder; give its target as a source");
    struct stat info {};
    if (::lstat(target.c_str(), &info) != 0) return refuse(path, "a link to nothing");
    if (met_[info.st_dev].contains(info.st_ino)) return;
    if (S_ISDIR(info.st_mode)) {
      walk_opened(open_at(AT_FDCWD, target, O_DIRECTORY | O_NOFOLLOW), path, depth + 1);
    } else {
      meet(info, path, [target] { return open_at(AT_FDCWD, target, O_NOFOLLOW); });
    }
  }

  const std::function<bool(const FoundFile&)>& file_;
  const std::function<void(Outcome&&)>& reject_;
  std::map<dev_t, std::unordered_set<ino_t>> met_;  // without names: there may be millions
  std::vector<std::pair<std::string, std::size_t>> links_;
  std::string root_;
  bool stopped_ = false;
};

}  // namespace

std::string tidy(std::string_view source) {
  std::string path;
  std::size_t begin = 0;
  while (begin <= source.size()) {
    const auto end = std::min(source.find('/', begin), source.size());
    const auto part = source.substr(begin, end - begin);
    if (!part.empty() && part != ".") {
      if (!path.empty() && path.back() != '/') path += '/';
      path += part;
    } else if (begin == 0 && part.empty() && !source.empty()) {
      path = "/";
    }
    begin = end + 1;
  }
  return path.empty() ? "." : path;
}

void find_files(const std::vector<std::string>& sources, const std::function<bool(const FoundFile&)>& file,
                const std::function<void(Outcome&&)>& reject) {
  Finder finder(file, reject);
  for (const auto& source : sources) {
    if (finder.stopped()) return;
    finder.find(source);
  }
}

}  // namespace broadsheet
