#include "indexer/page_line.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace broadsheet::page {

namespace {}  // namespace

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c; }
std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

namespace {

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

}  // namespace

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

namespace {

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

}  // namespace

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

bool ends_sentence(std::string_view text) {
  return ends_with_any(without_closing(text), {".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔"});
}

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

namespace {

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
    Marker{"caption close", Match::whole, Line::Kind::pass},
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
    Marker{"werbung", Match::whole, Line::Kind::pass},
    Marker{"*werbung", Match::begin, Line::Kind::pass},
    Marker{"externer inhalt", Match::whole, Line::Kind::pass},
    Marker{"foto:", Match::begin, Line::Kind::pass},
    Marker{"fotos:", Match::begin, Line::Kind::pass},
    Marker{"foto credit", Match::begin, Line::Kind::pass},
    Marker{"bild:", Match::begin, Line::Kind::pass},
    Marker{"bildquelle", Match::begin, Line::Kind::pass},
    Marker{"photograph by", Match::begin, Line::Kind::pass},
    Marker{"photo by", Match::begin, Line::Kind::pass},
    Marker{"photo credit", Match::begin, Line::Kind::pass},
    Marker{"image credit", Match::begin, Line::Kind::pass},
    Marker{"crédits photo", Match::begin, Line::Kind::pass},
    Marker{"crédit photo", Match::begin, Line::Kind::pass},
    Marker{"fot.", Match::begin, Line::Kind::pass},
    Marker{"quelle:", Match::begin, Line::Kind::pass},
    Marker{"źródło:", Match::begin, Line::Kind::pass},
    Marker{"publikacja:", Match::begin, Line::Kind::pass},
    Marker{"aktualizacja:", Match::begin, Line::Kind::pass},
    Marker{"aktualisiert:", Match::begin, Line::Kind::pass},
    Marker{"stand:", Match::begin, Line::Kind::pass},
    Marker{"be sociable", Match::begin, Line::Kind::pass},
    Marker{"lesen sie hier", Match::begin, Line::Kind::pass},
    Marker{"lesen sie mehr", Match::begin, Line::Kind::pass},
    Marker{"lesen sie dazu", Match::begin, Line::Kind::pass},
    Marker{"lies auch", Match::begin, Line::Kind::pass},
    Marker{"lies hier", Match::begin, Line::Kind::pass},
    Marker{"mehr dazu", Match::begin, Line::Kind::pass},
    Marker{"mehr lesen", Match::begin, Line::Kind::pass},
    Marker{"weiterlesen", Match::begin, Line::Kind::pass},
    Marker{"zum weiterlesen", Match::begin, Line::Kind::end},
    Marker{"auch interessant", Match::begin, Line::Kind::end},
    Marker{"das könnte", Match::begin, Line::Kind::end},
    Marker{"das thema könnte", Match::begin, Line::Kind::end},
    Marker{"schon gelesen", Match::begin, Line::Kind::end},
    Marker{"mehr themen", Match::begin, Line::Kind::end},
    Marker{"mehr aus", Match::begin, Line::Kind::end},
    Marker{"passend dazu", Match::begin, Line::Kind::end},
    Marker{"empfehlungen aus der redaktion", Match::begin, Line::Kind::end},
    Marker{"empfehlungen der redaktion", Match::begin, Line::Kind::end},
    Marker{"le puede interesar", Match::begin, Line::Kind::pass},
    Marker{"puede interesarle", Match::begin, Line::Kind::pass},
    Marker{"lea también", Match::begin, Line::Kind::pass},
    Marker{"lea además", Match::begin, Line::Kind::pass},
    Marker{"lee también", Match::begin, Line::Kind::pass},
    Marker{"mira también", Match::begin, Line::Kind::pass},
    Marker{"leer más", Match::begin, Line::Kind::pass},
    Marker{"más sobre", Match::begin, Line::Kind::end},
    Marker{"contexto de la noticia", Match::begin, Line::Kind::end},
    Marker{"vous aimerez aussi", Match::begin, Line::Kind::end},
    Marker{"sur le même sujet", Match::begin, Line::Kind::end},
    Marker{"à voir aussi", Match::begin, Line::Kind::pass},
    Marker{"voir aussi", Match::begin, Line::Kind::pass},
    Marker{"lire la suite", Match::begin, Line::Kind::pass},
    Marker{"czytaj też", Match::begin, Line::Kind::pass},
    Marker{"czytaj także", Match::begin, Line::Kind::pass},
    Marker{"czytaj więcej", Match::begin, Line::Kind::pass},
    Marker{"czytaj również", Match::begin, Line::Kind::pass},
    Marker{"zobacz też", Match::begin, Line::Kind::pass},
    Marker{"zobacz także", Match::begin, Line::Kind::pass},
    Marker{"dowiedz się więcej", Match::begin, Line::Kind::pass},
    Marker{"polecamy", Match::whole, Line::Kind::end},
    Marker{"подробнее:", Match::begin, Line::Kind::pass},
    Marker{"читать также", Match::begin, Line::Kind::pass},
    Marker{"смотрите также", Match::begin, Line::Kind::end},
    Marker{"zie ook", Match::begin, Line::Kind::pass},
    Marker{"bekijk ook", Match::begin, Line::Kind::pass},
    Marker{"leggi tutto", Match::begin, Line::Kind::pass},
    Marker{"saiba mais", Match::begin, Line::Kind::pass},
    Marker{"veja também", Match::begin, Line::Kind::pass},
    Marker{"leia mais", Match::begin, Line::Kind::pass},
    Marker{"läs också", Match::begin, Line::Kind::pass},
    Marker{"läs mer", Match::begin, Line::Kind::pass},
    Marker{"les også", Match::begin, Line::Kind::pass},
    Marker{"læs også", Match::begin, Line::Kind::pass},
    Marker{"explore further", Match::whole, Line::Kind::end},
    Marker{"click here to", Match::begin, Line::Kind::pass},
    Marker{"subscribe now", Match::begin, Line::Kind::pass},
    Marker{"download our", Match::begin, Line::Kind::pass},
    Marker{"sign up to", Match::begin, Line::Kind::pass},
    Marker{"sign up for the", Match::begin, Line::Kind::pass},
    Marker{"get the latest", Match::begin, Line::Kind::pass},
    Marker{"follow us on", Match::begin, Line::Kind::pass},
    Marker{"follow him on", Match::begin, Line::Kind::pass},
    Marker{"follow her on", Match::begin, Line::Kind::pass},
    Marker{"folge uns", Match::begin, Line::Kind::pass},
    Marker{"folgen sie uns", Match::begin, Line::Kind::pass},
    Marker{"suivez-nous", Match::begin, Line::Kind::pass},
    Marker{"have a tip", Match::begin, Line::Kind::pass},
    Marker{"contact us at", Match::begin, Line::Kind::pass},
    Marker{"email the author", Match::begin, Line::Kind::pass},
    Marker{"über den autor", Match::begin, Line::Kind::stop},
    Marker{"über die autorin", Match::begin, Line::Kind::stop},
    Marker{"über diese reihe", Match::begin, Line::Kind::stop},
    Marker{"zur person", Match::whole, Line::Kind::stop},
    Marker{"à propos de l'auteur", Match::begin, Line::Kind::stop},
    Marker{"sobre el autor", Match::begin, Line::Kind::stop},
    Marker{"o autorze", Match::begin, Line::Kind::stop},
    Marker{"suggested citation", Match::begin, Line::Kind::stop},
    Marker{"kommentieren", Match::whole, Line::Kind::stop},
    Marker{"kommentar verfassen", Match::begin, Line::Kind::stop},
    Marker{"kommentare zu", Match::begin, Line::Kind::stop},
    Marker{"ähnliche artikel", Match::begin, Line::Kind::end},
    Marker{"ähnliche beiträge", Match::begin, Line::Kind::end},
    Marker{"verwandte artikel", Match::begin, Line::Kind::end},
    Marker{"weitere artikel", Match::begin, Line::Kind::end},
    Marker{"weitere themen", Match::begin, Line::Kind::end},
    Marker{"weitere beiträge", Match::begin, Line::Kind::end},
    Marker{"articles liés", Match::begin, Line::Kind::end},
    Marker{"artículos relacionados", Match::begin, Line::Kind::end},
    Marker{"noticias relacionadas", Match::begin, Line::Kind::end},
    Marker{"notícias relacionadas", Match::begin, Line::Kind::end},
    Marker{"powiązane artykuły", Match::begin, Line::Kind::end},
    Marker{"похожие", Match::begin, Line::Kind::end},
    Marker{"like this:", Match::whole, Line::Kind::stop},
    Marker{"gefällt mir:", Match::whole, Line::Kind::stop},
    Marker{"teilen mit:", Match::whole, Line::Kind::stop},
    Marker{"share this:", Match::whole, Line::Kind::stop},
    Marker{"this article was originally published", Match::begin, Line::Kind::pass},
    Marker{"this story was originally published", Match::begin, Line::Kind::pass},
    Marker{"you are here", Match::begin, Line::Kind::pass},
    Marker{"table of contents", Match::whole, Line::Kind::pass},
    Marker{"inhaltsverzeichnis", Match::whole, Line::Kind::pass},
    Marker{"image 1 of", Match::begin, Line::Kind::pass},
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

}  // namespace

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

namespace {

std::string plain_apostrophes(std::string text) {
  for (auto at = text.find("’"); at != text.npos; at = text.find("’", at))
    text.replace(at, std::string_view("’").size(), "'");
  return text;
}

}  // namespace

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
      const bool colon = marker.text.ends_with(':') || text.substr(marker.text.size()).starts_with(":");
      const bool sentence = text.ends_with('.') && !text.ends_with("..");
      if (sign || (line.words <= (colon ? 25U : 10U) && (colon || !sentence))) return marker.kind;
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

}  // namespace broadsheet::page
