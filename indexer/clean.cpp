#include "indexer/clean.hpp"

#include <simdjson.h>
#include <unicode/uchar.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <utility>
#include <vector>

#include "archive/code_points.hpp"
#include "archive/limits.hpp"

namespace broadsheet {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Bytes that stay what they are, whatever stands around them.
constexpr std::array<bool, 256> is_plain = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) table[c] = true;
  table['\n'] = table['\t'] = true;
  return table;
}();

bool all_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return is_plain[static_cast<unsigned char>(c)]; });
}

// A character of valid UTF-8 and its length in bytes.
struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
};
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[at + i])); };
  const auto lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {((lead & 0x1F) << 6) | (byte(1) & 0x3F), 2};
  if (lead < 0xF0) return {((lead & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F), 3};
  return {((lead & 0x07) << 18) | ((byte(1) & 0x3F) << 12) | ((byte(2) & 0x3F) << 6) | (byte(3) & 0x3F), 4};
}

// The length of the UTF-8 sequence that `text` begins with; negative: so many bytes that begin none, as many as
// Unicode (chapter 3, "maximal subpart") has one U+FFFD stand for.
int sequence_at(std::string_view text) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto in = [](unsigned value, unsigned low, unsigned high) { return value >= low && value <= high; };
  const auto lead = byte(0);
  if (lead < 0x80) return 1;
  const int length = in(lead, 0xC2, 0xDF) ? 2 : in(lead, 0xE0, 0xEF) ? 3 : in(lead, 0xF0, 0xF4) ? 4 : 0;
  if (length == 0) return -1;
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (!in(byte(1), low, high)) return -1;
  for (int i = 2; i < length; ++i) {
    if (!in(byte(static_cast<std::size_t>(i)), 0x80, 0xBF)) return -i;
  }
  return length;
}

bool is_mark(char32_t code) { return code >= 0x300 && (U_GET_GC_MASK(static_cast<UChar32>(code)) & U_GC_M_MASK) != 0; }

bool is_space(char32_t code) {
  switch (code) {
    case ' ':
    case '\t':
    case '\n':
    case 0xA0:
    case 0x1680:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return true;
    default:
      return code >= 0x2000 && code <= 0x200A;
  }
}

// What a character that is not plain becomes: itself, a line break, or nothing.
enum class Fate : std::uint8_t { keep, line_break, drop };
Fate fate_of(char32_t code) {
  switch (code) {
    case '\r':
    case '\v':
    case '\f':
    case 0x85:
    case 0x2028:
    case 0x2029:
      return Fate::line_break;
    case 0x7F:
    case 0xFEFF:
      return Fate::drop;
    default:
      return code < 0x20 || (code >= 0x80 && code < 0xA0) ? Fate::drop : Fate::keep;
  }
}

// Line breaks made one kind; control characters and surplus marks dropped.
std::string clean_characters(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;  // text from here to the character at hand is still to be copied
  std::size_t marks = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (is_plain[static_cast<unsigned char>(text[i])]) {
      marks = 0;
      ++i;
      continue;
    }
    const auto [code, bytes] = character_at(text, i);
    auto fate = fate_of(code);
    if (fate == Fate::keep) {
      marks = is_mark(code) ? marks + 1 : 0;
      if (marks > limit::combining_marks) fate = Fate::drop;
    }
    if (fate != Fate::keep) {
      out.append(text, kept, i - kept);
      if (fate == Fate::line_break) {
        const bool two = code == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (!two) out += '\n';
      }
      kept = i + bytes;
    }
    i += bytes;
  }
  out.append(text, kept, text.size() - kept);
  return out;
}

