#include "indexer/reader_page.hpp"

#include <simdjson.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "archive/limits.hpp"
#include "indexer/clean.hpp"
#include "indexer/page_byline.hpp"
#include "indexer/page_line.hpp"
#include "indexer/page_outline.hpp"

// A scraped page reads: navigation, category, headline, standfirst, by-line and date in any order, paragraphs, then
// teasers, an author's box and a footer. Nothing marks them, so each line is judged by its shape (how many words, does
// it end like a sentence) and by a few words that pages of every publisher use. The rules are about kinds of
// pages; a rule that needs the name of a publisher is wrong.
namespace broadsheet {
namespace {

using namespace page;

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

}  // namespace

bool has_paragraph(std::string_view text) {
  const auto lines = lines_of(clean_utf8(text));
  return std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.words >= 20; });
}

void read_page(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  const auto reject = [&](std::string reason) {
    sink.reject(Outcome{Outcome::Kind::rejected, place, {}, std::move(reason), {}, {}});
  };
  std::string raw, why;
  if (!read_page_bytes(bytes, raw, &why)) return reject(std::move(why));
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
