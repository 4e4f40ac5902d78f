#include "indexer/reader_page.hpp"

#include <simdjson.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "archive/calendar.hpp"
#include "archive/limits.hpp"
#include "indexer/clean.hpp"

// A scraped page reads: navigation, category, headline, standfirst, by-line and date in any order, paragraphs, then
// teasers, an author's box and a footer. Nothing marks them, so each line is judged by its shape (how many words, does
// it end like a sentence) and by a few words that pages of every publisher use. The rules are about kinds of
// pages; a rule that needs the name of a publisher is wrong.
namespace broadsheet {
namespace {

// ---- Shapes

struct Line {
  std::string text;
  bool after_blank = true;  ///< an empty line or the beginning stands before
  bool heading = false;     ///< marked as one: `# …`, or underlined
  std::size_t words = 0;
  bool sentence = false;  ///< ends as a sentence does
  enum class Kind : std::uint8_t {
    other,  ///< navigation, labels, headlines, list items
    prose,  ///< a paragraph
    meta,   ///< wholly a by-line, a date, a reading time
    pass,   ///< something between the paragraphs that is not the article's: `Advertisement`
    end,    ///< something after which other things begin, though the article may go on below: `You may also like`
    stop,   ///< something after which the article does not go on: `Comments`
  } kind = Kind::other;
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; }
std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

/// Calls `use` with each code point of valid UTF-8.
template <typename Use>
void each_character(std::string_view text, const Use& use) {
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 code = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(text.data()), i, size, code);
    use(code);
  }
}