// The range of `text` without white space at its ends.
std::string_view trim(std::string_view text) {
  while (!text.empty()) {
    const auto [code, bytes] = character_at(text, 0);
    if (!is_space(code)) break;
    text.remove_prefix(bytes);
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
    if (!is_space(character_at(text, last).code)) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

// Not longer than `most`, ending with a sentence if one ends in the last eighth, else with a word.
std::string_view cut(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  auto end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  const auto head = text.substr(0, end);
  const auto least = end - end / 8;
  std::size_t sentence = 0, word = 0;
  for (const std::string_view stop : {". ", ".\n", "! ", "? ", "\n\n", "\xE3\x80\x82", "\xE0\xA5\xA4"}) {
    const auto at = head.rfind(stop);
    // A blank after the stop belongs to the next sentence.
    if (at != head.npos)
      sentence = std::max(sentence, at + stop.size() - (stop.back() == ' ' || stop.back() == '\n' ? 1 : 0));
  }
  const auto blank = head.find_last_of(" \n\t");
  if (blank != head.npos) word = blank;
  if (sentence >= least) return trim(head.substr(0, sentence));
  if (word >= least) return trim(head.substr(0, word));
  return trim(head);
}

std::string hash_of(char kind, std::string_view text) {
  const auto hash = XXH3_128bits(text.data(), text.size());
  std::string id(1, kind);
  constexpr std::string_view hex = "0123456789abcdef";
  for (const auto half : {hash.high64, hash.low64}) {
    for (int shift = 60; shift >= 0; shift -= 4) id += hex[(half >> shift) & 15];
  }
  return id;
}

void warn(Article& article, std::string warning) {
  auto& all = article.warnings;
  if (all.size() >= most_warnings) return;
  if (all.size() == most_warnings - 1) warning = "more warnings left out";
  if (std::find(all.begin(), all.end(), warning) == all.end()) all.push_back(std::move(warning));
}

std::string too_long(std::string_view what, std::size_t bytes, std::size_t most) {
  return std::string(what) + " dropped: " + std::to_string(bytes) + " bytes are more than " + std::to_string(most);
}

void make_valid(Article& article, std::string& text, std::string_view what) {
  if (text.empty() || simdjson::validate_utf8(text.data(), text.size())) return;
  std::size_t replaced = 0;
  text = clean_utf8(text, &replaced);
  warn(article, std::string(what) + ": " + std::to_string(replaced) +
                    (replaced == 1 ? " place that is" : " places that are") + " not UTF-8 replaced by U+FFFD");
}

void cut_part(Article& article, std::string& text, std::string_view what, std::size_t most) {
  if (text.size() <= most) return;
  const auto bytes = text.size();
  text = std::string(cut(text, most));
  warn(article, "truncated: " + std::string(what) + " had " + std::to_string(bytes) + " bytes, " +
                    std::to_string(text.size()) + " are kept");
}

void clean_value(Article& article, std::string& text, std::string_view what, std::size_t most) {
  if (text.empty()) return;
  make_valid(article, text, what);
  text = clean_line(text);
  if (text.size() <= most) return;
  warn(article, too_long(what, text.size(), most));
  text.clear();
}

void clean_list(Article& article, std::vector<std::string>& list, std::string_view what, std::size_t most) {
  std::vector<std::string> kept;
  std::size_t surplus = 0;
  for (auto& value : list) {
    clean_value(article, value, what, limit::value_bytes);
    if (value.empty() || std::find(kept.begin(), kept.end(), value) != kept.end()) continue;
    if (kept.size() < most) {
      kept.push_back(std::move(value));
    } else {
      ++surplus;
    }
  }
  if (surplus != 0) {
    warn(article,
         std::to_string(surplus) + " of the " + std::string(what) + "s dropped: more than " + std::to_string(most));
  }
  list = std::move(kept);
}

void clean_id(Article& article) {
  auto& id = article.id;
  const bool valid = simdjson::validate_utf8(id.data(), id.size());
  if (valid) id = std::string(trim(id));
  if (id.empty()) {
    // A place on standard input says nothing about the text that stood there this time.
    const bool no_place = article.file.empty() || article.file == "-" || article.file.starts_with("-#");
    if (!article.url.empty()) {
      id = hash_of('u', article.url);
    } else if (no_place) {
      id = hash_of('t', article.title + '\n' + article.body);
    } else {
      id = hash_of('s', article.file);
    }
    return;
  }
  const bool too_big = id.size() > limit::value_bytes;
  if (!too_big && valid && clean_characters(id) == id && id.find_first_of("\n\t") == id.npos) return;
  warn(article, "id " + quote(id) + " replaced by a hash: " +
                    (too_big ? "longer than " + std::to_string(limit::value_bytes) + " bytes"
                             : "it has characters that an id must not have"));
  id = hash_of('i', id);
}

struct LanguageName {
  std::string_view name;
  std::string_view tag;
};
// Names and three-letter codes (ISO 639-2, both kinds) of languages that have a two-letter code. Lower case.
constexpr std::array language_names{
    LanguageName{"english", "en"},    LanguageName{"eng", "en"},        LanguageName{"german", "de"},
    LanguageName{"deutsch", "de"},    LanguageName{"deu", "de"},        LanguageName{"ger", "de"},
    LanguageName{"french", "fr"},     LanguageName{"français", "fr"},   LanguageName{"francais", "fr"},
    LanguageName{"fra", "fr"},        LanguageName{"fre", "fr"},        LanguageName{"spanish", "es"},
    LanguageName{"español", "es"},    LanguageName{"espanol", "es"},    LanguageName{"castilian", "es"},
    LanguageName{"spa", "es"},        LanguageName{"italian", "it"},    LanguageName{"italiano", "it"},
    LanguageName{"ita", "it"},        LanguageName{"portuguese", "pt"}, LanguageName{"português", "pt"},
    LanguageName{"por", "pt"},        LanguageName{"dutch", "nl"},      LanguageName{"nederlands", "nl"},
    LanguageName{"nld", "nl"},        LanguageName{"dut", "nl"},        LanguageName{"russian", "ru"},
    LanguageName{"русский", "ru"},    LanguageName{"rus", "ru"},        LanguageName{"ukrainian", "uk"},
    LanguageName{"ukr", "uk"},        LanguageName{"polish", "pl"},     LanguageName{"pol", "pl"},
    LanguageName{"czech", "cs"},      LanguageName{"ces", "cs"},        LanguageName{"cze", "cs"},
    LanguageName{"slovak", "sk"},     LanguageName{"slk", "sk"},        LanguageName{"hungarian", "hu"},
    LanguageName{"hun", "hu"},        LanguageName{"romanian", "ro"},   LanguageName{"ron", "ro"},
    LanguageName{"rum", "ro"},        LanguageName{"bulgarian", "bg"},  LanguageName{"bul", "bg"},
    LanguageName{"greek", "el"},      LanguageName{"ell", "el"},        LanguageName{"gre", "el"},
    LanguageName{"turkish", "tr"},    LanguageName{"tur", "tr"},        LanguageName{"arabic", "ar"},
    LanguageName{"ara", "ar"},        LanguageName{"hebrew", "he"},     LanguageName{"heb", "he"},
    LanguageName{"iw", "he"},         LanguageName{"persian", "fa"},    LanguageName{"farsi", "fa"},
    LanguageName{"fas", "fa"},        LanguageName{"per", "fa"},        LanguageName{"hindi", "hi"},
    LanguageName{"hin", "hi"},        LanguageName{"bengali", "bn"},    LanguageName{"ben", "bn"},
    LanguageName{"urdu", "ur"},       LanguageName{"urd", "ur"},        LanguageName{"tamil", "ta"},
    LanguageName{"tam", "ta"},        LanguageName{"thai", "th"},       LanguageName{"tha", "th"},
    LanguageName{"vietnamese", "vi"}, LanguageName{"vie", "vi"},        LanguageName{"indonesian", "id"},
    LanguageName{"ind", "id"},        LanguageName{"in", "id"},         LanguageName{"malay", "ms"},
    LanguageName{"msa", "ms"},        LanguageName{"chinese", "zh"},    LanguageName{"mandarin", "zh"},
    LanguageName{"中文", "zh"},       LanguageName{"zho", "zh"},        LanguageName{"chi", "zh"},
    LanguageName{"japanese", "ja"},   LanguageName{"日本語", "ja"},     LanguageName{"jpn", "ja"},
    LanguageName{"korean", "ko"},     LanguageName{"한국어", "ko"},     LanguageName{"kor", "ko"},
    LanguageName{"swedish", "sv"},    LanguageName{"swe", "sv"},        LanguageName{"danish", "da"},
    LanguageName{"dan", "da"},        LanguageName{"norwegian", "no"},  LanguageName{"nor", "no"},
    LanguageName{"finnish", "fi"},    LanguageName{"fin", "fi"},        LanguageName{"icelandic", "is"},
    LanguageName{"isl", "is"},        LanguageName{"ice", "is"},        LanguageName{"estonian", "et"},
    LanguageName{"est", "et"},        LanguageName{"latvian", "lv"},    LanguageName{"lav", "lv"},
    LanguageName{"lithuanian", "lt"}, LanguageName{"lit", "lt"},        LanguageName{"croatian", "hr"},
    LanguageName{"hrv", "hr"},        LanguageName{"serbian", "sr"},    LanguageName{"srp", "sr"},
    LanguageName{"slovenian", "sl"},  LanguageName{"slv", "sl"},        LanguageName{"catalan", "ca"},
    LanguageName{"cat", "ca"},        LanguageName{"swahili", "sw"},    LanguageName{"swa", "sw"},
    LanguageName{"zulu", "zu"},       LanguageName{"zul", "zu"},        LanguageName{"xhosa", "xh"},
    LanguageName{"xho", "xh"},        LanguageName{"afrikaans", "af"},  LanguageName{"afr", "af"},
    LanguageName{"irish", "ga"},      LanguageName{"gle", "ga"},        LanguageName{"welsh", "cy"},
    LanguageName{"cym", "cy"},
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 0x20) : c; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

}  // namespace

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower(c);
  return out;
}

