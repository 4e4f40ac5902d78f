#include <cstddef>
#include <cstdint>
#include <string>

#include "checks.hpp"
#include "indexer/html_fields.hpp"

// The fields of any page that is UTF-8 are text, and the explanation has them too: nothing crashes or stalls.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace broadsheet;
  std::string why;
  const auto tree = HtmlTree::parse(clean_utf8({reinterpret_cast<const char*>(data), size}), &why);
  if (tree.empty()) return 0;
  PageExplanation explanation;
  const auto fields = find_fields(tree, {"https://gull.example/2025/01/27/x", {}}, &explanation);
  for (const auto* text :
       {&fields.title, &fields.url, &fields.source, &fields.section, &fields.lang, &fields.description})
    require(simdjson::validate_utf8(*text));
  for (const auto& author : fields.authors) require(!author.empty() && simdjson::validate_utf8(author));
  for (const auto& tag : fields.tags) require(!tag.empty() && simdjson::validate_utf8(tag));
  return 0;
}
