#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "indexer/byte_stream.hpp"

namespace broadsheet {

/// Bytes as text, and how that was decided.
struct Decoded {
  std::string text;     ///< valid UTF-8
  std::string charset;  ///< its name and how it was told: `windows-1252 (meta)`
  std::string warning;  ///< what had to be mended; empty: nothing
};

/// The text of a page. In this order: byte order mark; valid UTF-8; UTF-8 with fewer than one bad byte in a thousand,
/// of which only these are mended; the charset `declared` beside it (HTTP, MIME) or in its own `<meta>` or `<?xml`;
/// at last what the bytes look like. UTF-7 never; and where UTF-8 is declared, only if most of what is not ASCII is.
Decoded decode_page(std::string_view bytes, std::string_view declared);

/// Text in a charset known by name; what cannot be read becomes U+FFFD. Empty name or one that is not known: nothing
/// is done, and false is given.
bool decode(std::string_view bytes, std::string_view charset, std::string& text);

/// The text of a stream too long to be held, in UTF-8, by the charset that its first MiB shows as decode_page would;
/// reads from `bytes`, which must outlive it. Nothing where that is UTF-8: then `bytes` is the text already, though
/// there may be bad bytes in it.
std::unique_ptr<ByteStream> text_stream(ByteStream& bytes);

}  // namespace broadsheet
