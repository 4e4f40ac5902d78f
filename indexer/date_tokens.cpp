#include "indexer/date_tokens.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <array>

namespace broadsheet {
namespace {

constexpr std::size_t most_tokens = 1000;

icu::StringPiece piece(std::string_view text) { return {text.data(), static_cast<int32_t>(text.size())}; }

/// The code point at `at`, which moves behind it; U+FFFD for what is not UTF-8.
UChar32 next_code_point(std::string_view text, std::size_t& at) {
  auto index = static_cast<int32_t>(at);
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), index, static_cast<int32_t>(text.size()), c);
  at = static_cast<std::size_t>(index);
  return c;
}

void append(std::string& text, UChar32 c) {
  std::array<char, U8_MAX_LENGTH> bytes{};
  int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, c);
  text.append(bytes.data(), static_cast<std::size_t>(length));
}

bool is_word_part(UChar32 c) {
  const auto mask = U_GET_GC_MASK(c);
  return (mask & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

/// Scripts in which accents and points come and go in print.
bool drops_marks(UScriptCode script) {
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK || script == USCRIPT_CYRILLIC || script == USCRIPT_ARABIC ||
         script == USCRIPT_HEBREW;
}

std::string normal(std::string_view text, const icu::Normalizer2* how) {
  UErrorCode status = U_ZERO_ERROR;
  std::string result;
  icu::StringByteSink<std::string> sink(&result);
  how->normalizeUTF8(0, piece(text), sink, nullptr, status);
  return U_SUCCESS(status) ? result : std::string(text);
}

/// Chinese digits and what they stand for: 〇一二 … are digits, 十百千 multiply.
int chinese_digit(UChar32 c) {
  constexpr std::array<UChar32, 10> digits{0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                           0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (digits[i] == c) return static_cast<int>(i);
  }
  if (c == 0x96F6 || c == 0x25CB) return 0;  // 零, and the circle that stands for 〇
  return -1;
}
int chinese_power(UChar32 c) { return c == 0x5341 ? 10 : c == 0x767E ? 100 : c == 0x5343 ? 1000 : 0; }

/// `二〇二五`, `二十七`, `元` (the first year of an era); -1 where it is none.
int chinese_number(std::string_view text, std::size_t& places) {
  int total = 0, digit = -1;
  std::string digits;
  bool powers = false;
  places = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = next_code_point(text, at);
    if (c == 0x5143) return text.size() == 3 ? (places = 1, 1) : -1;
    if (const int power = chinese_power(c); power != 0) {
      total += (digit < 0 ? 1 : digit) * power;
      digit = -1;
      powers = true;
    } else {
      digit = chinese_digit(c);
      if (digit < 0 || digits.size() == 4) return -1;
      digits += static_cast<char>('0' + digit);
    }
  }
  if (powers) {
    total += digit < 0 ? 0 : digit;
  } else {
    for (const char c : digits) total = total * 10 + (c - '0');
  }
  places = powers ? std::to_string(total).size() : digits.size();
  return total;
}

bool is_unit(std::string_view text) {
  for (const std::string_view unit : {"年", "月", "日", "号", "號", "時", "时", "点", "點", "分", "秒"}) {
    if (text == unit) return true;
  }
  return false;
}

bool is_chinese_figure(const DateToken& token) {
  if (!token.is_word() || token.text.size() != 3) return false;
  std::size_t at = 0;
  const auto c = next_code_point(token.text, at);
  return chinese_digit(c) >= 0 || chinese_power(c) != 0 || c == 0x5143;
}

/// Makes numbers of Chinese figures that stand before a unit.
void join_chinese_numbers(std::vector<DateToken>& tokens) {
  std::vector<DateToken> joined;
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t end = i;
    std::string figures;
    while (end < tokens.size() && end < i + 8 && is_chinese_figure(tokens[end]) && (end == i || tokens[end].glued)) {
      figures += tokens[end++].text;
    }
    std::size_t places = 0;
    const bool before_unit = end > i && end < tokens.size() && is_unit(tokens[end].text);
    const int value = before_unit ? chinese_number(figures, places) : -1;
    if (value < 0) {
      joined.push_back(std::move(tokens[i++]));
      continue;
    }
    DateToken number = tokens[i];
    number.kind = DateToken::Kind::number;
    number.digits = DateToken::Digits::other;
    number.value = value;
    number.text = std::to_string(value);
    if (number.text.size() < places) number.text.insert(0, places - number.text.size(), '0');
    joined.push_back(std::move(number));
    i = end;
  }
  tokens = std::move(joined);
}

