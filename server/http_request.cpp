#include "server/http_request.hpp"

#include <arpa/inet.h>
#include <microhttpd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

// libmicrohttpd 0.9.75 lets through what must not come in: two Content-Lengths, a Transfer-Encoding beside one, a
// second Host, and it decodes an address to a string that ends at its first NUL. The service takes no bodies, so
// whatever says that one follows is refused, and the connection closed, before anybody can disagree on where the next
// request begins.
namespace broadsheet::server {
namespace {

constexpr std::size_t most_target_bytes = 8192, most_header_bytes = 8192, most_headers_bytes = 32'768;
constexpr std::size_t most_headers = 100;

struct Headers {
  Request* request;
  std::string forwarded;
  std::size_t count = 0, bytes = 0, largest = 0, hosts = 0, lengths = 0;
  bool body = false, bad_name = false;
};

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// RFC 9110, section 5.6.2. `Content-Length : 5` is another header to us and may be the length to a proxy.
bool is_token(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](unsigned char c) {
    return std::isalnum(c) || std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos;
  });
}

void join(std::string& list, std::string_view value) {
  if (!list.empty()) list += ", ";
  list += value;
}

MHD_Result see_header(void* seen, MHD_ValueKind, const char* key, std::size_t key_size, const char* text,
                      std::size_t text_size) {
  auto& headers = *static_cast<Headers*>(seen);
  Request& request = *headers.request;
  const std::string_view name(key, key_size), value(text ? text : "", text ? text_size : 0);
  const std::size_t size = name.size() + value.size() + 4;  // `: ` and the line's end
  ++headers.count;
  headers.bytes += size;
  headers.largest = std::max(headers.largest, size);
  headers.bad_name = headers.bad_name || !is_token(name);
  if (same(name, "Host")) {
    ++headers.hosts;
    request.host = value;
  } else if (same(name, "Content-Length")) {
    ++headers.lengths;
    headers.body = headers.body || value != "0";
  } else if (same(name, "Transfer-Encoding")) {
    headers.body = true;
  } else if (same(name, "Accept")) {
    join(request.accept, value);
  } else if (same(name, "Accept-Encoding")) {
    join(request.accept_encoding, value);
  } else if (same(name, "If-None-Match")) {
    join(request.if_none_match, value);
  } else if (same(name, "Origin")) {
    request.origin = value;
  } else if (same(name, "X-Forwarded-For")) {
    join(headers.forwarded, value);
  }
  return MHD_YES;
}

bool is_address(const std::string& text) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

std::string last_forwarded(std::string_view list) {
  const auto comma = list.rfind(',');
  std::string last(comma == std::string_view::npos ? list : list.substr(comma + 1));
  std::erase_if(last, [](char c) { return c == ' ' || c == '\t'; });
  return is_address(last) ? last : std::string();
}

// `http://host/path`, as a client sends it to a proxy, is the same as `/path`.
std::string_view origin_form(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"})
    if (target.starts_with(scheme)) {
      const auto slash = target.find_first_of("/?", scheme.size());
      return slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
    }
  return target;
}

}  // namespace

HttpRequest read_http_request(MHD_Connection* connection, const std::string& target, const char* method,
                              const char* version, const std::string& peer, bool trust_proxy) {
  HttpRequest out;
  Request& request = out.request;
  const auto refuse = [&](const char* code, std::string detail) {
    if (out.refused.empty()) out.refused = code, out.detail = std::move(detail);
  };
  request.method = method;
  request.address = peer;
  Headers headers{.request = &request, .forwarded = {}};
  MHD_get_connection_values_n(connection, MHD_HEADER_KIND, see_header, &headers);
  if (trust_proxy)
    if (const std::string address = last_forwarded(headers.forwarded); !address.empty()) request.address = address;

  const bool reads = request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS";
  const bool body = headers.body || headers.lengths > 1;
  if (body && !reads)
    refuse("method_not_allowed", "this address takes GET, HEAD and OPTIONS, not " + request.method.substr(0, 20));
  if (body) refuse("bad_request", "a request here has no body: leave out Content-Length and Transfer-Encoding");
  if (headers.hosts > 1) refuse("bad_request", "a request has one Host");
  if (headers.hosts == 0 && std::string_view(version) == "HTTP/1.1")
    refuse("bad_request", "a request of HTTP/1.1 has a Host");
  if (headers.bad_name) refuse("bad_request", "the name of a header has letters, digits and hyphens");
  // Everything is a string that ends at its first NUL by now. What has been cut off shows in the sizes, as do folded
  // lines and other ways of writing that nobody uses but to be understood in two ways.
  const auto* size = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
  const std::size_t seen = request.method.size() + target.size() + std::string_view(version).size() + headers.bytes + 6;
  if (size && size->header_size > seen)
    refuse("bad_request", "the head of the request has NULs, folded lines or blanks where none belong");
  if (headers.count > most_headers || headers.bytes > most_headers_bytes || headers.largest > most_header_bytes)
    refuse("headers_too_large", "the request has " + std::to_string(headers.count) + " headers of " +
                                    std::to_string(headers.bytes) +
                                    " bytes; the most are 100, 8192 bytes in one and 32768 in all");
  if (target.size() > most_target_bytes)
    refuse("url_too_long", "the address has " + std::to_string(target.size()) + " bytes and may have " +
                               std::to_string(most_target_bytes));
  const std::string_view whole = origin_form(target);
  request.path = whole.substr(0, whole.find('?'));
  if (request.path.find("%00") != std::string::npos) refuse("bad_request", "an address has no %00");
  if (std::ranges::any_of(target, [](unsigned char c) { return c < 0x21 || c == 0x7F; }))
    refuse("bad_request", "an address has no blanks and no controls");
  if (out.refused.empty()) request.parameters = read_parameters(whole);
  return out;
}

}  // namespace broadsheet::server
