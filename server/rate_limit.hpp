#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace broadsheet::server {

/// A bucket of tokens for each address: `rate` a second come in, at most twice as many are held, a request takes one.
/// Addresses of IPv6 share one for each /64, which is what one customer has.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;
  explicit RateLimit(double rate) : rate_(rate) {}

  /// 0: go on; else the seconds after which there is a token again.
  unsigned take(const std::string& address, Clock::time_point now = Clock::now());

  static bool is_loopback(const std::string& address);

 private:
  struct Bucket {
    double tokens;
    Clock::time_point filled;
  };
  void forget_full_ones(Clock::time_point now);

  double rate_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace broadsheet::server
