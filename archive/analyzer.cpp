#include "archive/analyzer.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <xapian.h>

#include <array>
#include <deque>
#include <optional>

#include "archive/code_points.hpp"
#include "archive/limits.hpp"
#include "archive/word_breaker.hpp"
#include "archive/word_table.hpp"

namespace broadsheet {
namespace {

bool is_letter(UChar32 c) { return c >= 0 && (U_GET_GC_MASK(c) & U_GC_L_MASK); }
bool is_letter_or_number(UChar32 c) { return c >= 0 && (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)); }
bool is_digit(UChar32 c) { return c >= 0 && u_charType(c) == U_DECIMAL_DIGIT_NUMBER; }

/// `.` or `:` in any width.
bool is_dot(UChar32 c) { return c == '.' || c == 0xFF0E || c == 0x2024 || c == 0xFE52; }
bool is_colon(UChar32 c) { return c == ':' || c == 0xFF1A || c == 0xFE55 || c == 0xFE13; }

/// The run scripts that a character belongs to, as bits.
std::uint8_t run_scripts_of(UChar32 c) {
  static constexpr std::array<UScriptCode, 8> scripts = {USCRIPT_HAN,    USCRIPT_HIRAGANA, USCRIPT_KATAKANA,
                                                         USCRIPT_HANGUL, USCRIPT_THAI,     USCRIPT_LAO,
                                                         USCRIPT_KHMER,  USCRIPT_MYANMAR};
  std::uint8_t bits = 0;
  for (std::size_t i = 0; i < scripts.size(); ++i)
    if (uscript_hasScript(c, scripts[i])) bits |= static_cast<std::uint8_t>(1U << i);
  return bits;
}

/// U+0800 is the first code point of three bytes, and all run scripts lie beyond it.
bool may_hold_runs(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= 0xE0) return true;
  return false;
}

/// The form is one letter with its marks.
bool is_one_letter(std::string_view piece) {
  const std::string form = form_of(piece);
  std::size_t at = 0;
  if (form.empty() || !is_letter(next_code_point(form, at))) return false;
  while (at < form.size()) {
    const UChar32 c = next_code_point(form, at);
    if (c < 0 || !(U_GET_GC_MASK(c) & U_GC_M_MASK)) return false;
  }
  return true;
}

/// `U.S`, `e.g`: single letters joined by dots.
bool is_initials(std::string_view segment) {
  std::size_t piece = 0, pieces = 0;
  for (std::size_t at = 0; at < segment.size();) {
    const auto here = at;
    const UChar32 c = next_code_point(segment, at);
    if (is_colon(c)) return false;
    if (!is_dot(c)) continue;
    if (!is_one_letter(segment.substr(piece, here - piece))) return false;
    piece = at;
    ++pieces;
  }
  return pieces > 0 && is_one_letter(segment.substr(piece));
}

struct Piece {
  std::uint32_t begin;
  std::uint32_t end;
  bool initials;
  bool run;
};

void cut_at_scripts(std::string_view text, Piece piece, std::vector<Piece>& out) {
  const auto whole = text.substr(0, piece.end);
  if (!may_hold_runs(text.substr(piece.begin, piece.end - piece.begin))) {
    out.push_back(piece);
    return;
  }
  std::uint8_t last = 0;
  bool any_last = false, word = false;
  Piece now{piece.begin, piece.begin, piece.initials, false};
  for (std::size_t at = piece.begin; at < piece.end;) {
    const auto here = static_cast<std::uint32_t>(at);
    const UChar32 c = next_code_point(whole, at);
    if (is_letter_or_number(c)) {  // marks and signs go with what stands before them
      const std::uint8_t scripts = run_scripts_of(c);
      if (any_last && (scripts & last) == 0 && (scripts | last) != 0) {
        if (word) out.push_back(now);
        now.begin = here;
      }
      if (!any_last || now.begin == here) now.run = scripts != 0;
      last = scripts;
      any_last = word = true;
    }
    now.end = static_cast<std::uint32_t>(at);
  }
  if (word) out.push_back(now);
}

