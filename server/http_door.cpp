#include "server/http_door.hpp"

#include <microhttpd.h>
#include <netdb.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <broadsheet/error.hpp>
#include <condition_variable>
#include <cstring>
#include <list>
#include <thread>

#include "server/access_log.hpp"
#include "server/connections.hpp"
#include "server/http_request.hpp"
#include "server/listen_socket.hpp"
#include "server/worker_queue.hpp"

namespace broadsheet::server {
namespace {

constexpr unsigned idle_seconds = 10;
constexpr std::chrono::seconds ending_time{30};
constexpr unsigned most_connections = 1000, connections_per_address = 64, connections_per_loopback = 256;
constexpr unsigned requests_per_connection = 1000;
constexpr std::size_t most_waiting = 64;
constexpr std::size_t most_streams = 8;
constexpr std::size_t connection_memory = 128 * 1024;  // less, and there is no room for an answer beside large headers
constexpr std::size_t stream_block = 32 * 1024;

std::string text_of(const sockaddr* address) {
  if (!address || (address->sa_family != AF_INET && address->sa_family != AF_INET6)) return {};
  const socklen_t length = address->sa_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
  std::array<char, NI_MAXHOST> host{};
  if (getnameinfo(address, length, host.data(), host.size(), nullptr, 0, NI_NUMERICHOST) != 0) return {};
  const std::string text = host.data();
  return text.starts_with("::ffff:") ? text.substr(7) : text;
}

// A connection is a descriptor, and so is each file of an archive; often no more than 1,024 are allowed unless asked
// for.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// A request from its first line to the end of its answer.
struct Exchange {
  std::string target;
  HttpRequest read;
  Connection* connection = nullptr;
  Response response;
  bool begun = false, answered = false, close = false;
  std::chrono::steady_clock::time_point came = std::chrono::steady_clock::now();
};

}  // namespace

struct HttpDoor::State {
  State(Service& its_service, const DoorOptions& its_options)
      : service(its_service),
        options(its_options),
        log(options.access_log, options.log_queries),
        connections(options.trust_proxy ? 0 : connections_per_address,
                    options.trust_proxy ? 0 : connections_per_loopback),
        workers(options.threads > 0 ? options.threads : std::max(2U, std::thread::hardware_concurrency()), most_waiting,
                service.metrics().queue_length) {}

  // A body that is made while it is sent. The thread that sends asks for the next piece; one that searches makes it.
  struct Stream {
    State& door;
    MHD_Connection* connection;
    Connection* counted;
    std::function<bool(std::string&)> more;
    std::string piece;
    std::size_t sent = 0;
    bool ended = false, failed = false;

    ~Stream() { --door.streams; }
  };

  void open();
  void close();
  void suspend(MHD_Connection* connection);
  void resume(MHD_Connection* connection);
  void count_connection(MHD_Connection* connection, void** context, MHD_ConnectionNotificationCode what);
  MHD_Result handle(MHD_Connection* connection, const char* method, const char* version, Exchange& exchange);
  MHD_Result begin(MHD_Connection* connection, const char* method, const char* version, Exchange& exchange);
  void refuse(Exchange& exchange, const std::string& code, const std::string& detail);
  MHD_Result send(MHD_Connection* connection, Exchange& exchange);
  MHD_Response* stream_response(MHD_Connection* connection, Exchange& exchange);
  static ssize_t next_block(void* stream, std::uint64_t position, char* room, std::size_t size);

