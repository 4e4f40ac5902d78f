#pragma once

#include <unicode/utf8.h>

#include <cstddef>
#include <string_view>

namespace broadsheet {

constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// The code point at byte `at` of `text`, which moves past it; negative for bytes that are no UTF-8.
inline UChar32 next_code_point(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) {
    ++at;
    return first;
  }
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  auto from = static_cast<int32_t>(at);
  UChar32 c = first;
  from++;
  c = utf8_nextCharSafeBody(bytes, &from, static_cast<int32_t>(text.size()), c, -1);
  at = static_cast<std::size_t>(from);
  return c;
}

/// The code point that ends before byte `end`, which is not 0; negative for bytes that are no UTF-8.
inline UChar32 code_point_before(std::string_view text, std::size_t end) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  auto at = static_cast<int32_t>(end - 1);
  const UChar32 c = bytes[at];
  return c < 0x80 ? c : utf8_prevCharSafeBody(bytes, 0, &at, c, -1);
}

}  // namespace broadsheet
