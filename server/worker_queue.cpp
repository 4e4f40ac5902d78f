#include "server/worker_queue.hpp"

#include <limits>

namespace broadsheet::server {

WorkerQueue::WorkerQueue(unsigned threads, std::size_t most_waiting, std::atomic<std::size_t>& waiting)
    : most_waiting_(most_waiting), waiting_(waiting) {
  for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

WorkerQueue::~WorkerQueue() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool WorkerQueue::try_add(std::function<void()> job) { return put(std::move(job), most_waiting_); }

void WorkerQueue::add(std::function<void()> job) { put(std::move(job), std::numeric_limits<std::size_t>::max()); }

bool WorkerQueue::put(std::function<void()> job, std::size_t most_waiting) {
  {
    const std::lock_guard lock(mutex_);
    if (jobs_.size() >= most_waiting) return false;
    jobs_.push_back(std::move(job));
    waiting_ = jobs_.size();
  }
  changed_.notify_one();
  return true;
}

void WorkerQueue::work() {
  for (;;) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !jobs_.empty() || ending_; });
    if (jobs_.empty()) return;
    const auto job = std::move(jobs_.front());
    jobs_.pop_front();
    waiting_ = jobs_.size();
    lock.unlock();
    job();
  }
}

}  // namespace broadsheet::server
