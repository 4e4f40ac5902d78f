#include <cstddef>
#include <cstdint>
#include <string_view>

#include "checks.hpp"
#include "indexer/reader_json.hpp"

// Any bytes are a JSON document to this reader: lists, feeds, ninjs, exports.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  broadsheet::CheckingSink sink;
  const auto bytes = broadsheet::memory_stream({reinterpret_cast<const char*>(data), size});
  broadsheet::read_json("fuzz/list.json", *bytes, {}, sink);
  return 0;
}