DateToken::Digits digits_of(UChar32 c) {
  if (c <= '9' || (c >= 0xFF10 && c <= 0xFF19)) return DateToken::Digits::western;
  if (c >= 0x660 && c <= 0x669) return DateToken::Digits::arabic;
  if (c >= 0x6F0 && c <= 0x6F9) return DateToken::Digits::persian;
  return DateToken::Digits::other;
}

/// A dash, a colon, a slash in one spelling each.
UChar32 plain_sign(UChar32 c) {
  switch (c) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2212:
      return '-';
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return 0x2013;
    case 0xFF1A:
    case 0x2236:
      return ':';
    case 0xFF0F:
    case 0x2044:
    case 0x2215:
      return '/';
    case 0xFF0C:
    case 0x60C:
    case 0x3001:
      return ',';
    case 0xFF0E:
    case 0x6D4:
      return '.';
    case 0x2019:
    case 0x2018:
    case 0x5F3:
      return '\'';
    default:
      return c;
  }
}

/// Persian is often typed with the Arabic letters for its yeh and keheh.
UChar32 persian_letter(UChar32 c) { return c == 0x64A || c == 0x649 ? 0x6CC : c == 0x643 ? 0x6A9 : c; }

}  // namespace

std::string date_key(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* fold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const auto* apart = icu::Normalizer2::getNFDInstance(status);
  const auto* together = icu::Normalizer2::getNFCInstance(status);  // Hangul came apart too
  if (U_FAILURE(status)) return std::string(text);
  const auto folded = normal(normal(text, fold), apart);
  std::string key;
  bool drop = false;
  for (std::size_t at = 0; at < folded.size();) {
    const auto c = next_code_point(folded, at);
    const auto mask = U_GET_GC_MASK(c);
    if ((mask & U_GC_L_MASK) != 0) {
      UErrorCode ignored = U_ZERO_ERROR;
      drop = drops_marks(uscript_getScript(c, &ignored));
      append(key, persian_letter(c));
    } else if ((mask & U_GC_M_MASK) != 0 && !drop) {
      append(key, c);
    }
  }
  return normal(key, together);
}

std::vector<DateToken> date_tokens(std::string_view text) {
  std::vector<DateToken> tokens;
  bool glued = false;
  for (std::size_t at = 0; at < text.size() && tokens.size() < most_tokens;) {
    const auto begin = at;
    const auto c = next_code_point(text, at);
    if (u_isUWhiteSpace(c) != 0 || u_iscntrl(c) != 0) {
      // Marks of direction are controls to ICU's category Cf only; these here are blanks and C0, C1.
      glued = false;
      continue;
    }
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0 || c == 0x61C) continue;
    DateToken token;
    token.glued = glued;
    glued = true;
    if (u_isdigit(c) != 0) {
      token.kind = DateToken::Kind::number;
      token.digits = digits_of(c);
      at = begin;
      while (at < text.size()) {
        auto next = at;
        const auto digit = next_code_point(text, next);
        if (u_isdigit(digit) == 0) break;
        token.text += static_cast<char>('0' + u_charDigitValue(digit));
        at = next;
      }
      for (const char digit : token.text) {
        if (token.text.size() <= 9) token.value = token.value * 10 + (digit - '0');
      }
    } else if (is_word_part(c)) {
      token.kind = DateToken::Kind::word;
      const bool alone = u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0;
      while (!alone && at < text.size()) {
        auto next = at;
        const auto part = next_code_point(text, next);
        const bool joins = is_word_part(part) || part == 0x200C || part == 0x200D || part == 0xAD;
        if (!joins || u_hasBinaryProperty(part, UCHAR_IDEOGRAPHIC) != 0) break;
        at = next;
      }
      // The ideograph 〇 is no letter to date_key's normal forms; it stays as it is.
      token.text = alone ? std::string(text.substr(begin, at - begin)) : date_key(text.substr(begin, at - begin));
      if (token.text.empty()) continue;
    } else {
      if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0) token.kind = DateToken::Kind::word;  // 〇
      append(token.text, plain_sign(c));
    }
    tokens.push_back(std::move(token));
  }
  join_chinese_numbers(tokens);
  return tokens;
}

}  // namespace broadsheet
