#include <broadsheet/error.hpp>

#include "server/endpoints.hpp"
#include "server/service.hpp"

namespace broadsheet::server {
namespace {

Response line(std::string text) {
  Response response;
  response.body = std::move(text);
  return response;
}

}  // namespace

Response health(const Call&) { return line("ok\n"); }

// To get here an archive was opened.
Response readiness(const Call& call) {
  return line("ready: revision " + std::to_string(call.context.archive.revision) + ", " +
              std::to_string(call.context.archive.documents) + " articles\n");
}

Response metrics_text(const Call& call) {
  Metrics::ArchiveFigures figures;
  try {
    const ArchiveInfo info = call.service.archives().take()->info();
    figures = {info.documents, info.revision};
  } catch (const Error&) {  // the figures of the service are wanted all the more
  }
  Response response = line(call.service.metrics().text(figures));
  response.type = "text/plain; version=0.0.4";
  return response;
}

}  // namespace broadsheet::server
