#include <cstddef>
#include <cstdint>
#include <string_view>

#include "checks.hpp"
#include "indexer/reader_html.hpp"

// Any bytes are a page: an article or a rejection, whatever they hold.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  broadsheet::CheckingSink sink;
  const auto bytes = broadsheet::memory_stream({reinterpret_cast<const char*>(data), size});
  broadsheet::read_html("fuzz/page.html", *bytes, {}, sink);
  return 0;
}