std::string clean_utf8(std::string_view text, std::size_t* replaced) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto length = sequence_at(text.substr(i));
    if (length > 0) {
      out.append(text, i, static_cast<std::size_t>(length));
    } else {
      out += replacement;
      if (replaced != nullptr) ++*replaced;
    }
    i += static_cast<std::size_t>(std::abs(length));
  }
  return out;
}

std::string clean_text(std::string_view text) {
  if (all_plain(text)) return std::string(trim(text));
  auto cleaned = clean_characters(text);
  const auto inner = trim(cleaned);
  if (inner.size() == cleaned.size()) return cleaned;
  return std::string(inner);
}

std::string clean_line(std::string_view text) {
  std::string cleaned;
  if (!all_plain(text)) {
    cleaned = clean_characters(text);
    text = cleaned;
  }
  std::string out;
  out.reserve(text.size());
  bool blank = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto [code, bytes] = character_at(text, i);
    if (is_space(code)) {
      blank = !out.empty();
    } else {
      if (blank) out += ' ';
      blank = false;
      out.append(text, i, bytes);
    }
    i += bytes;
  }
  return out;
}

std::string clean_lang(std::string_view text, std::string* why) {
  text = trim(text);
  text = text.substr(0, text.find_first_of(".@"));  // en_GB.UTF-8, de@euro
  if (text.empty()) return {};
  std::string folded;
  for (const char c : text) folded += c == '_' ? '-' : lower(c);
  const auto named = [](std::string_view name) -> std::string_view {
    const auto* found = std::find_if(language_names.begin(), language_names.end(),
                                     [&](const LanguageName& n) { return n.name == name; });
    return found == language_names.end() ? std::string_view() : found->tag;
  };
  for (const std::string_view none : {"und", "unknown", "none", "mul", "zxx", "null", "n/a", "other"}) {
    if (folded == none) return {};
  }

  std::string tag;
  bool good = true;
  std::size_t begin = 0;
  while (begin <= folded.size() && good) {
    const auto end = std::min(folded.find('-', begin), folded.size());
    auto part = folded.substr(begin, end - begin);
    begin = end + 1;
    if (tag.empty()) {
      if (const auto known = named(part); !known.empty()) part = known;
      good = (part.size() == 2 || part.size() == 3) && std::all_of(part.begin(), part.end(), is_letter);
      tag = part;
      continue;
    }
    good = !part.empty() && part.size() <= 8 &&
           std::all_of(part.begin(), part.end(), [](char c) { return is_letter(c) || is_ascii_digit(c); });
    if (part.size() == 2 && is_letter(part[0])) {
      std::transform(part.begin(), part.end(), part.begin(), upper);
    } else if (part.size() == 4 && is_letter(part[0])) {
      part[0] = upper(part[0]);
    }
    tag += '-' + part;
  }
  if (good && tag.size() <= 35) return tag;
  if (why != nullptr) *why = "lang " + quote(text) + " dropped: it names no language";
  return {};
}

