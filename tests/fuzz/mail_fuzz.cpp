#include <cstddef>
#include <cstdint>
#include <string_view>

#include "checks.hpp"
#include "indexer/reader_mail.hpp"

// Any bytes are a mail to this reader, or a page saved as one.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  broadsheet::CheckingSink sink;
  const auto bytes = broadsheet::memory_stream({reinterpret_cast<const char*>(data), size});
  broadsheet::read_mail("fuzz/mail.eml", *bytes, {}, sink);
  return 0;
}
