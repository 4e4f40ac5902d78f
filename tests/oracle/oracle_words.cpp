// Section 1: how a text is cut into words, and what is known of each word.

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>
#include <xapian.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <regex>
#include <stdexcept>

#include "oracle_parts.hpp"

namespace broadsheet::oracle {
namespace {

using Letters = std::u32string;
using LettersView = std::u32string_view;

void require(UErrorCode status) {
  if (U_FAILURE(status)) throw std::runtime_error(u_errorName(status));
}

// --- code points ---

UChar32 code_point(char32_t letter) { return static_cast<UChar32>(letter); }

bool has_category(char32_t letter, std::uint32_t mask) { return (U_GET_GC_MASK(code_point(letter)) & mask) != 0; }

bool is_letter(char32_t letter) { return has_category(letter, U_GC_L_MASK); }

bool is_mark(char32_t letter) { return has_category(letter, U_GC_M_MASK); }

bool is_digit(char32_t letter) { return has_category(letter, U_GC_ND_MASK); }

bool is_dot(char32_t letter) {
  return letter == U'.' || letter == U'\uFF0E' || letter == U'\u2024' || letter == U'\uFE52';
}

bool is_colon(char32_t letter) {
  return letter == U':' || letter == U'\uFF1A' || letter == U'\uFE55' || letter == U'\uFE13';
}

icu::UnicodeString unicode_of(LettersView letters) {
  icu::UnicodeString unicode;
  for (const char32_t letter : letters) unicode.append(code_point(letter));
  return unicode;
}

Letters letters_in(const icu::UnicodeString& unicode) {
  Letters letters;
  for (std::int32_t i = 0; i < unicode.length(); i = unicode.moveIndex32(i, 1))
    letters.push_back(static_cast<char32_t>(unicode.char32At(i)));
  return letters;
}

/// Byte at which each letter begins, and the end of the text.
std::vector<std::size_t> byte_offsets(LettersView letters) {
  std::vector<std::size_t> offsets{0};
  for (const char32_t letter : letters) offsets.push_back(offsets.back() + static_cast<std::size_t>(U8_LENGTH(letter)));
  return offsets;
}

// --- normal forms ---

using NormalForm = const icu::Normalizer2* (*)(UErrorCode&);

Letters normalized(NormalForm form, LettersView letters) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = form(status);
  require(status);
  const icu::UnicodeString result = normalizer->normalize(unicode_of(letters), status);
  require(status);
  return letters_in(result);
}

Letters casefolded(LettersView letters) { return normalized(icu::Normalizer2::getNFKCCasefoldInstance, letters); }

// --- fold (point 4) ---

std::string primary_language(std::string_view lang) {
  std::string primary(lang.substr(0, lang.find_first_of("-_")));
  for (char& c : primary) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return primary;
}

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> values) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool is_nordic(std::string_view primary) { return is_one_of(primary, {"sv", "fi", "da", "nb", "nn", "no"}); }

bool is_own_letter(char32_t letter, char32_t mark, std::string_view primary) {
  if (is_one_of(primary, {"es", "gl"})) return letter == U'n' && mark == U'\u0303';
  if (is_nordic(primary))
    return (letter == U'a' && (mark == U'\u030A' || mark == U'\u0308')) || (letter == U'o' && mark == U'\u0308');
  return false;
}

bool is_latin_or_greek(char32_t letter) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(code_point(letter), &status);
  require(status);
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK;
}

bool is_between(char32_t letter, char32_t first, char32_t last) { return first <= letter && letter <= last; }

bool is_accent(char32_t mark, char32_t letter_below, std::string_view primary) {
  if (is_between(mark, U'\u0300', U'\u036F') && is_latin_or_greek(letter_below))
    return !is_own_letter(letter_below, mark, primary);
  if (mark == U'\u0308' && letter_below == U'\u0435') return true;
  if (is_between(mark, U'\u064B', U'\u065F') || mark == U'\u0670' || mark == U'\u0640') return true;
  return is_between(mark, U'\u0591', U'\u05C7') && is_mark(mark);
}