bool is_unspaced_script(UChar32 c) {  // Thai to Burmese, kana to Han; Hangul has blanks
  return (c >= 0x0E00 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3041 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// About the number of words: by blanks, and two characters each where a script has none.
std::size_t count_words(std::string_view text) {
  std::size_t words = 0, unspaced = 0;
  bool inside = false;
  each_character(text, [&](UChar32 c) {
    if (is_unspaced_script(c)) {
      ++unspaced;
      inside = false;
    } else if (u_isalnum(c) != 0) {
      if (!inside) ++words;
      inside = true;
    } else if (u_isUWhiteSpace(c) != 0) {
      inside = false;
    }
  });
  return words + unspaced / 2;
}

std::string_view without_closing(std::string_view text) {
  bool changed = true;
  while (changed) {
    changed = false;
    for (const std::string_view close : {"\"", "'", ")", "]", "*", "”", "’", "»", "」", "』", "）", " "}) {
      if (text.ends_with(close)) {
        text.remove_suffix(close.size());
        changed = true;
      }
    }
  }
  return text;
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

bool ends_sentence(std::string_view text) {
  return ends_with_any(without_closing(text), {".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔"});
}

/// `U.S.` and `St.` may end a headline.
bool ends_with_abbreviation(std::string_view text) {
  if (!text.ends_with('.')) return false;
  const auto word = text.substr(text.find_last_of(' ') == text.npos ? 0 : text.find_last_of(' ') + 1);
  return word.find('.') + 1 < word.size();
}

UChar32 first_letter(std::string_view text) {
  UChar32 found = 0;
  each_character(text, [&](UChar32 c) {
    if (found == 0 && u_isalnum(c) != 0) found = c;
  });
  return found;
}
bool begins_small(std::string_view text) { return u_islower(first_letter(text)) != 0; }

// ---- Words that pages use

enum class Match : std::uint8_t { whole, begin };
struct Marker {
  std::string_view text;  ///< lower case
  Match match;
  Line::Kind kind;
};

// A whole line, or a short line that begins so. To teach one, add a row; it must be no line of an article.
constexpr std::array markers{
    Marker{"advertisement", Match::whole, Line::Kind::pass},
    Marker{"advertisements", Match::whole, Line::Kind::pass},
    Marker{"ad", Match::whole, Line::Kind::pass},
    Marker{"sponsored", Match::whole, Line::Kind::pass},
    Marker{"anzeige", Match::whole, Line::Kind::pass},
    Marker{"publicité", Match::whole, Line::Kind::pass},
    Marker{"publicidad", Match::whole, Line::Kind::pass},
    Marker{"skip advertisement", Match::whole, Line::Kind::pass},
    Marker{"article continues below", Match::begin, Line::Kind::pass},
    Marker{"story continues below", Match::begin, Line::Kind::pass},
    Marker{"continue reading", Match::begin, Line::Kind::pass},
    Marker{"share", Match::whole, Line::Kind::pass},
    Marker{"share this", Match::begin, Line::Kind::pass},
    Marker{"share on", Match::begin, Line::Kind::pass},
    Marker{"share via", Match::begin, Line::Kind::pass},
    Marker{"copy link", Match::whole, Line::Kind::pass},
    Marker{"tweet", Match::whole, Line::Kind::pass},
    Marker{"facebook", Match::whole, Line::Kind::pass},
    Marker{"twitter", Match::whole, Line::Kind::pass},
    Marker{"whatsapp", Match::whole, Line::Kind::pass},
    Marker{"linkedin", Match::whole, Line::Kind::pass},
    Marker{"email", Match::whole, Line::Kind::pass},
    Marker{"print", Match::whole, Line::Kind::pass},
    Marker{"listen to this article", Match::begin, Line::Kind::pass},
    Marker{"sign up for our", Match::begin, Line::Kind::pass},
    Marker{"subscribe to our", Match::begin, Line::Kind::pass},
    Marker{"read more:", Match::begin, Line::Kind::pass},
    Marker{"read also:", Match::begin, Line::Kind::pass},
    Marker{"also read:", Match::begin, Line::Kind::pass},
    Marker{"see also:", Match::begin, Line::Kind::pass},
    Marker{"related:", Match::begin, Line::Kind::pass},
    Marker{"don't miss:", Match::begin, Line::Kind::pass},
    Marker{"see also", Match::whole, Line::Kind::end},
    Marker{"read more", Match::whole, Line::Kind::end},
    Marker{"related", Match::whole, Line::Kind::end},
    Marker{"related articles", Match::begin, Line::Kind::end},
    Marker{"related stories", Match::begin, Line::Kind::end},
    Marker{"related posts", Match::begin, Line::Kind::end},
    Marker{"related news", Match::begin, Line::Kind::end},
    Marker{"related topics", Match::begin, Line::Kind::end},
    Marker{"related content", Match::begin, Line::Kind::end},
    Marker{"related coverage", Match::begin, Line::Kind::end},
    Marker{"you may also like", Match::begin, Line::Kind::end},
    Marker{"you might also like", Match::begin, Line::Kind::end},
    Marker{"you may also be interested", Match::begin, Line::Kind::end},
    Marker{"recommended", Match::whole, Line::Kind::end},
    Marker{"recommended for you", Match::begin, Line::Kind::end},
    Marker{"recommended stories", Match::begin, Line::Kind::end},
    Marker{"more from", Match::begin, Line::Kind::end},
    Marker{"more on this", Match::begin, Line::Kind::end},
    Marker{"more stories", Match::begin, Line::Kind::end},
    Marker{"more news", Match::whole, Line::Kind::end},
    Marker{"more like this", Match::whole, Line::Kind::end},
    Marker{"most read", Match::begin, Line::Kind::end},
    Marker{"most popular", Match::begin, Line::Kind::end},
    Marker{"popular posts", Match::whole, Line::Kind::end},
    Marker{"trending", Match::whole, Line::Kind::end},
    Marker{"trending now", Match::whole, Line::Kind::end},
    Marker{"latest news", Match::whole, Line::Kind::end},
    Marker{"latest stories", Match::whole, Line::Kind::end},
    Marker{"editor's picks", Match::whole, Line::Kind::end},
    Marker{"up next", Match::whole, Line::Kind::end},
    Marker{"read next", Match::begin, Line::Kind::end},
    Marker{"next article", Match::begin, Line::Kind::end},
    Marker{"previous article", Match::begin, Line::Kind::end},
    Marker{"comments", Match::whole, Line::Kind::stop},
    Marker{"leave a comment", Match::begin, Line::Kind::stop},
    Marker{"leave a reply", Match::begin, Line::Kind::stop},
    Marker{"join the conversation", Match::begin, Line::Kind::stop},
    Marker{"view comments", Match::whole, Line::Kind::stop},
    Marker{"newsletter", Match::whole, Line::Kind::end},
    Marker{"subscribe", Match::whole, Line::Kind::end},
    Marker{"about the author", Match::begin, Line::Kind::stop},
    Marker{"about the authors", Match::begin, Line::Kind::stop},
    Marker{"author", Match::whole, Line::Kind::stop},
    Marker{"follow us", Match::begin, Line::Kind::end},
    Marker{"tags", Match::whole, Line::Kind::stop},
    Marker{"tags:", Match::begin, Line::Kind::stop},
    Marker{"tagged:", Match::begin, Line::Kind::stop},
    Marker{"topics:", Match::begin, Line::Kind::stop},
    Marker{"filed under", Match::begin, Line::Kind::stop},
    Marker{"all rights reserved", Match::begin, Line::Kind::stop},
    Marker{"©", Match::begin, Line::Kind::stop},
    Marker{"copyright ©", Match::begin, Line::Kind::stop},
    Marker{"copyright (c)", Match::begin, Line::Kind::stop},
    Marker{"copyright 19", Match::begin, Line::Kind::stop},
    Marker{"copyright 20", Match::begin, Line::Kind::stop},
    Marker{"(c) ", Match::begin, Line::Kind::stop},
    Marker{"kommentare", Match::whole, Line::Kind::stop},
    Marker{"schreib einen kommentar", Match::begin, Line::Kind::stop},
    Marker{"schreibe einen kommentar", Match::begin, Line::Kind::stop},
    Marker{"hinterlasse einen kommentar", Match::begin, Line::Kind::stop},
    Marker{"kommentar schreiben", Match::begin, Line::Kind::stop},
    Marker{"laisser un commentaire", Match::begin, Line::Kind::stop},
    Marker{"commentaires", Match::whole, Line::Kind::stop},
    Marker{"deja un comentario", Match::begin, Line::Kind::stop},
    Marker{"comentarios", Match::whole, Line::Kind::stop},
    Marker{"lascia un commento", Match::begin, Line::Kind::stop},
    Marker{"reageer", Match::whole, Line::Kind::stop},
    Marker{"相关新闻", Match::begin, Line::Kind::end},
    Marker{"相关阅读", Match::begin, Line::Kind::end},
    Marker{"相关文章", Match::begin, Line::Kind::end},
    Marker{"责任编辑", Match::begin, Line::Kind::stop},
    Marker{"関連記事", Match::begin, Line::Kind::end},
    Marker{"관련기사", Match::begin, Line::Kind::end},
    Marker{"читайте также", Match::begin, Line::Kind::end},
    Marker{"mehr zum thema", Match::begin, Line::Kind::end},
    Marker{"lesen sie auch", Match::begin, Line::Kind::end},
    Marker{"à lire aussi", Match::begin, Line::Kind::end},
    Marker{"lire aussi", Match::begin, Line::Kind::end},
    Marker{"te puede interesar", Match::begin, Line::Kind::end},
    Marker{"leggi anche", Match::begin, Line::Kind::end},
    Marker{"lees ook", Match::begin, Line::Kind::end},
    Marker{"leia também", Match::begin, Line::Kind::end},
};

// Lines above an article that are neither its category nor its headline.
constexpr std::array<std::string_view, 33> navigation{"home",
                                                      "menu",
                                                      "search",
                                                      "contact",
                                                      "contact us",
                                                      "about",
                                                      "about us",
                                                      "login",
                                                      "log in",
                                                      "sign in",
                                                      "sign up",
                                                      "register",
                                                      "subscribe",
                                                      "subscribe now",
                                                      "newsletter",
                                                      "newsletters",
                                                      "skip to content",
                                                      "skip to main content",
                                                      "connect with us",
                                                      "follow us",
                                                      "rss",
                                                      "more",
                                                      "close",
                                                      "open menu",
                                                      "my account",
                                                      "donate",
                                                      "shop",
                                                      "podcasts",
                                                      "archive",
                                                      "archives",
                                                      "jobs",
                                                      "privacy policy",
                                                      "toggle navigation"};

constexpr std::array<std::string_view, 7> boilerplate{
    "cookie", "enable javascript", "javascript is", "your browser", "privacy policy", "terms of service", "ad blocker"};

/// Without what decorates a label: arrows, colons, bullets, dots.
std::string_view bare(std::string_view text) {
  bool changed = true;
  while (changed) {
    changed = false;
    for (const std::string_view end : {":", "…", "...", "»", "›", "→", ">", "-", "–", "—", " ", "+"}) {
      if (text.ends_with(end)) {
        text.remove_suffix(end.size());
        changed = true;
      }
    }
    for (const std::string_view begin : {"«", "‹", "←", "<", "•", "·", "-", "–", "—", " ", "+"}) {
      if (text.starts_with(begin)) {
        text.remove_prefix(begin.size());
        changed = true;
      }
    }
  }
  return text;
}

std::string plain_apostrophes(std::string text) {
  for (auto at = text.find("’"); at != text.npos; at = text.find("’", at))
    text.replace(at, std::string_view("’").size(), "'");
  return text;
}

std::optional<Line::Kind> marker_kind(const Line& line) {
  if (line.text.size() > 2000) return {};
  const auto text = plain_apostrophes(lower(line.text));
  const auto label = bare(text);
  for (const auto& marker : markers) {
    if (marker.match == Match::whole) {
      if (label == marker.text) return marker.kind;
    } else if (text.starts_with(marker.text)) {
      // `©` begins footers of any length; other words begin sentences too.
      const bool sign = marker.text == "©" || marker.text.starts_with("copyright") || marker.text.starts_with("(c)");
      const bool colon = marker.text.ends_with(':');
      if (sign || (line.words <= (colon ? 25U : 10U) && (colon || !text.ends_with('.')))) return marker.kind;
    }
  }
  if (line.words <= 12 && text.find("all rights reserved") != text.npos) return Line::Kind::stop;
  return {};
}

bool is_navigation(std::string_view text) {
  const auto label = lower(bare(text));
  return std::find(navigation.begin(), navigation.end(), label) != navigation.end();
}

bool is_boilerplate(const Line& line) {
  if (line.words > 80) return false;
  const auto text = lower(line.text);
  return std::any_of(boilerplate.begin(), boilerplate.end(),
                     [&](std::string_view b) { return text.find(b) != text.npos; });
}

// ---- By-lines and dates

/// What a line (or two) beside the headline tells.
struct Meta {
  std::vector<std::string> authors;
  std::optional<Date> date, updated;
  bool any = false;  ///< something was understood, and nothing was left over
};

std::string_view trim(std::string_view text, std::string_view blanks = " \t,;:") {
  const auto begin = text.find_first_not_of(blanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Takes one of the prefixes off, without regard to case, where a blank, a colon or the end follows it.
bool take_prefix(std::string_view& text, std::initializer_list<std::string_view> prefixes) {
  for (const auto prefix : prefixes) {
    if (text.size() < prefix.size() || lower(text.substr(0, prefix.size())) != prefix) continue;
    const auto rest = text.substr(prefix.size());
    if (!rest.empty() && rest.front() != ' ' && rest.front() != ':') continue;
    text = trim(rest);
    return true;
  }
  return false;
}

std::vector<std::string_view> split(std::string_view text, std::initializer_list<std::string_view> separators) {
  std::vector<std::string_view> parts;
  for (;;) {
    std::size_t best = text.npos, length = 0;
    for (const auto separator : separators) {
      const auto at = text.find(separator);
      if (at < best) {
        best = at;
        length = separator.size();
      }
    }
    parts.push_back(text.substr(0, best));
    if (best == text.npos) return parts;
    text.remove_prefix(best + length);
  }
}

std::optional<Date> date_in(std::string_view text, Precision least) {
  const bool has_digit = text.find_first_of("0123456789") != text.npos;
  if (!has_digit || text.size() > 80) return {};
  // `00:01, Tue, Nov 19, 2019`: the time first.
  std::string turned;
  if (const auto comma = text.find(','); comma <= 5 && text.find(':') < comma && comma + 1 < text.size()) {
    turned = std::string(trim(text.substr(comma + 1))) + ' ' + std::string(text.substr(0, comma));
    text = turned;
  }
  if (auto date = parse_date(text, "text")) return date->precision >= least ? date : std::nullopt;
  // `9:12 a.m. ET`: a zone that is no offset; the day is printed all the same.
  const auto blank = text.find_last_of(' ');
  if (blank == text.npos) return {};
  const auto last = text.substr(blank + 1);
  const bool letters = last.size() >= 2 && last.size() <= 4 &&
                       std::all_of(last.begin(), last.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!letters) return {};
  auto date = parse_date(text.substr(0, blank), "text");
  return date && date->precision >= least ? date : std::nullopt;
}

bool is_reading_time(std::string_view text) {
  const auto small = lower(text);
  return count_words(text) <= 5 && small.find_first_of("0123456789") != small.npos &&
         (small.find("min") != small.npos) &&
         (small.find("read") != small.npos || small.ends_with("min") || small.ends_with("minutes"));
}

/// Two to five words that begin with capitals (or are particles), or one; no digits, no sentence.
bool is_name(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 80 || text.find_first_of("0123456789?!|/\"“”()[]") != text.npos) return false;
  const auto words = split(text, {" "});
  if (words.size() > 5) return false;
  bool capital = false;
  for (const auto word : words) {
    if (word.empty()) return false;
    const auto small = lower(word);
    const bool particle = small == "de" || small == "da" || small == "del" || small == "della" || small == "di" ||
                          small == "van" || small == "von" || small == "der" || small == "den" || small == "la" ||
                          small == "le" || small == "bin" || small == "ibn" || small == "al" || small == "el" ||
                          small == "dos" || small == "du" || small == "ten" || small == "ter" || small == "y" ||
                          small == "of" || small == "the";
    if (!particle && begins_small(word)) return false;
    if (!particle) capital = true;
  }
  return capital && !is_navigation(text);
}

bool is_role(std::string_view text) {
  const auto small = lower(text);
  for (const std::string_view role : {"editor", "reporter", "correspondent", "writer", "columnist", "contributor",
                                      "special to", "journalist", "redaktion", "staff at"}) {
    if (small.find(role) != small.npos) return true;
  }
  return false;
}

/// The names of a by-line after its `By`; nothing if what stands there is something else.
std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  for (const auto part : split(text, {", and ", ", ", " and ", " & ", " und ", " et ", " y ", " e "})) {
    const auto name = trim(part, " \t,;:.");
    if (name.empty()) continue;
    if (!names.empty() && is_role(name)) continue;
    if (!is_name(name)) return {};
    names.emplace_back(name);
  }
  return names;
}

Meta read_meta(std::string_view line) {
  Meta meta;
  if (line.empty() || line.size() > 200) return meta;
  bool other = false;
  for (const auto piece : split(line, {" | ", " · ", " • ", " — ", " – ", "|", "·", "•"})) {
    auto text = trim(piece, " \t,;:/");
    if (text.empty() || is_reading_time(text)) {
      meta.any = meta.any || !text.empty();
      continue;
    }
    const bool updated = take_prefix(text, {"last updated on", "last updated", "updated on", "updated", "modified",
                                            "aktualisiert", "mis à jour le"});
    const bool prefixed =
        updated || take_prefix(text, {"first published on", "first published", "published on", "published", "posted on",
                                      "posted", "publication date", "date", "publié le", "veröffentlicht am",
                                      "veröffentlicht", "publiziert am", "publicado el"});
    // A date and a by-line: `January 27, 2025 by Ana Li`.
    for (const std::string_view by : {" by ", " von ", " par ", " por "}) {
      const auto at = text.find(by);
      if (at == text.npos) continue;
      auto date = date_in(trim(text.substr(0, at)), Precision::day);
      auto names = names_in(text.substr(at + by.size()));
      if (!date || names.empty()) continue;
      (updated ? meta.updated : meta.date) = std::move(date);
      meta.authors = std::move(names);
      text = {};
      break;
    }
    if (text.empty()) {
      meta.any = true;
      continue;
    }
    if (auto date = date_in(text, prefixed ? Precision::month : Precision::day)) {
      (updated ? meta.updated : meta.date) = std::move(date);
      meta.any = true;
      continue;
    }
    // A headline may begin with `By` too; then what follows are no names.
    if (take_prefix(text, {"written by", "story by", "reported by", "words by", "text by", "posted by", "by", "von",
                           "par", "por", "door", "author", "authors"})) {
      auto names = text;
      for (auto comma = text.find_first_of(","); comma != text.npos; comma = text.find(',', comma + 1)) {
        if (auto date = date_in(trim(text.substr(comma + 1)), Precision::day)) {
          meta.date = std::move(date);
          names = text.substr(0, comma);
          break;
        }
      }
      if (auto found = names_in(names); !found.empty()) {
        meta.authors.insert(meta.authors.end(), found.begin(), found.end());
        meta.any = true;
        continue;
      }
    }
    other = true;
  }
  if (other && !meta.date && !meta.updated) return {};
  if (other && count_words(line) > 12) return {};
  return meta;
}

bool is_written_by(std::string_view text) {
  const auto label = lower(bare(text));
  return label == "written by" || label == "by" || label == "author" || label == "posted by";
}

// ---- Lines

/// `**bold**`, `[text](address)` and `![image](address)` as a reader sees them.
std::string without_markdown(std::string_view text) {
  constexpr std::string_view bold = "**";
  const auto first = text.find(bold);
  const bool has_bold = first != text.npos && text.find(bold, first + bold.size()) != text.npos;
  const bool has_link = text.find("](") != text.npos;
  if (!has_bold && !has_link) return std::string(text);
  constexpr std::size_t longest_label = 1000;  // keeps a line of brackets from being searched again and again
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto rest = text.substr(i);
    if (has_bold && rest.starts_with(bold)) {
      i += bold.size();
      continue;
    }
    const bool image = rest.starts_with("![");
    if (has_link && (image || rest[0] == '[')) {
      const std::size_t begin = image ? 2 : 1;
      const auto near = rest.substr(begin, longest_label);
      const auto middle = near.find("](");
      const auto end = middle == near.npos ? middle : near.find(')', middle);
      if (end != near.npos && near.substr(0, middle).find('[') == near.npos) {
        if (!image) out += near.substr(0, middle);
        i += begin + end + 1;
        continue;
      }
    }
    out += text[i++];
  }
  return out;
}

/// True if the lines of a block are one paragraph that was broken at a width.
bool is_wrapped(const std::vector<std::string>& block) {
  if (block.size() < 2) return false;
  std::size_t joins = 0;
  for (std::size_t i = 0; i + 1 < block.size(); ++i) {
    if (block[i].size() < 40) return false;
    if (!ends_sentence(block[i]) && begins_small(block[i + 1])) ++joins;
  }
  return joins * 2 >= block.size() - 1;
}

bool is_rule(std::string_view text) { return text.size() >= 3 && text.find_first_not_of("-=_*~ ") == text.npos; }

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> lines;
  std::vector<std::string> block;
  const auto add = [&](std::string one, bool after_blank) {
    Line line;
    const auto hashes = one.find_first_not_of('#');
    if (hashes != one.npos && hashes >= 1 && hashes <= 6 && one[hashes] == ' ') {
      line.heading = true;
      one.erase(0, hashes);
    }
    line.text = clean_line(without_markdown(one));
    line.after_blank = after_blank;
    if (!line.text.empty()) lines.push_back(std::move(line));
  };
  const auto flush = [&] {
    if (is_wrapped(block)) {
      std::string joined;
      for (const auto& one : block) joined += (joined.empty() ? "" : " ") + one;
      add(std::move(joined), true);
    } else {
      bool after_blank = true;
      for (auto& one : block) {
        if (is_rule(one)) {  // underlines a heading, or parts like an empty line
          if (!after_blank && !lines.empty() && lines.back().text.size() < 200)
            lines.back().heading = one.front() == '=' || one.front() == '-';
          after_blank = true;
          continue;
        }
        add(std::move(one), after_blank);
        after_blank = false;
      }
    }
    block.clear();
  };
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    auto one = clean_line(text.substr(begin, end - begin));
    begin = end + 1;
    if (one.empty()) {
      flush();
    } else {
      block.push_back(std::move(one));
    }
  }
  flush();

  for (auto& line : lines) {
    line.words = count_words(line.text);
    line.sentence = ends_sentence(line.text);
    if (const auto kind = marker_kind(line)) {
      line.kind = *kind;
    } else if ((line.words >= 30 || (line.words >= 8 && line.sentence)) && !is_boilerplate(line)) {
      line.kind = Line::Kind::prose;
    } else if (line.words <= 20 && read_meta(line.text).any) {
      line.kind = Line::Kind::meta;
    }
  }
  return lines;
}

