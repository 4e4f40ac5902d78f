#include <cstddef>
#include <cstdint>
#include <string_view>

#include "checks.hpp"
#include "indexer/reader_jsonl.hpp"

// Any bytes, packed or not, are JSON lines to this reader: good articles and rejections, nothing else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  broadsheet::CheckingSink sink;
  const auto bytes =
      broadsheet::unpacked_stream(broadsheet::memory_stream({reinterpret_cast<const char*>(data), size}));
  broadsheet::read_jsonl("fuzz.jsonl", *bytes, {}, sink);
  return 0;
}