Letters replacement(char32_t letter, std::string_view primary) {
  const bool own = is_nordic(primary);
  switch (letter) {
    case U'ø':
      return own ? U"ø" : U"o";
    case U'æ':
      return own ? U"æ" : U"ae";
    case U'đ':
      return U"d";
    case U'ł':
      return U"l";
    case U'ħ':
      return U"h";
    case U'ı':
      return U"i";
    case U'œ':
      return U"oe";
    default:
      return Letters(1, letter);
  }
}

Letters folded(LettersView letters, std::string_view lang) {
  const std::string primary = primary_language(lang);
  Letters result;
  char32_t letter_below = 0;
  for (const char32_t letter : normalized(icu::Normalizer2::getNFDInstance, letters)) {
    if (!is_mark(letter)) letter_below = letter;
    if (!is_accent(letter, letter_below, primary)) result += replacement(letter, primary);
  }
  // A word of nothing but accents (a tatweel alone) stays itself.
  return result.empty() ? Letters(letters) : normalized(icu::Normalizer2::getNFCInstance, result);
}

// --- form, base, stem (points 3 and 5) ---

constexpr std::size_t longest_form = 60;

Letters form_of(LettersView letters) {
  Letters form = casefolded(letters);
  std::replace(form.begin(), form.end(), U'\u2019', U'\'');
  std::replace(form.begin(), form.end(), U'\u02BC', U'\'');
  return form.substr(0, longest_form);
}

bool is_elision(LettersView letters) {
  static constexpr LettersView elisions[]{U"l",   U"d",    U"j",     U"m",      U"t",      U"s",      U"n",
                                          U"c",   U"qu",   U"jusqu", U"lorsqu", U"puisqu", U"quoiqu", U"un",
                                          U"all", U"dall", U"dell",  U"nell",   U"sull"};
  return std::find(std::begin(elisions), std::end(elisions), letters) != std::end(elisions);
}

Letters without_one_elision(const Letters& form) {
  const std::size_t apostrophe = form.find(U'\'');
  if (apostrophe == Letters::npos || !is_elision(LettersView(form).substr(0, apostrophe))) return form;
  const Letters rest = form.substr(apostrophe + 1);
  return rest.size() >= 2 && is_letter(rest[0]) && is_letter(rest[1]) ? rest : form;
}

/// A base is its own base, so both are taken off as often as they stand.
Letters without_elision(const Letters& form) {
  const Letters rest = without_one_elision(form);
  return rest == form ? form : without_elision(rest);
}

Letters without_possessive(const Letters& form) {
  return form.size() > 2 && form.ends_with(U"'s") ? without_possessive(form.substr(0, form.size() - 2)) : form;
}

bool is_number_in_threes(LettersView form) {
  static const std::regex threes("[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?");
  return std::regex_match(utf8_of(form), threes);
}

Letters base_of(const Letters& form, bool is_initials) {
  Letters base = without_possessive(without_elision(form));
  if (is_initials) std::erase(base, U'.');
  if (is_number_in_threes(base)) std::erase(base, U',');
  return base;
}

const Xapian::Stem* stemmer_of(const std::string& primary) {
  static const std::array<std::string, 23> languages{"en", "fr", "de", "es", "it", "pt", "nl", "sv",
                                                     "da", "fi", "ru", "hu", "ro", "tr", "ca", "eu",
                                                     "ar", "id", "ga", "lt", "ne", "ta", "hy"};
  thread_local std::map<std::string, Xapian::Stem> stemmers;
  if (stemmers.empty()) {
    for (const std::string& language : languages) stemmers.emplace(language, Xapian::Stem(language));
    for (const char* language : {"nb", "no"}) stemmers.emplace(language, Xapian::Stem("norwegian"));
  }
  const auto found = stemmers.find(primary);
  return found == stemmers.end() ? nullptr : &found->second;
}

std::string stem_of(const std::string& base, std::string_view lang) {
  const Xapian::Stem* stemmer = stemmer_of(primary_language(lang));
  return stemmer ? (*stemmer)(base) : base;
}

