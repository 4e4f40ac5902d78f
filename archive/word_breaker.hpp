#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// Cuts text at ICU's root word boundaries, with `#` shown to it in place of `@` (ICU 72 takes `@` for a letter), and
/// keeps the segments that hold a letter or a number. Keeps state: one thread.
///
/// Most text is letters, digits and common signs below U+0500, and for these the rules need one look ahead and a
/// table of classes; that way gives exactly ICU's boundaries and is several times faster. It is used only where ICU
/// is the version it was compared with. Stretches between blanks that hold anything else go to ICU.
class WordBreaker {
 public:
  WordBreaker();
  ~WordBreaker();
  WordBreaker(WordBreaker&&) noexcept;

  struct Segment {
    std::uint32_t begin;
    std::uint32_t end;
  };
  /// Appends the segments of `text` (valid UTF-8, under 4 GiB), ascending.
  void segments(std::string_view text, std::vector<Segment>& out);

  /// The same by ICU alone: what segments() is compared with.
  void segments_by_icu(std::string_view text, std::vector<Segment>& out);

  /// True if the loaded ICU is the one that the fast way was compared with.
  static bool fast_way_is_safe();

 private:
  struct Icu;
  void stretch_by_icu(std::string_view text, std::size_t begin, std::size_t end, std::vector<Segment>& out);
  std::unique_ptr<Icu> icu_;
  bool fast_;
};

}  // namespace broadsheet
