#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/language.hpp"

namespace broadsheet {

/// Raise when any text would give other words than before; archives made earlier are then refused.
inline constexpr int analyzer_version = 1;

/// True if `between` holds no white space, letter or number.
bool only_signs(std::string_view between);

/// What stands between a word and the one before it in its text. Only what decides a match is told apart.
enum class Gap : std::uint8_t {
  other = 0,
  touching,   ///< nothing
  hyphen,     ///< exactly one of - U+2010 U+2011
  ampersand,  ///< exactly one &
};

/// Capital letters of a word. Never renumber: archives store it.
enum class Capitals : std::uint8_t { none = 0, some = 1, all = 2 };

/// Everything about a word that decides what it matches, apart from its place. Two words with equal keys match the
/// same queries.
struct Word {
  std::string form;                   ///< NFKC_Casefold
  std::string base;                   ///< the form without elision, `'s`, dots, commas
  std::string stem;                   ///< fold(stem(base)): what a bare word is compared by; empty for runs
  std::string mark_before;            ///< `#`, `@`, a currency sign, or empty
  std::string mark_after;             ///< `++`, `+`, `#`, `%`, or empty
  std::vector<std::string> clusters;  ///< of a run: its characters, folded
  LanguageId language = 0;            ///< 0 for runs
  Capitals capitals = Capitals::none;
  bool run = false;
  bool initials = false;

  /// The byte string that stands for this word in the table of words on disk:
  /// language, flags (1 run, 2 initials, 4·capitals), mark before, 0x1E, mark after, 0x1E, then the form, or the
  /// clusters of a run each followed by 0x1F. Archives store it.
  std::string key() const;
};

/// A word in its text: bytes [begin, end) as given; signs of its marks stand directly before and after.
struct Token {
  std::uint32_t word;  ///< Analyzer::word
  std::uint32_t begin;
  std::uint32_t end;
  Gap gap;  ///< to the token before; other for the first
};

/// Makes words of text, everywhere: at indexing, at asking, at marking. The rules are those of
/// docs/query-language.md, "Words". Remembers each different word it has seen; one thread.
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;

  /// Appends the words of `text` (valid UTF-8) in order. Stops after `most` tokens; false if it did.
  bool analyze(std::string_view text, LanguageId language, std::vector<Token>& out, std::size_t most = no_limit);
  static constexpr std::size_t no_limit = static_cast<std::size_t>(-1);

  /// The places of the first `most` words, as analyze() finds them, without looking at the words themselves: several
  /// times faster. Token::word means nothing.
  void find_places(std::string_view text, std::vector<Token>& out, std::size_t most = no_limit);

  const Word& word(std::uint32_t number) const;
  std::size_t words() const;

  /// The two words as the one that they also are; `gap` is hyphen or ampersand.
  Word joined(const Word& first, const Word& second, Gap gap, LanguageId language);
  /// joined() of two remembered words, remembered.
  std::uint32_t joined(std::uint32_t first, std::uint32_t second, Gap gap, LanguageId language);

  /// fold(stem(base)) as in Word, for any base.
  std::string stem(std::string_view base, LanguageId language);

  /// The word that a key stands for; false if it is no key.
  bool word_of_key(std::string_view key, Word& word);
  /// The same without its stem, which takes most of the time.
  static bool stemless_word_of_key(std::string_view key, Word& word);

  /// Memory held for remembered words. forget() makes all numbers invalid.
  std::size_t bytes() const;
  void forget();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet
