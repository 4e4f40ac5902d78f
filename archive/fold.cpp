#include "archive/fold.hpp"

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "archive/code_points.hpp"
#include "archive/icu_error.hpp"
#include "archive/limits.hpp"

namespace broadsheet {
namespace {

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* made = get(status);
  require_icu(status, "normalisation data");
  return *made;
}

const icu::Normalizer2& nfkc_casefold() {
  static const icu::Normalizer2& it = normalizer(icu::Normalizer2::getNFKCCasefoldInstance);
  return it;
}

std::string casefold(std::string_view text) {
  std::string out;
  if (is_ascii(text)) {
    out.assign(text);
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return out;
  }
  UErrorCode status = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&out);
  nfkc_casefold().normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr,
                                status);
  require_icu(status, "case folding");
  return out;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

/// `text` up to `count` code points; UTF-8 has one byte that is no continuation for each.
std::string_view first_code_points(std::string_view text, std::size_t count) {
  if (text.size() <= count) return text;
  std::size_t seen = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80 && seen++ == count) return text.substr(0, i);
  return text;
}

bool starts_with_two_letters(std::string_view text) {
  std::size_t at = 0;
  for (int letters = 0; letters < 2; ++letters) {
    if (at >= text.size()) return false;
    const UChar32 c = next_code_point(text, at);
    if (c < 0 || !(U_GET_GC_MASK(c) & U_GC_L_MASK)) return false;
  }
  return true;
}

/// What an elided article or particle leaves in front of the apostrophe; one list for all languages, because
/// `L'Oréal` is in English papers too.
constexpr std::array<std::string_view, 19> elisions = {"l",   "d",    "j",     "m",      "t",      "s",      "n",
                                                       "c",   "qu",   "jusqu", "lorsqu", "puisqu", "quoiqu", "un",
                                                       "all", "dall", "dell",  "nell",   "sull"};

std::string_view without_elision(std::string_view form) {
  const auto apostrophe = form.find('\'');
  if (apostrophe == std::string_view::npos) return form;
  const auto front = form.substr(0, apostrophe), rest = form.substr(apostrophe + 1);
  return std::ranges::find(elisions, front) != elisions.end() && starts_with_two_letters(rest) ? rest : form;
}

/// 1,000 or 12,345,678.90
bool is_number_in_threes(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const auto from = at;
    while (at < text.size() && is_ascii_digit(text[at])) ++at;
    return at - from;
  };
  const auto first = digits();
  if (first < 1 || first > 3) return false;
  bool groups = false;
  for (; at < text.size() && text[at] == ','; groups = true) {
    ++at;
    if (digits() != 3) return false;
  }
  if (groups && at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  return groups && at == text.size();
}

bool keeps_mark(OwnLetters own, UChar32 letter, UChar32 mark) {
  switch (own) {
    case OwnLetters::none:
      return false;
    case OwnLetters::spanish:
      return letter == 'n' && mark == 0x303;
    case OwnLetters::nordic:
      return (letter == 'a' && (mark == 0x30A || mark == 0x308)) || (letter == 'o' && mark == 0x308);
  }
  return false;
}

bool is_dropped_sign(UChar32 c) {
  if ((c >= 0x64B && c <= 0x65F) || c == 0x670 || c == 0x640) return true;  // Arabic vowels, tatweel
  return c >= 0x591 && c <= 0x5C7 && (U_GET_GC_MASK(c) & U_GC_M_MASK);      // Hebrew points
}

bool drops_accents(UChar32 letter) {
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(letter, &status);
  return script == USCRIPT_LATIN || script == USCRIPT_GREEK;
}

void append_letter(icu::UnicodeString& out, UChar32 c, OwnLetters own) {
  switch (c) {
    case 0xF8:
      own == OwnLetters::nordic ? out.append(c) : out.append(u'o');
      break;
    case 0xE6:
      own == OwnLetters::nordic ? out.append(c) : out.append(u"ae");
      break;
    case 0x153:
      out.append(u"oe");
      break;
    case 0x111:
      out.append(u'd');
      break;
    case 0x142:
      out.append(u'l');
      break;
    case 0x127:
      out.append(u'h');
      break;
    case 0x131:
      out.append(u'i');
      break;
    default:
      out.append(c);
  }
}

}  // namespace

bool has_number(std::string_view form) {
  for (std::size_t at = 0; at < form.size();)
    if (const UChar32 c = next_code_point(form, at); c >= 0 && (U_GET_GC_MASK(c) & U_GC_N_MASK)) return true;
  return false;
}

std::size_t count_letters(std::string_view form) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < form.size();)
    if (const UChar32 c = next_code_point(form, at);
        c >= 0 && (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK | U_GC_M_MASK)))
      ++count;
  return count;
}

bool ends_in_letter(std::string_view text) {
  for (std::size_t end = text.size(); end > 0;) {
    const UChar32 c = code_point_before(text, end);
    if (c < 0) return false;
    if (!(U_GET_GC_MASK(c) & U_GC_M_MASK)) return (U_GET_GC_MASK(c) & U_GC_L_MASK) != 0;
    end -= static_cast<std::size_t>(U8_LENGTH(c));
  }
  return false;
}

bool begins_with_letter(std::string_view text) {
  std::size_t at = 0;
  if (text.empty()) return false;
  const UChar32 c = next_code_point(text, at);
  return c >= 0 && (U_GET_GC_MASK(c) & U_GC_L_MASK) != 0;
}

bool is_ascii(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + i, 8);
    if (eight & 0x8080808080808080U) return false;
  }
  for (; i < text.size(); ++i)
    if (static_cast<unsigned char>(text[i]) >= 0x80) return false;
  return true;
}

std::string form_of(std::string_view word) {
  std::string out = casefold(word);
  if (!is_ascii(out)) {
    replace_all(out, "\xE2\x80\x99", "'");  // ’
    replace_all(out, "\xCA\xBC", "'");      // ʼ
  }
  out.resize(first_code_points(out, limit::form_code_points).size());
  return out;
}

std::string base_of(std::string_view form, bool initials) {
  // Until nothing changes, so that a base is its own base: a word in quotes that is the base of another must be found
  // without quotes too.
  std::string_view base = without_elision(form);
  for (auto next = without_elision(base); next != base; next = without_elision(base)) base = next;
  while (base.size() > 2 && base.ends_with("'s")) base.remove_suffix(2);
  std::string out(base);
  if (initials) std::erase(out, '.');
  if (out.find(',') != std::string::npos && is_number_in_threes(out)) std::erase(out, ',');
  return out;
}

std::string fold(std::string_view form, OwnLetters own) {
  if (is_ascii(form)) return std::string(form);
  static const icu::Normalizer2& nfd = normalizer(icu::Normalizer2::getNFDInstance);
  static const icu::Normalizer2& nfc = normalizer(icu::Normalizer2::getNFCInstance);
  UErrorCode status = U_ZERO_ERROR;
  const auto apart = nfd.normalize(
      icu::UnicodeString::fromUTF8(icu::StringPiece(form.data(), static_cast<int32_t>(form.size()))), status);
  icu::UnicodeString plain;
  UChar32 letter = 0;
  for (int32_t i = 0; i < apart.length();) {
    const UChar32 c = apart.char32At(i);
    i += U16_LENGTH(c);
    const bool is_mark = (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
    if (!is_mark) letter = c;
    if (is_dropped_sign(c)) continue;
    if (is_mark && c >= 0x300 && c <= 0x36F && drops_accents(letter) && !keeps_mark(own, letter, c)) continue;
    if (c == 0x308 && letter == 0x435) continue;  // ё
    append_letter(plain, c, own);
  }
  std::string out;
  nfc.normalize(plain, status).toUTF8String(out);
  require_icu(status, "accent folding");
  return out.empty() ? std::string(form) : out;  // a tatweel alone
}

std::string value_key(std::string_view value) {
  const std::string folded = fold(casefold(value));
  std::string out;
  bool blank = false;
  for (std::size_t at = 0; at < folded.size();) {
    const auto from = at;
    const UChar32 c = next_code_point(folded, at);
    if (c == '-' || c == '_' || (c >= 0 && u_isUWhiteSpace(c))) {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out.append(folded, from, at - from);
  }
  return out;
}

std::vector<std::size_t> cluster_ends(std::string_view text) {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), status));
    require_icu(status, "character boundaries");
    return made;
  }();
  UErrorCode status = U_ZERO_ERROR;
  UText view = UTEXT_INITIALIZER;
  utext_openUTF8(&view, text.data(), static_cast<int64_t>(text.size()), &status);
  iterator->setText(&view, status);
  require_icu(status, "character boundaries");
  std::vector<std::size_t> ends;
  for (int32_t end = iterator->next(); end != icu::BreakIterator::DONE; end = iterator->next())
    ends.push_back(static_cast<std::size_t>(end));
  utext_close(&view);
  return ends;
}

std::string cluster_key(std::string_view cluster) {
  std::string key = fold(casefold(cluster));
  key.resize(first_code_points(key, limit::form_code_points).size());
  return key;
}

std::string without_invalid_utf8(std::string_view text, bool* changed) {
  std::string out(text);
  if (changed) *changed = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto from = at;
    if (next_code_point(text, at) >= 0) continue;
    std::fill(out.data() + from, out.data() + at, '\x01');
    if (changed) *changed = true;
  }
  return out;
}

}  // namespace broadsheet
