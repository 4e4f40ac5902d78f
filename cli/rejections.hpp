#pragma once

#include <broadsheet/indexer.hpp>
#include <cstdint>
#include <map>
#include <string>

namespace broadsheet::cli {

/// Sources of which no article came (rejected, not searchable, …) on stderr as they come, at most 20 of a kind; the
/// rest is counted. The kind of a reason is what stands before its first colon, semicolon, quote or number: `too
/// large`.
class Rejections {
 public:
  void add(const Outcome& outcome);
  std::uint64_t count() const { return count_; }

  /// One line for each kind that had more than were shown. `report`: the file that names them all, or empty.
  void finish(const std::string& report) const;

 private:
  std::map<std::string, std::uint64_t> kinds_;
  std::uint64_t count_ = 0;
};

/// An outcome as a line of JSON: {outcome, file, id, reason, warnings}, absent parts left out.
std::string report_line(const Outcome& outcome);

}  // namespace broadsheet::cli
