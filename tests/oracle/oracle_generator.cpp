// Random queries about real articles. Most parts of a query are taken from one article, so that a good share of the
// queries find something.

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <functional>

#include "oracle_parts.hpp"

namespace broadsheet::oracle {
namespace {

// --- text ---

std::string slice(std::string_view text, std::size_t begin, std::size_t end) {
  return std::string(text.substr(begin, end - begin));
}

std::string upper(const std::string& text) {
  std::string result;
  return icu::UnicodeString::fromUTF8(text).toUpper(icu::Locale::getRoot()).toUTF8String(result);
}

std::string lower(const std::string& text) {
  std::string result;
  return icu::UnicodeString::fromUTF8(text).toLower(icu::Locale::getRoot()).toUTF8String(result);
}

std::string without_accents(const std::string& text) { return fold(casefold(text), ""); }

std::string decomposed(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string result;
  return icu::Normalizer2::getNFDInstance(status)
      ->normalize(icu::UnicodeString::fromUTF8(text), status)
      .toUTF8String(result);
}

std::string full_width(const std::string& text) {
  std::u32string wide = letters_of(text);
  for (char32_t& letter : wide) letter += letter < 0x80 && is_letter_or_number(letter) ? 0xFEE0 : 0;
  return utf8_of(wide);
}

std::string replaced(std::string text, char from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, 1, to);
  return text;
}

std::vector<std::string> split_at_blanks(std::string_view text) {
  std::vector<std::u32string> parts(1);
  for (const char32_t letter : letters_of(text)) {
    if (!is_white_space(letter)) {
      parts.back() += letter;
    } else if (!parts.back().empty()) {
      parts.emplace_back();
    }
  }
  if (parts.back().empty()) parts.pop_back();
  std::vector<std::string> result;
  for (const std::u32string& part : parts) result.push_back(utf8_of(part));
  return result;
}

// --- what may be typed ---

/// Letters with a meaning in queries, which to_text would have to escape or cannot, and letters one cannot see.
bool is_troublesome(char32_t letter) {
  static const std::u32string signs = U"\"“”„«»\\*?()|^~!=<>[]{}";
  return signs.find(letter) != std::u32string::npos || u_charType(static_cast<UChar32>(letter)) == U_CONTROL_CHAR ||
         letter == U'\uFFFD' || letter == U'\uFEFF';
}

bool holds_words_to_find(std::string_view text) {
  const std::vector<Word> words = words_of(text, "");
  return !words.empty() &&
         std::none_of(words.begin(), words.end(), [](const Word& word) { return word.folded_base.empty(); });
}

/// Whether a value can stand in quotes. In them a blank is welcome.
bool is_typable_value(std::string_view value) {
  const std::u32string letters = letters_of(value);
  return std::none_of(letters.begin(), letters.end(), is_troublesome) && value.size() <= 200 &&
         holds_words_to_find(value);
}

bool is_typable_chunk(std::string_view chunk) {
  const std::u32string letters = letters_of(chunk);
  if (std::any_of(letters.begin(), letters.end(), is_white_space)) return false;
  for (const std::string_view syntax : {"&&", "/F", "/f"}) {
    if (chunk.find(syntax) != std::string_view::npos) return false;
  }
  return !chunk.starts_with('-') && !chunk.starts_with('+') && is_typable_value(chunk);
}

// --- making ---

class Maker {
 public:
  Maker(std::mt19937_64& random, const std::vector<ReadDocument>& documents, const Constructs& constructs)
      : random_(random), documents_(documents), constructs_(constructs), target_(any_of(documents)) {}

  Expr expression(std::size_t depth, bool text_only);
  Expr positional(std::size_t depth);
  Expr text_leaf();
  std::string plain_word();
  void spell(Expr& expr);

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(random_() % bound); }
  std::size_t between(std::size_t first, std::size_t last) { return first + below(last - first + 1); }
  bool chance(std::size_t percent) { return below(100) < percent; }

  template <typename Values>
  const typename Values::value_type& any_of(const Values& values) {
    return values[below(values.size())];
  }

  /// Mostly the article the query is about.
  const Document& some_document() { return chance(80) ? target_.document : any_of(documents_).document; }
  const ReadText& some_text();

  std::string absent_word();
  std::string variant(const std::string& word);
  std::string inflected(const std::string& word);
  std::string dotted(const std::string& word);
  std::string with_or_without_commas(const std::string& word);
  std::string hyphened(const std::string& word);
  std::string with_signs(const std::string& word);
  std::string mistyped(const std::string& word);

