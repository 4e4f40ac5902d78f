#pragma once

#include <array>
#include <ostream>
#include <streambuf>

namespace broadsheet::cli {

/// Thrown where the reader of our output has gone away, as `head` does. Not an error.
struct ClosedPipe {};

/// Standard output as a stream that tells why it fails: it throws ClosedPipe, or Error for a full disk, from
/// whichever operation writes. Call flush() before the end; the destructor writes nothing.
class StandardOutput : private std::streambuf {
 public:
  StandardOutput();
  std::ostream& stream() { return stream_; }
  void flush();

 private:
  int_type overflow(int_type c) override;
  int sync() override;
  void write_out();

  std::array<char, std::size_t{1} << 16> buffer_{};
  std::ostream stream_;
};

/// Lets writes to a closed pipe fail instead of ending the process, and keeps files that are opened later from
/// becoming standard output where a caller has closed it (`>&-`).
void guard_standard_streams();

}  // namespace broadsheet::cli
