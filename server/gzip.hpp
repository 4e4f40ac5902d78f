#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace broadsheet::server {

/// Makes a gzip stream piece by piece.
class Gzip {
 public:
  explicit Gzip(int level = 6);
  ~Gzip();
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  /// Appends what is ready to `out`; with `last` the stream ends.
  void add(std::string_view text, bool last, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string gzipped(std::string_view text, int level = 6);

}  // namespace broadsheet::server
