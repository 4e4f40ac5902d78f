#include "server/rate_limit.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>

namespace broadsheet::server {
namespace {

constexpr std::size_t most_addresses = 10'000;

// The first half of an address of IPv6, any other as it is.
std::string customer(const std::string& address) {
  in6_addr bytes{};
  if (inet_pton(AF_INET6, address.c_str(), &bytes) != 1) return address;
  return {reinterpret_cast<const char*>(bytes.s6_addr), 8};
}

}  // namespace

bool RateLimit::is_loopback(const std::string& address) {
  return address.empty() || address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

unsigned RateLimit::take(const std::string& address, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= most_addresses) forget_full_ones(now);
  auto& bucket = buckets_.try_emplace(customer(address), Bucket{2 * rate_, now}).first->second;
  bucket.tokens =
      std::min(2 * rate_, bucket.tokens + rate_ * std::chrono::duration<double>(now - bucket.filled).count());
  bucket.filled = now;
  if (bucket.tokens < 1) return static_cast<unsigned>(std::max(1.0, std::ceil((1 - bucket.tokens) / rate_)));
  bucket.tokens -= 1;
  return 0;
}

// A bucket that is full again is as good as none. Should that not be enough, all begin anew: memory stays bounded.
void RateLimit::forget_full_ones(Clock::time_point now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    return std::chrono::duration<double>(now - entry.second.filled).count() > 2;
  });
  if (buckets_.size() >= most_addresses) buckets_.clear();
}

}  // namespace broadsheet::server
