#include "archive/stories.hpp"

#include <broadsheet/error.hpp>
#include <cstring>

namespace broadsheet {
namespace {

constexpr std::string_view stories_magic = "BSSTORY1";

}  // namespace

std::string print_stories(const std::vector<std::pair<std::uint32_t, std::vector<StoryOf>>>& parts) {
  std::string out(stories_magic);
  const auto put = [&](const auto& value) { out.append(reinterpret_cast<const char*>(&value), sizeof value); };
  put(std::uint64_t{parts.size()});
  for (const auto& [part, articles] : parts) {
    put(part);
    put(static_cast<std::uint32_t>(articles.size()));
  }
  for (const auto& [part, articles] : parts)
    for (const StoryOf& story : articles) put(story);
  return out;
}

std::vector<StoriesOfPart> parse_stories(std::string_view bytes, const std::string& name) {
  static_assert(sizeof(StoryOf) == 8);
  const auto damaged = [&] {
    return Error(ErrorKind::archive, name + " is damaged: run 'broadsheet check', then restore it or index again");
  };
  std::uint64_t count = 0;
  if (bytes.size() < 16 || !bytes.starts_with(stories_magic)) throw damaged();
  std::memcpy(&count, bytes.data() + 8, 8);
  if (count > (bytes.size() - 16) / 8) throw damaged();
  std::vector<StoriesOfPart> out;
  std::size_t at = 16 + static_cast<std::size_t>(count) * 8;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t part = 0, articles = 0;
    std::memcpy(&part, bytes.data() + 16 + i * 8, 4);
    std::memcpy(&articles, bytes.data() + 20 + i * 8, 4);
    if (articles > (bytes.size() - at) / sizeof(StoryOf)) throw damaged();
    out.push_back({part, {reinterpret_cast<const StoryOf*>(bytes.data() + at), articles}});
    at += std::size_t{articles} * sizeof(StoryOf);
  }
  if (at != bytes.size()) throw damaged();
  return out;
}

}  // namespace broadsheet