void clean_article(Article& article) {
  make_valid(article, article.file, "file");
  if (!all_plain(article.file)) article.file = clean_line(article.file);

  make_valid(article, article.title, "title");
  article.title = clean_line(article.title);
  cut_part(article, article.title, "title", limit::title_bytes);

  make_valid(article, article.body, "body");
  article.body = clean_text(article.body);
  cut_part(article, article.body, "body", limit::body_bytes);

  make_valid(article, article.description, "description");
  article.description = clean_text(article.description);
  cut_part(article, article.description, "description", limit::description_bytes);

  clean_value(article, article.url, "url", limit::url_bytes);
  clean_value(article, article.source, "source", limit::value_bytes);
  clean_value(article, article.section, "section", limit::value_bytes);
  clean_list(article, article.authors, "author", limit::authors);
  clean_list(article, article.tags, "tag", limit::tags);

  std::string why;
  make_valid(article, article.lang, "lang");
  article.lang = clean_lang(article.lang, &why);
  if (!why.empty()) warn(article, why);

  // After the URL and the texts, from which it may be made.
  clean_id(article);

  std::vector<std::string> warnings;
  for (const auto& warning : article.warnings) {
    auto text = clean_line(clean_utf8(warning));
    if (!text.empty() && std::find(warnings.begin(), warnings.end(), text) == warnings.end()) {
      warnings.push_back(std::string(cut(text, limit::description_bytes)));
    }
  }
  article.warnings = std::move(warnings);
}

std::string quote(std::string_view text, std::size_t most) {
  // Cut before cleaning, so that a message about a huge value stays cheap.
  const bool longer = text.size() > most;
  std::string inner = clean_line(clean_utf8(text.substr(0, most)));
  if (longer) {
    // A character cut in two was mended into U+FFFD.
    while (inner.ends_with(replacement)) inner.resize(inner.size() - replacement.size());
    inner += "\xE2\x80\xA6";
  }
  return "'" + inner + "'";
}

}  // namespace broadsheet