/// All of a word that follows from its form.
Word word_of(const Letters& form, bool is_run, bool is_initials, std::string_view lang) {
  Word word;
  const Letters base = base_of(form, is_initials);
  word.form = utf8_of(form);
  word.base = utf8_of(base);
  word.folded_form = fold(word.form, lang);
  word.folded_base = fold(word.base, lang);
  word.folded_stem = is_run ? word.folded_base : fold(stem_of(word.base, lang), lang);
  word.is_run = is_run;
  word.is_initials = is_initials;
  return word;
}

// --- cutting (points 1 and 2) ---

/// A part of a text, counted in letters, half-open.
struct Piece {
  std::size_t begin;
  std::size_t end;
};

LettersView view(LettersView letters, Piece piece) { return letters.substr(piece.begin, piece.end - piece.begin); }

std::unique_ptr<icu::BreakIterator> break_iterator(icu::BreakIterator* (*create)(const icu::Locale&, UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> breaks(create(icu::Locale::getRoot(), status));
  require(status);
  return breaks;
}

std::vector<Piece> pieces_by(icu::BreakIterator& breaks, LettersView letters) {
  const icu::UnicodeString unicode = unicode_of(letters);
  breaks.setText(unicode);
  std::vector<Piece> pieces;
  std::size_t letter = 0;
  std::int32_t unit = breaks.first();
  for (std::int32_t next = breaks.next(); next != icu::BreakIterator::DONE; next = breaks.next()) {
    const std::size_t length = static_cast<std::size_t>(unicode.countChar32(unit, next - unit));
    pieces.push_back({letter, letter + length});
    letter += length;
    unit = next;
  }
  return pieces;
}

std::vector<Piece> segments_of(LettersView letters) {
  thread_local const auto breaks = break_iterator(icu::BreakIterator::createWordInstance);
  Letters shown(letters);
  std::replace(shown.begin(), shown.end(), U'@', U'#');
  return pieces_by(*breaks, shown);
}

std::vector<Piece> clusters_of(LettersView letters) {
  thread_local const auto breaks = break_iterator(icu::BreakIterator::createCharacterInstance);
  return pieces_by(*breaks, letters);
}

bool has_letter_or_number(LettersView letters) {
  return std::any_of(letters.begin(), letters.end(), is_letter_or_number);
}

bool is_single_letter(LettersView letters) {
  const Letters form = casefolded(letters);
  return !form.empty() && is_letter(form[0]) && std::all_of(form.begin() + 1, form.end(), is_mark);
}

bool is_initials(LettersView segment) {
  std::size_t singles = 0;
  while (true) {
    const auto dot = static_cast<std::size_t>(std::find_if(segment.begin(), segment.end(), is_dot) - segment.begin());
    if (!is_single_letter(segment.substr(0, dot))) return false;
    ++singles;
    if (dot == segment.size()) return singles >= 2;
    segment.remove_prefix(dot + 1);
  }
}

bool stands_between_digits(LettersView letters, Piece within, std::size_t at) {
  return at > within.begin && at + 1 < within.end && is_digit(letters[at - 1]) && is_digit(letters[at + 1]);
}

std::vector<Piece> cut_at_dots(LettersView letters, Piece segment) {
  std::vector<Piece> pieces{{segment.begin, segment.begin}};
  for (std::size_t i = segment.begin; i < segment.end; ++i) {
    if ((is_dot(letters[i]) || is_colon(letters[i])) && !stands_between_digits(letters, segment, i)) {
      pieces.push_back({i + 1, i + 1});
    } else {
      pieces.back().end = i + 1;
    }
  }
  return pieces;
}

using Scripts = std::vector<UScriptCode>;

Scripts run_scripts(char32_t letter) {
  Scripts scripts;
  for (const UScriptCode script : {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_HANGUL, USCRIPT_THAI,
                                   USCRIPT_LAO, USCRIPT_KHMER, USCRIPT_MYANMAR}) {
    if (uscript_hasScript(code_point(letter), script)) scripts.push_back(script);
  }
  return scripts;
}

bool belong_together(const Scripts& a, const Scripts& b) {
  return (a.empty() && b.empty()) || std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

std::vector<Piece> cut_at_scripts(LettersView letters, Piece piece) {
  std::vector<Piece> pieces{{piece.begin, piece.begin}};
  Scripts before;
  for (std::size_t i = piece.begin; i < piece.end; ++i) {
    const Scripts here = is_letter_or_number(letters[i]) ? run_scripts(letters[i]) : before;
    if (i > piece.begin && !belong_together(before, here)) pieces.push_back({i, i});
    pieces.back().end = i + 1;
    before = here;
  }
  return pieces;
}

bool starts_run(LettersView letters) {
  const auto first = std::find_if(letters.begin(), letters.end(), is_letter_or_number);
  return first != letters.end() && !run_scripts(*first).empty();
}

bool in_capitals(LettersView letters) {
  const auto has = [&](std::uint32_t mask) {
    return std::any_of(letters.begin(), letters.end(), [&](char32_t letter) { return has_category(letter, mask); });
  };
  return has(U_GC_LU_MASK | U_GC_LT_MASK) && !has(U_GC_LL_MASK);
}

// --- marks (point 6) ---

std::string mark_before(LettersView letters, Piece word) {
  if (word.begin == 0) return {};
  const char32_t sign = letters[word.begin - 1];
  if (has_category(sign, U_GC_SC_MASK))
    return is_digit(letters[word.begin]) ? utf8_of(Letters(1, sign)) : std::string();
  if (sign != U'#' && sign != U'@') return {};
  const bool follows_word = word.begin >= 2 && is_letter_or_number(letters[word.begin - 2]);
  return follows_word ? std::string() : utf8_of(Letters(1, sign));
}

std::string mark_after(LettersView letters, Piece word) {
  const LettersView rest = letters.substr(word.end);
  const auto ends_after = [&](LettersView sign) {
    return rest.starts_with(sign) && (rest.size() == sign.size() || !is_letter_or_number(rest[sign.size()]));
  };
  if (ends_after(U"++")) return "++";
  if (ends_after(U"+") && !rest.starts_with(U"++")) return "+";
  if (ends_after(U"#")) return "#";
  if (rest.starts_with(U"%") && is_digit(letters[word.end - 1])) return "%";
  return {};
}

// --- all together ---

struct WordPiece {
  Piece piece;
  bool is_initials;
};

std::vector<WordPiece> word_pieces(LettersView letters) {
  std::vector<WordPiece> words;
  for (const Piece segment : segments_of(letters)) {
    const bool initials = is_initials(view(letters, segment));
    for (const Piece piece : initials ? std::vector<Piece>{segment} : cut_at_dots(letters, segment)) {
      for (const Piece word : cut_at_scripts(letters, piece)) {
        if (has_letter_or_number(view(letters, word))) words.push_back({word, initials});
      }
    }
  }
  return words;
}

Word make_word(LettersView letters, WordPiece found, const std::vector<std::size_t>& bytes, std::string_view lang) {
  const LettersView text = view(letters, found.piece);
  Word word = word_of(form_of(text), starts_run(text), found.is_initials, lang);
  word.begin = bytes[found.piece.begin];
  word.end = bytes[found.piece.end];
  word.in_capitals = in_capitals(text);
  word.mark_before = mark_before(letters, found.piece);
  word.mark_after = mark_after(letters, found.piece);
  return word;
}

Gap gap_of(std::string_view between) {
  if (between.empty()) return Gap::touching;
  if (is_one_of(between, {"-", "\u2010", "\u2011"})) return Gap::hyphen;
  return between == "&" ? Gap::ampersand : Gap::other;
}

std::optional<Word> pair_at(const std::vector<Word>& words, std::size_t at, std::string_view lang) {
  if (words[at].gap == Gap::hyphen) return joined(words[at], words[at + 1], "", lang);
  if (words[at].gap == Gap::ampersand) return joined(words[at], words[at + 1], "&", lang);
  return std::nullopt;
}

std::vector<RunCharacter> run_characters(std::string_view text, const std::vector<Word>& words) {
  const Letters letters = letters_of(text);
  const std::vector<std::size_t> bytes = byte_offsets(letters);
  const std::vector<Piece> clusters = clusters_of(letters);
  std::vector<RunCharacter> characters;
  std::size_t first = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    while (bytes[clusters[first].end] <= words[i].begin) ++first;
    if (!words[i].is_run) continue;
    for (std::size_t k = first; k < clusters.size() && bytes[clusters[k].begin] < words[i].end; ++k) {
      // A cluster may reach over the end of its word (Thai SARA AM after a Latin letter); what counts is the part
      // inside.
      const std::size_t begin = std::max(bytes[clusters[k].begin], words[i].begin);
      const std::size_t end = std::min(bytes[clusters[k].end], words[i].end);
      characters.push_back({begin, end, fold(casefold(text.substr(begin, end - begin)), ""), i});
    }
  }
  return characters;
}

// --- sentences and paragraphs (section 4) ---

/// The lines of a text, in bytes, half-open, each with its line break.
std::vector<Piece> lines_of(std::string_view text) {
  std::vector<Piece> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t line_break = text.find('\n', begin);
    const std::size_t end = line_break == std::string_view::npos ? text.size() : line_break + 1;
    lines.push_back({begin, end});
    begin = end;
  }
  return lines;
}

