#include "archive/word_breaker.hpp"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/uversion.h>

#include <algorithm>
#include <array>

#include "archive/code_points.hpp"
#include "archive/icu_error.hpp"

namespace broadsheet {
namespace {

// UAX #29 as ICU 72 has it, for the characters that need no more than one look ahead:
//   letter = "A"; digit = "0"; mid_num = "," or ";" (between digits); mid_both = "." "'" "’" (between letters or
//   between digits); mid_letter = "·" (between letters); extend = "_" (with letters, digits and itself on either
//   side); other breaks on both sides. ":" joins nothing since Unicode 15. unknown: ask ICU.
enum class Class : std::uint8_t { other, letter, digit, mid_num, mid_both, mid_letter, extend, unknown };

constexpr UChar32 low_end = 0x500, signs_begin = 0x2010, signs_end = 0x2060;

Class class_of(UChar32 c) {
  if (c == '@') return Class::other;  // shown to ICU as '#'
  if (c == ':') return Class::other;
  switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
    case U_WB_ALETTER:
      return Class::letter;
    case U_WB_NUMERIC:
      return Class::digit;
    case U_WB_MIDNUM:
      return Class::mid_num;
    case U_WB_MIDNUMLET:
    case U_WB_SINGLE_QUOTE:
      return Class::mid_both;
    case U_WB_MIDLETTER:
      return Class::mid_letter;
    case U_WB_EXTENDNUMLET:
      return Class::extend;
    case U_WB_OTHER:
    case U_WB_CR:
    case U_WB_LF:
    case U_WB_NEWLINE:
    case U_WB_DOUBLE_QUOTE:  // joins Hebrew letters only, which are unknown here
    case U_WB_WSEGSPACE:
      return Class::other;
    default:
      return Class::unknown;
  }
}

struct Classes {
  std::array<Class, low_end> low;
  std::array<Class, signs_end - signs_begin> signs;
  Classes() {
    for (UChar32 c = 0; c < low_end; ++c) low[static_cast<std::size_t>(c)] = class_of(c);
    for (UChar32 c = signs_begin; c < signs_end; ++c) signs[static_cast<std::size_t>(c - signs_begin)] = class_of(c);
    // These are letters or numbers by category though they break as "other" (ª is a letter, ² a number), or the
    // other way round; a segment of one such sign is a word, which only ICU's way notices.
    for (UChar32 c = 0x80; c < low_end; ++c) {
      auto& it = low[static_cast<std::size_t>(c)];
      const bool word = (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
      if (word != (it == Class::letter || it == Class::digit)) it = word || it == Class::letter ? Class::unknown : it;
    }
  }
  Class at(UChar32 c) const {
    if (c < 0) return Class::unknown;
    if (c < low_end) return low[static_cast<std::size_t>(c)];
    if (c >= signs_begin && c < signs_end) return signs[static_cast<std::size_t>(c - signs_begin)];
    return Class::unknown;
  }
};

const Classes& classes() {
  static const Classes it;
  return it;
}

bool is_word_class(Class c) { return c == Class::letter || c == Class::digit; }

/// True if no boundary lies around a sign of class `sign` between `before` and `after`.
bool joins(Class before, Class sign, Class after) {
  if (before == Class::letter && after == Class::letter) return sign == Class::mid_both || sign == Class::mid_letter;
  if (before == Class::digit && after == Class::digit) return sign == Class::mid_both || sign == Class::mid_num;
  return false;
}

bool is_gap(char c) { return c == ' ' || c == '\n'; }

std::unique_ptr<icu::BreakIterator> new_word_iterator() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  require_icu(status, "word boundaries");
  return made;
}

/// ICU loads the dictionary of a script when it first meets a character of it alone, and cuts signs shared by scripts
/// (the Japanese `ー`) otherwise before that than afterwards: the first text of a process would have other words. So
/// all dictionaries are loaded before any text is cut.
std::unique_ptr<icu::BreakIterator> word_iterator() {
  static const bool loaded = [] {
    const auto iterator = new_word_iterator();
    iterator->setText(icu::UnicodeString::fromUTF8("の漢カ한 กก ຂຂ កក မမ"));
    while (iterator->next() != icu::BreakIterator::DONE) {
    }
    return true;
  }();
  static_cast<void>(loaded);
  return new_word_iterator();
}

bool has_letter_or_number(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const UChar32 c = next_code_point(text, at);
    if (c >= 0 && (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK))) return true;
  }
  return false;
}

}  // namespace

