#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// A piece of a short text in which a date may stand. Digits of all scripts are ASCII here, words are folded by
/// date_key(), an ideograph is a word of its own, and `二十七日` begins with the number 27.
struct DateToken {
  enum class Kind : unsigned char { number, word, sign };
  enum class Digits : unsigned char { western, arabic, persian, other };
  Kind kind = Kind::sign;
  Digits digits = Digits::western;
  bool glued = false;  ///< nothing stands between it and the piece before
  std::string text;    ///< the digits, the word, or the sign
  int value = 0;       ///< of a number of up to 9 digits

  bool is(std::string_view what) const { return text == what; }
  bool is_number(std::size_t least, std::size_t most) const {
    return kind == Kind::number && text.size() >= least && text.size() <= most;
  }
  bool is_word() const { return kind == Kind::word; }
};

/// At most 1,000 pieces; what comes behind them is left out.
std::vector<DateToken> date_tokens(std::string_view text);

/// Only the letters of a name, such that two spellings of it are the same: no case, no full stops and blanks, no
/// accents in alphabets that write dates with and without them.
std::string date_key(std::string_view text);

}  // namespace broadsheet
