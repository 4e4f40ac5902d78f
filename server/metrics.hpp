#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace broadsheet::server {

/// What the service counts of itself, as Prometheus reads it. Labels are templates of routes and codes: no query, no
/// id, no address ever.
class Metrics {
 public:
  Metrics();

  static constexpr std::size_t other_route = static_cast<std::size_t>(-1);
  /// `route`: its place in routes(), or other_route.
  void count_request(std::size_t route, int status, double seconds);
  void count_rejection(const std::string& reason);
  void count_kept_answer() { ++kept_answers_; }

  std::atomic<std::size_t> queue_length = 0;
  std::atomic<std::size_t> connections = 0;

  struct ArchiveFigures {
    std::uint64_t articles = 0, revision = 0;
  };
  std::string text(const ArchiveFigures& archive) const;

 private:
  static constexpr std::array bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5};
  struct Times {
    std::array<std::uint64_t, bounds.size() + 1> buckets{};
    double sum = 0;
    std::map<int, std::uint64_t> by_status;
  };
  mutable std::mutex mutex_;
  std::vector<Times> times_;  ///< by route; the last is of all others
  std::map<std::string, std::uint64_t> rejected_;
  std::atomic<std::uint64_t> kept_answers_ = 0;
};

}  // namespace broadsheet::server
