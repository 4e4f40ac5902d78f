#include <algorithm>
#include <array>
#include <broadsheet/hit_reader.hpp>
#include <sstream>

#include "output/export_writer.hpp"
#include "server/endpoints.hpp"

namespace broadsheet::server {
namespace {

constexpr std::size_t piece_bytes = 65'536;

struct ExportType {
  std::string_view format, type, extension;
};
constexpr std::array<ExportType, 8> types{{{"jsonl", "application/jsonl", "jsonl"},
                                           {"csv", "text/csv", "csv"},
                                           {"tsv", "text/tab-separated-values", "tsv"},
                                           {"ris", "application/x-research-info-systems", "ris"},
                                           {"bibtex", "application/x-bibtex", "bib"},
                                           {"csl-json", "application/vnd.citationstyles.csl+json", "json"},
                                           {"ids", "text/plain", "txt"},
                                           {"html", "text/html", "html"}}};

// An export under way: it holds one state of the archive, and one piece of text at a time.
class Export {
 public:
  Export(std::shared_ptr<Archive> archive, const std::string& query, const SearchOptions& options,
         const ExportFormat& format, bool raw)
      : archive_(std::move(archive)), hits_(*archive_, query, options), writer_(format.make(out_, raw)) {
    writer_->begin(hits_.answer());
  }

  bool more(std::string& piece) {
    bool goes_on = true;
    while (goes_on && static_cast<std::size_t>(out_.tellp()) < piece_bytes) {
      const auto hit = hits_.next();
      if (hit)
        writer_->write(*hit);
      else
        writer_->end();
      goes_on = hit.has_value();
    }
    piece += out_.str();
    out_.str({});
    return goes_on;
  }

 private:
  std::shared_ptr<Archive> archive_;
  HitReader hits_;
  std::ostringstream out_;
  std::unique_ptr<ExportWriter> writer_;
};

}  // namespace

Response api_export(const Call& call) {
  const std::string name = call.request.value("format");
  const ExportFormat& format = find_export_format(name);
  SearchOptions options = call.request.options;
  options.limit = SearchOptions::no_limit;
  options.passages = format.marks ? 1 : 0;
  options.context = SearchOptions::Context::body;
  options.body = true;
  const auto* type = std::ranges::find(types, std::string_view(name), &ExportType::format);
  Response response;
  response.type = type->type;
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"articles." + std::string(type->extension) + '"');
  if (call.asked.method == "HEAD") return response;
  response.more = [stream = std::make_shared<Export>(call.archive, call.request.text, options, format,
                                                     call.request.has("raw"))](std::string& piece) {
    return stream->more(piece);
  };
  return response;
}

}  // namespace broadsheet::server