/// Rule 2: `restrictions.The` is two words, `3.5` and `U.S` are one; `KBS가` is two.
void cut_segment(std::string_view text, WordBreaker::Segment segment, std::vector<Piece>& out) {
  const auto view = text.substr(segment.begin, segment.end - segment.begin);
  bool dots = false;
  for (std::size_t at = 0; at < view.size() && !dots;) {
    const UChar32 c = next_code_point(view, at);
    dots = is_dot(c) || is_colon(c);
  }
  if (!dots) return cut_at_scripts(text, {segment.begin, segment.end, false, false}, out);
  if (is_initials(view)) return cut_at_scripts(text, {segment.begin, segment.end, true, false}, out);
  const auto keep = [&](std::size_t begin, std::size_t end) {
    bool word = false;
    for (std::size_t at = begin; at < end;) word |= is_letter_or_number(next_code_point(view, at));
    if (word)
      cut_at_scripts(text,
                     {segment.begin + static_cast<std::uint32_t>(begin),
                      segment.begin + static_cast<std::uint32_t>(end), false, false},
                     out);
  };
  std::size_t begin = 0;
  for (std::size_t at = 0; at < view.size();) {
    const auto here = at;
    const UChar32 c = next_code_point(view, at);
    if (!is_dot(c) && !is_colon(c)) continue;
    std::size_t ahead = at;
    if (here > 0 && at < view.size() && is_digit(code_point_before(view, here)) &&
        is_digit(next_code_point(view, ahead)))
      continue;
    keep(begin, here);
    begin = at;
  }
  keep(begin, view.size());
}

std::string_view mark_before(std::string_view text, std::size_t begin) {
  if (begin == 0) return {};
  const UChar32 sign = code_point_before(text, begin);
  if (sign == '#' || sign == '@')
    return begin > 1 && is_letter_or_number(code_point_before(text, begin - 1)) ? std::string_view()
                                                                                : text.substr(begin - 1, 1);
  if (sign < 0 || u_charType(sign) != U_CURRENCY_SYMBOL) return {};
  std::size_t at = begin;
  if (!is_digit(next_code_point(text, at))) return {};
  const auto length = static_cast<std::size_t>(U8_LENGTH(sign));
  return text.substr(begin - length, length);
}

std::string_view mark_after(std::string_view text, std::size_t end) {
  if (end >= text.size()) return {};
  const auto free_after = [&](std::size_t at) {
    return at >= text.size() || !is_letter_or_number(next_code_point(text, at));
  };
  const char sign = text[end];
  if (sign == '%') return is_digit(code_point_before(text, end)) ? text.substr(end, 1) : std::string_view();
  if (sign == '+' && end + 1 < text.size() && text[end + 1] == '+')
    return free_after(end + 2) ? text.substr(end, 2) : std::string_view();
  if ((sign == '+' || sign == '#') && free_after(end + 1)) return text.substr(end, 1);
  return {};
}

Gap gap_between(std::string_view text, std::size_t end, std::size_t begin) {
  const auto between = text.substr(end, begin - end);
  if (between.empty()) return Gap::touching;
  if (between == "-" || between == "\xE2\x80\x90" || between == "\xE2\x80\x91") return Gap::hyphen;
  return between == "&" ? Gap::ampersand : Gap::other;
}

Capitals capitals_of(std::string_view raw) {
  bool upper = false, lower = false;
  for (std::size_t at = 0; at < raw.size();) {
    const UChar32 c = next_code_point(raw, at);
    if (c < 0) continue;
    const auto mask = U_GET_GC_MASK(c);
    upper |= (mask & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0;
    lower |= (mask & U_GC_LL_MASK) != 0;
  }
  return !upper ? Capitals::none : lower ? Capitals::some : Capitals::all;
}

std::string cut_bytes(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  text.resize(most);
  return text;
}

std::string cut_code_points(std::string text) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < limit::form_code_points && at < text.size(); ++i) next_code_point(text, at);
  text.resize(at);
  return text;
}

/// A term with its prefix stays under Xapian's 245 bytes.
constexpr std::size_t stem_bytes = 236;

constexpr char mark_end = '\x1E', cluster_end = '\x1F';

}  // namespace

