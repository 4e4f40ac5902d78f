#include "archive/packed_articles.hpp"

#include <algorithm>
#include <vector>

namespace broadsheet {

void pack_articles(std::span<const std::uint32_t> ascending, std::uint32_t all, std::string& out) {
  using Packed = PackedArticles;
  const auto put = [&](const auto& value) { out.append(reinterpret_cast<const char*>(&value), sizeof value); };
  const std::size_t begin = out.size();
  const auto fill_up = [&] { out.resize(begin + (out.size() - begin + 7) / 8 * 8, '\0'); };
  const std::uint32_t blocks = (all + packed_block - 1) / packed_block;
  std::vector<std::size_t> ends;
  for (std::uint32_t block = 0; block < blocks; ++block) {
    const std::size_t before = ends.empty() ? 0 : ends.back();
    const auto end = std::ranges::lower_bound(ascending, std::uint64_t{packed_block} * (block + 1));
    ends.push_back(static_cast<std::size_t>(end - ascending.begin()));
    put(static_cast<std::uint32_t>(ends.back() - before));
  }
  fill_up();
  for (std::uint32_t block = 0; block < blocks; ++block) {
    const std::size_t from = block == 0 ? 0 : ends[block - 1];
    const auto here = ascending.subspan(from, ends[block] - from);
    if (here.empty()) continue;
    const std::uint32_t first = block * packed_block, articles = std::min(all - first, packed_block);
    switch (Packed::form(static_cast<std::uint32_t>(here.size()), articles)) {
      case Packed::Form::few:
        for (const auto article : here) put(static_cast<std::uint16_t>(article - first));
        break;
      case Packed::Form::many: {
        std::vector<std::uint16_t> section_ends(Packed::sections(articles));
        for (std::size_t s = 0; s < section_ends.size(); ++s)
          section_ends[s] = static_cast<std::uint16_t>(
              std::ranges::lower_bound(here, first + std::uint64_t{Packed::section} * (s + 1)) - here.begin());
        for (const auto end : section_ends) put(end);
        for (const auto article : here) put(static_cast<std::uint8_t>(article - first));
        break;
      }
      case Packed::Form::most: {
        std::vector<std::uint64_t> words(Packed::words(articles));
        for (const auto article : here) words[(article - first) / 64] |= std::uint64_t{1} << ((article - first) % 64);
        for (const auto word : words) put(word);
        break;
      }
    }
    fill_up();
  }
}

}  // namespace broadsheet
