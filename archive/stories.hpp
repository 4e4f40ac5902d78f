#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

/// Which story each article of a part belongs to. The newest part of a revision says it of all parts, in its file
/// `stories`: "BSSTORY1", uint64 number of parts; for each uint32 number of the part, uint32 articles; then for
/// all articles of these parts in order a StoryOf. Little-endian.
///
/// A story is named by its first article, the earliest: its place is what all copies have in common.
struct StoryOf {
  std::uint32_t part = 0;     ///< of the story's first article
  std::uint32_t article = 0;  ///< the same; bit 31 is set where the story has more than one article
  static constexpr std::uint32_t copied = 1U << 31;

  bool has_copies() const { return (article & copied) != 0; }
  std::uint64_t key() const { return std::uint64_t{part} << 32 | (article & ~copied); }
  std::uint32_t first() const { return article & ~copied; }
};

struct StoriesOfPart {
  std::uint32_t part = 0;
  std::span<const StoryOf> articles;
};

std::string print_stories(const std::vector<std::pair<std::uint32_t, std::vector<StoryOf>>>& parts);
/// Views into `bytes`. Throws Error(archive) that begins with `name`.
std::vector<StoriesOfPart> parse_stories(std::string_view bytes, const std::string& name);

}  // namespace broadsheet
