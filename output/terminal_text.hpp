#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// One character of foreign text as it may be printed: its bytes in the text, or a visible mark in their place.
/// Small, because a long article has millions.
struct Glyph {
  enum class Kind : std::uint8_t { plain, control, stray_byte };

  std::size_t begin = 0;  ///< its first byte in the text
  char32_t code = 0;      ///< of a stray byte: the byte
  std::uint8_t length = 1;
  std::uint8_t width = 1;  ///< columns, of the mark where it gets one
  Kind kind = Kind::plain;

  std::size_t end() const { return begin + length; }
  /// `\x1b`, `\u202e`, `\n`; for a plain one its bytes in `text`.
  std::string printed(std::string_view text) const;
};

/// The characters of `text`, in order, none missing. Marks stand for C0 and C1 controls, DEL, bidirectional controls
/// without their partner in the same line, and bytes that are not UTF-8.
std::vector<Glyph> glyphs(std::string_view text);

/// Text by others, harmless to a terminal: the only way in which such text gets there. One line: a line break
/// becomes `\n`.
std::string terminal_text(std::string_view text);

/// The same JSON with the controls that JSON allows unescaped (DEL, C1, bidirectional) written as `\u009b`.
std::string terminal_json(std::string json);

/// `broadsheet: message` on stderr.
void complain(std::string_view message);

/// Columns of a text that is harmless already, and the same text filled up with blanks behind or before.
std::size_t columns_of(std::string_view safe_text);
std::string padded(const std::string& safe_text, std::size_t columns);
std::string right_aligned(const std::string& safe_text, std::size_t columns);

}  // namespace broadsheet
