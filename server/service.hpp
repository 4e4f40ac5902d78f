#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "server/answer_cache.hpp"
#include "server/archive_pool.hpp"
#include "server/message.hpp"
#include "server/metrics.hpp"
#include "server/rate_limit.hpp"

namespace broadsheet::server {

struct Problem;
struct Route;
struct SearchRequest;

struct ServiceOptions {
  std::filesystem::path archive;
  std::string name;                        ///< of the archive, as pages show it; empty: the name of its folder
  std::string public_url;                  ///< without a slash at its end; empty: made of the Host of a request
  std::vector<std::string> allow_origins;  ///< that may read the answers of /v1 in a browser
  double rate = 50;                        ///< requests a second from one address, twice as many at once; 0: any number
  bool rate_on_loopback = false;           ///< limit those of this machine too
};

/// Answers requests, whoever brings them: a socket, a test. May be used by many threads at a time. Read-only: nothing
/// that it does writes to the archive.
class Service {
 public:
  explicit Service(ServiceOptions options);

  /// Never throws; what goes wrong is an answer too. A HEAD is answered as its GET; who sends it leaves the body out.
  Response answer(const Request& request);

  /// True where the answer takes no archive and no time: it need not wait for its turn.
  static bool is_quick(const Request& request);

  /// The answer for whoever comes when there is more to do than can be done, or to a request that cannot be read;
  /// `code` of problem_kinds().
  Response refusal(const Request& request, const std::string& code, const std::string& detail);

  const ServiceOptions& options() const { return options_; }
  ArchivePool& archives() { return archives_; }
  Metrics& metrics() { return metrics_; }

 private:
  Response answer_route(const Request& request, std::size_t& route);
  std::string public_url(const Request& request) const;
  Response problem_response(const Request& request, const Problem& problem, const SearchRequest* read,
                            const Route* route);
  void end_headers(Response& response, const Request& request, const Route* route) const;
  void say_once(const std::string& message);

  ServiceOptions options_;
  ArchivePool archives_;
  Metrics metrics_;
  AnswerCache answers_;
  RateLimit rate_;
  std::mutex said_mutex_;
  std::string said_;
};

}  // namespace broadsheet::server
