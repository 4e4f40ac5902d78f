#pragma once

#include <stdexcept>
#include <string>

namespace broadsheet {

/// What went wrong decides who can act; the message says what, where and what to do, in one sentence.
enum class ErrorKind {
  usage,    ///< a wrong option or value: the caller's to mend
  query,    ///< a query over a limit, or a warning under `strict`
  archive,  ///< a missing, foreign, newer, damaged or locked archive
  source,   ///< a source that cannot be read as a whole
};

/// The only exception that leaves this library. Foreign text in the message may hold any bytes: whoever prints
/// it on a terminal makes it harmless first.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  ErrorKind kind() const noexcept { return kind_; }

 private:
  ErrorKind kind_;
};

}  // namespace broadsheet