// ---- The parts of a page, as places in its lines

bool is_caption(std::string_view text) {
  const auto small = lower(text);
  for (const std::string_view begin :
       {"photo", "image", "picture", "credit", "file photo", "caption", "figure", "watch:", "video:", "listen:"}) {
    if (small.starts_with(begin)) return true;
  }
  for (const std::string_view agency :
       {"getty", "(ap", "/ap", "reuters)", "afp", "photograph:", "shutterstock", "unsplash"}) {
    if (small.find(agency) != small.npos && small.find(')') != small.npos) return true;
  }
  return false;
}

/// `1:39 PM ET`, `75 with 51`: more figures than a headline has.
bool is_time(std::string_view text) {
  std::size_t letters = 0, figures = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') ++figures;
    if ((lower(c) >= 'a' && lower(c) <= 'z') || static_cast<unsigned char>(c) >= 0x80) ++letters;
  }
  return figures * 2 > letters;
}

/// `34 responses to …`, `[167 comments]`, `Top rated comments`: below an article its readers speak, above it they are
/// only counted.
bool counts_comments(const Line& line) {
  if (line.words > 16 || line.words < 2 || line.text.size() > 200) return false;
  const auto text = lower(line.text);
  const bool begins_with_number = std::string_view("0123456789[(").find(text[0]) != std::string_view::npos;
  if (line.words > 8 && !begins_with_number) return false;
  for (const std::string_view word :
       {"comments", "comment", "responses", "replies", "kommentare", "commentaires", "comentarios"}) {
    const auto at = text.find(word);
    if (at == text.npos) continue;
    const bool counted = text.substr(0, at).find_first_of("0123456789") != text.npos;
    if (counted || (word == "comments" && trim(text, " []()").ends_with(word) && !line.sentence)) return true;
  }
  return false;
}

