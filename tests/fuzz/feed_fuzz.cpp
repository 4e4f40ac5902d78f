#include <cstddef>
#include <cstdint>
#include <string_view>

#include "checks.hpp"
#include "indexer/reader_feed.hpp"

// Any bytes are a feed to this reader: items and rejections, nothing else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  broadsheet::CheckingSink sink;
  const auto bytes = broadsheet::memory_stream({reinterpret_cast<const char*>(data), size});
  broadsheet::read_feed("fuzz/feed.xml", *bytes, {}, sink);
  return 0;
}
