#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/json_ld.hpp"

// Any bytes are the blocks of a page, a line of `---` between two, the first the title: nothing crashes or stalls.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<std::string> blocks;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find("\n---\n", begin), text.size());
    blocks.emplace_back(text.substr(begin, end - begin));
    begin = end + 5;
  }
  const std::string title = blocks.front();
  broadsheet::read_json_ld(blocks, title);
  return 0;
}
