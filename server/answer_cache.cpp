#include "server/answer_cache.hpp"

namespace broadsheet::server {

std::optional<Response> AnswerCache::find(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->response;
}

void AnswerCache::keep(const std::string& key, const Response& response) {
  constexpr std::size_t beside = 512;  // what an entry takes beside its text, roughly
  const std::size_t bytes = 2 * key.size() + response.body.size() + beside;
  if (bytes > most_bytes_ / 16) return;
  const std::lock_guard lock(mutex_);
  if (by_key_.contains(key)) return;
  entries_.push_front({key, response, bytes});
  by_key_[key] = entries_.begin();
  for (bytes_ += bytes; bytes_ > most_bytes_; entries_.pop_back()) {
    bytes_ -= entries_.back().bytes;
    by_key_.erase(entries_.back().key);
  }
}

}  // namespace broadsheet::server