  std::size_t rare_word(const ReadText& text);
  std::string word_as_typed(const ReadText& text, std::size_t at);
  std::string run_as_typed(const ReadText& text, std::size_t word);
  std::string chunk_as_typed(const ReadText& text);
  std::string word_with_mark(const ReadText& text);
  std::string two_words_joined(const ReadText& text);
  Expr phrase_from(const ReadText& text, std::size_t first);
  Expr typed_expr(const std::string& typed);
  Expr wildcard(const std::string& word);
  Expr misspelt(const std::string& word);

  Expr leaf(bool text_only);
  Expr leaf_at(const ReadText& text, std::size_t at);
  Expr filter_leaf();
  Expr value_filter(Kind kind, const std::string& value);
  Expr words_filter(Kind kind, const std::string& text);
  std::string some_site(const std::string& url);
  std::string some_language(const std::string& lang);
  Expr some_word_count();
  Expr some_date();
  Expr spelt_date();
  Expr relative_date();
  std::vector<Expr> sides(std::size_t depth, bool text_only);

  Expr near_by(std::size_t depth, bool mixed);
  Expr operand_at(const ReadText& text, std::size_t at, std::size_t depth);
  Expr mixed_operand(Expr operand, bool may_lack_text);
  Expr counted();
  Expr in_first_words(std::size_t depth);
  Expr with_capitals();

  std::mt19937_64& random_;
  const std::vector<ReadDocument>& documents_;
  const Constructs& constructs_;
  const ReadDocument& target_;
};

const ReadText& Maker::some_text() {
  const ReadDocument& document = chance(85) ? target_ : any_of(documents_);
  if (document.body.words.empty()) return document.title;
  return document.title.words.empty() || chance(80) ? document.body : document.title;
}

// --- words, as in the text and changed ---

std::string Maker::absent_word() {
  static const std::array<std::string, 6> absent{"qxzvat", "Zwlrkq", "ъъщы", "ζζψ", "龘龘", "qxz9"};
  return any_of(absent);
}

std::string Maker::inflected(const std::string& word) {
  static const std::array<std::string, 14> endings{"s",  "es",  "ed", "ing", "er",  "e",  "n",
                                                   "en", "ung", "a",  "ом",  "ами", "'s", "’s"};
  std::u32string letters = letters_of(word);
  if (letters.size() > 3 && chance(40)) letters.resize(letters.size() - between(1, 2));
  return chance(70) ? utf8_of(letters) + any_of(endings) : utf8_of(letters);
}

std::string Maker::dotted(const std::string& word) {
  if (word.find('.') != std::string::npos) return replaced(word, '.', "");
  const std::u32string letters = letters_of(word);
  if (letters.size() < 2 || letters.size() > 4) return word;
  std::u32string result;
  for (const char32_t letter : letters) result += (result.empty() ? U"" : U".") + std::u32string(1, letter);
  return utf8_of(result) + (chance(50) ? "." : "");
}

std::string Maker::with_or_without_commas(const std::string& word) {
  if (word.find(',') != std::string::npos) return replaced(word, ',', "");
  const bool is_number =
      word.size() > 3 && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  std::string result = word;
  for (std::size_t at = word.size(); is_number && at > 3;) result.insert(at -= 3, ",");
  return result;
}

std::string Maker::hyphened(const std::string& word) {
  static const std::array<std::string, 3> hyphens{"-", "\u2010", "\u2011"};
  const std::u32string letters = letters_of(word);
  if (letters.size() < 2) return word;
  const std::size_t cut = between(1, letters.size() - 1);
  return utf8_of(letters.substr(0, cut)) + any_of(hyphens) + utf8_of(letters.substr(cut));
}

/// Section 3: `*` for some letters, `?` for one.
std::string Maker::with_signs(const std::string& word) {
  std::u32string letters = letters_of(word);
  const std::size_t size = letters.size();
  if (size < 3) return word + (chance(50) ? "*" : "");
  switch (below(5)) {
    case 0:
      return '*' + utf8_of(letters.substr(between(1, size - 2)));
    case 1:
      letters.replace(between(1, size - 2), 1, U"?");
      return utf8_of(letters);
    case 2: {
      const std::size_t first = between(1, size - 2);
      return utf8_of(letters.replace(first, below(size - 1 - first), U"*"));
    }
    default:
      return utf8_of(letters.substr(0, between(2, size))) + '*';
  }
}

