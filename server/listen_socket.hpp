#pragma once

#include <string>
#include <vector>

namespace broadsheet::server {

/// A socket that listens.
struct ListenSocket {
  int descriptor = -1;
  std::string address;    ///< as shown: `http://127.0.0.1:8080`, `unix:/run/broadsheet.sock`
  std::string unix_path;  ///< removed at the end; empty where there is none, or where systemd made it
};

/// `127.0.0.1:8080`, `[::1]:8080`, `localhost:0` (any free port) or `unix:/run/broadsheet.sock`. Throws Error(usage)
/// that says what to do.
ListenSocket open_listen_socket(const std::string& where);

/// Those that systemd has opened for this process (sd_listen_fds(3)); none where it has not.
std::vector<ListenSocket> inherited_listen_sockets();

void close_listen_socket(const ListenSocket& socket);

}  // namespace broadsheet::server
