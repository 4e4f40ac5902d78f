#include "indexer/http_message.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "archive/limits.hpp"
#include "indexer/clean.hpp"

namespace broadsheet {
namespace {

std::string_view trim(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

/// RFC 9112, 7.1. False where it is not chunked at all, or ends early; what was there is in `out`.
bool unchunked(std::string_view text, std::string& out) {
  for (;;) {
    const auto line_end = text.find('\n');
    if (line_end == text.npos) return false;
    const auto line = trim(text.substr(0, line_end));
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    const bool number = error == std::errc() && (end == line.data() + line.size() || *end == ';' || *end == ' ');
    if (!number) return false;
    text.remove_prefix(line_end + 1);
    if (size == 0) return true;
    out += text.substr(0, size);
    if (size > text.size()) return false;
    text.remove_prefix(size);
    const auto next = text.find_first_not_of("\r\n");
    if (next == text.npos) return false;
    text.remove_prefix(next);
  }
}

/// RFC 2231, 4: `utf-8'en'caf%C3%A9`, where the charset and language stand before the first part.
std::string from_percent(std::string_view text, bool first) {
  if (const auto quote_end = text.find('\'', text.find('\'') + 1); first && quote_end != text.npos)
    text.remove_prefix(quote_end + 1);
  std::string out;
  for (; !text.empty(); text.remove_prefix(1)) {
    unsigned char byte = 0;
    if (text[0] == '%' && text.size() > 2 && std::from_chars(&text[1], &text[1] + 2, byte, 16).ptr == &text[1] + 2) {
      out += static_cast<char>(byte);
      text.remove_prefix(2);
    } else {
      out += text[0];
    }
  }
  return out;
}

/// Undoes what `encoding` says was done to the content, or sets a fault.
void unpack(HttpResponse& answer, const std::string& encoding, const ByteStream& source) {
  // Crawlers often undo the packing and leave the header.
  const auto text = trim(std::string_view(answer.content).substr(0, 64));
  if (text.size() > 1 && text[0] == '<' && std::string_view("!?hH").find(text[1]) != std::string_view::npos) return;
  if (encoding == "br") return void(answer.fault = "packed with Brotli, which is not read");
  if (encoding == "compress" || encoding == "x-compress" || encoding.find(',') != encoding.npos)
    return void(answer.fault = "packed as " + quote(encoding) + ", which is not read");
  auto packed = memory_stream(answer.content, source);
  const auto bytes = encoding == "deflate" ? inflated_stream(std::move(packed)) : unpacked_stream(std::move(packed));
  std::string plain;
  read_page_bytes(*bytes, plain, &answer.fault);
  answer.content = std::move(plain);
}

}  // namespace

std::string_view HeaderFields::value(std::string_view name) const {
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return {};
}

std::string HeaderFields::media_type() const {
  const auto type = value("content-type");
  return lower_ascii(trim(type.substr(0, type.find(';'))));
}

std::string HeaderFields::parameter(std::string_view name, std::string_view wanted) const {
  std::string_view rest = value(name);
  rest = rest.substr(std::min(rest.find(';'), rest.size()));
  std::string continued;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const auto equals = rest.find('=');
    if (equals == rest.npos) break;
    const std::string key = lower_ascii(trim(rest.substr(0, equals)));
    rest.remove_prefix(equals + 1);
    rest = rest.substr(std::min(rest.find_first_not_of(" \t"), rest.size()));
    std::string found;
    if (rest.starts_with('"')) {
      std::size_t at = 1;
      for (; at < rest.size() && rest[at] != '"'; ++at) {
        if (rest[at] == '\\' && at + 1 < rest.size()) ++at;
        found += rest[at];
      }
      rest.remove_prefix(std::min(at + 1, rest.size()));
      rest = rest.substr(std::min(rest.find(';'), rest.size()));
    } else {
      const auto end = std::min(rest.find(';'), rest.size());
      found = trim(rest.substr(0, end));
      rest.remove_prefix(end);
    }
    if (key == wanted) return found;
    if (key.size() <= wanted.size() || !key.starts_with(wanted) || key[wanted.size()] != '*') continue;
    continued += key.ends_with('*') ? from_percent(found, continued.empty()) : found;
  }
  return continued;
}

HeaderFields read_fields(std::string_view text, std::size_t* body) {
  HeaderFields out;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if ((line[0] == ' ' || line[0] == '\t') && !out.fields.empty()) {
      out.fields.back().second += ' ';
      out.fields.back().second += trim(line);
      continue;
    }
    const auto colon = line.find(':');
    if (colon == line.npos || out.fields.size() > 1000) continue;
    out.fields.emplace_back(lower_ascii(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1))));
  }
  *body = at;
  return out;
}

HttpResponse read_response(std::string_view message, const ByteStream& source) {
  HttpResponse out;
  const auto line_end = std::min(message.find('\n'), message.size());
  const auto line = message.substr(0, line_end);
  const auto blank = line.find(' ');
  if (!line.starts_with("HTTP/") || blank == line.npos) {
    out.fault = "no HTTP response";
    return out;
  }
  const auto number = trim(line.substr(blank)).substr(0, 3);
  std::from_chars(number.data(), number.data() + number.size(), out.status);
  if (out.status == 0) out.fault = "an HTTP response without a status";
  std::size_t body = 0;
  const auto rest = message.substr(std::min(line_end + 1, message.size()));
  out.fields = read_fields(rest, &body);
  out.content = rest.substr(body);
  if (lower_ascii(out.fields.value("transfer-encoding")).find("chunked") != std::string::npos) {
    // Crawlers often undo the chunks and leave the header: then there is no size where one should be.
    std::string whole;
    if (unchunked(out.content, whole))
      out.content = std::move(whole);
    else if (!whole.empty())
      out.fault = "its chunks end early", out.content = std::move(whole);
  }
  if (out.fault.empty()) unpack(out, lower_ascii(out.fields.value("content-encoding")), source);
  return out;
}

}  // namespace broadsheet
