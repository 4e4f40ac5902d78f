#include "server/message.hpp"

#include <algorithm>
#include <cctype>

namespace broadsheet::server {
namespace {

constexpr std::string_view replacement = "\uFFFD";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 && hex_digit(text[at + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      out += plus_is_blank && text[at] == '+' ? ' ' : text[at];
    }
  }
  return out;
}

// The length of the character at the beginning of `text`; 0 where it is not UTF-8 (Unicode 15, table 3-7).
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  const unsigned least = lead == 0xE0 ? 0xA0U : lead == 0xF0 ? 0x90U : 0x80U;
  const unsigned most = lead == 0xED ? 0x9FU : lead == 0xF4 ? 0x8FU : 0xBFU;
  if (byte(1) < least || byte(1) > most) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  return length;
}

// Each byte that belongs to no character becomes U+FFFD, and NUL, which no text has.
Parameter repaired(std::string name, std::string_view value) {
  Parameter parameter{std::move(name), {}, false};
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t length = value[at] == '\0' ? 0 : character_length(value.substr(at));
    if (length == 0) parameter.repaired = true;
    parameter.value += length == 0 ? replacement : value.substr(at, length);
    at += std::max<std::size_t>(length, 1);
  }
  return parameter;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

}  // namespace

std::string percent_encoded(std::string_view value) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain)
      out += c;
    else
      (out += '%') += {digits[byte >> 4U], digits[byte & 15U]};
  }
  return out;
}

std::string address(std::string_view path, const Parameters& parameters) {
  std::string out(path);
  char before = '?';
  for (const auto& parameter : parameters) {
    out += before + percent_encoded(parameter.name) + '=' + percent_encoded(parameter.value);
    before = '&';
  }
  return out;
}

std::string_view header(const Response& response, std::string_view name) {
  for (const auto& [its_name, value] : response.headers)
    if (same_name(its_name, name)) return value;
  return {};
}

std::string decoded_segment(std::string_view segment) { return repaired({}, decoded(segment, false)).value; }

Parameters read_parameters(std::string_view target) {
  Parameters out;
  std::string_view rest = target.substr(std::min(target.find('?'), target.size()));
  if (!rest.empty()) rest.remove_prefix(1);
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    if (one.empty()) continue;
    const std::size_t equals = std::min(one.find('='), one.size());
    out.push_back(repaired(repaired({}, decoded(one.substr(0, equals), true)).value,
                           decoded(one.substr(std::min(equals + 1, one.size())), true)));
  }
  return out;
}

}  // namespace broadsheet::server
