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

 private:
  static la_ssize_t on_read(archive*, void* data, const void** out) {
    auto& self = *static_cast<Box*>(data);
    const auto count = self.bytes_.read(self.buffer_.data(), self.buffer_.size());
    *out = self.buffer_.data();
    return static_cast<la_ssize_t>(count);
  }
  ByteStream& bytes_;
  std::unique_ptr<archive, decltype(&archive_read_free)> archive_;
  std::vector<char> buffer_;
};

/// The data that the box stands at: of an entry, or of all that bzip2 packed.
class EntryStream : public ByteStream {
 public:
  EntryStream(Box& box, const ByteStream& packed) : ByteStream(packed.unpacking()), box_(box) {}

 private:
  std::size_t fill(char* out, std::size_t size) override {
    const auto count = archive_read_data(box_.get(), out, size);
    if (count < 0)
      fail("damaged: " + box_.reason(), true);
    else if (!unpacking()->allows(static_cast<std::uint64_t>(count)))
      fail(unpacking()->refused);
    return fault().empty() ? static_cast<std::size_t>(count) : 0;
  }
  Box& box_;
};

/// The stream, and what it is read from.
struct Bzip2 {
  explicit Bzip2(std::unique_ptr<ByteStream> bytes) : packed(std::move(bytes)), box(*packed) {}
  std::unique_ptr<ByteStream> packed;
  Box box;
};
class Bzip2Stream final : Bzip2, public EntryStream {
 public:
  explicit Bzip2Stream(std::unique_ptr<ByteStream> bytes) : Bzip2(std::move(bytes)), EntryStream(box, *packed) {
    archive_read_support_format_raw(box.get());
    archive_read_support_filter_bzip2(box.get());
    archive_entry* entry = nullptr;
    if (!box.open() || archive_read_next_header(box.get(), &entry) != ARCHIVE_OK)
      fail("cannot be unpacked: " + box.reason());
  }
};

std::string name_of(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  return name == nullptr ? "?" : clean_line(clean_utf8(name));
}

/// True for the ways of packing whose memory is small whatever the file says; libarchive sets no limit to the others.
bool is_packed_small(Box& box) {
  const std::string_view format = archive_format_name(box.get());
  if (!format.starts_with("ZIP")) return true;
  return std::ranges::any_of(std::array{"(uncompressed)", "(deflation)", "(bzip)"},
                             [&](std::string_view way) { return format.ends_with(way); });
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

bool is_bzip2(std::string_view magic) {
  return magic.starts_with("BZh") && magic.size() > 3 && magic[3] >= '1' && magic[3] <= '9';
}

std::unique_ptr<ByteStream> bzip2_stream(std::unique_ptr<ByteStream> packed) {
  return std::make_unique<Bzip2Stream>(std::move(packed));
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
  std::vector<char> buffer(std::size_t{64} << 10);
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
    if (entries == 1 && (name == "[Content_Types].xml" || name == "mimetype"))
      return reject_source(sink, place,
                           "a document of a word processor or an e-book (docx, odt, epub): save it as HTML or text");
    const auto type = archive_entry_filetype(entry);
    auto data = std::make_unique<EntryStream>(box, bytes);
    EntryStream& rest = *data;
    std::unique_ptr<ByteStream> unpacked;
    if (type == AE_IFDIR) {
      // what is in it comes as entries of their own
    } else if (type != AE_IFREG && type != 0) {
      pass_over(sink, where, "a link or a device");
    } else if (archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr) {
      pass_over(sink, where, "a link");
    } else if (is_hidden(name)) {
      pass_over(sink, where, "a hidden file");
    } else if (archive_entry_is_encrypted(entry) != 0) {
      reject_source(sink, where, "encrypted: unpack it first");
    } else if (!is_packed_small(box)) {
      return reject_source(sink, where,
                           "packed in a way that is not read, nor is what follows it: unpack the box first");
    } else {
      unpacked = unpacked_stream(std::move(data));
      read_inside(where, *unpacked, options, sink);
    }
    // What no reader took is counted too: libarchive would unpack it to get past it.
    while (!sink.stop() && rest.read(buffer.data(), buffer.size()) != 0) {
    }
    if (const auto& why = bytes.unpacking()->refused; !why.empty())
      return reject_source(sink, place, why + "; the rest is not read");
  }
  if (entries == 0) reject_source(sink, place, "an empty box");
}

}  // namespace broadsheet