enum class Line { blank, indented, plain };

Line kind_of_line(std::string_view line) {
  const Letters letters = letters_of(line);
  if (std::all_of(letters.begin(), letters.end(), is_white_space)) return Line::blank;
  return letters.size() >= 2 && is_white_space(letters[0]) && is_white_space(letters[1]) ? Line::indented : Line::plain;
}

icu::BreakIterator& sentence_breaks(std::string_view lang) {
  thread_local std::map<std::string, std::unique_ptr<icu::BreakIterator>, std::less<>> breaks;
  const auto found = breaks.find(lang);
  if (found != breaks.end()) return *found->second;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale((std::string(lang) + "@ss=standard").c_str());
  std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createSentenceInstance(locale, status));
  require(status);
  return *breaks.emplace(lang, std::move(made)).first->second;
}

/// Section 3: `*` works anywhere, `?` between two letters; the first may have signs on it.
Letters with_stand_ins(LettersView chunk) {
  Letters letters(chunk);
  std::replace(letters.begin(), letters.end(), U'*', any_letters);
  const auto is_of_word = [](char32_t letter) { return is_letter_or_number(letter) || is_mark(letter); };
  for (std::size_t i = 1; i + 1 < letters.size(); ++i) {
    if (letters[i] == U'?' && is_of_word(letters[i - 1]) && is_letter_or_number(letters[i + 1]))
      letters[i] = one_letter;
  }
  return letters;
}

