#include "cli/progress_line.hpp"

#include <cmath>
#include <iostream>

#include "cli/terminal.hpp"
#include "output/amounts.hpp"

namespace broadsheet::cli {
namespace {

std::string time_left(const IndexProgress& progress) {
  if (progress.bytes == 0 || progress.total_bytes <= progress.bytes) return {};
  const double seconds = progress.seconds * static_cast<double>(progress.total_bytes - progress.bytes) /
                         static_cast<double>(progress.bytes);
  const auto whole = static_cast<std::uint64_t>(std::ceil(seconds));
  if (whole < 120) return ", " + std::to_string(whole) + " s left";
  if (whole < 7200) return ", " + std::to_string(whole / 60) + " min left";
  return ", " + std::to_string(whole / 3600) + " h left";
}

}  // namespace

ProgressLine::ProgressLine(bool wanted) : wanted_(wanted && shows_progress()) {}

void ProgressLine::show(const IndexProgress& progress) {
  if (!wanted_) return;
  std::string line = counted(progress.articles, "article");
  if (progress.seconds > 0)
    line += ", " + decimals(static_cast<double>(progress.bytes) / progress.seconds / 1e6, 1) + " MB/s";
  std::cerr << "\r\x1b[K" << line << time_left(progress) << std::flush;
  shown_ = true;
}

void ProgressLine::erase() {
  if (shown_) std::cerr << "\r\x1b[K" << std::flush;
  shown_ = false;
}

}  // namespace broadsheet::cli
