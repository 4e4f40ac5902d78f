#include "indexer/byline.hpp"

#include <algorithm>
#include <array>

#include "indexer/clean.hpp"
#include "indexer/date_tokens.hpp"
#include "indexer/html_page.hpp"

namespace broadsheet {
namespace {

constexpr std::size_t longest_name = 60;

/// What stands before a name, as plain_key() makes it.
constexpr auto labels = std::to_array<std::string_view>({"by",
                                                         "written by",
                                                         "posted by",
                                                         "published by",
                                                         "author",
                                                         "authors",
                                                         "story by",
                                                         "text by",
                                                         "words by",
                                                         "reported by",
                                                         "from",
                                                         "posted",
                                                         "von",
                                                         "text von",
                                                         "ein beitrag von",
                                                         "geschrieben von",
                                                         "verfasst von",
                                                         "erstellt von",
                                                         "veroffentlicht von",
                                                         "ein artikel von",
                                                         "eine analyse von",
                                                         "ein kommentar von",
                                                         "interview von",
                                                         "autor",
                                                         "autorin",
                                                         "autoren",
                                                         "text",
                                                         "par",
                                                         "publie par",
                                                         "ecrit par",
                                                         "auteur",
                                                         "propos recueillis par",
                                                         "por",
                                                         "escrito por",
                                                         "publicado por",
                                                         "texto",
                                                         "autora",
                                                         "di",
                                                         "a cura di",
                                                         "scritto da",
                                                         "da",
                                                         "pubblicato da",
                                                         "autore",
                                                         "door",
                                                         "geschreven door",
                                                         "av",
                                                         "skrivet av",
                                                         "tekst",
                                                         "skrevet av",
                                                         "af",
                                                         "autor tekstu",
                                                         "opracowanie",
                                                         "بقلم",
                                                         "كتب",
                                                         "كتبت",
                                                         "نويسنده",
                                                         "نویسنده",
                                                         "作者",
                                                         "记者",
                                                         "記者",
                                                         "撰文",
                                                         "文",
                                                         "글",
                                                         "लेखक",
                                                         "автори",
                                                         "przez",
                                                         "od",
                                                         "автор",
                                                         "текст",
                                                         "kirjoittanut",
                                                         "yazan",
                                                         "quelle",
                                                         "source"});

/// Words of a role or an office, not of a name.
constexpr auto role_words = std::to_array<std::string_view>({"editor",
                                                             "reporter",
                                                             "correspondent",
                                                             "writer",
                                                             "columnist",
                                                             "contributor",
                                                             "journalist",
                                                             "producer",
                                                             "analyst",
                                                             "photographer",
                                                             "photos",
                                                             "photo",
                                                             "foto",
                                                             "fotos",
                                                             "bild",
                                                             "special",
                                                             "senior",
                                                             "deputy",
                                                             "chief",
                                                             "news",
                                                             "associate",
                                                             "guest",
                                                             "freelance",
                                                             "redakteur",
                                                             "redakteurin",
                                                             "korrespondent",
                                                             "korrespondentin",
                                                             "redaktionsleiter",
                                                             "volontar",
                                                             "volontarin",
                                                             "chefredakteur",
                                                             "reporterin",
                                                             "autorin",
                                                             "journaliste",
                                                             "redacteur",
                                                             "correspondant",
                                                             "redactor",
                                                             "periodista",
                                                             "corresponsal",
                                                             "giornalista",
                                                             "verslaggever",
                                                             "politics",
                                                             "business",
                                                             "director",
                                                             "professor",
                                                             "published",
                                                             "updated",
                                                             "posted",
                                                             "veroffentlicht",
                                                             "publiziert",
                                                             "comments",
                                                             "kommentare",
                                                             "kommentar",
                                                             "min",
                                                             "read",
                                                             "minutes",
                                                             "uhr",
                                                             "share",
                                                             "follow",
                                                             "email",
                                                             "view",
                                                             "anzeigen",
                                                             "archiv",
                                                             "kontaktieren",
                                                             "publisher",
                                                             "getty",
                                                             "images",
                                                             "cookies",
                                                             "login",
                                                             "more",
                                                             "mehr",
                                                             "alle",
                                                             "articles",
                                                             "artikel",
                                                             "posts",
                                                             "profile",
                                                             "profil",
                                                             "bio",
                                                             "gmbh",
                                                             "inc",
                                                             "ltd",
                                                             "llc",
                                                             "verlag",
                                                             "license",
                                                             "anleitung"});

/// Words of a desk: no person, and better than nobody.
constexpr auto desk_words = std::to_array<std::string_view>(
    {"redaktion", "redaction", "redazione", "redaccion", "redactie", "redakcja", "editorial", "editors", "team",
     "staff", "desk", "newsroom", "onlineredaktion", "agency", "agencies", "agenturen", "press"});

/// Names that programs give: nobody.
constexpr auto nobody = std::to_array<std::string_view>(
    {"admin", "administrator", "webmaster", "user",     "super user", "superuser", "root", "author",
     "autor", "anonymous",     "anonimo",   "unknown",  "unbekannt",  "guest",     "gast", "none",
     "null",  "undefined",     "autoren",   "facebook", "twitter",    "instagram", "in",   "on",
     "am",    "the",           "wp admin",  "wordpress"});

constexpr auto agencies = std::to_array<std::string_view>({"reuters",
                                                           "ap",
                                                           "afp",
                                                           "dpa",
                                                           "associated press",
                                                           "the associated press",
                                                           "agence france presse",
                                                           "efe",
                                                           "ansa",
                                                           "apa",
                                                           "tass",
                                                           "interfax",
                                                           "xinhua",
                                                           "epa",
                                                           "sda",
                                                           "pti",
                                                           "ians",
                                                           "ani",
                                                           "bloomberg",
                                                           "upi",
                                                           "sid",
                                                           "ots"});

template <std::size_t size>
bool one_of(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Labels off the front: `By`, `Von`, `Author:`.
std::string_view label_off(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    std::size_t best = 0;
    for (std::size_t end = 1; end <= std::min<std::size_t>(text.size(), 30); ++end) {
      const bool ends =
          end == text.size() || text[end] == ' ' || text[end] == ':' || text.substr(end).starts_with("：");
      if (!ends) continue;
      if (one_of(labels, plain_key(text.substr(0, end)))) best = end;
    }
    if (best == 0 || best == text.size()) continue;
    text.remove_prefix(best);
    while (text.starts_with(' ') || text.starts_with(':') || text.starts_with("："))
      text.remove_prefix(text.front() == ' ' || text.front() == ':' ? 1 : 3);
    again = true;
  }
  return text;
}

/// Where the name ends: a date, an address, a bracket, a bar.
std::string_view before_the_rest(std::string_view text) {
  std::size_t end = text.size();
  for (const std::string_view mark :
       {"|", "(", "[", "<", "http", "@", "•", "·", " – ", " — ", " - ", "\n", "»", "›", ">"}) {
    end = std::min(end, text.find(mark));
  }
  // A number begins a date; inside a word it belongs to a name that somebody goes by.
  for (auto digit = text.find_first_of("0123456789"); digit < end;
       digit = text.find_first_of("0123456789", digit + 1)) {
    if (digit == 0 || text[digit - 1] == ' ' || text[digit - 1] == ',') end = digit;
  }
  // Of `ana@news.example` nothing stays.
  if (end < text.size() && text[end] == '@') end = std::min(end, text.rfind(' ', end) + 1);
  text = text.substr(0, end);
  for (const std::string_view tail : {" im Gespräch", " im Interview", " for ", " For ", " für ", " in "}) {
    if (const auto at = text.find(tail); at != text.npos && at > 3) text = text.substr(0, at);
  }
  // `@name` and `Monday, 3` leave a beginning behind.
  while (!text.empty() && (text.back() == ' ' || text.back() == ',' || text.back() == ':' || text.back() == '-'))
    text.remove_suffix(1);
  return text;
}

std::vector<std::string> divided(std::string_view text) {
  constexpr auto between =
      std::to_array<std::string_view>({" and ", " And ", " AND ", " und ", " UND ", " et ", " y ", " e ", " en ",
                                       " og ", " och ", " with ", " avec ", " mit ", " oraz ", " и "});
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t length = 0;
    if (at == text.size()) {
      length = 1;
    } else if (std::string_view(",;/&+").find(text[at]) != std::string_view::npos) {
      length = 1;
    } else if (text.substr(at).starts_with("、") || text.substr(at).starts_with("،")) {
      length = text.substr(at).starts_with("、") ? 3 : 2;
    } else {
      for (const auto word : between) {
        if (text.substr(at).starts_with(word)) length = word.size();
      }
    }
    if (length == 0) {
      ++at;
      continue;
    }
    if (auto part = clean_line(text.substr(begin, at - begin)); !part.empty()) parts.push_back(std::move(part));
    at += length;
    begin = at;
  }
  return parts;
}

std::size_t words_in(std::string_view key) {
  return key.empty() ? 0 : 1 + static_cast<std::size_t>(std::count(key.begin(), key.end(), ' '));
}

template <std::size_t size>
bool has_word_of(const std::array<std::string_view, size>& words, std::string_view key) {
  for (std::size_t begin = 0; begin < key.size();) {
    const auto end = std::min(key.find(' ', begin), key.size());
    if (one_of(words, key.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

/// Digits of any script.
bool has_number(std::string_view text) {
  const auto tokens = date_tokens(text);
  return std::any_of(tokens.begin(), tokens.end(),
                     [](const DateToken& token) { return token.kind == DateToken::Kind::number; });
}

bool is_name(const std::string& part) {
  const auto key = plain_key(part);
  if (key.size() < 2 || part.size() > longest_name || words_in(key) > 5) return false;
  if (part.find_first_of("_=<>{}#!?") != part.npos || part.find("→") != part.npos || part.find("©") != part.npos)
    return false;
  // Where words have no blanks between them, a name has a dozen letters at the most.
  if (static_cast<unsigned char>(part.front()) >= 0xE3 && key.find(' ') == key.npos && part.size() > 36) return false;
  if (words_in(key) > 1 && has_number(part)) return false;
  return !one_of(nobody, key) && !one_of(labels, key) && !has_word_of(role_words, key);
}

/// `Li, Ana`: two parts of a word each are a name the other way round.
bool is_turned_name(const std::vector<std::string>& parts, std::string_view text) {
  return parts.size() == 2 && text.find(',') != text.npos && words_in(plain_key(parts[0])) == 1 &&
         words_in(plain_key(parts[1])) == 1;
}

}  // namespace

std::vector<std::string> names_in_byline(std::string_view byline) {
  std::vector<std::string> names;
  if (byline.size() > 2 * longest_byline) return names;
  auto rest = label_off(byline);
  // `Disko Von Ana Li`: a small `von` belongs to a name.
  for (const std::string_view label : {" Von ", " By ", " Par ", " Por "}) {
    if (const auto at = rest.find(label); at != rest.npos) rest = rest.substr(at + label.size());
  }
  const auto text = before_the_rest(rest);
  auto parts = divided(text);
  if (is_turned_name(parts, text)) parts = {parts[1] + ' ' + parts[0]};
  for (auto& part : parts) {
    auto name = std::string(label_off(part));
    while (!name.empty() && (name.back() == '.' || name.back() == ':') && name.size() > 1 &&
           words_in(plain_key(name)) > 1 && name.find('.') == name.size() - 1)
      name.pop_back();
    if (!is_name(name) || std::find(names.begin(), names.end(), name) != names.end()) continue;
    names.push_back(std::move(name));
    if (names.size() == most_authors) break;
  }
  return names;
}

std::string_view without_label(std::string_view text) { return label_off(text); }

bool is_byline_label(std::string_view text) { return one_of(labels, plain_key(text)); }

bool is_desk(std::string_view name) {
  const auto key = plain_key(name);
  return one_of(agencies, key) || has_word_of(desk_words, key);
}

}  // namespace broadsheet
