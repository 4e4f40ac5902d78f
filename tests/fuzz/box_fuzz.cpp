#include <cstddef>
#include <cstdint>
#include <string_view>

#include "checks.hpp"
#include "indexer/box.hpp"

// Any bytes are a zip or tar file to this reader, with anything inside.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  broadsheet::CheckingSink sink;
  const auto bytes = broadsheet::memory_stream({reinterpret_cast<const char*>(data), size});
  broadsheet::read_box("fuzz/box.zip", *bytes, {}, sink);
  return 0;
}
