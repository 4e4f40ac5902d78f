// Random queries about real articles. Most parts of a query are taken from one article, so that a good share of the
// queries find something.

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <functional>

#include "oracle.hpp"

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
  Maker(std::mt19937_64& random, const std::vector<Document>& documents)
      : random_(random), documents_(documents), target_(read(any_of(documents))) {}

  Expr expression(std::size_t depth, bool text_only);

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(random_() % bound); }
  std::size_t between(std::size_t first, std::size_t last) { return first + below(last - first + 1); }
  bool chance(std::size_t percent) { return below(100) < percent; }

  template <typename Values>
  const typename Values::value_type& any_of(const Values& values) {
    return values[below(values.size())];
  }

  /// Mostly the article the query is about.
  const Document& some_document() { return chance(80) ? target_.document : any_of(documents_); }
  ReadText some_text();

  std::string absent_word();
  std::string variant(const std::string& word);
  std::string inflected(const std::string& word);
  std::string dotted(const std::string& word);
  std::string with_or_without_commas(const std::string& word);
  std::string hyphened(const std::string& word);

  std::string word_as_typed(const ReadText& text);
  std::string run_as_typed(const ReadText& text, std::size_t word);
  std::string chunk_as_typed(const ReadText& text);
  std::string word_with_mark(const ReadText& text);
  std::string two_words_joined(const ReadText& text);
  Expr phrase_from(const ReadText& text);
  Expr typed_expr(const std::string& typed);

  Expr leaf(bool text_only);
  Expr text_leaf();
  Expr filter_leaf();
  Expr value_filter(Kind kind, const std::string& value);
  Expr words_filter(Kind kind, const std::string& text);
  std::string some_site(const std::string& url);
  std::string some_language(const std::string& lang);
  Expr some_word_count();
  Expr some_date();
  std::vector<Expr> sides(std::size_t depth, bool text_only);

  std::mt19937_64& random_;
  const std::vector<Document>& documents_;
  ReadDocument target_;
};

ReadText Maker::some_text() {
  const auto title_or_body = [&](const ReadDocument& document) {
    return document.title.words.empty() || chance(80) ? document.body : document.title;
  };
  return chance(85) ? title_or_body(target_) : title_or_body(read(any_of(documents_)));
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

std::string Maker::word_as_typed(const ReadText& text) {
  const std::size_t at = below(text.words.size());
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
  return word_as_typed(text);
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

Expr Maker::phrase_from(const ReadText& text) {
  const std::size_t first = below(text.words.size());
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
  return phrase(parts);
}

Expr Maker::text_leaf() {
  const ReadText text = some_text();
  if (text.words.empty() || chance(6)) return typed_expr(absent_word());
  const std::size_t roll = below(100);
  if (roll < 45) return typed_expr(word_as_typed(text));
  if (roll < 55) return typed_expr(word_with_mark(text));
  if (roll < 68) return typed_expr(chunk_as_typed(text));
  if (roll < 75) return typed_expr(two_words_joined(text));
  return phrase_from(text);
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

Expr Maker::some_word_count() {
  const std::size_t count = chance(50) ? target_.body.words.size() : below(1000);
  const std::size_t first = count - std::min(count, below(30));
  const std::size_t last = count + below(30);
  if (chance(30)) return word_count(first, std::nullopt);
  if (chance(40)) return word_count(std::nullopt, last);
  return word_count(first, last);
}

Expr Maker::some_date() {
  using std::chrono::days;
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

Expr Maker::expression(std::size_t depth, bool text_only) {
  if (depth == 0 || chance(25)) return leaf(text_only);
  const std::size_t roll = below(100);
  if (roll < 38) return operation(Kind::and_, sides(depth, text_only));
  if (roll < 66) return operation(Kind::or_, sides(depth, text_only));
  if (roll < 80) return operation(Kind::not_, {expression(depth - 1, text_only)});
  const Kind scope = chance(40) ? Kind::title : Kind::body;
  return operation(scope, {expression(depth - 1, true)});
}

// --- shrinking ---

Expr with_child(const Expr& expr, std::size_t at, const Expr& child) {
  Expr result = expr;
  result.children[at] = child;
  return result;
}

template <typename Values>
Values without(const Values& values, std::size_t at) {
  Values rest = values;
  rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
  return rest;
}

std::vector<Expr> smaller_trees(const Expr& expr) {
  std::vector<Expr> result = expr.children;
  for (std::size_t i = 0; i < expr.children.size() && expr.children.size() > 2; ++i)
    result.push_back(operation(expr.kind, without(expr.children, i)));
  for (std::size_t i = 0; i < expr.children.size(); ++i) {
    for (const Expr& child : smaller(expr.children[i])) result.push_back(with_child(expr, i, child));
  }
  return result;
}

std::vector<Expr> smaller_phrases(const Expr& expr) {
  std::vector<Expr> result;
  for (std::size_t i = 0; i < expr.parts.size(); ++i) {
    if (expr.parts.size() > 1) result.push_back(phrase(without(expr.parts, i)));
  }
  if (expr.parts.size() == 1 && expr.parts[0] != "*") result.push_back(text_expr(Kind::exact, expr.parts[0]));
  std::erase_if(result, [](const Expr& shorter) {
    return shorter.kind == Kind::phrase && (shorter.parts.front() == "*" || shorter.parts.back() == "*");
  });
  return result;
}

std::vector<Expr> smaller_chunks(const Expr& expr) {
  std::vector<Expr> result;
  for (const Word& word : words_of(expr.typed, "")) {
    const Kind kind = expr.kind == Kind::chunk ? Kind::word : expr.kind;
    const std::string typed = slice(expr.typed, word.begin, word.end);
    if (typed != expr.typed) result.push_back(text_expr(kind, typed));
  }
  if (expr.kind == Kind::exact)
    result.push_back(text_expr(words_of(expr.typed, "").size() == 1 ? Kind::word : Kind::chunk, expr.typed));
  return result;
}

}  // namespace

std::vector<Expr> smaller(const Expr& expr) {
  switch (expr.kind) {
    case Kind::and_:
    case Kind::or_:
    case Kind::not_:
    case Kind::title:
    case Kind::body:
      return smaller_trees(expr);
    case Kind::phrase:
      return smaller_phrases(expr);
    case Kind::word:
    case Kind::chunk:
    case Kind::exact:
      return smaller_chunks(expr);
    default:
      return {};
  }
}

Generator::Generator(std::uint64_t seed, const std::vector<Document>& documents)
    : random_(seed), documents_(documents) {}

Expr Generator::next() {
  // Well under the 4,096 bytes of section 8, so that a test may put two of these together.
  constexpr std::size_t longest_text = 1500;
  while (true) {
    Maker maker(random_, documents_);
    Expr expr = maker.expression(random_() % 5, false);
    if (to_text(expr).size() <= longest_text) return expr;
  }
}

}  // namespace broadsheet::oracle