/// A short line that begins with a day, perhaps after a word or two (`Veröffentlicht am …`): it says when, and perhaps
/// who, but nothing that a headline says.
bool has_date(std::string_view text) {
  if (text.size() > 120 || text.find_first_of("0123456789") == text.npos) return false;
  const auto words = split(text, {" "});
  for (std::size_t i = 0; i < words.size() && i <= 2; ++i) {
    std::string window;
    for (std::size_t j = i; j < words.size() && j < i + 3; ++j) {
      window += (j == i ? "" : " ") + std::string(words[j]);
      const bool figures = window.find_first_of("0123456789") != window.npos && window.size() >= 8;
      if (!figures) continue;
      const auto date = parse_date(trim(window), {});
      if (date && date->precision >= Precision::day) return true;
    }
  }
  return false;
}

bool could_be_title(const Line& line) {
  if (line.kind != Line::Kind::other) return false;
  const bool one_or_two = line.words < 3 && !line.heading;
  if (one_or_two || line.words > 30 || line.text.size() > 300) return false;
  if (ends_with_any(line.text, {",", ";", ":", "。"})) return false;
  if (line.text.ends_with('.') && !line.text.ends_with("...") && !ends_with_abbreviation(line.text)) return false;
  if (counts_comments(line)) return false;
  return !is_caption(line.text) && !is_navigation(line.text) && !line.text.starts_with("http") && !is_time(line.text) &&
         !has_date(line.text);
}

