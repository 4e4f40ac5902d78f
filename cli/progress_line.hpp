#pragma once

#include <broadsheet/indexer.hpp>

namespace broadsheet::cli {

/// One line on stderr that is written over: articles, speed, time left. Shows nothing unless stderr is a terminal
/// and progress is wanted. Call erase() before anything else is written there.
class ProgressLine {
 public:
  explicit ProgressLine(bool wanted);
  ~ProgressLine() { erase(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const IndexProgress& progress);
  void erase();

 private:
  bool wanted_;
  bool shown_ = false;
};

}  // namespace broadsheet::cli
