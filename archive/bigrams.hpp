#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "archive/analyzer.hpp"

namespace broadsheet {

/// What an exact word of a query without marks may be and yet accept this word: its form, its base, and both folded by
/// the letters of its language. Of a run: nothing.
std::vector<std::string> accepted_exactly(const Word& word);

/// Two forms, one directly after the other, as a hash.
std::uint64_t pair_hash(std::uint32_t first_form, std::uint32_t second_form);
/// So many bits an article has for each of its codes, and two stand for a pair. Of the articles that hold both forms of
/// a phrase, but apart, one in eighteen looks as if it held the phrase (60 phrases over 200,000 articles).
inline constexpr std::uint64_t pair_bits_per_code = 4;
/// Which of so many (below 2³²).
inline std::array<std::uint64_t, 2> pair_bits(std::uint64_t pair, std::uint64_t bits) {
  return {((pair >> 32) * bits) >> 32, ((pair & UINT32_MAX) * bits) >> 32};
}

/// Finds which forms follow each other: of two frequent ones all articles, of all others bits in each article. Choose
/// the forms, add all words, look at the articles in order.
class BigramMaker {
 public:
  /// `key_of`: of a word by number (Word::key).
  BigramMaker(std::uint64_t articles, std::function<std::string_view(std::uint32_t)> key_of, Analyzer& analyzer);

  /// True for a word that stands in enough articles for a choice.
  bool is_frequent(std::uint64_t articles_with) const { return articles_with > articles_ / 20; }
  /// Words in order; those that come when there are enough forms are left out.
  void choose(const Word& word);
  /// Words 0, 1, … of the vocabulary, after all choices.
  void add(const Word& word);

  /// Articles 0, 1, …; codes [begin, end) of all are its.
  void begin_article(std::uint64_t begin, std::uint64_t end, LanguageId language);
  /// `each_word` calls its argument (number of a word, gap before it) for the words of one text of the article.
  template <typename EachWord>
  void look_at_text(EachWord each_word) {
    before_last_.clear();
    last_.clear();
    bool first = true;
    std::uint32_t word_before = 0;
    each_word([&](std::uint32_t word, Gap gap) {
      next(word, word_before, first ? Gap::other : gap);
      word_before = word;
      first = false;
    });
  }

  const std::set<std::string>& forms() const { return forms_; }
  /// The bits of the articles looked at since it was last called, 64 at a time; `all`: no more will come.
  std::vector<std::uint64_t> take_bits(bool all);
  /// Calls visit(first form, second form, articles), ascending.
  template <typename Visit>
  void each(Visit visit) const {
    std::vector<std::uint32_t> articles;
    const auto size = static_cast<std::uint32_t>(forms_.size());
    for (std::uint32_t pair = 0; pair < lists_of_.size(); ++pair) {
      if (lists_of_[pair] == none) continue;
      unpack(lists_[lists_of_[pair]], articles);
      visit(pair / size, pair % size, articles);
    }
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  struct Form {
    std::uint32_t number = none;  ///< of a chosen one
    std::uint32_t hash = 0;
  };
  using Forms = std::span<const Form>;
  /// Differences to the article before, seven bits a byte.
  struct List {
    std::uint32_t last = none;
    std::string bytes;
  };
  static void unpack(const List& list, std::vector<std::uint32_t>& out);
  void next(std::uint32_t word, std::uint32_t word_before, Gap gap);
  void note(Forms before, Forms after);
  void note_frequent(std::uint32_t before, std::uint32_t after);
  Forms forms_of(std::uint32_t word) const {
    return Forms(forms_of_words_).subspan(starts_[word], starts_[word + 1] - starts_[word]);
  }
  const std::vector<Form>& forms_of_pair(std::uint32_t first, std::uint32_t second);

  std::vector<Form> forms_of(const Word& word);

  std::uint64_t articles_;
  std::size_t most_forms_;
  std::function<std::string_view(std::uint32_t)> key_of_;
  std::set<std::string> forms_;
  std::unordered_map<std::string, std::uint32_t> numbers_;  ///< of forms, ascending as they are
  std::vector<std::uint32_t> starts_ = {0};                 ///< by word
  std::vector<Form> forms_of_words_;
  std::vector<std::uint32_t> lists_of_;  ///< by pair of forms
  std::vector<List> lists_;
  std::vector<std::uint64_t> bits_;  ///< from bit `taken_` on
  std::uint64_t taken_ = 0;
  std::uint32_t article_ = none;
  std::uint64_t first_bit_ = 0, end_bit_ = 0;  ///< of the article
  LanguageId language_ = 0;
  std::vector<Form> before_last_, last_, here_;  ///< forms of what ends before the last word, and after it
  std::unordered_map<std::uint64_t, std::vector<Form>> forms_of_pairs_;
  Analyzer& analyzer_;
};

}  // namespace broadsheet