struct WordBreaker::Icu {
  std::unique_ptr<icu::BreakIterator> iterator;
  std::string shown;  ///< the stretch with '#' for '@'
};

WordBreaker::WordBreaker() : icu_(std::make_unique<Icu>()), fast_(fast_way_is_safe()) {}
WordBreaker::~WordBreaker() = default;
WordBreaker::WordBreaker(WordBreaker&&) noexcept = default;

bool WordBreaker::fast_way_is_safe() {
  UVersionInfo version;
  u_getVersion(version);
  return version[0] == 72;
}

void WordBreaker::stretch_by_icu(std::string_view text, std::size_t begin, std::size_t end, std::vector<Segment>& out) {
  if (!icu_->iterator) icu_->iterator = word_iterator();
  icu_->shown.assign(text.substr(begin, end - begin));
  std::ranges::replace(icu_->shown, '@', '#');
  UErrorCode status = U_ZERO_ERROR;
  UText view = UTEXT_INITIALIZER;
  utext_openUTF8(&view, icu_->shown.data(), static_cast<int64_t>(icu_->shown.size()), &status);
  icu_->iterator->setText(&view, status);
  require_icu(status, "word boundaries");
  std::size_t from = 0;
  for (int32_t next = icu_->iterator->next(); next != icu::BreakIterator::DONE; next = icu_->iterator->next()) {
    const auto to = static_cast<std::size_t>(next);
    if (has_letter_or_number(text.substr(begin + from, to - from)))
      out.push_back({static_cast<std::uint32_t>(begin + from), static_cast<std::uint32_t>(begin + to)});
    from = to;
  }
  utext_close(&view);
}

void WordBreaker::segments_by_icu(std::string_view text, std::vector<Segment>& out) {
  stretch_by_icu(text, 0, text.size(), out);
}

void WordBreaker::segments(std::string_view text, std::vector<Segment>& out) {
  if (!fast_) return segments_by_icu(text, out);
  const Classes& table = classes();
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_gap(text[at])) {
      ++at;
      continue;
    }
    // One stretch between blanks. Where it holds a character of no known class, ICU cuts the whole stretch and its
    // unknown neighbours in one go: dictionary words do not depend on what stands beyond a blank.
    const std::size_t stretch_begin = at;
    const std::size_t first_segment = out.size();
    std::size_t segment_begin = 0;
    bool open = false, has_word = false, unknown = false;
    Class last = Class::other;
    std::size_t end_of_last = at;
    const auto close = [&] {
      if (open && has_word)
        out.push_back({static_cast<std::uint32_t>(segment_begin), static_cast<std::uint32_t>(end_of_last)});
      open = false;
    };
    while (at < text.size() && !is_gap(text[at])) {
      const std::size_t here = at;
      const Class c = table.at(next_code_point(text, at));
      if (c == Class::unknown) {
        unknown = true;
        break;
      }
      if (is_word_class(c) || c == Class::extend) {
        if (!open) {
          segment_begin = here;
          open = true;
          has_word = false;
        }
        has_word |= is_word_class(c);
        last = c;
        end_of_last = at;
        continue;
      }
      if (open && is_word_class(last) && c != Class::other && at < text.size() && !is_gap(text[at])) {
        std::size_t ahead = at;
        const Class next = table.at(next_code_point(text, ahead));
        if (next == Class::unknown) {
          unknown = true;
          break;
        }
        if (joins(last, c, next)) {
          last = next;
          at = end_of_last = ahead;
          continue;
        }
      }
      close();
      last = Class::other;
    }
    if (!unknown) {
      close();
      continue;
    }
    out.resize(first_segment);
    while (at < text.size() && !is_gap(text[at])) ++at;
    stretch_by_icu(text, stretch_begin, at, out);
  }
}

}  // namespace broadsheet