/// A line that stands alone and names a category: `Top Stories`.
bool could_be_label(const Line& line) {
  return line.kind == Line::Kind::other && line.words >= 1 && line.words <= 4 && line.text.size() <= 40 &&
         !line.sentence && !line.heading && !ends_with_any(line.text, {",", ";", ":"}) &&
         u_isalpha(first_letter(line.text)) != 0 && !begins_small(line.text) && !is_navigation(line.text);
}

bool neutral(const Line& line) {
  return line.kind == Line::Kind::meta || line.kind == Line::Kind::pass ||
         (line.kind == Line::Kind::other && line.sentence && line.words >= 3);
}

struct Range {
  std::size_t begin = 0, end = 0;  ///< half-open
};

/// Part of a page that reads like one article.
struct Stretch {
  Range lines;
  std::vector<Range> holes;  ///< in it, what is not the article's
  std::size_t score = 0;     ///< words of its paragraphs; those that stand alone, as teasers do, count half
  bool before_comments = false;
};

bool ends_box(const std::vector<Line>& lines, std::size_t i, std::size_t paragraphs) {
  if (is_written_by(lines[i].text)) return paragraphs >= 1;
  return paragraphs >= 2 && lines[i].kind == Line::Kind::meta && lower(lines[i].text.substr(0, 11)) == "written by ";
}

/// Where the article goes on after the marker at `at`: two paragraphs side by side, not far below, 40 words or more.
std::optional<std::size_t> resumption(const std::vector<Line>& lines, std::size_t at) {
  constexpr std::size_t window = 10;
  for (auto i = at + 1; i + 1 < lines.size() && i <= at + window; ++i) {
    if (lines[i].kind == Line::Kind::stop || is_written_by(lines[i].text)) return {};
    const bool pair = lines[i].kind == Line::Kind::prose && lines[i + 1].kind == Line::Kind::prose;
    if (pair && lines[i].sentence && lines[i + 1].sentence && lines[i].words + lines[i + 1].words >= 40) return i;
  }
  return {};
}

/// The article that begins at `begin`: as far as paragraphs go on, over lists, subheadings and boxes of links.
Stretch stretch_at(const std::vector<Line>& lines, std::size_t begin) {
  constexpr std::size_t longest_gap = 8;
  Stretch stretch{{begin, begin}, {}, 0};
  std::size_t gap = 0, paragraphs = 0, i = begin;
  for (; i < lines.size() && gap <= longest_gap; ++i) {
    const auto& line = lines[i];
    if (line.kind == Line::Kind::stop || ends_box(lines, i, paragraphs)) break;
    if (paragraphs >= 2 && line.kind == Line::Kind::other && counts_comments(line)) {
      stretch.before_comments = true;
      break;
    }
    if (line.kind == Line::Kind::end) {
      const auto next = resumption(lines, i);
      if (!next) break;
      stretch.holes.push_back({i, *next});
      i = *next - 1;
      gap = 0;
    } else if (line.kind == Line::Kind::prose) {
      const bool company = (i > begin && lines[i - 1].kind == Line::Kind::prose) ||
                           (i + 1 < lines.size() && lines[i + 1].kind == Line::Kind::prose);
      stretch.score += company ? 2 * line.words : line.words;
      ++paragraphs;
      stretch.lines.end = i + 1;
      gap = 0;
    } else if (line.kind == Line::Kind::other && neutral(line)) {
      stretch.lines.end = i + 1;
      gap = 0;
    } else if (!neutral(line)) {
      ++gap;
    }
  }
  // A short line or two at the very end of the text are its last words: a verse, a sum, a place.
  if (i == lines.size() && gap <= 2) stretch.lines.end = lines.size();
  return stretch;
}

/// The stretch with the highest score.
Stretch longest_stretch(const std::vector<Line>& lines) {
  Stretch best;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].kind != Line::Kind::prose) continue;
    auto stretch = stretch_at(lines, i);
    i = std::max(i, stretch.lines.end - 1);
    // Comments are often longer than what they are about.
    constexpr std::size_t short_article = 120;
    const bool last = stretch.before_comments && stretch.score >= short_article;
    if (stretch.score > best.score) best = std::move(stretch);
    if (last) break;
  }
  if (best.score == 0) {  // no paragraph at all: the first sentence will do
    const auto sentence = std::find_if(lines.begin(), lines.end(),
                                       [](const Line& l) { return l.kind == Line::Kind::other && neutral(l); });
    if (sentence != lines.end()) best = stretch_at(lines, static_cast<std::size_t>(sentence - lines.begin()));
  }
  return best;
}

/// A paragraph or two above the headline (a notice) do not belong to the article below it. They have no headline of
/// their own, and are a small part of the whole.
std::size_t after_notice(const std::vector<Line>& lines, Range run) {
  constexpr std::size_t window = 6;
  for (auto i = run.begin > window ? run.begin - window : 0; i < run.begin; ++i) {
    if (could_be_title(lines[i])) return run.begin;
  }
  std::size_t total = 0, before = 0;
  for (auto i = run.begin; i < run.end; ++i) total += lines[i].kind == Line::Kind::prose ? lines[i].words : 0;
  for (auto i = run.begin; i + 1 < run.end; ++i) {
    if (lines[i].kind == Line::Kind::prose) {
      before += lines[i].words;
      if (before * 4 > total) return run.begin;
    } else if (could_be_title(lines[i])) {
      auto next = i + 1;
      bool meta = lines[i].heading || (i > run.begin && lines[i - 1].kind == Line::Kind::other);
      while (next < run.end && next <= i + 4 && !meta) meta = lines[next++].kind == Line::Kind::meta;
      if (!meta) continue;
      for (next = i + 1; next < run.end && lines[next].kind != Line::Kind::prose; ++next) {
      }
      return next;
    }
  }
  return run.begin;
}

/// Where teasers begin: pairs of a label and one sentence, up to the end, with a label that comes back.
std::size_t without_teasers(const std::vector<Line>& lines, Range run) {
  std::unordered_map<std::string_view, std::size_t> labels;
  for (const auto& line : lines) {
    if (could_be_label(line)) ++labels[line.text];
  }
  for (auto i = run.begin + 1; i < run.end; ++i) {
    const auto begin = i;
    bool again = false;
    for (; i + 1 < run.end && could_be_label(lines[i]) && lines[i + 1].words >= 8 && lines[i + 1].words <= 45; i += 2) {
      again = again || labels[lines[i].text] > 1;
    }
    if (i - begin >= 4 && again && i >= run.end) return begin;
  }
  return run.end;
}

struct Page {
  std::optional<std::size_t> title;
  Range body;
  std::vector<Range> holes;
};

std::optional<std::size_t> find_title(const std::vector<Line>& lines, std::size_t begin) {
  constexpr std::size_t window = 12;
  const auto first = begin > window ? begin - window : 0;
  std::optional<std::size_t> found;
  for (auto i = begin; i-- > first;) {
    if (lines[i].kind == Line::Kind::prose) break;
    if (!could_be_title(lines[i])) {
      // Above a headline there is a category or navigation, and no second headline above these.
      if (found && lines[i].kind == Line::Kind::other) break;
      continue;
    }
    if (lines[i].heading) return i;
    // Of two lines that could both be it, the lower is the standfirst, and the longer.
    if (!found || (lines[i].words >= 4 && lines[i].words <= lines[*found].words + 4 && !lines[i].sentence &&
                   !begins_small(lines[i].text))) {
      found = i;
    } else {
      break;
    }
  }
  if (!found && begin > 0 && lines[begin - 1].kind == Line::Kind::other && !is_navigation(lines[begin - 1].text) &&
      !lines[begin - 1].text.ends_with('.') && !is_caption(lines[begin - 1].text) &&
      lines[begin - 1].text.size() <= 120) {
    return begin - 1;  // a headline of one or two words
  }
  return found;
}

std::size_t sentences(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool stop = text[i] == '.' || text[i] == '!' || text[i] == '?';
    if (stop &&
        (i + 1 == text.size() || (text[i + 1] == ' ' && i + 2 < text.size() && !begins_small(text.substr(i + 2, 4)))))
      ++count;
  }
  return count;
}

Page parts_of(const std::vector<Line>& lines) {
  Page page;
  auto stretch = longest_stretch(lines);
  auto& run = stretch.lines;
  run.begin = after_notice(lines, run);
  page.title = find_title(lines, run.begin);
  // A question or an exclamation may be the headline; it looks like a paragraph.
  const auto& top = lines[std::min(run.begin, lines.size() - 1)];
  const bool weak = !page.title || lines[*page.title].words < 3;
  if (weak && run.begin + 1 < run.end && top.words <= 20 && sentences(top.text) == 1 && !top.text.ends_with('.') &&
      top.sentence) {
    page.title = run.begin++;
  }
  run.end = without_teasers(lines, run);
  page.body = run;
  page.holes = std::move(stretch.holes);
  return page;
}

// ---- The article

