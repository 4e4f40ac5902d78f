#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

// Ascending article numbers of a part, packed. A uint32 for each block of 65,536 articles says how many of it are
// there; then the blocks that have any, each filled up to a multiple of 8 bytes, in the form that is shortest:
//   few      uint16 each, within the block
//   many     for each 256 articles of the block a uint16, how many numbers there are up to its end; then uint8 each,
//            within these 256. From 1,024 on: fewer would be slow to walk
//   most     a bit for each article of the block
// The form follows from the number alone, so equal lists are equal bytes.
namespace broadsheet {

inline constexpr std::uint32_t packed_block = 65'536;

/// Appends the packed form of some of `all` articles to `out`.
void pack_articles(std::span<const std::uint32_t> ascending, std::uint32_t all, std::string& out);

/// Views packed bytes, which must outlive it.
class PackedArticles {
 public:
  /// `count`: how many articles are said to be in it.
  PackedArticles(std::string_view bytes, std::uint32_t all, std::uint32_t count)
      : bytes_(bytes), all_(all), count_(count) {}

  std::uint32_t count() const { return count_; }

  /// Calls visit(article), ascending, at most count() times and with articles below `all` only. False if the bytes are
  /// damaged; then some may have been visited.
  template <typename Visit>
  bool each(Visit visit) const {
    return each(
        [&](std::uint32_t first, std::uint64_t bits) {
          for (; bits; bits &= bits - 1) visit(first + static_cast<std::uint32_t>(std::countr_zero(bits)));
        },
        visit);
  }

  /// The same, where dense blocks come 64 articles at a time: visit_64(first article, a bit for each).
  template <typename Visit64, typename Visit>
  bool each(Visit64 visit_64, Visit visit) const;

 private:
  friend void pack_articles(std::span<const std::uint32_t>, std::uint32_t, std::string&);
  enum class Form : std::uint8_t { few, many, most };
  static constexpr std::uint32_t section = 256, many_from = 1024;
  static std::uint32_t sections(std::uint32_t articles) { return (articles + section - 1) / section; }
  static std::uint32_t words(std::uint32_t articles) { return (articles + 63) / 64; }
  static Form form(std::uint32_t count, std::uint32_t articles) {
    const std::uint32_t many = count < many_from ? count * 2 : sections(articles) * 2 + count;
    if (words(articles) * 8 <= many && words(articles) * 8 <= count * 2) return Form::most;
    return many < count * 2 ? Form::many : Form::few;
  }
  static std::size_t block_bytes(std::uint32_t count, std::uint32_t articles) {
    switch (form(count, articles)) {
      case Form::few:
        return (count * std::size_t{2} + 7) / 8 * 8;
      case Form::many:
        return (sections(articles) * std::size_t{2} + count + 7) / 8 * 8;
      case Form::most:
        break;
    }
    return words(articles) * std::size_t{8};
  }
  template <typename Item>
  static Item item(const char* at, std::size_t number) {
    Item out;
    std::memcpy(&out, at + number * sizeof out, sizeof out);
    return out;
  }

  std::string_view bytes_;
  std::uint32_t all_, count_;
};

template <typename Visit64, typename Visit>
bool PackedArticles::each(Visit64 visit_64, Visit visit) const {
  const std::uint32_t blocks = (all_ + packed_block - 1) / packed_block;
  if (count_ == 0) return true;
  if (bytes_.size() < blocks * std::size_t{4}) return false;
  std::uint64_t left = count_;
  std::size_t at = (blocks * std::size_t{4} + 7) / 8 * 8;
  for (std::uint32_t block = 0; block < blocks; ++block) {
    const auto count = item<std::uint32_t>(bytes_.data(), block);
    if (count == 0) continue;
    const std::uint32_t first = block * packed_block,
                        articles = all_ - first < packed_block ? all_ - first : packed_block;
    if (count > left || count > articles) return false;
    left -= count;
    const std::size_t size = block_bytes(count, articles);
    if (at > bytes_.size() || size > bytes_.size() - at) return false;
    const char* const here = bytes_.data() + at;
    at += size;
    switch (form(count, articles)) {
      case Form::few:
        for (std::uint32_t i = 0; i < count; ++i) {
          const std::uint32_t low = item<std::uint16_t>(here, i);
          if (low >= articles) return false;
          visit(first + low);
        }
        break;
      case Form::many: {
        const std::uint32_t of_block = sections(articles);
        const char* const lows = here + of_block * std::size_t{2};
        std::uint32_t i = 0;
        for (std::uint32_t s = 0; s < of_block; ++s) {
          const std::uint32_t end = item<std::uint16_t>(here, s);
          if (end < i || end > count) return false;
          for (; i < end; ++i) {
            const std::uint32_t low = s * section + static_cast<unsigned char>(lows[i]);
            if (low >= articles) return false;
            visit(first + low);
          }
        }
        if (i != count) return false;
        break;
      }
      case Form::most: {
        const std::uint32_t of_block = words(articles);
        std::uint32_t there = 0;
        for (std::uint32_t w = 0; w < of_block; ++w)
          there += static_cast<std::uint32_t>(std::popcount(item<std::uint64_t>(here, w)));
        if (there != count) return false;
        if (articles % 64 && item<std::uint64_t>(here, of_block - 1) >> (articles % 64)) return false;
        for (std::uint32_t w = 0; w < of_block; ++w) visit_64(first + w * 64, item<std::uint64_t>(here, w));
        break;
      }
    }
  }
  return left == 0;
}

}  // namespace broadsheet