std::string Maker::mistyped(const std::string& word) {
  std::u32string letters = letters_of(word);
  for (std::size_t mistakes = between(0, 2); mistakes > 0 && letters.size() > 3; --mistakes) {
    const std::size_t at = below(letters.size() - 1);
    switch (below(4)) {
      case 0:
        letters.erase(at, 1);
        break;
      case 1:
        letters.insert(at, 1, letters[below(letters.size())]);
        break;
      case 2:
        std::swap(letters[at], letters[at + 1]);
        break;
      default:
        letters[at] = letters[below(letters.size())];
    }
  }
  return utf8_of(letters);
}

std::string Maker::variant(const std::string& word) {
  switch (below(26)) {
    case 0:
      return upper(word);
    case 1:
      return lower(word);
    case 2:
      return without_accents(word);
    case 3:
      return decomposed(word);
    case 4:
      return full_width(word);
    case 5:
      return dotted(word);
    case 6:
      return dotted(upper(word));
    case 7:
      return with_or_without_commas(word);
    case 8:
      return hyphened(word);
    case 9:
      return (chance(50) ? "l'" : "qu’") + word;
    case 10:
      return '#' + word;
    case 11:
      return (chance(50) ? "@" : "$") + word;
    case 12:
      return word + (chance(50) ? "++" : "%");
    case 13:
      return replaced(word, '\'', "’");
    case 14:
    case 15:
    case 16:
    case 17:
      return inflected(word);
    default:
      return word;
  }
}

std::string Maker::run_as_typed(const ReadText& text, std::size_t word) {
  const auto& characters = text.characters;
  const auto is_of_word = [&](const RunCharacter& character) { return character.word == word; };
  std::size_t first =
      static_cast<std::size_t>(std::find_if(characters.begin(), characters.end(), is_of_word) - characters.begin());
  first += below(static_cast<std::size_t>(std::count_if(characters.begin(), characters.end(), is_of_word)));
  std::size_t last = first;
  for (std::size_t more = below(6);
       more > 0 && last + 1 < characters.size() && characters[last].end == characters[last + 1].begin; --more)
    ++last;
  return slice(text.text, characters[first].begin, characters[last].end);
}

/// Of three words that which stands there least often, so that distances are not asked of all "the".
std::size_t Maker::rare_word(const ReadText& text) {
  const auto times = [&](std::size_t at) {
    return std::count_if(text.words.begin(), text.words.end(),
                         [&](const Word& word) { return word.folded_base == text.words[at].folded_base; });
  };
  std::size_t best = below(text.words.size());
  for (int tries = 0; tries < 2; ++tries) {
    const std::size_t other = below(text.words.size());
    if (times(other) < times(best)) best = other;
  }
  return best;
}

std::string Maker::plain_word() {
  for (int tries = 0; tries < 100; ++tries) {
    const ReadText& text = some_text();
    if (text.words.empty()) continue;
    const Word& word = any_of(text.words);
    const std::string typed = slice(text.text, word.begin, word.end);
    if (!word.is_run && is_typable_chunk(typed) && words_of(typed, "").size() == 1) return typed;
  }
  return absent_word();
}

std::string Maker::word_as_typed(const ReadText& text, std::size_t at) {
  const Word& word = text.words[at];
  return word.is_run ? run_as_typed(text, at) : variant(slice(text.text, word.begin, word.end));
}

std::string Maker::word_with_mark(const ReadText& text) {
  const std::size_t start = below(text.words.size());
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    const Word& word = text.words[(start + i) % text.words.size()];
    if (!word.mark_before.empty() || !word.mark_after.empty())
      return word.mark_before + slice(text.text, word.begin, word.end) + word.mark_after;
  }
  return word_as_typed(text, below(text.words.size()));
}

/// Two or three words standing in the text without a blank.
std::string Maker::chunk_as_typed(const ReadText& text) {
  const std::size_t start = below(text.words.size());
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    const std::size_t first = (start + i) % text.words.size();
    const std::size_t last = std::min(first + between(1, 2), text.words.size() - 1);
    const std::string chunk = slice(text.text, text.words[first].begin, text.words[last].end);
    if (last > first && is_typable_chunk(chunk)) return chance(20) ? lower(chunk) : chunk;
  }
  return two_words_joined(text);
}

/// Neighbours in the text as if they were written together, or with a hyphen, or the like.
std::string Maker::two_words_joined(const ReadText& text) {
  static const std::array<std::string, 8> signs{"-", "-", "\u2010", "\u2011", "&", "/", ".", ""};
  const std::size_t first = below(text.words.size());
  const std::size_t second = std::min(first + 1, text.words.size() - 1);
  const auto as_typed = [&](std::size_t at) { return slice(text.text, text.words[at].begin, text.words[at].end); };
  return as_typed(first) + any_of(signs) + as_typed(second);
}

// --- leaves that need text ---

Expr Maker::typed_expr(const std::string& typed) {
  if (!is_typable_chunk(typed)) return text_expr(Kind::word, absent_word());
  if (chance(30)) return text_expr(Kind::exact, typed);
  if (chance(10)) return phrase({typed});
  return text_expr(words_of(typed, "").size() == 1 ? Kind::word : Kind::chunk, typed);
}

Expr Maker::wildcard(const std::string& word) {
  const std::vector<Word> words = words_of(word, "");
  if (!is_typable_chunk(word) || words.size() != 1 || words[0].is_run) return typed_expr(word);
  return text_expr(chance(80) ? Kind::word : Kind::exact, with_signs(word));
}

Expr Maker::misspelt(const std::string& word) {
  const std::string typed = mistyped(word);
  const std::vector<Word> words = words_of(typed, "");
  if (!is_typable_chunk(typed) || words.size() != 1 || words[0].end != typed.size()) return typed_expr(word);
  return fuzzy(typed, below(3));
}

Expr Maker::phrase_from(const ReadText& text, std::size_t first) {
  const std::size_t last = std::min(first + between(1, 4), text.words.size() - 1);
  std::vector<std::string> parts;
  for (std::size_t i = first; i <= last; ++i) parts.push_back(slice(text.text, text.words[i].begin, text.words[i].end));
  if (chance(50)) parts = split_at_blanks(slice(text.text, text.words[first].begin, text.words[last].end));
  for (std::string& part : parts) {
    if (chance(10)) part = chance(50) ? upper(part) : variant(part);
  }
  const auto is_untypable = [](const std::string& part) { return !is_typable_chunk(part); };
  std::erase_if(parts, is_untypable);
  if (parts.empty()) return text_expr(Kind::word, absent_word());
  if (parts.size() > 2 && chance(35)) parts[between(1, parts.size() - 2)] = "*";
  if (constructs_.wildcards && chance(15)) {
    std::string& part = parts[below(parts.size())];
    if (const Expr changed = wildcard(part); part != "*" && !changed.typed.empty()) part = changed.typed;
  }
  return phrase(parts);
}

Expr Maker::text_leaf() {
  const ReadText& text = some_text();
  if (text.words.empty() || chance(6)) return typed_expr(absent_word());
  const std::size_t at = below(text.words.size());
  const std::size_t roll = below(100);
  if (roll < 35) return typed_expr(word_as_typed(text, at));
  if (roll < 45) return typed_expr(word_with_mark(text));
  if (roll < 55) return typed_expr(chunk_as_typed(text));
  if (roll < 62) return typed_expr(two_words_joined(text));
  if (roll < 80) return phrase_from(text, at);
  return leaf_at(text, at);
}

/// Something that, mostly, matches from this position on.
Expr Maker::leaf_at(const ReadText& text, std::size_t at) {
  const std::string word = slice(text.text, text.words[at].begin, text.words[at].end);
  const std::size_t roll = below(100);
  if (roll < 15 && constructs_.wildcards) return wildcard(word);
  if (roll < 30 && constructs_.fuzzy) return misspelt(word);
  if (roll < 45) return phrase_from(text, at);
  if (text.words[at].is_run) return typed_expr(run_as_typed(text, at));
  return typed_expr(chance(20) ? variant(word) : word);
}

// --- filters ---

Expr Maker::value_filter(Kind kind, const std::string& value) {
  static const std::array<std::function<std::string(const std::string&)>, 6> changes{
      upper,
      lower,
      without_accents,
      [](const std::string& text) { return replaced(text, ' ', "-"); },
      [](const std::string& text) { return replaced(text, ' ', "_"); },
      [](const std::string& text) { return replaced(text, '-', "  "); }};
  if (!is_typable_value(value)) return everything();
  if (constructs_.wildcards && chance(15)) {
    const std::string typed = replaced(value, ' ', "-");
    const std::u32string letters = letters_of(typed);
    const auto is_plain = [](char32_t letter) { return letter == U'-' || is_letter_or_number(letter); };
    if (letters.size() > 3 && std::all_of(letters.begin(), letters.end(), is_plain) && is_typable_chunk(typed))
      return filter(kind, utf8_of(letters.substr(0, between(3, letters.size()))) + '*');
  }
  const std::string changed = chance(40) ? any_of(changes)(value) : value;
  return filter(kind, chance(5) ? absent_word() : changed);
}

Expr Maker::words_filter(Kind kind, const std::string& text) {
  const std::vector<Word> words = words_of(text, "");
  if (words.empty()) return filter(kind, absent_word());
  const std::size_t first = below(words.size());
  const std::size_t last = std::min(first + below(3), words.size() - 1);
  const std::string value = slice(text, words[first].begin, words[last].end);
  if (!is_typable_value(value)) return filter(kind, absent_word());
  return filter(kind, chance(30) ? without_accents(value) : value);
}

std::string Maker::some_site(const std::string& url) {
  std::string site = host_of(url);
  while (chance(40) && site.find('.') != std::string::npos) site.erase(0, site.find('.') + 1);
  if (site.empty()) return "example.com";
  return chance(20) ? upper(site) : site;
}

std::string Maker::some_language(const std::string& lang) {
  if (lang.empty() || chance(10)) return "en";
  if (chance(30)) return upper(lang);
  return chance(50) ? lang.substr(0, lang.find('-')) : lang;
}

Expr spelt_word_count(std::size_t first, std::size_t last, std::size_t way) {
  const std::string least = std::to_string(first), most = std::to_string(last);
  const auto spelt = [](Expr expr, std::string typed) {
    expr.typed = std::move(typed);
    return expr;
  };
  const Expr from = word_count(first + 1, std::nullopt);
  switch (way) {
    case 0:
      return spelt(from, "words:>" + least);
    case 1:
      return spelt(from, "length>" + least);
    case 2:
      return spelt(from, "wc>" + least);
    case 3:
      return spelt(word_count(first, std::nullopt), "words:>=" + least);
    case 4:
      return spelt(word_count(std::nullopt, last), "words:<=" + most);
    case 5:
      return last == 0 ? everything() : spelt(word_count(std::nullopt, last - 1), "words:<" + most);
    case 6:
      return spelt(word_count(last, last), "words:=" + most);
    case 7:
      return spelt(word_count(first, last), "words:" + most + ".." + least);  // the wrong way round
    default:
      return spelt(word_count(first, last), "words:[" + least + " TO " + most + "]");
  }
}

Expr Maker::some_word_count() {
  const std::size_t count = chance(50) ? target_.body.words.size() : below(1000);
  const std::size_t first = count - std::min(count, below(30));
  const std::size_t last = count + below(30);
  if (constructs_.spellings && chance(40)) return spelt_word_count(first, last, below(9));
  if (chance(30)) return word_count(first, std::nullopt);
  if (chance(40)) return word_count(std::nullopt, last);
  return word_count(first, last);
}

// --- dates ---

using Days = std::chrono::sys_days;
using Span = std::pair<Days, Days>;

