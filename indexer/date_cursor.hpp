#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "indexer/date_tokens.hpp"
#include "indexer/date_words.hpp"

namespace broadsheet {

template <std::size_t size>
bool one_of(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Looks at pieces from the left; every take_… either takes what it names or leaves all as it was.
class DateCursor {
 public:
  DateCursor(std::span<const DateToken> tokens, std::size_t at, std::string_view lang)
      : tokens_(tokens), at_(at), lang_(lang) {}

  std::size_t at() const { return at_; }
  bool done() const { return at_ >= tokens_.size(); }
  const DateToken& peek(std::size_t ahead = 0) const {
    static const DateToken none;
    return at_ + ahead < tokens_.size() ? tokens_[at_ + ahead] : none;
  }
  void skip(std::size_t count = 1) { at_ += count; }

  bool take(std::string_view what) {
    if (done() || !peek().is(what)) return false;
    ++at_;
    return true;
  }
  const DateToken* take_number(std::size_t least, std::size_t most) {
    if (done() || !peek().is_number(least, most)) return nullptr;
    return &tokens_[at_++];
  }
  /// One of two signs of a dotted word counts as the word: `a`, `.`, `m`, `.`.
  template <std::size_t size>
  bool take_word_of(const std::array<std::string_view, size>& words) {
    std::string key;
    std::size_t best = 0;
    for (std::size_t i = 0; i < 5 && at_ + i < tokens_.size(); ++i) {
      const auto& token = peek(i);
      if (i != 0 && !token.glued) break;
      if (token.is_word()) {
        key += token.text;
      } else if (!token.is(".") || i == 0) {
        break;
      }
      if (one_of(words, key)) best = i + 1;
    }
    at_ += best;
    return best != 0;
  }
  /// The name of a month, of up to three words or an abbreviation with full stops.
  std::optional<MonthName> take_month() {
    std::string key;
    std::optional<MonthName> found;
    std::size_t length = 0;
    for (std::size_t i = 0; i < 6 && at_ + i < tokens_.size(); ++i) {
      const auto& token = peek(i);
      if (token.is(".") && i != 0 && token.glued) {
        if (length == i) length = i + 1;
        continue;
      }
      if (!token.is_word()) break;
      key += token.text;
      auto month = month_named(key, lang_);
      if (!month && i == 0 && key.starts_with("ב")) month = month_named(key.substr(2), lang_);  // Hebrew `in`
      if (month) {
        found = month;
        length = i + 1;
      }
    }
    at_ += length;
    return found;
  }
  bool take_weekday() {
    if (done() || !peek().is_word() || !is_weekday_name(peek().text, lang_)) return false;
    ++at_;
    if (peek().is(".") && peek().glued) ++at_;
    return true;
  }
  std::string_view lang() const { return lang_; }

 private:
  std::span<const DateToken> tokens_;
  std::size_t at_;
  std::string_view lang_;
};

}  // namespace broadsheet