bool only_signs(std::string_view between) {
  for (std::size_t at = 0; at < between.size();) {
    const UChar32 c = next_code_point(between, at);
    if (c < 0 || is_letter_or_number(c) || u_isUWhiteSpace(c)) return false;
  }
  return true;
}

std::string Word::key() const {
  std::string out;
  out += static_cast<char>(language);
  out += static_cast<char>((run ? 1 : 0) | (initials ? 2 : 0) | (static_cast<int>(capitals) << 2));
  out += mark_before;
  out += mark_end;
  out += mark_after;
  out += mark_end;
  if (!run) return out + form;
  for (const auto& cluster : clusters) {
    out += cluster;
    out += cluster_end;
  }
  return out;
}

struct Analyzer::State {
  WordBreaker breaker;
  std::array<std::optional<Xapian::Stem>, 64> stemmers;
  /// Raw spelling with its marks and language → number; words by number.
  WordTable seen;
  WordTable pairs;
  std::vector<std::uint32_t> pair_words;
  std::vector<std::uint32_t> seen_words;
  std::deque<Word> words;
  std::size_t word_bytes = 0;
  std::vector<WordBreaker::Segment> segments;
  std::vector<Piece> pieces;
  std::string key;

  /// Calls is_word(piece) for the pieces of `text` until it has been true `most` times (false: a piece of invisible
  /// characters only, which is no word). False if some pieces were left.
  template <typename IsWord>
  bool each_piece(std::string_view text, std::size_t most, IsWord is_word) {
    segments.clear();
    breaker.segments(text, segments);
    std::size_t found = 0;
    for (const auto& segment : segments) {
      pieces.clear();
      cut_segment(text, segment, pieces);
      for (const Piece& piece : pieces) {
        if (found == most) return false;
        found += is_word(piece) ? 1 : 0;
      }
    }
    return true;
  }

  std::uint32_t remember(Word&& word) {
    word_bytes += sizeof(Word) + word.form.capacity() + word.base.capacity() + word.stem.capacity();
    words.push_back(std::move(word));
    return static_cast<std::uint32_t>(words.size() - 1);
  }
};

Analyzer::Analyzer() : state_(std::make_unique<State>()) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;

const Word& Analyzer::word(std::uint32_t number) const { return state_->words[number]; }
std::size_t Analyzer::words() const { return state_->words.size(); }
std::size_t Analyzer::bytes() const { return state_->seen.bytes() + state_->pairs.bytes() + state_->word_bytes; }

void Analyzer::forget() {
  state_->seen = WordTable();
  state_->pairs = WordTable();
  state_->pair_words.clear();
  state_->seen_words.clear();
  state_->words.clear();
  state_->word_bytes = 0;
}

std::string Analyzer::stem(std::string_view base, LanguageId language) {
  const LanguageRow& row = languages()[language];
  if (row.stemmer.empty()) return cut_bytes(fold(base, row.own), stem_bytes);
  auto& stemmer = state_->stemmers[language];
  if (!stemmer) stemmer.emplace(std::string(row.stemmer));
  return cut_bytes(fold((*stemmer)(std::string(base)), row.own), stem_bytes);
}

namespace {

Word run_word(std::string_view raw, std::string_view before, std::string_view after) {
  Word word;
  word.run = true;
  word.form = form_of(raw);
  word.base = word.form;
  word.mark_before = before;
  word.mark_after = after;
  std::size_t from = 0;
  for (const auto end : cluster_ends(raw)) {
    word.clusters.push_back(cluster_key(raw.substr(from, end - from)));
    from = end;
  }
  return word;
}

}  // namespace

