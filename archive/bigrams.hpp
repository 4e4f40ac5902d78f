#pragma once

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

/// Finds for pairs of frequent forms the articles in which one follows the other: choose the forms, add all words, look
/// at the articles in order.
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

  /// `each_word` calls its argument (number of a word, gap before it) for the words of one text.
  template <typename EachWord>
  void look_at_text(std::uint32_t article, LanguageId language, EachWord each_word) {
    before_last_.clear();
    last_.clear();
    bool first = true;
    std::uint32_t word_before = 0;
    each_word([&](std::uint32_t word, Gap gap) {
      next(article, language, word, word_before, first ? Gap::other : gap);
      word_before = word;
      first = false;
    });
  }

  const std::set<std::string>& forms() const { return forms_; }
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
  using Forms = std::span<const std::uint32_t>;
  static constexpr std::uint32_t none = UINT32_MAX;
  /// Differences to the article before, seven bits a byte.
  struct List {
    std::uint32_t last = none;
    std::string bytes;
  };
  static void unpack(const List& list, std::vector<std::uint32_t>& out);
  void next(std::uint32_t article, LanguageId language, std::uint32_t word, std::uint32_t word_before, Gap gap);
  void note(std::uint32_t article, Forms before, Forms after);
  Forms forms_of(std::uint32_t word) const {
    return Forms(forms_of_words_).subspan(starts_[word], starts_[word + 1] - starts_[word]);
  }
  const std::vector<std::uint32_t>& forms_of_pair(std::uint32_t first, std::uint32_t second, LanguageId language);

  std::vector<std::uint32_t> forms_of(const Word& word);

  std::uint64_t articles_;
  std::size_t most_forms_;
  std::function<std::string_view(std::uint32_t)> key_of_;
  std::set<std::string> forms_;
  std::unordered_map<std::string, std::uint32_t> numbers_;    ///< of forms, ascending as they are
  std::vector<std::uint32_t> starts_ = {0}, forms_of_words_;  ///< by word
  std::vector<std::uint32_t> lists_of_;                       ///< by pair of forms
  std::vector<List> lists_;
  std::vector<std::uint32_t> before_last_, last_, here_;  ///< forms of what ends before the last word, and after it
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> forms_of_pairs_;
  Analyzer& analyzer_;
};

}  // namespace broadsheet
