#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/service.hpp"

namespace broadsheet::server {

struct DoorOptions {
  std::vector<std::string> listen;  ///< as open_listen_socket takes them; empty: those of systemd, else loopback
  unsigned threads = 0;             ///< that search; 0: as many as there are processors, at least two
  bool trust_proxy = false;         ///< the client's address is the last one of X-Forwarded-For
  std::string access_log;           ///< a file, `-` for standard error, or empty
  bool log_queries = false;         ///< the log has the whole address, what is searched for with it
};

/// HTTP: what comes over sockets goes to the service as a Request, and its Response goes back. One thread for each
/// socket does all reading and sending; requests that need the archive wait in one queue for the threads that search.
class HttpDoor {
 public:
  /// Opens it. Throws Error(usage) where it cannot listen.
  HttpDoor(Service& service, const DoorOptions& options);
  /// Shuts it: nobody new comes in, what was begun is answered (for 30 s at most), then all connections end.
  ~HttpDoor();

  /// Where it listens, as shown.
  std::vector<std::string> addresses() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet::server