  Service& service;
  DoorOptions options;
  AccessLog log;
  Connections connections;
  std::vector<ListenSocket> sockets;
  std::vector<MHD_Daemon*> daemons;
  std::atomic<std::size_t> streams = 0;
  std::atomic<std::size_t> under_way = 0;  // requests that were read and whose answer has not been sent
  std::atomic<std::size_t> suspended = 0;  // of these, with a thread that searches
  std::atomic<bool> ending = false, cut_off = false;
  std::mutex clock_mutex;
  std::condition_variable clock_changed;
  std::thread clock;
  WorkerQueue workers;  // last: its jobs use all of the above
};

void HttpDoor::State::count_connection(MHD_Connection* connection, void** context,
                                       MHD_ConnectionNotificationCode what) {
  if (what == MHD_CONNECTION_NOTIFY_STARTED) {
    const auto* peer = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const auto* descriptor = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *context = connections.enter(descriptor ? descriptor->connect_fd : -1, text_of(peer ? peer->client_addr : nullptr));
  } else {
    connections.leave(static_cast<Connection*>(*context));
  }
  service.metrics().connections = connections.size();
}

void HttpDoor::State::suspend(MHD_Connection* connection) {
  ++suspended;
  MHD_suspend_connection(connection);
}

void HttpDoor::State::resume(MHD_Connection* connection) {
  MHD_resume_connection(connection);
  --suspended;
}

void HttpDoor::State::refuse(Exchange& exchange, const std::string& code, const std::string& detail) {
  exchange.response = service.refusal(exchange.read.request, code, detail);
  exchange.answered = true;
}

// The headers are there. What can be said at once is; the rest waits for its turn.
MHD_Result HttpDoor::State::begin(MHD_Connection* connection, const char* method, const char* version,
                                  Exchange& exchange) {
  const auto* context = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
  exchange.connection = static_cast<Connection*>(context->socket_context);
  exchange.read = read_http_request(connection, exchange.target, method, version, exchange.connection->address,
                                    options.trust_proxy);
  exchange.begun = true;
  exchange.close = ++exchange.connection->requests >= requests_per_connection || ending;
  ++under_way;
  connections.is_working(*exchange.connection);
  if (!exchange.read.refused.empty()) {
    exchange.close = true;
    refuse(exchange, exchange.read.refused, exchange.read.detail);
    return send(connection, exchange);
  }
  if (connections.has_too_many(*exchange.connection)) {
    exchange.close = true;
    refuse(exchange, "rate_limited", "this address holds more connections than one may; close some");
    return send(connection, exchange);
  }
  return MHD_YES;
}

MHD_Result HttpDoor::State::handle(MHD_Connection* connection, const char* method, const char* version,
                                   Exchange& exchange) {
  if (!exchange.begun) return begin(connection, method, version, exchange);
  if (!exchange.answered && Service::is_quick(exchange.read.request)) {
    exchange.response = service.answer(exchange.read.request);
    exchange.answered = true;
  }
  if (exchange.answered) return send(connection, exchange);
  suspend(connection);
  const bool added = workers.try_add([this, connection, &exchange] {
    exchange.response = service.answer(exchange.read.request);
    exchange.answered = true;
    resume(connection);
  });
  if (!added) {
    refuse(exchange, "overloaded", "as many searches wait as may wait: ask again in a second");
    resume(connection);
  }
  return MHD_YES;
}

ssize_t HttpDoor::State::next_block(void* pointer, std::uint64_t, char* room, std::size_t size) {
  auto& stream = *static_cast<Stream*>(pointer);
  if (stream.sent < stream.piece.size()) {
    const std::size_t count = std::min(size, stream.piece.size() - stream.sent);
    std::memcpy(room, stream.piece.data() + stream.sent, count);
    stream.sent += count;
    return static_cast<ssize_t>(count);
  }
  if (stream.failed || stream.door.cut_off) return MHD_CONTENT_READER_END_WITH_ERROR;
  if (stream.ended) return MHD_CONTENT_READER_END_OF_STREAM;
  stream.piece.clear();
  stream.sent = 0;
  stream.door.connections.is_working(*stream.counted);
  stream.door.suspend(stream.connection);
  stream.door.workers.add([&stream] {
    try {
      // A compressor may swallow a piece whole.
      while (stream.piece.empty() && !stream.ended) stream.ended = !stream.more(stream.piece);
    } catch (const std::exception&) {
      stream.failed = true;  // the connection breaks off, so nobody takes half for the whole
    }
    stream.door.connections.is_sending(*stream.counted, stream.piece.size());
    stream.door.resume(stream.connection);
  });
  return 0;
}

MHD_Response* HttpDoor::State::stream_response(MHD_Connection* connection, Exchange& exchange) {
  auto* stream = new Stream{*this, connection, exchange.connection, std::move(exchange.response.more), {}};
  ++streams;
  stream->piece = std::move(exchange.response.body);
  return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, stream_block, next_block, stream,
                                           [](void* pointer) { delete static_cast<Stream*>(pointer); });
}

MHD_Result HttpDoor::State::send(MHD_Connection* connection, Exchange& exchange) {
  if (exchange.response.more && streams >= most_streams)
    refuse(exchange, "overloaded", "as many exports run as may run: ask again when one has ended");
  const Response& response = exchange.response;
  const std::size_t bytes = response.body.size();
  // 304 gets a Content-Length of 0, which no client heeds; without one libmicrohttpd 0.9.75 would send it a last chunk,
  // which is where the next answer begins.
  MHD_Response* made = response.more ? stream_response(connection, exchange)
                                     : MHD_create_response_from_buffer(bytes, const_cast<char*>(response.body.data()),
                                                                       MHD_RESPMEM_PERSISTENT);
  if (!response.type.empty()) MHD_add_response_header(made, "Content-Type", response.type.c_str());
  for (const auto& [name, value] : response.headers) MHD_add_response_header(made, name.c_str(), value.c_str());
  if (exchange.close) MHD_add_response_header(made, "Connection", "close");
  const MHD_Result queued = MHD_queue_response(connection, static_cast<unsigned>(response.status), made);
  MHD_destroy_response(made);
  connections.is_sending(*exchange.connection, bytes);
  const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - exchange.came;
  log.write(exchange.read.request, exchange.target, response.status, bytes, time.count());
  return queued;
}

