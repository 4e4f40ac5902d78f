#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace broadsheet::server {

/// Threads that do one job after another, in the order in which they came.
class WorkerQueue {
 public:
  /// `waiting` is kept at the number of jobs that wait.
  WorkerQueue(unsigned threads, std::size_t most_waiting, std::atomic<std::size_t>& waiting);
  ~WorkerQueue();  ///< what waits is done first

  /// False, and nothing is kept, where as many wait as may.
  bool try_add(std::function<void()> job);
  /// What goes on with something that was begun is never turned away.
  void add(std::function<void()> job);

 private:
  bool put(std::function<void()> job, std::size_t most_waiting);
  void work();

  std::size_t most_waiting_;
  std::atomic<std::size_t>& waiting_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace broadsheet::server
