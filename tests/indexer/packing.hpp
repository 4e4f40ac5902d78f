#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the tests pack, so that readers unpack it.
namespace broadsheet {

/// `window_bits` as zlib has them: 31 gzip, 15 zlib, -15 bare.
inline std::string gzip(std::string_view text, int window_bits = 15 + 16) {
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())) + 64, '\0');
  std::string in(text);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string zstd(std::string_view text) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  std::string out(ZSTD_compressBound(text.size()), '\0');
  const auto size = ZSTD_compress2(context, out.data(), out.size(), text.data(), text.size());
  ZSTD_freeCCtx(context);
  REQUIRE(ZSTD_isError(size) == 0);
  out.resize(size);
  return out;
}

inline std::string xz(std::string_view text, std::uint32_t dictionary = std::uint32_t{1} << 20) {
  lzma_options_lzma options;
  REQUIRE(lzma_lzma_preset(&options, 1) == 0);
  options.dict_size = dictionary;
  lzma_filter filters[] = {{LZMA_FILTER_LZMA2, &options}, {LZMA_VLI_UNKNOWN, nullptr}};
  std::string out(lzma_stream_buffer_bound(text.size()), '\0');
  std::size_t size = 0;
  REQUIRE(lzma_stream_buffer_encode(filters, LZMA_CHECK_CRC32, nullptr,
                                    reinterpret_cast<const std::uint8_t*>(text.data()), text.size(),
                                    reinterpret_cast<std::uint8_t*>(out.data()), &size, out.size()) == LZMA_OK);
  out.resize(size);
  return out;
}

using Entries = std::vector<std::pair<std::string, std::string>>;

/// A box, or one packed file where it has one entry without a name.
inline std::string written(const Entries& entries, int (*set_format)(archive*), bool bzip2) {
  std::string out;
  archive* box = archive_write_new();
  set_format(box);
  if (bzip2) archive_write_add_filter_bzip2(box);
  archive_write_set_bytes_in_last_block(box, 1);
  const auto add = [](archive*, void* to, const void* bytes, std::size_t size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
  };
  REQUIRE(archive_write_open(box, &out, nullptr, add, nullptr) == ARCHIVE_OK);
  for (const auto& [name, content] : entries) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_perm(entry, 0644);
    if (content.starts_with("-> ")) {
      archive_entry_set_filetype(entry, AE_IFLNK);
      archive_entry_set_symlink(entry, content.c_str() + 3);
    } else {
      archive_entry_set_filetype(entry, AE_IFREG);
      archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    }
    archive_write_header(box, entry);
    if (!content.starts_with("-> ")) archive_write_data(box, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(box);
  archive_write_free(box);
  return out;
}

/// The bytes of a zip or tar file with these entries.
inline std::string boxed(const Entries& entries, bool zip, bool packed = false) {
  return written(entries, zip ? archive_write_set_format_zip : archive_write_set_format_ustar, packed);
}

inline std::string bzip2(const std::string& text) { return written({{"", text}}, archive_write_set_format_raw, true); }

}  // namespace broadsheet
