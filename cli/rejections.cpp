#include "cli/rejections.hpp"

#include <nlohmann/json.hpp>

#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

constexpr std::uint64_t shown_of_a_kind = 20;

std::string kind_of(const std::string& reason) {
  std::string kind = reason.substr(0, reason.find_first_of(":;,'\"(0123456789"));
  while (kind.ends_with(' ')) kind.pop_back();
  return kind;
}

}  // namespace

void Rejections::add(const Outcome& outcome) {
  ++count_;
  if (++kinds_[kind_of(outcome.reason)] <= shown_of_a_kind)
    complain(std::string(outcome_name(outcome.kind)) + ' ' + outcome.file + ": " + outcome.reason);
}

void Rejections::finish(const std::string& report) const {
  for (const auto& [kind, number] : kinds_)
    if (number > shown_of_a_kind)
      complain("… and " + grouped(number - shown_of_a_kind) + " more: " + kind +
               (report.empty() ? "; 'index --report FILE' keeps them all" : "; all in '" + report + "'"));
}

std::string report_line(const Outcome& outcome) {
  nlohmann::ordered_json line{{"outcome", outcome_name(outcome.kind)}};
  if (!outcome.file.empty()) line["file"] = outcome.file;
  if (!outcome.id.empty()) line["id"] = outcome.id;
  if (!outcome.reader.empty()) line["reader"] = outcome.reader;
  if (!outcome.reason.empty()) line["reason"] = outcome.reason;
  if (!outcome.warnings.empty()) line["warnings"] = outcome.warnings;
  return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace broadsheet::cli
