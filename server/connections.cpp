#include "server/connections.hpp"

#include <sys/socket.h>

#include "server/rate_limit.hpp"

namespace broadsheet::server {
namespace {

using State = Connection::State;
constexpr std::chrono::seconds request_time{30};
constexpr std::size_t slowest_bytes_a_second = 16'384;  // of a long answer, beside those 30 s
constexpr std::size_t told = 16;

}  // namespace

std::size_t Connections::limit(const std::string& address) const {
  if (address.empty()) return 0;  // a unix socket: whoever may use it is known
  return RateLimit::is_loopback(address) ? per_loopback_ : per_address_;
}

bool Connections::may_enter(const std::string& address) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_address_.find(address);
  const std::size_t most = limit(address);
  return most == 0 || found == by_address_.end() || found->second < most + told;
}

bool Connections::has_too_many(const Connection& connection) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_address_.find(connection.address);
  const std::size_t most = limit(connection.address);
  return most > 0 && found != by_address_.end() && found->second > most;
}

Connection* Connections::enter(int descriptor, const std::string& address) {
  const std::lock_guard lock(mutex_);
  all_.push_back({.descriptor = descriptor, .address = address, .deadline = Connection::Clock::now() + request_time});
  Connection* made = &all_.back();
  places_[made] = std::prev(all_.end());
  ++by_address_[address];
  return made;
}

void Connections::leave(Connection* connection) {
  const std::lock_guard lock(mutex_);
  const auto place = places_.find(connection);
  if (place == places_.end()) return;
  if (const auto count = by_address_.find(connection->address); --count->second == 0) by_address_.erase(count);
  all_.erase(place->second);
  places_.erase(place);
}

std::size_t Connections::size() const {
  const std::lock_guard lock(mutex_);
  return all_.size();
}

void Connections::set(Connection& connection, State state, std::chrono::seconds time) {
  const std::lock_guard lock(mutex_);
  connection.state = state;
  connection.deadline = Connection::Clock::now() + time;
}

void Connections::is_reading(Connection& connection) { set(connection, State::reading, request_time); }
void Connections::is_working(Connection& connection) { set(connection, State::working, request_time); }
void Connections::is_sending(Connection& connection, std::size_t bytes) {
  set(connection, State::sending, request_time + std::chrono::seconds(bytes / slowest_bytes_a_second));
}

void Connections::shut_overdue(Connection::Clock::time_point now) {
  const std::lock_guard lock(mutex_);  // a socket is closed only after leave(), so it is still this one
  for (const auto& connection : all_)
    if (connection.state != State::working && connection.deadline < now) shutdown(connection.descriptor, SHUT_RDWR);
}

}  // namespace broadsheet::server
