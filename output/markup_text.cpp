#include "output/markup_text.hpp"

namespace broadsheet {

std::string markup_text(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    switch (text[at]) {
      case '&':
        out += "&amp;";
        continue;
      case '<':
        out += "&lt;";
        continue;
      case '>':
        out += "&gt;";
        continue;
      case '"':
        out += "&quot;";
        continue;
      case '\'':
        out += "&#39;";
        continue;
      default:
        break;
    }
    const auto code = [&](std::string_view prefix, unsigned char first, unsigned char last) {
      if (text.size() < at + 3 || text.substr(at, 2) != prefix) return 0U;
      const auto byte = static_cast<unsigned char>(text[at + 2]);
      return byte >= first && byte <= last ? static_cast<unsigned>(byte) : 0U;
    };
    if (const unsigned embedding = code("\xE2\x80", 0xAA, 0xAE))
      out += "&#" + std::to_string(0x202A + embedding - 0xAA) + ';', at += 2;
    else if (const unsigned isolate = code("\xE2\x81", 0xA6, 0xA9))
      out += "&#" + std::to_string(0x2066 + isolate - 0xA6) + ';', at += 2;
    else
      out += text[at];
  }
  return out;
}

}  // namespace broadsheet
