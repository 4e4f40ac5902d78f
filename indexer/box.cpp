#include "indexer/box.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <vector>

#include "archive/limits.hpp"
#include "indexer/clean.hpp"
#include "indexer/item.hpp"

namespace broadsheet {
namespace {

/// libarchive over a stream, with the limits on what comes out of packed bytes. Only the formats named here are known
/// to it: others have had their faults.
class Box {
 public:
  explicit Box(ByteStream& bytes)
      : bytes_(bytes), archive_(archive_read_new(), archive_read_free), buffer_(std::size_t{64} << 10) {
    if (!archive_) throw std::bad_alloc();
  }
  archive* get() { return archive_.get(); }

  /// False with a fault.
  bool open() { return archive_read_open(get(), this, nullptr, on_read, nullptr) == ARCHIVE_OK; }
  std::string reason() {
    if (!bytes_.fault().empty()) return bytes_.fault();
    const char* text = archive_error_string(get());
    return text == nullptr ? "cannot be read" : text;
  }
  /// False, with the reason in `*why`, where so much may not come out of so little.
  bool count(std::size_t unpacked, std::string* why) {
    unpacked_ += unpacked;
    constexpr std::uint64_t always_allowed = std::uint64_t{10} << 20;
    if (unpacked_ > limit::unpacked_bytes)
      *why = "unpacks to more than " + print_bytes(limit::unpacked_bytes);
    else if (unpacked_ > always_allowed && unpacked_ / limit::unpacked_ratio > packed_)
      *why = "unpacks to more than " + std::to_string(limit::unpacked_ratio) + " times its size";
    return why->empty();
  }

 private:
  static la_ssize_t on_read(archive*, void* data, const void** out) {
    auto& self = *static_cast<Box*>(data);
    const auto count = self.bytes_.read(self.buffer_.data(), self.buffer_.size());
    self.packed_ += count;
    *out = self.buffer_.data();
    return static_cast<la_ssize_t>(count);
  }
  ByteStream& bytes_;
  std::unique_ptr<archive, decltype(&archive_read_free)> archive_;
  std::vector<char> buffer_;
  std::uint64_t packed_ = 0, unpacked_ = 0;
};

/// The data of the entry that the box stands at.
class EntryStream final : public ByteStream {
 public:
  explicit EntryStream(Box& box) : box_(box) {}
  bool beyond_limit() const { return beyond_limit_; }

 private:
  std::size_t fill(char* out, std::size_t size) override {
    if (!fault().empty()) return 0;
    const auto count = archive_read_data(box_.get(), out, size);
    if (count < 0) {
      fail("damaged: " + box_.reason());
      return 0;
    }
    std::string why;
    if (box_.count(static_cast<std::size_t>(count), &why)) return static_cast<std::size_t>(count);
    beyond_limit_ = true;
    fail(why);
    return 0;
  }
  Box& box_;
  bool beyond_limit_ = false;
};

class PackedStream final : public ByteStream {
 public:
  explicit PackedStream(std::unique_ptr<ByteStream> packed) : packed_(std::move(packed)), box_(*packed_) {
    archive_read_support_format_raw(box_.get());
    archive_read_support_filter_bzip2(box_.get());
    archive_read_support_filter_xz(box_.get());
    archive_entry* entry = nullptr;
    if (!box_.open() || archive_read_next_header(box_.get(), &entry) != ARCHIVE_OK)
      fail("cannot be unpacked: " + box_.reason());
  }

 private:
  std::size_t fill(char* out, std::size_t size) override {
    if (!fault().empty()) return 0;
    const auto count = archive_read_data(box_.get(), out, size);
    std::string why = count < 0 ? "the packed data is damaged: " + box_.reason() : std::string();
    if (count >= 0 && box_.count(static_cast<std::size_t>(count), &why)) return static_cast<std::size_t>(count);
    fail(why);
    return 0;
  }
  std::unique_ptr<ByteStream> packed_;
  Box box_;
};

std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  return name == nullptr ? "?" : clean_line(clean_utf8(name));
}

/// What systems put beside the files: `.DS_Store`, `__MACOSX/…`, Thumbs.db.
bool is_hidden(std::string_view name) {
  for (std::size_t begin = 0; begin < name.size();) {
    const auto end = std::min(name.find('/', begin), name.size());
    const auto part = name.substr(begin, end - begin);
    if ((part.starts_with('.') && part != "." && part != "..") || part == "__MACOSX" || part == "Thumbs.db")
      return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

bool is_bz2_or_xz(std::string_view magic) {
  return (magic.starts_with("BZh") && magic.size() > 3 && magic[3] >= '1' && magic[3] <= '9') ||
         magic.starts_with("\xFD\x37zXZ");
}

std::unique_ptr<ByteStream> bz2_or_xz_stream(std::unique_ptr<ByteStream> packed) {
  return std::make_unique<PackedStream>(std::move(packed));
}

bool is_box(std::string_view head) {
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return true;
  return head.size() >= 262 && head.substr(257, 5) == "ustar";
}

void read_box(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink) {
  Box box(bytes);
  archive_read_support_format_zip_streamable(box.get());
  archive_read_support_format_tar(box.get());
  if (!box.open()) return reject_source(sink, place, "cannot be opened: " + box.reason());
  std::size_t entries = 0;
  for (;;) {
    if (sink.stop()) return;
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(box.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    if (status == ARCHIVE_FATAL || status == ARCHIVE_RETRY || entry == nullptr)
      return reject_source(sink, place,
                           "damaged: " + box.reason() + "; read up to there: " + std::to_string(entries) + " entries");
    if (++entries > limit::box_entries)
      return reject_source(sink, place,
                           "has more than " + std::to_string(limit::box_entries) + " entries; the rest is not read");
    const std::string name = name_of(entry), where = place + '!' + name;
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR) continue;
    if (type != AE_IFREG && type != 0) {
      pass_over(sink, where, "a link or a device");
    } else if (archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr) {
      pass_over(sink, where, "a link");
    } else if (is_hidden(name)) {
      pass_over(sink, where, "a hidden file");
    } else if (archive_entry_is_encrypted(entry) != 0) {
      reject_source(sink, where, "encrypted: unpack it first");
    } else {
      auto data = std::make_unique<EntryStream>(box);
      const EntryStream& stream = *data;
      const auto unpacked = unpacked_stream(std::move(data));
      read_inside(where, *unpacked, options, sink);
      if (stream.beyond_limit()) return reject_source(sink, place, stream.fault() + "; the rest is not read");
    }
  }
  if (entries == 0) reject_source(sink, place, "an empty box");
}

}  // namespace broadsheet
