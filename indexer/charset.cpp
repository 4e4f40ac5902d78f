#include "indexer/charset.hpp"

#include <simdjson.h>
#include <uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <cstring>

#include "indexer/clean.hpp"

namespace broadsheet {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == ':';
}

/// What browsers take a name for (WHATWG Encoding, "labels"): the Windows charset where both have the same letters.
std::string usual_name(std::string_view typed) {
  const std::string name = lower_ascii(typed);
  if (name == "iso-8859-1" || name == "latin1" || name == "us-ascii" || name == "ascii") return "windows-1252";
  if (name == "iso-8859-9") return "windows-1254";
  if (name == "tis-620" || name == "iso-8859-11") return "windows-874";
  if (name == "gb2312" || name == "gbk" || name == "gb_2312-80" || name == "x-gbk") return "gb18030";
  if (name == "shift_jis" || name == "sjis" || name == "x-sjis") return "windows-31j";
  if (name == "euc-kr" || name == "ks_c_5601-1987") return "windows-949";
  return name;
}

/// The charset that the page names in its first 4 KB, in a `<meta>` or an XML declaration.
std::string declared_inside(std::string_view bytes) {
  const std::string head = lower_ascii(bytes.substr(0, 4096));
  for (std::size_t at = 0;;) {
    const auto meta = std::min(head.find("<meta", at), head.find("<?xml", at));
    if (meta == head.npos) return {};
    const auto end = std::min(head.find('>', meta), head.size());
    const std::string_view tag = std::string_view(head).substr(meta, end - meta);
    for (const std::string_view key : {"charset", "encoding"}) {
      auto value = tag.find(key);
      if (value == tag.npos) continue;
      value = tag.find_first_not_of(" \t\r\n='\"", value + key.size());
      if (value == tag.npos) continue;
      auto value_end = value;
      while (value_end < tag.size() && is_name_character(tag[value_end])) ++value_end;
      if (value_end > value) return std::string(tag.substr(value, value_end - value));
    }
    at = end;
  }
}

std::string looks_like(std::string_view bytes) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), uchardet_delete);
  uchardet_handle_data(detector.get(), bytes.data(), std::min<std::size_t>(bytes.size(), std::size_t{1} << 20));
  uchardet_data_end(detector.get());
  return uchardet_get_charset(detector.get());
}

/// From one charset to UTF-8, in pieces, so that the memory is that of the text and not twice as much again.
class Converter {
 public:
  explicit Converter(const std::string& charset) {
    UErrorCode status = U_ZERO_ERROR;
    from_.reset(ucnv_open(charset.c_str(), &status));
    to_.reset(ucnv_open("UTF-8", &status));
    good_ = U_SUCCESS(status) != 0;
  }
  bool good() const { return good_; }

  /// Adds what `bytes` say to `text`; a character may begin in one call and end in the next.
  void convert(std::string_view bytes, bool last, std::string& text) {
    const char* in = bytes.data();
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
    while (status == U_BUFFER_OVERFLOW_ERROR) {
      char* out = piece_.data();
      status = U_ZERO_ERROR;
      ucnv_convertEx(to_.get(), from_.get(), &out, piece_.data() + piece_.size(), &in, bytes.data() + bytes.size(),
                     pivot_.data(), &pivot_begin_, &pivot_end_, pivot_.data() + pivot_.size(), first_, last, &status);
      first_ = false;
      text.append(piece_.data(), static_cast<std::size_t>(out - piece_.data()));
    }
  }

 private:
  std::unique_ptr<UConverter, decltype(&ucnv_close)> from_{nullptr, ucnv_close}, to_{nullptr, ucnv_close};
  std::u16string pivot_ = std::u16string(4096, u'\0');
  UChar *pivot_begin_ = pivot_.data(), *pivot_end_ = pivot_.data();
  std::string piece_ = std::string(16384, '\0');
  bool first_ = true, good_ = false;
};