std::string padded(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// The decade, year, month or day that a day lies in, as it is typed.
std::pair<std::string, Span> period_around(Days day, std::size_t precision) {
  using namespace std::chrono;
  const year_month_day date(day);
  const std::string year_text = std::to_string(static_cast<int>(date.year()));
  const std::string month_text = padded(static_cast<unsigned>(date.month()));
  const std::string day_text = padded(static_cast<unsigned>(date.day()));
  switch (precision) {
    case 0: {
      const int decade = static_cast<int>(date.year()) / 10 * 10;
      return {std::to_string(decade) + "s",
              {sys_days{year(decade) / January / 1}, sys_days{year(decade + 9) / December / 31}}};
    }
    case 1:
      return {year_text, {sys_days{date.year() / January / 1}, sys_days{date.year() / December / 31}}};
    case 2:
      return {year_text + '-' + month_text,
              {sys_days{date.year() / date.month() / 1}, sys_days{date.year() / date.month() / last}}};
    case 3:
      return {year_text + month_text + day_text, {day, day}};
    default:
      return {year_text + '-' + month_text + '-' + day_text, {day, day}};
  }
}

Expr dated_as(std::string typed, std::optional<Days> first, std::optional<Days> last, bool overlapping = false) {
  Expr expr = dated(first, last, overlapping);
  expr.typed = std::move(typed);
  return expr;
}

/// All forms of section 5 but the relative ones.
Expr Maker::spelt_date() {
  using std::chrono::days;
  const auto span = days_of(some_document().date);
  if (!span) return filter(Kind::has, "date");
  const Days near_it = span->first + days(below(500)) - days(below(500));
  const auto [x, x_span] = period_around(chance(50) ? span->first : near_it, below(5));
  const auto [y, y_span] = period_around(near_it, below(5));
  const auto [first, last] = x_span;
  const std::string tilde = chance(30) ? "~" : "";
  const bool overlapping = !tilde.empty();
  // Ends in the wrong order change places.
  const Span both = y_span.first < first ? Span{y_span.first, last} : Span{first, y_span.second};
  const bool nested =
      (first <= y_span.first && y_span.second <= last) || (y_span.first <= first && last <= y_span.second);
  switch (below(nested ? 12 : 15)) {
    case 0:
      return dated_as("date:>=" + x, first, std::nullopt);
    case 1:
      return dated_as("since:" + x, first, std::nullopt);
    case 2:
      return dated_as("after:" + x, first, std::nullopt);
    case 3:
      return dated_as("date:<=" + x, std::nullopt, last);
    case 4:
      return dated_as("until:" + x, std::nullopt, last);
    case 5:
      return dated_as("date:<" + x, std::nullopt, first - days(1));
    case 6:
      return dated_as("before:" + x, std::nullopt, first - days(1));
    case 7:
      return dated_as("date:>" + x, last + days(1), std::nullopt);
    case 8:
      return dated_as("date:" + tilde + x + "..", first, std::nullopt, overlapping);
    case 9:
      return dated_as("date:" + tilde + ".." + x, std::nullopt, last, overlapping);
    case 10:
    case 11:
      return dated_as("date:" + tilde + x, first, last, overlapping);
    case 12:
      return dated_as("date:" + tilde + x + ".." + y, both.first, both.second, overlapping);
    default:
      return dated_as("date:[" + x + " TO " + y + "]", both.first, both.second);
  }
}

/// From the day of now_of_queries, a Tuesday.
Expr Maker::relative_date() {
  using namespace std::chrono;
  const sys_days today{year(2026) / November / 24};
  const year_month_day date(today);
  const sys_days monday{year(2026) / November / 23};
  const auto span_of_month = [](year_month month) { return Span{sys_days{month / 1}, sys_days{month / last}}; };
  const auto span_of_year = [](year of) { return Span{sys_days{of / January / 1}, sys_days{of / December / 31}}; };
  const int n = static_cast<int>(between(1, 40));
  const std::string number = std::to_string(n);
  const auto after_the_same_day = [](year_month_day then) { return sys_days{then} + days(1); };
  const std::vector<std::pair<std::string, Span>> forms{{"today", {today, today}},
                                                        {"yesterday", {today - days(1), today - days(1)}},
                                                        {"this-week", {monday, monday + days(6)}},
                                                        {"last-week", {monday - days(7), monday - days(1)}},
                                                        {"this-month", span_of_month(year(2026) / November)},
                                                        {"last-month", span_of_month(year(2026) / October)},
                                                        {"this-year", span_of_year(year(2026))},
                                                        {"last-year", span_of_year(year(2025))},
                                                        {number + "d", {today - days(n - 1), today}},
                                                        {number + "w", {today - days(7 * n - 1), today}},
                                                        {number + "m", {after_the_same_day(date - months(n)), today}},
                                                        {number + "y", {after_the_same_day(date - years(n)), today}}};
  const auto& [typed, span] = forms[below(forms.size())];
  const bool overlapping = chance(30);
  return dated_as(std::string("date:") + (overlapping ? "~" : "") + typed, span.first, span.second, overlapping);
}

Expr Maker::some_date() {
  using std::chrono::days;
  if (constructs_.spellings && chance(50)) return spelt_date();
  if (constructs_.spellings && chance(25)) return relative_date();
  const auto span = days_of(some_document().date);
  if (!span) return filter(Kind::has, "date");
  auto [first, last] = *span;
  if (chance(50)) first -= days(below(400));
  if (chance(50)) last += days(below(400));
  if (chance(20)) first += days(below(40));
  if (chance(20)) last -= days(below(40));
  if (last < first) std::swap(first, last);
  const bool overlapping = chance(40);
  if (chance(20)) return dated(first, std::nullopt, overlapping);
  if (chance(20)) return dated(std::nullopt, last, overlapping);
  return dated(first, last, overlapping);
}

Expr Maker::filter_leaf() {
  static const std::array<std::string, 9> fields{"title",   "body", "author", "tag", "source",
                                                 "section", "lang", "url",    "date"};
  const Document& document = some_document();
  switch (below(12)) {
    case 0:
      return filter(Kind::has, any_of(fields));
    case 1:
      return document.tags.empty() ? filter(Kind::tag, absent_word()) : value_filter(Kind::tag, any_of(document.tags));
    case 2:
      return value_filter(Kind::source, document.source);
    case 3:
      return value_filter(Kind::section, document.section);
    case 4:
      return filter(Kind::lang, some_language(document.lang));
    case 5:
      return document.authors.empty() ? filter(Kind::author, absent_word())
                                      : words_filter(Kind::author, any_of(document.authors));
    case 6:
      return is_typable_value(document.id) ? filter(Kind::id, chance(20) ? lower(document.id) : document.id)
                                           : everything();
    case 7:
      return words_filter(Kind::url, document.url);
    case 8:
      return filter(Kind::site, some_site(document.url));
    case 9:
      return some_word_count();
    case 10:
      return everything();
    default:
      return some_date();
  }
}

// --- the tree ---

Expr Maker::leaf(bool text_only) { return text_only || chance(75) ? text_leaf() : filter_leaf(); }

std::vector<Expr> Maker::sides(std::size_t depth, bool text_only) {
  std::vector<Expr> result;
  for (std::size_t count = chance(70) ? 2 : 3; count > 0; --count) result.push_back(expression(depth - 1, text_only));
  return result;
}

/// Which kinds of text an operand of a proximity is made of.
Expr Maker::operand_at(const ReadText& text, std::size_t at, std::size_t depth) {
  Expr operand = leaf_at(text, at);
  if (chance(20)) {
    Expr other = chance(50) ? leaf_at(text, rare_word(text)) : text_leaf();
    operand = chance(50) ? operation(Kind::or_, {operand, other}) : operation(Kind::or_, {other, operand});
  }
  if (depth > 0 && chance(25)) operand = near_by(depth - 1, false);
  if (constructs_.boosts && chance(4)) operand = operation(Kind::boost, {operand}, 2);
  if (chance(5)) operand = operation(&text == &target_.title ? Kind::title : Kind::body, {operand});
  if (constructs_.zones && chance(4)) operand = operation(Kind::first, {operand}, at + between(1, 20));
  if (constructs_.zones && chance(3)) operand = operation(Kind::hlead, {operand});
  return operand;
}

/// What steps outside a proximity beside, or in place of, what does not.
Expr Maker::mixed_operand(Expr operand, bool may_lack_text) {
  switch (below(may_lack_text ? 9 : 7)) {
    case 0:
      return operation(Kind::and_, {operand, operation(Kind::not_, {text_leaf()})});
    case 1:
      return operation(Kind::and_, {operand, filter_leaf()});
    case 2:
      return operation(Kind::and_, {filter_leaf(), operand, operation(Kind::not_, {filter_leaf()})});
    case 3:
      return operation(Kind::and_, {text_leaf(), operand});
    case 4:
      return operation(Kind::or_,
                       {operand, operation(Kind::and_, {text_leaf(), operation(Kind::not_, {text_leaf()})})});
    case 5:
      return operation(Kind::or_, {operand, filter_leaf()});
    case 6:
      return constructs_.at_least ? operation(Kind::at_least, {operand}, between(1, 3)) : operand;
    case 7:
      return operation(Kind::not_, {operand});
    default:
      return filter_leaf();
  }
}

/// Two things that stand near each other in a text, and a relation that, mostly, holds.
Expr Maker::near_by(std::size_t depth, bool mixed) {
  const ReadText& text = some_text();
  if (text.words.empty()) return typed_expr(absent_word());
  const std::size_t at = rare_word(text);
  const std::size_t away = chance(80) ? between(1, 8) : between(1, 60);
  const std::size_t other = chance(50) ? std::min(at + away, text.words.size() - 1) : at - std::min(at, away);
  Expr left = operand_at(text, at, depth);
  Expr right = operand_at(text, other, depth);
  const bool left_is_mixed = mixed && chance(35);
  if (left_is_mixed) left = mixed_operand(left, true);
  // Two sides without anything positive are nothing that section 4 speaks of.
  if (mixed && chance(35) && (!left_is_mixed || constructs_.mixed_on_both_sides))
    right = mixed_operand(right, !left_is_mixed);
  const std::size_t number = chance(70) ? away + below(3) : between(1, 12);
  const bool negated = chance(25);
  const std::size_t roll = below(100);
  if (roll < 50) return proximity(Kind::near, left, right, number, negated);
  if (roll < 75) return proximity(Kind::adjacent, left, right, number, negated);
  return proximity(roll < 90 ? Kind::sentence : Kind::paragraph, left, right, 0, negated);
}

Expr Maker::counted() {
  const ReadText& text = some_text();
  if (text.words.empty()) return typed_expr(absent_word());
  const std::size_t at = below(text.words.size());
  Expr of = chance(60) ? leaf_at(text, at) : chance(50) ? positional(2) : expression(2, false);
  const auto times =
      static_cast<std::size_t>(std::count_if(text.words.begin(), text.words.end(), [&](const Word& word) {
        return word.folded_base == text.words[at].folded_base;
      }));
  return operation(Kind::at_least, {of}, between(1, times + 1));
}

Expr Maker::in_first_words(std::size_t depth) {
  const std::size_t at = below(std::max<std::size_t>(target_.body.words.size(), 1));
  if (target_.body.words.empty() || chance(30))
    return operation(Kind::first, {expression(depth, true)}, between(1, 80));
  if (chance(30)) return operation(Kind::hlead, {expression(depth, true)});
  return operation(Kind::first, {leaf_at(target_.body, at)}, std::max<std::size_t>(at + below(5), 3) - 2);
}

Expr Maker::with_capitals() {
  const ReadText& text = some_text();
  if (text.words.empty()) return typed_expr(absent_word());
  const std::size_t at = below(text.words.size());
  const std::string word = slice(text.text, text.words[at].begin, text.words[at].end);
  Expr asked = constructs_.wildcards && chance(20) ? wildcard(word) : text_expr(Kind::word, word);
  if (!is_typable_chunk(word) || words_of(word, "").size() != 1) return typed_expr(absent_word());
  if (chance(25)) asked = operation(Kind::or_, {asked, text_expr(Kind::word, absent_word())});
  const std::size_t roll = below(3);
  return operation(roll == 0 ? Kind::caps : roll == 1 ? Kind::all_caps : Kind::no_caps, {asked});
}

Expr Maker::positional(std::size_t depth) {
  const std::size_t roll = below(100);
  if (depth > 0 && constructs_.proximity && roll < 35) return near_by(depth - 1, false);
  if (depth > 0 && roll < 50) return operation(Kind::or_, {positional(depth - 1), positional(depth - 1)});
  return text_leaf();
}

Expr Maker::expression(std::size_t depth, bool text_only) {
  if (depth == 0 || chance(20)) return leaf(text_only);
  const std::size_t roll = below(100);
  if (roll < 24 && constructs_.proximity) return near_by(depth - 1, !text_only || chance(30));
  if (roll < 29 && constructs_.at_least) return counted();
  if (roll < 34 && constructs_.zones) return in_first_words(depth - 1);
  if (roll < 38 && constructs_.capitals) return with_capitals();
  if (roll < 40 && constructs_.boosts) return operation(Kind::boost, {positional(depth - 1)}, between(1, 9));
  if (roll < 42 && constructs_.synonyms) return operation(Kind::synonyms, {text_leaf()});
  if (roll < 64) return operation(Kind::and_, sides(depth, text_only));
  if (roll < 82) return operation(Kind::or_, sides(depth, text_only));
  if (roll < 92) return operation(Kind::not_, {expression(depth - 1, text_only)});
  const Kind scope = chance(40) ? Kind::title : Kind::body;
  return operation(scope, {expression(depth - 1, true)});
}

/// Writes some parts in other ways than the canonical one.
void Maker::spell(Expr& expr) {
  if (chance(40)) expr.spelling = below(20);
  for (Expr& child : expr.children) spell(child);
}

}  // namespace