bool Analyzer::analyze(std::string_view text, LanguageId language, std::vector<Token>& out, std::size_t most) {
  State& s = *state_;
  const std::size_t first = out.size();
  return s.each_piece(text, most, [&](const Piece& piece) {
    const auto raw = text.substr(piece.begin, piece.end - piece.begin);
    const auto before = mark_before(text, piece.begin), after = mark_after(text, piece.end);
    s.key.assign(1, static_cast<char>(language));
    s.key += raw;
    if (!before.empty() || !after.empty()) {
      s.key += mark_end;
      s.key += before;
      s.key += mark_end;
      s.key += after;
    }
    const auto [spelling, is_new] = s.seen.insert(s.key);
    if (is_new) {
      Word word;
      if (piece.run) {
        word = run_word(raw, before, after);
      } else {
        word.form = form_of(raw);
        word.initials = piece.initials;
        word.base = base_of(word.form, word.initials);
        word.language = language;
        word.stem = stem(word.base, language);
        word.mark_before = before;
        word.mark_after = after;
        word.capitals = capitals_of(raw);
      }
      s.seen_words.push_back(s.remember(std::move(word)));
    }
    const std::uint32_t number = s.seen_words[spelling];
    if (s.words[number].form.empty()) return false;
    const Gap gap = out.size() > first ? gap_between(text, out.back().end, piece.begin) : Gap::other;
    out.push_back({number, piece.begin, piece.end, gap});
    return true;
  });
}

void Analyzer::find_places(std::string_view text, std::vector<Token>& out, std::size_t most) {
  state_->each_piece(text, most, [&](const Piece& piece) {
    const auto raw = text.substr(piece.begin, piece.end - piece.begin);
    if (!is_ascii(raw) && form_of(raw).empty()) return false;
    out.push_back({0, piece.begin, piece.end, Gap::other});
    return true;
  });
}

namespace {

bool only_numbers(std::string_view form) {
  return has_number(form) && !ends_in_letter(form) && !begins_with_letter(form);
}

}  // namespace

Word Analyzer::joined(const Word& first, const Word& second, Gap gap, LanguageId language) {
  Word word;
  word.form = cut_code_points(first.form + (gap == Gap::ampersand ? "&" : "") + second.form);
  word.base = base_of(word.form, false);
  word.language = language;
  word.stem = stem(word.base, language);
  word.mark_before = first.mark_before;
  word.mark_after = second.mark_after;
  // A number has no letters that could be small: `COVID-19` is all capitals.
  if (first.capitals == second.capitals || only_numbers(second.form))
    word.capitals = first.capitals;
  else
    word.capitals = only_numbers(first.form) ? second.capitals : Capitals::some;
  return word;
}

std::uint32_t Analyzer::joined(std::uint32_t first, std::uint32_t second, Gap gap, LanguageId language) {
  State& s = *state_;
  const std::array<std::uint32_t, 3> numbers = {first, second, static_cast<std::uint32_t>(gap) << 8 | language};
  const auto [pair, is_new] = s.pairs.insert({reinterpret_cast<const char*>(numbers.data()), sizeof numbers});
  if (is_new) s.pair_words.push_back(s.remember(joined(s.words[first], s.words[second], gap, language)));
  return s.pair_words[pair];
}

bool Analyzer::word_of_key(std::string_view key, Word& word) {
  if (!stemless_word_of_key(key, word)) return false;
  if (!word.run) word.stem = stem(word.base, word.language);
  return true;
}

bool Analyzer::stemless_word_of_key(std::string_view key, Word& word) {
  if (key.size() < 4) return false;
  word = Word();
  word.language = static_cast<LanguageId>(key[0]);
  if (word.language >= languages().size()) return false;
  const int flags = key[1];
  word.run = flags & 1;
  word.initials = flags & 2;
  word.capitals = static_cast<Capitals>((flags >> 2) & 3);
  key.remove_prefix(2);
  for (auto* mark : {&word.mark_before, &word.mark_after}) {
    const auto end = key.find(mark_end);
    if (end == std::string_view::npos) return false;
    *mark = key.substr(0, end);
    key.remove_prefix(end + 1);
  }
  if (word.run) {
    for (std::size_t end = 0; (end = key.find(cluster_end)) != std::string_view::npos; key.remove_prefix(end + 1)) {
      word.clusters.emplace_back(key.substr(0, end));
      word.form += word.clusters.back();
    }
    word.base = word.form;
    return key.empty() && !word.clusters.empty();
  }
  word.form = key;
  word.base = base_of(word.form, word.initials);
  return !word.form.empty();
}

}  // namespace broadsheet
