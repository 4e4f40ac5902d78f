#include "cli/standard_output.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <broadsheet/error.hpp>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace broadsheet::cli {

StandardOutput::StandardOutput() : stream_(this) {
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  stream_.exceptions(std::ios::badbit);  // what write_out throws then leaves the stream as it is
}

void StandardOutput::flush() { write_out(); }

StandardOutput::int_type StandardOutput::overflow(int_type c) {
  write_out();
  if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
  return traits_type::not_eof(c);
}

int StandardOutput::sync() {
  write_out();
  return 0;
}

void StandardOutput::write_out() {
  const char* at = pbase();
  const char* const end = pptr();
  setp(buffer_.data(), buffer_.data() + buffer_.size());  // what failed once is not tried again
  while (at < end) {
    const auto written = ::write(STDOUT_FILENO, at, static_cast<std::size_t>(end - at));
    if (written >= 0) {
      at += written;
    } else if (errno == EPIPE) {
      throw ClosedPipe{};
    } else if (errno != EINTR) {
      throw Error(ErrorKind::usage, std::string("cannot write to standard output: ") + std::strerror(errno) +
                                        "; the answer is not complete");
    }
  }
}

void guard_standard_streams() {
  std::signal(SIGPIPE, SIG_IGN);
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(descriptor, F_GETFD) == -1 && errno == EBADF)
      // Opened the wrong way round on purpose: writing to what the caller closed still fails.
      (void)::open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace broadsheet::cli
