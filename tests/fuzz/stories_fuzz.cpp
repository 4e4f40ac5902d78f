#include <broadsheet/error.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

#include "archive/stories.hpp"
#include "checks.hpp"

// Any bytes are a stories file or are refused; what was read is printed the same again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  try {
    std::vector<std::pair<std::uint32_t, std::vector<StoryOf>>> parts;
    for (const auto& one : parse_stories(bytes, "fuzz"))
      parts.emplace_back(one.part, std::vector<StoryOf>(one.articles.begin(), one.articles.end()));
    require(print_stories(parts) == bytes);
  } catch (const Error&) {
  }
  return 0;
}