class TextStream final : public ByteStream {
 public:
  TextStream(ByteStream& bytes, const std::string& charset)
      : ByteStream(bytes.unpacking()), bytes_(bytes), converter_(charset) {}

 private:
  std::size_t fill(char* out, std::size_t size) override {
    while (taken_ == text_.size() && !ended_) {
      text_.clear();
      taken_ = 0;
      const auto count = bytes_.read(buffer_.data(), buffer_.size());
      ended_ = count == 0;
      converter_.convert(std::string_view(buffer_).substr(0, count), ended_, text_);
    }
    const auto count = std::min(size, text_.size() - taken_);
    std::memcpy(out, text_.data() + taken_, count);
    taken_ += count;
    if (count == 0 && !bytes_.fault().empty()) fail(bytes_.fault());
    return count;
  }
  ByteStream& bytes_;
  Converter converter_;
  std::string buffer_ = std::string(std::size_t{64} << 10, '\0'), text_;
  std::size_t taken_ = 0;
  bool ended_ = false;
};

}  // namespace

bool decode(std::string_view bytes, std::string_view charset, std::string& text) {
  const std::string name = usual_name(charset);
  if (name.empty() || name.find("utf-7") != name.npos || name.find("utf7") != name.npos) return false;
  if (name == "utf-8" || name == "utf8") {
    text = clean_utf8(bytes);
    return true;
  }
  Converter converter(name);
  if (!converter.good()) return false;
  text.clear();
  converter.convert(bytes, true, text);
  return true;
}

std::unique_ptr<ByteStream> text_stream(ByteStream& bytes) {
  std::string_view head = bytes.peek(std::size_t{1} << 20);
  const bool marked = head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE");
  if (!marked) head = head.substr(0, std::min(head.rfind('\n'), head.size()));  // no character cut in two
  const std::string told = decode_page(head, {}).charset, name = told.substr(0, told.find(' '));
  return name == "UTF-8" ? nullptr : std::make_unique<TextStream>(bytes, name);
}

Decoded decode_page(std::string_view bytes, std::string_view declared) {
  Decoded out;
  for (const auto& [mark, name] : {std::pair<std::string_view, const char*>{"\xEF\xBB\xBF", "UTF-8"},
                                   {"\xFE\xFF", "UTF-16BE"},
                                   {"\xFF\xFE", "UTF-16LE"}}) {
    if (!bytes.starts_with(mark)) continue;
    out.charset = std::string(name) + " (byte order mark)";
    decode(bytes.substr(mark.size()), name, out.text);
    return out;
  }
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) {
    out.charset = "UTF-8 (valid)";
    out.text = bytes;
    return out;
  }
  std::size_t replaced = 0;
  std::string mended = clean_utf8(bytes, &replaced);
  const auto wide = std::ranges::count_if(bytes, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  const bool is_mostly_utf8 = replaced * 4 < static_cast<std::size_t>(wide);  // of what is not ASCII
  const auto mend = [&] {
    out.charset = "UTF-8 (mended)";
    out.text = std::move(mended);
    out.warning =
        "text: " + std::to_string(replaced) + (replaced == 1 ? " place" : " places") + " not UTF-8 replaced by U+FFFD";
  };
  if (is_mostly_utf8 && replaced * 1000 < bytes.size()) return mend(), out;
  const std::string inside = declared_inside(bytes);
  for (const auto& [name, how] : {std::pair<std::string, const char*>{std::string(declared), "header"},
                                  {inside, "declared in the page"},
                                  {looks_like(bytes), "by its bytes"}}) {
    const std::string usual = usual_name(name);
    if (usual == "utf-8" || usual == "utf8") {
      if (is_mostly_utf8) return mend(), out;
      continue;
    }
    if (!decode(bytes, usual, out.text)) continue;
    out.charset = usual + " (" + how + ")";
    return out;
  }
  out.charset = "windows-1252 (nothing said otherwise)";
  decode(bytes, "windows-1252", out.text);
  return out;
}

}  // namespace broadsheet
