#pragma once

#include <broadsheet/archive.hpp>
#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace broadsheet::server {

/// Open archives, each used by one thread at a time. Whoever takes one gets the newest revision there is at that moment
/// and keeps it until it is done, so an answer comes from exactly one. At most as many as there are processors, and
/// two, stay open while nobody uses them.
class ArchivePool {
 public:
  explicit ArchivePool(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Given back when the last copy of the pointer goes. Where a newer revision cannot be opened, the one before still
  /// answers. Throws Error(archive) where there is none at all.
  std::shared_ptr<Archive> take();

 private:
  std::unique_ptr<Archive> idle();

  std::filesystem::path folder_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Archive>> idle_;
};

}  // namespace broadsheet::server
