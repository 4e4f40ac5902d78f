#include "server/access_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <broadsheet/error.hpp>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <ctime>
#include <nlohmann/json.hpp>

#include "output/terminal_text.hpp"
#include "server/routes.hpp"

namespace broadsheet::server {
namespace {

std::string time_now() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  tm parts{};
  gmtime_r(&now.tv_sec, &parts);
  std::array<char, 32> text{};
  const auto length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  const std::string milliseconds = std::to_string(1000 + now.tv_nsec / 1'000'000).substr(1);
  return std::string(text.data(), length) + '.' + milliseconds + 'Z';
}

}  // namespace

AccessLog::AccessLog(const std::string& path, bool queries) : queries_(queries) {
  if (path.empty()) return;
  descriptor_ = path == "-" ? dup(STDERR_FILENO) : open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
  if (descriptor_ < 0)
    throw Error(ErrorKind::usage,
                "cannot write the log '" + path + "': " + std::strerror(errno) + "; give another file");
}

AccessLog::~AccessLog() {
  if (descriptor_ >= 0) close(descriptor_);
}

void AccessLog::write(const Request& request, const std::string& target, int status, std::size_t bytes,
                      double milliseconds) {
  if (descriptor_ < 0) return;
  const Route* route = find_route(request.path).route;
  nlohmann::ordered_json line{{"time", time_now()}};
  if (!request.address.empty()) line["address"] = request.address;
  line["method"] = request.method;
  line["route"] = route ? route->path : "other";
  line["status"] = status;
  line["bytes"] = bytes;
  line["ms"] = std::round(milliseconds * 100) / 100;
  if (queries_) line["target"] = target;
  const std::string text =
      terminal_json(line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)) + '\n';
  if (::write(descriptor_, text.data(), text.size()) < 0) return;  // a full disk ends no answer
}

}  // namespace broadsheet::server
