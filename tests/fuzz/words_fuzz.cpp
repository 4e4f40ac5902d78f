#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "archive/analyzer.hpp"
#include "archive/word_breaker.hpp"
#include "checks.hpp"

using namespace broadsheet;

namespace {

bool starts_character(std::string_view text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

void require_that(bool holds, const char* what) {
  if (!holds) std::cerr << "not so: " << what << '\n';
  require(holds);
}

void check_words(std::string_view text, LanguageId language) {
  static Analyzer analyzer;
  if (analyzer.words() > 50'000) analyzer.forget();
  std::vector<Token> tokens, places;
  analyzer.analyze(text, language, tokens);
  analyzer.find_places(text, places);
  require_that(tokens.size() == places.size(), "find_places finds as many words");
  std::size_t last = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    require_that(last <= token.begin && token.begin < token.end && token.end <= text.size(), "words ascend");
    require_that(starts_character(text, token.begin) && starts_character(text, token.end),
                 "words are whole characters");
    require_that(places[i].begin == token.begin && places[i].end == token.end, "find_places finds the same places");
    last = token.end;

    const Word word = analyzer.word(token.word);
    Word again;
    require_that(analyzer.word_of_key(word.key(), again), "a word's key is a key");
    require_that(again.key() == word.key() && again.stem == word.stem, "a key reads back");
    require_that(again.base == word.base || word.run, "a base reads back");  // runs are compared by their characters
  }
}

void check_breaker(std::string_view text) {
  static WordBreaker breaker;
  std::vector<WordBreaker::Segment> fast, icu;
  breaker.segments(text, fast);
  breaker.segments_by_icu(text, icu);
  require_that(fast.size() == icu.size(), "the fast way finds as many words as ICU");
  for (std::size_t i = 0; i < fast.size(); ++i)
    require_that(fast[i].begin == icu[i].begin && fast[i].end == icu[i].end, "the fast way cuts where ICU cuts");
}

}  // namespace

// The first byte chooses the language. Words ascend and are whole characters, keys read back, and the fast way of
// cutting is ICU's.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size == 0) return 0;
  const auto language = static_cast<LanguageId>(data[0] % languages().size());
  const std::string text = without_invalid_utf8({reinterpret_cast<const char*>(data) + 1, size - 1});
  check_words(text, language);
  check_breaker(text);
  return 0;
}
