#include "server/archive_pool.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>
#include <thread>

namespace broadsheet::server {

std::unique_ptr<Archive> ArchivePool::idle() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return nullptr;
  auto archive = std::move(idle_.back());
  idle_.pop_back();
  return archive;
}

std::shared_ptr<Archive> ArchivePool::take() {
  auto archive = idle();
  if (!archive) {
    archive = std::make_unique<Archive>(folder_);
  } else if (archive->outdated()) {
    try {
      archive = std::make_unique<Archive>(folder_);
    } catch (const Error&) {  // half a copy, or gone for a moment: what is open is whole
    }
  }
  return {archive.release(), [this](Archive* used) {
            std::unique_ptr<Archive> back(used);
            const std::lock_guard lock(mutex_);
            if (idle_.size() < std::max(2U, std::thread::hardware_concurrency())) idle_.push_back(std::move(back));
          }};
}

}  // namespace broadsheet::server
