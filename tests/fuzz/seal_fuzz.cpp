#include <broadsheet/error.hpp>
#include <string>

#include "archive/hash.hpp"
#include "archive/stub.hpp"
#include "checks.hpp"

using namespace broadsheet;

// A seal is refused with our error, or is exactly what print_seal writes.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string given(reinterpret_cast<const char*>(data), size);
  // As it is, and with a right checksum, so that the lines before it are reached.
  for (const std::string& text : {given, given + "# xxh3 " + hex128(hash128(given)) + "\n"}) {
    try {
      require(print_seal(parse_seal(text, "seal")) == text);
    } catch (const Error& error) {
      require(error.kind() == ErrorKind::archive);
    }
  }
  return 0;
}