void HttpDoor::State::open() {
  raise_descriptor_limit();
  if (options.listen.empty()) sockets = inherited_listen_sockets();
  if (options.listen.empty() && sockets.empty()) options.listen = {"127.0.0.1:8080"};
  for (const auto& where : options.listen) sockets.push_back(open_listen_socket(where));

  const auto note_target = [](void*, const char* target, MHD_Connection*) -> void* {
    auto* exchange = new Exchange;
    exchange->target = target;
    // We read the parameters ourselves. Where libmicrohttpd 0.9.75 does too, each takes room in the memory of the
    // connection, and with thousands of them there is none left for an answer: silence until the time is over.
    if (char* question = std::strchr(const_cast<char*>(target), '?')) question[1] = '\0';
    return exchange;
  };
  const auto note_end = [](void* door, MHD_Connection*, void** exchange_pointer, MHD_RequestTerminationCode) {
    auto& state = *static_cast<State*>(door);
    auto* exchange = static_cast<Exchange*>(*exchange_pointer);
    if (!exchange) return;
    if (exchange->begun) {
      --state.under_way;
      state.connections.is_reading(*exchange->connection);
    }
    delete exchange;
    *exchange_pointer = nullptr;
  };
  const auto note_connection = [](void* door, MHD_Connection* connection, void** context,
                                  MHD_ConnectionNotificationCode what) {
    static_cast<State*>(door)->count_connection(connection, context, what);
  };
  const auto let_in = [](void* door, const sockaddr* address, socklen_t) {
    return static_cast<State*>(door)->connections.may_enter(text_of(address)) ? MHD_YES : MHD_NO;
  };
  const auto answer = [](void* door, MHD_Connection* connection, const char*, const char* method, const char* version,
                         const char*, std::size_t*, void** exchange) {
    return static_cast<State*>(door)->handle(connection, method, version, *static_cast<Exchange*>(*exchange));
  };
  const auto say_nothing = [](void*, const char*, va_list) {};  // its messages would quote what strangers send
  for (const auto& socket : sockets) {
    MHD_Daemon* daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, +let_in, this, +answer, this,
        MHD_OPTION_EXTERNAL_LOGGER, +say_nothing, nullptr, MHD_OPTION_LISTEN_SOCKET, socket.descriptor,
        MHD_OPTION_CONNECTION_LIMIT, most_connections, MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory, MHD_OPTION_STRICT_FOR_CLIENT, -1,
        MHD_OPTION_URI_LOG_CALLBACK, +note_target, this, MHD_OPTION_NOTIFY_COMPLETED, +note_end, this,
        MHD_OPTION_NOTIFY_CONNECTION, +note_connection, this, MHD_OPTION_END);
    if (!daemon)
      throw Error(ErrorKind::usage, "cannot serve on " + socket.address + "; are there enough file descriptors?");
    daemons.push_back(daemon);
  }
  clock = std::thread([this] {
    std::unique_lock lock(clock_mutex);
    while (!ending) {
      clock_changed.wait_for(lock, std::chrono::seconds(1));
      connections.shut_overdue();
    }
  });
}

void HttpDoor::State::close() {
  {
    const std::lock_guard lock(clock_mutex);
    ending = true;
  }
  clock_changed.notify_all();
  if (clock.joinable()) clock.join();
  for (auto* daemon : daemons) MHD_quiesce_daemon(daemon);
  for (const auto& socket : sockets) close_listen_socket(socket);  // or the kernel would still let in
  const auto latest = std::chrono::steady_clock::now() + ending_time;
  const auto wait_for = [&](const std::atomic<std::size_t>& count) {
    while (count > 0 && (std::chrono::steady_clock::now() < latest || &count == &suspended))
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  };
  wait_for(under_way);
  cut_off = true;
  wait_for(suspended);  // libmicrohttpd ends the process where it is stopped with one
  for (auto* daemon : daemons) MHD_stop_daemon(daemon);
}

HttpDoor::HttpDoor(Service& service, const DoorOptions& options) : state_(std::make_unique<State>(service, options)) {
  try {
    state_->open();
  } catch (...) {
    state_->close();
    throw;
  }
}

HttpDoor::~HttpDoor() { state_->close(); }

std::vector<std::string> HttpDoor::addresses() const {
  std::vector<std::string> out;
  for (const auto& socket : state_->sockets) out.push_back(socket.address);
  return out;
}

}  // namespace broadsheet::server
