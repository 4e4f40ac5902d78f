#pragma once

#include <atomic>
#include <broadsheet/archive.hpp>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace broadsheet::cli {

/// Threads that each take the next line and answer it from an archive of their own; answers are written in the order of
/// the lines, each when its turn has come, so no thread is more than a line ahead.
class Workers {
 public:
  Workers(const std::filesystem::path& archive, std::size_t count) {
    // All of the same state of the archive, though it may be written to meanwhile.
    do {
      archives_.clear();
      for (std::size_t i = 0; i < count; ++i) archives_.emplace_back(archive);
    } while (archives_.front().info().revision != archives_.back().info().revision);
  }

  /// `next` gives a line or nothing; `answer` is called by many threads at once, `write` by one at a time, in order.
  template <typename Line, typename Answer>
  void run(const std::function<std::optional<Line>()>& next,
           const std::function<Answer(const Archive&, const Line&)>& answer, const std::function<void(Answer)>& write) {
    const auto work = [&](const Archive& archive) {
      for (;;) {
        std::unique_lock in(in_);
        if (failed_) return;
        std::size_t number = 0;
        try {
          const auto line = next();
          if (!line) return;
          number = taken_++;
          in.unlock();
          Answer answered = answer(archive, *line);
          std::unique_lock out(out_);
          turn_changed_.wait(out, [&] { return turn_ == number || failed_; });
          if (failed_) return;
          write(std::move(answered));
          ++turn_;
        } catch (...) {
          const std::lock_guard lock(out_);  // or a thread could begin to wait after it was told
          if (!failed_.exchange(true)) failure_ = std::current_exception();
        }
        turn_changed_.notify_all();
      }
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 1; i < archives_.size(); ++i) threads.emplace_back(work, std::cref(archives_[i]));
    work(archives_.front());
    for (auto& thread : threads) thread.join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  std::vector<Archive> archives_;
  std::mutex in_, out_;
  std::condition_variable turn_changed_;
  std::size_t taken_ = 0, turn_ = 0;
  std::atomic<bool> failed_ = false;
  std::exception_ptr failure_;
};

}  // namespace broadsheet::cli