bool is_stand_in(char32_t letter) { return letter == any_letters || letter == one_letter; }

bool has_enough_letters(const Word& word) {
  constexpr std::ptrdiff_t fewest = 2;
  const Letters form = letters_of(word.form);
  return std::count_if(form.begin(), form.end(), [](char32_t letter) {
           return (is_letter_or_number(letter) || is_mark(letter)) && !is_stand_in(letter);
         }) >= fewest;
}

}  // namespace

std::vector<std::size_t> paragraph_begins(std::string_view text) {
  const std::vector<Piece> lines = lines_of(text);
  std::vector<Line> kinds;
  for (const Piece line : lines) kinds.push_back(kind_of_line(text.substr(line.begin, line.end - line.begin)));
  const bool by_line = std::all_of(kinds.begin(), kinds.end(), [](Line kind) { return kind == Line::plain; });
  std::vector<std::size_t> begins{0};
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (by_line || kinds[i] == Line::indented || (kinds[i - 1] == Line::blank && kinds[i] == Line::plain))
      begins.push_back(lines[i].begin);
  }
  return begins;
}

std::vector<std::size_t> sentence_begins(std::string_view text, std::string_view lang) {
  icu::BreakIterator& breaks = sentence_breaks(lang);
  const std::vector<std::size_t> paragraphs = paragraph_begins(text);
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    const std::size_t end = i + 1 < paragraphs.size() ? paragraphs[i + 1] : text.size();
    Letters paragraph = letters_of(text.substr(paragraphs[i], end - paragraphs[i]));
    std::replace(paragraph.begin(), paragraph.end(), U'\n', U' ');
    const std::vector<std::size_t> bytes = byte_offsets(paragraph);
    begins.push_back(paragraphs[i]);
    for (const Piece sentence : pieces_by(breaks, paragraph)) {
      if (sentence.begin > 0) begins.push_back(paragraphs[i] + bytes[sentence.begin]);
    }
  }
  return begins;
}

