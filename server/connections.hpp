#pragma once

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace broadsheet::server {

/// An open connection and how long what it does now may take. libmicrohttpd counts the time in which nothing at all
/// comes or goes; a client that sends or takes a byte every few seconds would stay for ever.
struct Connection {
  enum class State { reading, working, sending };
  using Clock = std::chrono::steady_clock;

  int descriptor = -1;
  std::string address;
  State state = State::reading;
  Clock::time_point deadline;
  unsigned requests = 0;
};

/// All of them. Every function may be called from any thread.
class Connections {
 public:
  /// `per_address`, `per_loopback`: more than so many from one address are told so (429), 16 more are not let in. 0:
  /// any number.
  Connections(std::size_t per_address, std::size_t per_loopback)
      : per_address_(per_address), per_loopback_(per_loopback) {}

  bool may_enter(const std::string& address) const;
  Connection* enter(int descriptor, const std::string& address);
  void leave(Connection* connection);
  bool has_too_many(const Connection& connection) const;
  std::size_t size() const;

  void is_reading(Connection& connection);
  void is_working(Connection& connection);
  void is_sending(Connection& connection, std::size_t bytes);

  /// Shuts the sockets of those whose time is over; libmicrohttpd sees that and lets them go.
  void shut_overdue(Connection::Clock::time_point now = Connection::Clock::now());

 private:
  std::size_t limit(const std::string& address) const;
  void set(Connection& connection, Connection::State state, std::chrono::seconds time);

  std::size_t per_address_, per_loopback_;
  mutable std::mutex mutex_;
  std::list<Connection> all_;
  std::unordered_map<const Connection*, std::list<Connection>::iterator> places_;
  std::unordered_map<std::string, std::size_t> by_address_;
};

}  // namespace broadsheet::server
