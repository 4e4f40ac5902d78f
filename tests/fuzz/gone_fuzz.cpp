#include <broadsheet/error.hpp>

#include "archive/gone.hpp"
#include "checks.hpp"

using namespace broadsheet;

// A list of gone articles is refused with our error or read whole, and what is printed of it is its own print.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  try {
    const auto gone = parse_gone({reinterpret_cast<const char*>(data), size}, "gone");
    require(gone.size() == (size - 8) / 8);
    const std::string printed = print_gone(gone);
    require(print_gone(parse_gone(printed, "printed")) == printed);
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::archive);
  }
  return 0;
}