bool has_signs(std::string_view text) {
  const Letters letters = letters_of(text);
  return std::any_of(letters.begin(), letters.end(), is_stand_in);
}

bool fits_pattern(std::u32string_view pattern, std::u32string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == any_letters)
    return fits_pattern(pattern.substr(1), text) || (!text.empty() && fits_pattern(pattern, text.substr(1)));
  return !text.empty() && (pattern[0] == one_letter || pattern[0] == text[0]) &&
         fits_pattern(pattern.substr(1), text.substr(1));
}

ReadText read_pattern(std::string_view chunk, std::string_view lang) {
  ReadText read = read_text(utf8_of(with_stand_ins(letters_of(chunk))), lang);
  for (std::size_t i = 0; i < read.words.size();) {
    const Word& word = read.words[i];
    if (!has_signs(word.form) || has_enough_letters(word)) {
      ++i;
      continue;
    }
    Letters letters = letters_of(std::string_view(read.text).substr(word.begin, word.end - word.begin));
    std::erase_if(letters, is_stand_in);
    read = read_text(read.text.substr(0, word.begin) + utf8_of(letters) + read.text.substr(word.end), lang);
    i = 0;
  }
  return read;
}

std::u32string letters_of(std::string_view text) {
  return letters_in(
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size()))));
}

std::string utf8_of(std::u32string_view letters) {
  std::string text;
  return unicode_of(letters).toUTF8String(text);
}

bool is_letter_or_number(char32_t letter) { return has_category(letter, U_GC_L_MASK | U_GC_N_MASK); }

bool is_white_space(char32_t letter) { return u_isUWhiteSpace(code_point(letter)); }

std::string casefold(std::string_view text) { return utf8_of(casefolded(letters_of(text))); }

std::string fold(std::string_view casefolded, std::string_view lang) {
  return utf8_of(folded(letters_of(casefolded), lang));
}

Word joined(const Word& first, const Word& second, std::string_view separator, std::string_view lang) {
  const Letters form = letters_of(first.form + std::string(separator) + second.form).substr(0, longest_form);
  Word pair = word_of(form, false, false, lang);
  pair.begin = first.begin;
  pair.end = second.end;
  pair.mark_before = first.mark_before;
  pair.mark_after = second.mark_after;
  pair.in_capitals = first.in_capitals && second.in_capitals;
  pair.gap = second.gap;
  return pair;
}

std::vector<Word> words_of(std::string_view text, std::string_view lang) {
  const Letters letters = letters_of(text);
  const std::vector<std::size_t> bytes = byte_offsets(letters);
  std::vector<Word> words;
  for (const WordPiece& found : word_pieces(letters)) {
    Word word = make_word(letters, found, bytes, lang);
    if (!word.form.empty()) words.push_back(std::move(word));
  }
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    words[i].gap = gap_of(text.substr(words[i].end, words[i + 1].begin - words[i].end));
  return words;
}

ReadText read_text(std::string_view text, std::string_view lang) {
  ReadText result;
  result.text = text;
  result.words = words_of(text, lang);
  for (std::size_t i = 0; i < result.words.size(); ++i) result.pairs.push_back(pair_at(result.words, i, lang));
  result.characters = run_characters(text, result.words);
  return result;
}

}  // namespace broadsheet::oracle