Generator::Generator(std::uint64_t seed, const std::vector<ReadDocument>& documents, Constructs constructs)
    : random_(seed), documents_(documents), constructs_(constructs) {}

namespace {

std::size_t count_nodes(const Node& node) {
  std::size_t count = 1;
  for (const Node& child : node.children) count += count_nodes(child);
  return count;
}

/// Well under the limits of section 8, so that a test may put some of these together.
bool is_moderate(const Expr& expr) {
  constexpr std::size_t longest_text = 1000;
  constexpr std::size_t most_nodes = 60;
  return to_text(expr).size() <= longest_text && count_nodes(rewritten(expr, {})) <= most_nodes;
}

}  // namespace

Expr Generator::next() {
  while (true) {
    Maker maker(random_, documents_, constructs_);
    Expr expr = maker.expression(random_() % 5, false);
    if (constructs_.spellings) maker.spell(expr);
    if (is_moderate(expr)) return expr;
  }
}

Expr Generator::next_positional() {
  while (true) {
    Maker maker(random_, documents_, constructs_);
    Expr expr = maker.positional(2);
    if (is_moderate(expr)) return expr;
  }
}

Expr Generator::next_words() {
  while (true) {
    Expr expr = Maker(random_, documents_, constructs_).text_leaf();
    if (expr.kind != Kind::fuzzy && is_moderate(expr)) return expr;
  }
}

std::string Generator::next_word() { return Maker(random_, documents_, constructs_).plain_word(); }

}  // namespace broadsheet::oracle
