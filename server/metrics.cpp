#include "server/metrics.hpp"

#include <algorithm>
#include <sstream>

#include "server/routes.hpp"

namespace broadsheet::server {

Metrics::Metrics() : times_(routes().size() + 1) {}

void Metrics::count_request(std::size_t route, int status, double seconds) {
  const std::lock_guard lock(mutex_);
  Times& times = times_[std::min(route, times_.size() - 1)];
  const auto* at = std::ranges::lower_bound(bounds, seconds);
  ++times.buckets[static_cast<std::size_t>(at - bounds.begin())];
  times.sum += seconds;
  ++times.by_status[status];
}

void Metrics::count_rejection(const std::string& reason) {
  const std::lock_guard lock(mutex_);
  ++rejected_[reason];
}

std::string Metrics::text(const ArchiveFigures& archive) const {
  std::ostringstream out;
  const auto head = [&](const char* name, const char* type, const char* help) {
    out << "# HELP broadsheet_" << name << ' ' << help << "\n# TYPE broadsheet_" << name << ' ' << type << '\n';
  };
  const auto label = [](std::size_t route) {
    return route < routes().size() ? std::string(routes()[route].path) : std::string("other");
  };
  const std::lock_guard lock(mutex_);
  head("http_requests_total", "counter", "Requests answered.");
  for (std::size_t i = 0; i < times_.size(); ++i)
    for (const auto& [status, count] : times_[i].by_status)
      out << "broadsheet_http_requests_total{route=\"" << label(i) << "\",code=\"" << status << "\"} " << count << '\n';
  head("request_seconds", "histogram", "Time from reading a request to its answer.");
  for (std::size_t i = 0; i < times_.size(); ++i) {
    if (times_[i].by_status.empty()) continue;
    const std::string route = "{route=\"" + label(i) + "\"";
    std::uint64_t sum = 0;
    for (std::size_t b = 0; b < times_[i].buckets.size(); ++b) {
      sum += times_[i].buckets[b];
      out << "broadsheet_request_seconds_bucket" << route << ",le=\"";
      if (b < bounds.size())
        out << bounds[b];
      else
        out << "+Inf";
      out << "\"} " << sum << '\n';
    }
    out << "broadsheet_request_seconds_sum" << route << "} " << times_[i].sum << "\nbroadsheet_request_seconds_count"
        << route << "} " << sum << '\n';
  }
  head("queue_length", "gauge", "Requests that wait for a thread.");
  out << "broadsheet_queue_length " << queue_length << '\n';
  head("connections", "gauge", "Open connections.");
  out << "broadsheet_connections " << connections << '\n';
  head("rejected_total", "counter", "Requests that were not begun.");
  for (const auto& [reason, count] : rejected_)
    out << "broadsheet_rejected_total{reason=\"" << reason << "\"} " << count << '\n';
  head("kept_answers_total", "counter", "Answers that were there already, made for somebody before.");
  out << "broadsheet_kept_answers_total " << kept_answers_ << '\n';
  head("archive_articles", "gauge", "Articles that can be found.");
  out << "broadsheet_archive_articles " << archive.articles << '\n';
  head("archive_revision", "gauge", "Revision of the archive.");
  out << "broadsheet_archive_revision " << archive.revision << '\n';
  head("build_info", "gauge", "Version of the program.");
  out << "broadsheet_build_info{version=\"" BROADSHEET_VERSION "\"} 1\n";
  return out.str();
}

}  // namespace broadsheet::server
