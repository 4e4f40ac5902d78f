#include "indexer/http_message.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "archive/limits.hpp"
#include "indexer/clean.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  return out;
}

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

/// `deflate` with or without the zlib wrapping, up to the size of a page.
bool inflated(std::string_view text, std::string& out) {
  for (const int bits : {15, -15}) {
    z_stream state{};
    if (inflateInit2(&state, bits) != Z_OK) return false;
    state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    state.avail_in = static_cast<uInt>(text.size());
    out.clear();
    std::array<char, 16384> piece{};
    int status = Z_OK;
    while (status == Z_OK && out.size() <= limit::page_bytes) {
      state.next_out = reinterpret_cast<Bytef*>(piece.data());
      state.avail_out = static_cast<uInt>(piece.size());
      status = inflate(&state, Z_NO_FLUSH);
      out.append(piece.data(), piece.size() - state.avail_out);
      if (state.avail_in == 0 && state.avail_out != 0) break;
    }
    inflateEnd(&state);
    if (status == Z_STREAM_END) return true;
    if (!out.empty() && bits == -15) return false;
  }
  return false;
}

}  // namespace

std::string_view HeaderFields::value(std::string_view name) const {
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return {};
}

std::string HeaderFields::media_type() const {
  const auto type = value("content-type");
  return lower(trim(type.substr(0, type.find(';'))));
}

std::string HeaderFields::parameter(std::string_view name, std::string_view wanted) const {
  std::string_view rest = value(name);
  rest = rest.substr(std::min(rest.find(';'), rest.size()));
  std::string continued;
  while (!rest.empty()) {
    rest.remove_prefix(1);
    const auto equals = rest.find('=');
    if (equals == rest.npos) break;
    const std::string key = lower(trim(rest.substr(0, equals)));
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
    const bool part = key.size() > wanted.size() && key.starts_with(wanted) && key[wanted.size()] == '*';
    if (part) continued += found;
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
    out.fields.emplace_back(lower(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1))));
  }
  *body = at;
  return out;
}

HttpResponse read_response(std::string_view message) {
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
  std::size_t body = 0;
  const auto rest = message.substr(std::min(line_end + 1, message.size()));
  out.fields = read_fields(rest, &body);
  out.content = rest.substr(body);
  if (lower(out.fields.value("transfer-encoding")).find("chunked") != std::string::npos) {
    // Crawlers often undo the chunks and leave the header: then there is no size where one should be.
    std::string whole;
    if (unchunked(out.content, whole))
      out.content = std::move(whole);
    else if (!whole.empty())
      out.fault = "its chunks end early", out.content = std::move(whole);
  }
  const std::string encoding = lower(out.fields.value("content-encoding"));
  if (encoding == "deflate") {
    std::string plain;
    if (inflated(out.content, plain)) out.content = std::move(plain);
  } else if (out.content.starts_with("\x1F\x8B")) {
    const auto bytes = unpacked_stream(memory_stream(out.content));
    std::string plain, why;
    if (!read_page_bytes(*bytes, plain, &why)) out.fault = why;
    out.content = std::move(plain);
  } else if (encoding == "br") {
    out.fault = "packed with Brotli, which is not read";
  }
  return out;
}

}  // namespace broadsheet
