#include "server/listen_socket.hpp"

#include <fcntl.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <broadsheet/error.hpp>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace broadsheet::server {
namespace {

constexpr int backlog = 511;
constexpr std::string_view unix_prefix = "unix:";

[[noreturn]] void fail(const std::string& where, const std::string& why) {
  throw Error(ErrorKind::usage, "cannot listen on '" + where + "': " + why);
}

[[noreturn]] void fail_with_errno(const std::string& where) {
  const int error = errno;
  fail(where, std::string(std::strerror(error)) + (error == EADDRINUSE ? "; another program does, or give another port"
                                                   : error == EACCES   ? "; give a port of 1024 or more"
                                                                       : ""));
}

// The address that a socket has, where it has one that can be connected to.
std::string shown_address(int descriptor) {
  sockaddr_storage storage{};
  socklen_t length = sizeof storage;
  auto* address = reinterpret_cast<sockaddr*>(&storage);
  if (getsockname(descriptor, address, &length) != 0) return "?";
  if (address->sa_family == AF_UNIX)
    return std::string(unix_prefix) + reinterpret_cast<const sockaddr_un*>(address)->sun_path;
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> port{};
  if (getnameinfo(address, length, host.data(), host.size(), port.data(), port.size(),
                  NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return "?";
  const std::string name = address->sa_family == AF_INET6 ? '[' + std::string(host.data()) + ']' : host.data();
  return "http://" + name + ':' + port.data();
}

// A file that an earlier run left over is taken away, one on which somebody listens is not.
void remove_left_over(const sockaddr_un& address, const std::string& where) {
  struct stat found {};
  if (lstat(address.sun_path, &found) != 0) return;
  if (!S_ISSOCK(found.st_mode)) fail(where, "a file that is no socket is there; remove it or give another path");
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const bool answers = connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(probe);
  if (answers) fail(where, "another program listens there");
  unlink(address.sun_path);
}

ListenSocket open_unix_socket(const std::string& where) {
  const std::string path = where.substr(unix_prefix.size());
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path)
    fail(where, "the path has " + std::to_string(path.size()) + " bytes and may have " +
                    std::to_string(sizeof address.sun_path - 1));
  path.copy(address.sun_path, path.size());
  remove_left_over(address, where);
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0 || bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      listen(descriptor, backlog) != 0)
    fail_with_errno(where);
  return {descriptor, where, path};
}

}  // namespace

ListenSocket open_listen_socket(const std::string& where) {
  if (where.starts_with(unix_prefix)) return open_unix_socket(where);
  const auto colon = where.rfind(':');
  if (colon == std::string::npos || colon == 0 || colon + 1 == where.size())
    fail(where, "give an address and a port, as in 127.0.0.1:8080, or unix:/run/broadsheet.sock");
  std::string host = where.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  addrinfo hints{};
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* list = nullptr;
  if (const int error = getaddrinfo(host.c_str(), where.c_str() + colon + 1, &hints, &list); error != 0)
    fail(where, std::string(gai_strerror(error)) + "; give an address and a port, as in 127.0.0.1:8080");
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> found(list, freeaddrinfo);
  const int descriptor = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int yes = 1;
  if (descriptor < 0) fail_with_errno(where);
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(descriptor, found->ai_addr, found->ai_addrlen) != 0 || listen(descriptor, backlog) != 0)
    fail_with_errno(where);
  return {descriptor, shown_address(descriptor), {}};
}

std::vector<ListenSocket> inherited_listen_sockets() {
  std::vector<ListenSocket> out;
  const auto number = [](const char* name) {
    const char* text = std::getenv(name);
    int value = 0;
    if (text) std::from_chars(text, text + std::strlen(text), value);
    return value;
  };
  constexpr int first = 3;  // SD_LISTEN_FDS_START
  if (number("LISTEN_PID") != getpid()) return out;
  for (int i = 0; i < number("LISTEN_FDS"); ++i) {
    fcntl(first + i, F_SETFD, FD_CLOEXEC);
    out.push_back({first + i, shown_address(first + i), {}});
  }
  return out;
}

void close_listen_socket(const ListenSocket& socket) {
  ::close(socket.descriptor);
  if (!socket.unix_path.empty()) unlink(socket.unix_path.c_str());
}

}  // namespace broadsheet::server
