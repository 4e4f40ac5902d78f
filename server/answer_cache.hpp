#pragma once

#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "server/message.hpp"

namespace broadsheet::server {

/// Answers that were asked for last, ready to be sent again. The key holds all that makes an answer what it is, the
/// revision of the archive among it, so that none is ever stale; whole keys are compared, so that nobody can make one
/// that is taken for another. May be used by many threads at a time.
class AnswerCache {
 public:
  /// Keeps at most so many bytes; one answer a sixteenth of them.
  explicit AnswerCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  std::optional<Response> find(const std::string& key);
  void keep(const std::string& key, const Response& response);

 private:
  struct Entry {
    std::string key;
    Response response;
    std::size_t bytes = 0;
  };
  std::size_t most_bytes_, bytes_ = 0;
  std::mutex mutex_;
  std::list<Entry> entries_;  ///< the one that was asked for last stands first
  std::unordered_map<std::string, std::list<Entry>::iterator> by_key_;
};

}  // namespace broadsheet::server