std::optional<std::string> category(const std::vector<Line>& lines, std::size_t title) {
  // By-line and date may stand above the headline, between it and the category.
  auto at = title;
  while (at > 0 && lines[at - 1].kind == Line::Kind::meta) --at;
  if (at == 0) return {};
  const auto& line = lines[at - 1];
  for (const std::string_view separator : {" > ", " › ", " » ", " / "}) {  // Home > World > Asia
    const auto last = line.text.rfind(separator);
    if (last == line.text.npos || line.kind != Line::Kind::other || line.words > 10) continue;
    if (!is_navigation(line.text.substr(0, line.text.find(separator)))) continue;
    return std::string(trim(line.text.substr(last + separator.size())));
  }
  const bool alone = line.after_blank && lines[at].after_blank;
  if (!alone || !could_be_label(line)) return {};
  // The first line of all is the name of the paper, and the last of a row of labels is navigation, unless the page has
  // it again as a category.
  const auto is_short = [&](std::size_t i) {
    return lines[i].kind == Line::Kind::other && lines[i].words <= 4 && !lines[i].sentence;
  };
  const bool row = at == 1 || (at >= 3 && is_short(at - 2) && is_short(at - 3));
  const auto same = std::count_if(lines.begin(), lines.end(), [&](const Line& l) { return l.text == line.text; });
  if (row && same < 2) return {};
  return line.text;
}

void take(Meta&& meta, Article& article) {
  if (article.authors.empty()) article.authors = std::move(meta.authors);
  if (!article.date) article.date = std::move(meta.date);
  if (!article.updated) article.updated = std::move(meta.updated);
}

/// The by-line of an author's box: the name above or below `Written by`.
void take_author_box(const std::vector<Line>& lines, Range range, Article& article) {
  for (auto i = range.begin; i < range.end && article.authors.empty(); ++i) {
    if (auto meta = read_meta(lines[i].text); !meta.authors.empty()) {
      article.authors = std::move(meta.authors);
      return;
    }
    if (!is_written_by(lines[i].text)) continue;
    const auto usable = [&](std::size_t at) {
      return at < lines.size() && lines[at].kind == Line::Kind::other && is_name(lines[at].text);
    };
    std::size_t at = lines.size();
    if (i > range.begin && !lines[i].after_blank && usable(i - 1)) {
      at = i - 1;
    } else if (usable(i + 1)) {
      at = i + 1;
    } else if (i > range.begin && usable(i - 1)) {
      at = i - 1;
    }
    if (at < lines.size()) article.authors = names_in(lines[at].text);
  }
}

void take_tags(const std::vector<Line>& lines, Range range, Article& article) {
  for (auto i = range.begin; i < range.end; ++i) {
    std::string_view text = lines[i].text;
    if (!take_prefix(text, {"tags", "tagged", "topics", "filed under", "keywords"}) || text.empty()) continue;
    if (lines[i].text.find(':') == std::string::npos && !lower(lines[i].text).starts_with("filed under")) continue;
    for (const auto tag : split(text, {",", ";", "|", "·", "•", "#"})) {
      if (const auto one = trim(tag); !one.empty()) article.tags.emplace_back(one);
    }
    return;
  }
}

/// The publication, from `© 2025 The Harbour Gazette. All rights reserved.` The year is no date of the article.
std::optional<std::string> publication(std::string_view line) {
  bool sign = false;
  std::string_view rest = line;
  for (const std::string_view mark : {"©", "(c)", "(C)"}) {
    const auto at = line.find(mark);
    if (at == line.npos || at > 20) continue;
    rest = line.substr(at + mark.size());
    sign = true;
    break;
  }
  constexpr std::string_view word = "copyright";
  if (!sign && !lower(line).starts_with(word)) return {};
  rest = trim(rest);
  if (lower(rest).starts_with(word)) rest = trim(rest.substr(word.size()));
  std::size_t years = 0;
  while (years < rest.size() && (std::string_view("0123456789-, ").find(rest[years]) != std::string_view::npos ||
                                 rest.substr(years).starts_with("–"))) {
    years += rest.substr(years).starts_with("–") ? std::string_view("–").size() : 1;
  }
  if (years < 4) return {};  // without a year it is the credit of a picture
  rest = rest.substr(years);
  take_prefix(rest, {"by"});
  for (const std::string_view stop :
       {"·", "|", ".", "—", "–", " - ", ",", ";", "•", "(", "All rights", "all rights", "ALL RIGHTS"}) {
    rest = rest.substr(0, rest.find(stop));
  }
  auto name = trim(rest);
  for (const std::string_view form : {" Ltd", " Limited", " Inc", " LLC", " GmbH", " plc", " PLC"}) {
    if (name.ends_with(form)) name = trim(name.substr(0, name.size() - form.size()));
  }
  if (name.size() < 2 || count_words(name) > 6 || u_isalpha(first_letter(name)) == 0) return {};
  return std::string(name);
}

std::optional<std::string> address(std::string_view line) {
  take_prefix(line, {"url", "source", "link", "original", "permalink"});
  const bool http = line.starts_with("https://") || line.starts_with("http://");
  if (!http || line.find(' ') != line.npos || line.size() < 12) return {};
  return std::string(line);
}

/// The text under the headline, if the first paragraph is one: no full paragraph, or one sentence, and the next
/// paragraph is much longer.
void take_standfirst(const std::vector<const Line*>& paragraphs, Article& article) {
  if (paragraphs.size() < 2) return;
  const auto& first = *paragraphs[0];
  const auto& second = *paragraphs[1];
  if (first.words >= 5 && first.words <= 60 && sentences(first.text) <= 1 && second.words * 2 >= first.words * 3) {
    article.description = first.text;
  }
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  auto end = text.find_last_of(' ', most);
  if (end == text.npos || end < most / 2) {
    end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  }
  return std::string(trim(text.substr(0, end)));
}

