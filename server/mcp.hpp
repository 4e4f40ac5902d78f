#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "server/service.hpp"

namespace broadsheet::server {

/// The Model Context Protocol over lines of JSON-RPC 2.0: each address of /v1 but the export is a tool, with the
/// parameters of its table, and answers with its JSON document. Tools only read. One thread.
class McpSession {
 public:
  explicit McpSession(Service& service) : service_(service) {}

  /// The answer to one message, without a line break; nothing to a notification. Never throws for what a message says.
  std::optional<std::string> answer(std::string_view message);

 private:
  Service& service_;
};

/// Answers line by line until `in` ends. A line over 1 MiB is refused.
void run_mcp(Service& service, std::istream& in, std::ostream& out);

}  // namespace broadsheet::server
