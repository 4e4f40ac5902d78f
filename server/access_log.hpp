#pragma once

#include <string>

#include "server/message.hpp"

namespace broadsheet::server {

/// A JSON object for each answer, one a line: time, address, method, route (its template), status, bytes, ms; with
/// `queries` also the target. What foreign text there is stands escaped, as JSON has it.
class AccessLog {
 public:
  /// `-` is standard error; empty: none. Throws Error(usage) where the file cannot be opened.
  AccessLog(const std::string& path, bool queries);
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  void write(const Request& request, const std::string& target, int status, std::size_t bytes, double milliseconds);

 private:
  int descriptor_ = -1;
  bool queries_;
};

}  // namespace broadsheet::server
