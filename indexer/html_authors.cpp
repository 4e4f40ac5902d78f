#include "indexer/html_authors.hpp"

#include <algorithm>
#include <array>

#include "indexer/clean.hpp"

namespace broadsheet {
namespace {

constexpr std::size_t longest_byline = 200;
constexpr std::size_t longest_name = 60;
constexpr std::size_t most_authors = 16;

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
std::string_view without_label(std::string_view text) {
  for (bool again = true; again;) {
    again = false;
    std::size_t best = 0;
    for (std::size_t end = 1; end <= std::min<std::size_t>(text.size(), 30); ++end) {
      const bool ends = end == text.size() || text[end] == ' ' || text[end] == ':';
      if (!ends) continue;
      if (one_of(labels, plain_key(text.substr(0, end)))) best = end;
    }
    if (best == 0 || best == text.size()) continue;
    text.remove_prefix(best);
    const auto next = text.find_first_not_of(" :");
    text = next == text.npos ? std::string_view() : text.substr(next);
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

bool is_name(const std::string& part) {
  const auto key = plain_key(part);
  if (key.size() < 2 || part.size() > longest_name || words_in(key) > 5) return false;
  if (part.find_first_of("_=<>{}#!?") != part.npos || part.find("→") != part.npos || part.find("©") != part.npos)
    return false;
  // Where words have no blanks between them, a name has a dozen letters at the most.
  if (static_cast<unsigned char>(part.front()) >= 0xE3 && key.find(' ') == key.npos && part.size() > 36) return false;
  if (part.find_first_of("0123456789") != part.npos && words_in(key) > 1) return false;
  return !one_of(nobody, key) && !one_of(labels, key) && !has_word_of(role_words, key);
}

bool is_desk(std::string_view name) {
  const auto key = plain_key(name);
  return one_of(agencies, key) || has_word_of(desk_words, key);
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
  auto rest = without_label(byline);
  // `Disko Von Ana Li`: a small `von` belongs to a name.
  for (const std::string_view label : {" Von ", " By ", " Par ", " Por "}) {
    if (const auto at = rest.find(label); at != rest.npos) rest = rest.substr(at + label.size());
  }
  const auto text = before_the_rest(rest);
  auto parts = divided(text);
  if (is_turned_name(parts, text)) parts = {parts[1] + ' ' + parts[0]};
  for (auto& part : parts) {
    auto name = std::string(without_label(part));
    while (!name.empty() && (name.back() == '.' || name.back() == ':') && name.size() > 1 &&
           words_in(plain_key(name)) > 1 && name.find('.') == name.size() - 1)
      name.pop_back();
    if (!is_name(name) || std::find(names.begin(), names.end(), name) != names.end()) continue;
    names.push_back(std::move(name));
    if (names.size() == most_authors) break;
  }
  return names;
}

namespace {

class AuthorFinder {
 public:
  AuthorFinder(const HtmlPage& page, const std::vector<std::string>& sites, std::vector<FieldCandidate>* candidates)
      : page_(page), tree_(page.tree), sites_(sites), candidates_(candidates) {}

  std::vector<std::string> find(std::size_t title) {
    Found all;
    for (const auto& author : page_.data.authors) add(all, plain_line(author), "json-ld", 0);
    if (decided(all)) return chosen_;
    for (std::size_t i = 0; i < tree_.size(); ++i) {
      if (tree_[i].is_text() || page_.places[i] != HtmlPage::Place::page) continue;
      const auto prop = tree_.attribute(i, "itemprop");
      if (prop == "author" || prop == "creator") add(all, name_below(i), "itemprop author", i);
    }
    if (decided(all)) return chosen_;
    find_links(
        all, [&](std::size_t i) { return page_.has_word(i, "rel", "author"); }, "rel author");
    if (decided(all)) return chosen_;
    find_labelled_meta(all);
    if (decided(all)) return chosen_;
    find_links(
        all, [&](std::size_t i) { return leads_to_author(tree_.attribute(i, "href")); }, "link author");
    if (decided(all)) return chosen_;
    find_named(all,
               {"author-name", "authorname", "byline-name", "byline__name", "author__name", "post-author",
                "entry-author", "author_name", "article-author", "article__author"},
               "class author-name");
    if (decided(all)) return chosen_;
    find_named(all,
               {"byline", "author", "authors", "autor", "auteur", "autores", "writer", "fn", "by", "autoren",
                "contributor", "redakteur", "username", "person", "itemposter", "poster", "signature"},
               "class author");
    if (decided(all)) return chosen_;
    for (const std::string_view name :
         {"author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "article:author",
          "article:author_name", "og:article:author", "byl", "citation_author"}) {
      for (const auto content : page_.metas(name)) add(all, content, "meta " + std::string(name), 0);
      if (decided(all)) return chosen_;
    }
    if (title != 0) find_beside(all, title);
    if (decided(all)) return chosen_;
    if (desks_.size() > 2) desks_.resize(2);
    return desks_;
  }

 private:
  struct Found {
    std::vector<std::string> names;
    std::vector<std::size_t> candidates;
  };

  void add(Found& all, std::string_view byline, std::string_view origin, std::size_t node) {
    if (byline.empty()) return;
    if (candidates_ != nullptr && candidates_->size() < 200) {
      all.candidates.push_back(candidates_->size());
      FieldCandidate one;
      one.value = byline;
      one.origin = origin;
      one.node = node;
      candidates_->push_back(std::move(one));
    }
    for (auto& name : names_in_byline(byline)) {
      const auto key = plain_key(name);
      // The site as its own author, as programs write it, is the source; where a by-line says so, it is the author.
      const bool is_site = is_site_name(name, sites_);
      if (is_site && node == 0) continue;
      auto& list = is_site || is_desk(name) ? desks_ : all.names;
      const bool known =
          std::any_of(list.begin(), list.end(), [&](const std::string& other) { return plain_key(other) == key; });
      if (!known && list.size() < most_authors) list.push_back(std::move(name));
    }
  }

  /// True if persons were found; `chosen_` has them.
  bool decided(Found& all) {
    if (all.names.empty()) return false;
    for (const auto at : all.candidates) {
      (*candidates_)[at].won = true;
      (*candidates_)[at].why = "the most reliable place that names a person";
    }
    chosen_ = std::move(all.names);
    all = {};
    return true;
  }

  /// Of an element that stands for a person, the element that stands for the name.
  std::string name_below(std::size_t node) const {
    const auto content = clean_line(tree_.attribute(node, "content"));
    if (!content.empty()) return content;
    for (std::size_t i = node + 1; i < tree_[node].end; ++i) {
      if (tree_[i].is_text()) continue;
      if (tree_.attribute(i, "itemprop") == "name") {
        const auto inner = clean_line(tree_.attribute(i, "content"));
        return inner.empty() ? tree_.text(i) : inner;
      }
    }
    return short_text(node);
  }

  std::string short_text(std::size_t node) const {
    if (tree_[node].end - node > 80) return {};
    auto text = tree_.text(node);
    return text.size() <= longest_byline ? text : std::string();
  }

  template <typename Test>
  void find_links(Found& all, const Test& is_link, std::string_view origin) {
    std::size_t first = 0;
    for (std::size_t i = 0; i < tree_.size(); ++i) {
      if (tree_[i].tag != GUMBO_TAG_A || page_.places[i] != HtmlPage::Place::page || !is_link(i)) continue;
      if (first != 0 && i > first + 30) break;
      const auto text = short_text(i);
      if (names_in_byline(text).empty()) continue;
      if (first == 0) first = i;
      add(all, text, origin, i);
    }
  }

  static bool leads_to_author(std::string_view href) {
    for (const std::string_view part : {"/author/", "/authors/", "/autor/", "/autoren/", "/autores/", "/auteur/",
                                        "/auteurs/", "/autore/", "/staff/", "/writers/", "/journalist/"}) {
      if (href.find(part) != href.npos) return true;
    }
    return false;
  }

  /// `twitter:label1` Written by, `twitter:data1` Ana Li.
  void find_labelled_meta(Found& all) {
    for (const auto& [label, data] :
         {std::pair("twitter:label1", "twitter:data1"), {"twitter:label2", "twitter:data2"}}) {
      if (one_of(labels, plain_key(page_.meta({label})))) add(all, page_.meta({data}), data, 0);
    }
  }

  void find_named(Found& all, std::initializer_list<std::string_view> parts, std::string_view origin) {
    for (std::size_t i = 0; i < tree_.size(); ++i) {
      if (tree_[i].is_text() || page_.places[i] != HtmlPage::Place::page || !page_.is_named(i, parts)) continue;
      if (page_.is_named(i, {"image", "img", "avatar", "photo", "bio", "box", "description"})) continue;
      const auto text = short_text(i);
      if (text.empty() || names_in_byline(text).empty()) continue;
      return add(all, text, origin, i);
    }
  }

  /// A line beside the headline that begins with `By` or the like.
  void find_beside(Found& all, std::size_t title) {
    std::size_t bytes = 0;
    for (std::size_t i = tree_[title].end; i < tree_.size() && bytes < 400; ++i) {
      if (!tree_[i].is_text() || is_unread(tree_[tree_[i].parent].tag)) continue;
      const auto text = clean_line(tree_[i].text);
      bytes += text.size();
      if (text.size() > 100) continue;
      auto line = std::string_view(text);
      // `06.11.2023 13:30 von Olga`
      const auto digit = line.find_first_of("0123456789");
      for (const std::string_view label : {" von ", " by ", " par ", " por "}) {
        const auto at = line.find(label);
        if (digit < at && at != line.npos) line = line.substr(at + 1);
      }
      // The name may stand in a link behind its label.
      const bool is_label = one_of(labels, plain_key(line));
      if (!is_label && without_label(line).size() == line.size()) continue;
      if (!is_label) return add(all, line, "visible", i);
      for (++i; i < tree_.size() && !tree_[i].is_text(); ++i) {
      }
      if (i < tree_.size()) add(all, clean_line(tree_[i].text), "visible", i);
      return;
    }
  }

  const HtmlPage& page_;
  const HtmlTree& tree_;
  const std::vector<std::string>& sites_;
  std::vector<FieldCandidate>* candidates_;
  std::vector<std::string> chosen_;
  std::vector<std::string> desks_;  ///< better than nobody
};

}  // namespace

std::vector<std::string> find_authors(const HtmlPage& page, const std::vector<std::string>& sites, std::size_t title,
                                      std::vector<FieldCandidate>* candidates) {
  return AuthorFinder(page, sites, candidates).find(title);
}

}  // namespace broadsheet
