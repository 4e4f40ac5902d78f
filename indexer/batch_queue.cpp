#include "indexer/batch_queue.hpp"

#include <algorithm>

#include "archive/limits.hpp"

namespace broadsheet {

// A batch in memory takes about twenty times its text: the articles, their words, Xapian's inverter. A quarter of the
// memory may be batches, a quarter remembered words; the rest is the window's (load.cpp) and the allocator's.
BatchQueue::BatchQueue(PartBuilder& part, double reference_length, unsigned jobs, std::size_t memory_bytes)
    : part_(part),
      reference_length_(reference_length),
      batch_bytes_(std::clamp(memory_bytes / (std::max(jobs, 1U) * 80), std::size_t{64} << 10, std::size_t{4} << 20)),
      remembered_bytes_(
          std::clamp(memory_bytes / (std::max(jobs, 1U) * 8), std::size_t{1} << 20, std::size_t{48} << 20)),
      queued_most_(std::max(jobs, 1U)) {
  for (unsigned i = 0; i < std::max(jobs, 1U); ++i) threads_.emplace_back([this] { work(); });
}

BatchQueue::~BatchQueue() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    queued_.clear();
  }
  changed_.notify_all();
  for (auto& thread : threads_)
    if (thread.joinable()) thread.join();
}

void BatchQueue::rethrow() {
  if (failed_) std::rethrow_exception(failed_);
}

std::uint32_t BatchQueue::add(Article&& article) {
  filling_bytes_ += article.body.size() + article.title.size() + 1024;
  filling_.articles.push_back(std::move(article));
  const std::uint32_t number = added_++;
  if (filling_.articles.size() >= limit::batch_articles || filling_bytes_ >= batch_bytes_) send();
  return number;
}

void BatchQueue::send() {
  if (filling_.articles.empty()) return;
  const std::size_t place = filling_.place;
  const auto first = static_cast<std::uint32_t>(added_ - filling_.articles.size());
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return queued_.size() < queued_most_ || failed_; });
    rethrow();
    queued_.push_back({std::move(filling_), first});
  }
  changed_.notify_all();
  filling_ = {place + 1, {}};
  filling_bytes_ = 0;
}

void BatchQueue::work() {
  BatchWorker worker(reference_length_, remembered_bytes_);
  for (;;) {
    Queued next;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return !queued_.empty() || ended_; });
      if (queued_.empty() || failed_) return;
      next = std::move(queued_.front());
      queued_.pop_front();
    }
    changed_.notify_all();
    try {
      auto notes = part_.add(std::move(next.batch), worker);
      const std::lock_guard lock(mutex_);
      for (auto& note : notes)
        notes_.push_back({next.first + static_cast<std::uint32_t>(note.article), std::move(note.text), note.refused});
    } catch (...) {
      {
        const std::lock_guard lock(mutex_);
        if (!failed_) failed_ = std::current_exception();
      }
      changed_.notify_all();
      return;
    }
  }
}

std::vector<BatchQueue::Note> BatchQueue::finish() {
  send();
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  rethrow();
  return std::move(notes_);
}

}  // namespace broadsheet
