#include <cstddef>
#include <cstdint>
#include <string_view>

#include "checks.hpp"
#include "indexer/reader_page.hpp"

// Any bytes are a page to this reader: one good article or one rejection.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  broadsheet::CheckingSink sink;
  const auto bytes = broadsheet::memory_stream({reinterpret_cast<const char*>(data), size});
  broadsheet::read_page("fuzz.txt", *bytes, {}, sink);
  return 0;
}