Article article_of(const std::vector<Line>& lines) {
  Article article;
  const auto page = parts_of(lines);
  auto body = page.body;
  if (page.title) {
    article.title = lines[*page.title].text;
    if (auto label = category(lines, *page.title)) article.tags.push_back(std::move(*label));
  }

  // By-line and date stand below the headline, as far as the second paragraph; if not, right above it.
  const auto top = page.title ? *page.title + 1 : body.begin;
  auto window_end = body.begin;
  std::size_t seen = 0;
  for (auto i = body.begin; i < body.end && seen < 2; ++i) {
    if (lines[i].kind == Line::Kind::prose) ++seen;
    if (lines[i].kind == Line::Kind::meta) window_end = i + 1;
  }
  for (auto i = top; i < window_end; ++i) {
    if (is_written_by(lines[i].text) && i + 1 < window_end && is_name(lines[i + 1].text)) {
      if (article.authors.empty()) article.authors = names_in(lines[i + 1].text);
    } else if (lines[i].kind == Line::Kind::meta) {
      take(read_meta(lines[i].text), article);
    }
  }
  if (page.title) {
    for (auto i = *page.title; i-- > 0 && i + 2 >= *page.title && lines[i].kind == Line::Kind::meta;)
      take(read_meta(lines[i].text), article);
  }

  std::vector<const Line*> paragraphs;
  // A standfirst too short for a paragraph, and the like, between headline and body.
  for (auto i = top; i < body.begin; ++i) {
    const bool words = lines[i].kind == Line::Kind::other && lines[i].words >= 5;
    if (words && (lines[i].sentence || could_be_title(lines[i])) && !is_caption(lines[i].text))
      paragraphs.push_back(&lines[i]);
  }
  auto hole = page.holes.begin();
  for (auto i = body.begin; i < body.end; ++i) {
    if (paragraphs.size() < 3 && counts_comments(lines[i])) continue;
    while (hole != page.holes.end() && hole->end <= i) ++hole;
    if (hole != page.holes.end() && hole->begin <= i) continue;
    if (lines[i].kind == Line::Kind::pass || (lines[i].kind == Line::Kind::meta && i < window_end)) continue;
    if (lines[i].kind == Line::Kind::meta) {  // a by-line below the article; a date there may head a part of it
      auto meta = read_meta(lines[i].text);
      const bool signature =
          !meta.authors.empty() && !meta.date && (article.authors.empty() || article.authors == meta.authors);
      if (signature) {
        article.authors = std::move(meta.authors);
        continue;
      }
    }
    paragraphs.push_back(&lines[i]);
  }
  for (const auto* line : paragraphs) {
    if (!article.body.empty()) article.body += line->after_blank ? "\n\n" : "\n";
    article.body += line->text;
  }
  take_standfirst(paragraphs, article);
  if (article.title.empty() && !paragraphs.empty()) article.title = shortened(paragraphs.front()->text, 120);

  const Range below{body.end, std::min(lines.size(), body.end + 12)};
  if (article.authors.empty()) take_author_box(lines, below, article);
  take_tags(lines, {top, body.begin}, article);
  take_tags(lines, below, article);
  for (auto i = lines.size(); i-- > body.end && article.source.empty();) {
    if (auto name = publication(lines[i].text)) article.source = std::move(*name);
  }
  for (std::size_t i = 0; i < body.begin && article.url.empty(); ++i) {
    if (auto url = address(lines[i].text)) article.url = std::move(*url);
  }
  return article;
}

// ---- Bytes

std::string from_utf16(std::string_view bytes, bool big) {
  std::string out;
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<UChar32>(big ? (a << 8) | b : (b << 8) | a);
  };
  for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
    auto code = unit(i);
    if (code >= 0xD800 && code < 0xDC00 && i + 3 < bytes.size() && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    } else if (code >= 0xD800 && code < 0xE000) {
      code = 0xFFFD;
    }
    const auto add = [&](UChar32 value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
    if (code < 0x80) {
      add(code);
    } else if (code < 0x800) {
      add(0xC0 | (code >> 6)), add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
      add(0xE0 | (code >> 12)), add(0x80 | ((code >> 6) & 0x3F)), add(0x80 | (code & 0x3F));
    } else {
      add(0xF0 | (code >> 18)), add(0x80 | ((code >> 12) & 0x3F)), add(0x80 | ((code >> 6) & 0x3F)),
          add(0x80 | (code & 0x3F));
    }
  }
  return out;
}

}  // namespace

bool has_paragraph(std::string_view text) {
  const auto lines = lines_of(clean_utf8(text));
  return std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.words >= 20; });
}

void read_page(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  const auto reject = [&](std::string reason) {
    sink.reject(Outcome{Outcome::Kind::rejected, place, {}, std::move(reason), {}, {}});
  };
  std::string raw;
  constexpr std::size_t piece = std::size_t{64} << 10;
  for (;;) {
    const auto had = raw.size();
    raw.resize(had + piece);
    const auto count = bytes.read(raw.data() + had, piece);
    raw.resize(had + count);
    if (count == 0) break;
    if (raw.size() > limit::page_bytes)
      return reject("larger than " + print_bytes(limit::page_bytes) + ", the limit for one page");
  }
  if (!bytes.fault().empty()) return reject(bytes.fault());

  const bool big = raw.starts_with("\xFE\xFF");
  if (big || raw.starts_with("\xFF\xFE")) raw = from_utf16(raw, big);
  if (raw.find('\0') != raw.npos) return reject("not text: it has a zero byte");
  std::vector<std::string> warnings;
  if (!simdjson::validate_utf8(raw)) {
    std::size_t replaced = 0;
    const auto size = raw.size();
    raw = clean_utf8(raw, &replaced);
    // A few bad bytes are damage; many are another encoding, and guessing it would invent letters.
    if (replaced > 1 + size / 1000)
      return reject("not UTF-8 text; convert it first, as in: iconv -f windows-1252 -t utf-8");
    warnings.push_back("text: " + std::to_string(replaced) + (replaced == 1 ? " place" : " places") +
                       " not UTF-8 replaced by U+FFFD");
  }
  const auto text = clean_text(raw);
  // Lines are looked at many times; a list of a hundred thousand is no page.
  constexpr std::ptrdiff_t most_lines = 50'000;
  if (std::count(text.begin(), text.end(), '\n') > most_lines) return reject("no page: it has more than 50000 lines");
  const auto lines = lines_of(text);
  if (lines.empty()) return reject("an empty file");
  auto article = article_of(lines);
  article.file = place;
  article.warnings = std::move(warnings);
  clean_article(article);
  if (article.body.empty()) return reject("no article found: it has no paragraph");
  sink.article(std::move(article));
}

}  // namespace broadsheet
