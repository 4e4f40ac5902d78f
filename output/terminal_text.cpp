#include "output/terminal_text.hpp"

#include <array>
#include <cstdint>
#include <iostream>

#include "output/character_width.hpp"

namespace broadsheet {
namespace {

struct Decoded {
  char32_t code;
  std::size_t length;  // 0: not UTF-8
};

// Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4) return {lead, 0};
  char32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {lead, 0};
    code = (code << 6U) | (byte(i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {lead, 0};
  return {code, length};
}

std::string hexadecimal(char32_t value, unsigned digits) {
  std::string text(digits, '0');
  for (unsigned i = 0; i < digits; ++i) text[digits - 1 - i] = "0123456789abcdef"[(value >> (4 * i)) & 0xFU];
  return text;
}

constexpr bool is_control(char32_t code) { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

constexpr bool opens_embedding(char32_t c) { return c == 0x202A || c == 0x202B || c == 0x202D || c == 0x202E; }
constexpr bool closes_embedding(char32_t c) { return c == 0x202C; }
constexpr bool opens_isolate(char32_t c) { return c >= 0x2066 && c <= 0x2068; }
constexpr bool closes_isolate(char32_t c) { return c == 0x2069; }
constexpr bool is_bidi_control(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

void make_visible(Glyph& glyph, Glyph::Kind kind) {
  glyph.kind = kind;
  glyph.width = static_cast<std::uint8_t>(glyph.printed({}).size());
}

// Pairs as UAX #9 does (rules X1 to X8): PDI closes the last open isolate and the embeddings inside it, PDF the last
// embedding if no isolate was opened since, the end of a line everything. What has no partner gets a mark.
class BidiPairing {
 public:
  explicit BidiPairing(std::vector<Glyph>& all) : all_(all) {}

  void see(std::size_t index) {
    const char32_t code = all_[index].code;
    if (code == '\n') return end();
    if (opens_embedding(code) || opens_isolate(code)) return open_.push_back(index);
    if (closes_embedding(code)) {
      if (open_.empty() || opens_isolate(all_[open_.back()].code)) return mark(index);
      open_.pop_back();
    } else if (closes_isolate(code)) {
      if (isolates() == 0) return mark(index);
      while (!opens_isolate(all_[open_.back()].code)) drop();
      open_.pop_back();
    }
  }

  void end() {
    while (!open_.empty()) drop();
  }

 private:
  std::size_t isolates() const {
    std::size_t count = 0;
    for (const auto index : open_) count += opens_isolate(all_[index].code) ? 1 : 0;
    return count;
  }

  void drop() {
    mark(open_.back());
    open_.pop_back();
  }

  void mark(std::size_t index) { make_visible(all_[index], Glyph::Kind::control); }

  std::vector<Glyph>& all_;
  std::vector<std::size_t> open_;
};

}  // namespace

std::string Glyph::printed(std::string_view text) const {
  if (kind == Kind::plain) return std::string(text.substr(begin, length));
  if (kind == Kind::stray_byte) return "\\x" + hexadecimal(code, 2);
  switch (code) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return code < 0x80 ? "\\x" + hexadecimal(code, 2) : "\\u" + hexadecimal(code, 4);
  }
}

std::vector<Glyph> glyphs(std::string_view text) {
  std::vector<Glyph> all;
  BidiPairing pairing(all);
  for (std::size_t at = 0; at < text.size(); at = all.back().end()) {
    const auto [code, length] = decode(text, at);
    Glyph& glyph = all.emplace_back();
    glyph.begin = at;
    glyph.code = code;
    glyph.length = static_cast<std::uint8_t>(length ? length : 1);
    if (length == 0)
      make_visible(glyph, Glyph::Kind::stray_byte);
    else if (is_control(code))
      make_visible(glyph, Glyph::Kind::control);
    else
      glyph.width = static_cast<std::uint8_t>(character_width(code));
    if (length && (code == '\n' || is_bidi_control(code))) pairing.see(all.size() - 1);
  }
  pairing.end();
  return all;
}

std::string terminal_text(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const auto& glyph : glyphs(text)) safe += glyph.printed(text);
  return safe;
}

std::string terminal_json(std::string json) {
  const auto hostile = [&](std::size_t at) -> Decoded {
    const auto lead = static_cast<unsigned char>(json[at]);
    if (lead != 0x7F && lead != 0xC2 && lead != 0xE2) return {0, 0};
    const auto found = decode(json, at);
    const bool control = found.code == 0x7F || (found.code >= 0x80 && found.code < 0xA0) || is_bidi_control(found.code);
    return control ? found : Decoded{0, 0};
  };
  std::size_t at = 0;
  while (at < json.size() && hostile(at).length == 0) ++at;
  if (at == json.size()) return json;

  std::string safe = json.substr(0, at);
  while (at < json.size()) {
    const auto [code, length] = hostile(at);
    if (length)
      safe += "\\u" + hexadecimal(code, 4);
    else
      safe += json[at];
    at += length ? length : 1;
  }
  return safe;
}

void complain(std::string_view message) { std::cerr << "broadsheet: " + terminal_text(message) + '\n'; }

std::size_t columns_of(std::string_view safe_text) {
  std::size_t columns = 0;
  for (const auto& glyph : glyphs(safe_text)) columns += glyph.width;
  return columns;
}

std::string padded(const std::string& safe_text, std::size_t columns) {
  const auto has = columns_of(safe_text);
  return safe_text + std::string(has < columns ? columns - has : 0, ' ');
}

std::string right_aligned(const std::string& safe_text, std::size_t columns) {
  const auto has = columns_of(safe_text);
  return std::string(has < columns ? columns - has : 0, ' ') + safe_text;
}

}  // namespace broadsheet
