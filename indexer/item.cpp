#include "indexer/item.hpp"

#include <algorithm>

#include "indexer/clean.hpp"
#include "indexer/date_orders.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {

namespace {

constexpr std::string_view only_a_summary = " has only a summary";

/// Text that was markup once more than its format says.
bool is_markup(std::string_view text) {
  for (const std::string_view tag : {"</p>", "</P>", "<br>", "<br/>", "<br />", "<BR>", "<BR/>", "<BR />", "</div>"})
    if (text.find(tag) != text.npos) return true;
  return false;
}

/// `&#39;`, `&quot;`: an entity that was escaped once more.
bool has_entity(std::string_view text) {
  for (auto at = text.find('&'); at != text.npos; at = text.find('&', at + 1)) {
    const auto end = text.find_first_not_of("#abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", at + 1);
    if (end != text.npos && text[end] == ';' && end > at + 2 && end < at + 12) return true;
  }
  return false;
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

}  // namespace

void undo_markup(std::string& text, Markup kind) {
  const auto is_to_undo = [&](std::string_view part) {
    return is_markup(part) || (kind == Markup::entities && has_entity(part));
  };
  const auto begin_of_text = std::min(text.find_first_not_of(" \t\n"), text.size());
  const bool whole = text[begin_of_text] == '<' && text.find("</") != text.npos;
  if (!is_to_undo(text) && !whole) return;
  if (whole || count_of(text, "<p") * 2 > count_of(text, "\n")) {
    text = text_of_html(text);
    return;
  }
  if (kind == Markup::tags) return;
  std::string out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto line = text.substr(begin, end - begin);
    out += (begin > 0 ? "\n" : "") + (is_to_undo(line) ? text_of_html(line) : line);
    begin = end + 1;
  }
  text = std::move(out);
}

void put_item(Item&& item, ArticleSink& sink) {
  Article& article = item.article;
  for (auto* text : {&article.title, &article.body, &article.description, &article.source})
    undo_markup(*text, Markup::entities);
  for (auto* list : {&article.authors, &article.tags})
    for (auto& text : *list) undo_markup(text, Markup::entities);
  if (article.body.empty() &&
      std::ranges::none_of(article.warnings, [](const auto& w) { return w.starts_with("body"); }))
    article.warnings.emplace_back("body: the source has none");
  if (const auto lost = count_of(article.title, "\uFFFD") + count_of(article.body, "\uFFFD"); lost > 0)
    article.warnings.push_back("text: " + std::to_string(lost) + " characters that could not be read are U+FFFD");
  ArticleDates dates;
  if (!item.date.empty()) article.date = dates.read(article, &Article::date, item.date, item.date_origin);
  if (!item.updated.empty())
    article.updated = dates.read(article, &Article::updated, item.updated, item.updated_origin);
  if (article.updated && article.date && article.updated->value == article.date->value) article.updated.reset();
  clean_article(article);
  if (article.title.empty() && article.body.empty()) {
    sink.reject(
        {Outcome::Kind::rejected, article.file, article.id, "has neither title nor body", {}, article.warnings});
    return;
  }
  dates.tell(sink);
  sink.article(std::move(article));
}

void put_summary(std::string summary, std::string_view source, Article& article) {
  const bool some = !clean_line(summary).empty();
  if (some && article.body.empty()) {
    article.body = std::move(summary);
    article.warnings.push_back("body: " + std::string(source) + std::string(only_a_summary));
  } else if (some && summary != article.body) {
    article.description = clean_line(summary);
  }
}

bool has_only_summary(const Article& article) {
  return article.body.empty() || std::ranges::any_of(article.warnings, [](const auto& warning) {
           return warning.ends_with(only_a_summary) || warning.ends_with("its description stands for it");
         });
}

std::vector<std::string> parts_of_list(std::string_view list) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= list.size();) {
    const auto end = std::min(list.find(',', begin), list.size());
    if (auto one = clean_line(list.substr(begin, end - begin)); !one.empty()) parts.push_back(std::move(one));
    begin = end + 1;
  }
  return parts;
}

void withhold(Article&& article, std::string reason, ArticleSink& sink) {
  clean_article(article);  // for its id
  const auto version = article.version;
  sink.withhold({Outcome::Kind::not_searchable, article.file, article.id, std::move(reason), {}, article.warnings},
                version);
}

void end_items(ArticleSink& sink, const std::string& place, std::size_t items, const std::string& fault,
               const char* none) {
  if (!fault.empty())
    reject_source(sink, place, fault + (items > 0 ? "; read up to there: " + std::to_string(items) + " items" : ""));
  else if (items == 0 && !sink.stop())
    reject_source(sink, place, none);
}

void reject_source(ArticleSink& sink, std::string place, std::string reason) {
  sink.reject({Outcome::Kind::rejected, std::move(place), {}, std::move(reason), {}, {}});
}

void keep_out(ArticleSink& sink, std::string place, std::string id, std::string reason) {
  sink.reject({Outcome::Kind::not_searchable, std::move(place), std::move(id), std::move(reason), {}, {}});
}

void pass_over(ArticleSink& sink, std::string place, std::string reason) {
  sink.reject({Outcome::Kind::passed_over, std::move(place), {}, std::move(reason), {}, {}});
}

}  // namespace broadsheet
