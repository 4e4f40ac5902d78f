#pragma once

#include <optional>
#include <string>

#include "server/message.hpp"

struct MHD_Connection;

namespace broadsheet::server {

/// A request as it came through the door, or why it may not come in.
struct HttpRequest {
  Request request;
  std::string refused;  ///< a code of problem_kinds(); empty: it may come in
  std::string detail;
};

/// `target`: as the client sent it, before libmicrohttpd decoded anything. `peer`: the address at the other end.
/// `trust_proxy`: the client's address is the last one of X-Forwarded-For, where there is one.
HttpRequest read_http_request(MHD_Connection* connection, const std::string& target, const char* method,
                              const char* version, const std::string& peer, bool trust_proxy);

}  // namespace broadsheet::server
