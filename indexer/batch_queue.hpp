#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "indexer/part_builder.hpp"

namespace broadsheet {

/// Cuts a stream of articles into batches and has a few threads write them into a part. One thread adds; it waits
/// while enough is queued, so memory stays bounded.
class BatchQueue {
 public:
  /// What is to be said of an article, by its number in the part.
  struct Note {
    std::uint32_t article;
    std::string text;
    bool refused;  ///< Xapian cannot hold it; there is an empty document in its place
  };

  /// `memory_bytes` is what all threads together may hold.
  BatchQueue(PartBuilder& part, double reference_length, unsigned jobs,
             std::size_t memory_bytes = std::size_t{512} << 20);
  ~BatchQueue();

  /// Gives the article's number in the part. Throws what a writing thread threw.
  std::uint32_t add(Article&& article);

  /// Waits until all is written. Throws what a writing thread threw.
  std::vector<Note> finish();

 private:
  void work();
  void send();
  void rethrow();

  PartBuilder& part_;
  const double reference_length_;
  const std::size_t batch_bytes_, remembered_bytes_, queued_most_;
  ArticleBatch filling_;
  std::size_t filling_bytes_ = 0;
  std::uint32_t added_ = 0;

  std::mutex mutex_;
  std::condition_variable changed_;
  struct Queued {
    ArticleBatch batch;
    std::uint32_t first;  ///< number of its first article in the part
  };
  std::deque<Queued> queued_;  // guarded by mutex_
  std::vector<Note> notes_;    // guarded by mutex_
  std::exception_ptr failed_;  // guarded by mutex_
  bool ended_ = false;         // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace broadsheet
