#include "indexer/item.hpp"

#include "indexer/clean.hpp"
#include "indexer/date_orders.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {

namespace {

/// Text that was markup once more than its format says.
bool is_markup(std::string_view text) {
  for (const std::string_view tag : {"</p>", "</P>", "<br", "<BR", "</div>"})
    if (text.find(tag) != text.npos) return true;
  return false;
}

}  // namespace

void put_item(Item&& item, ArticleSink& sink) {
  Article& article = item.article;
  if (is_markup(article.body)) article.body = text_of_html(article.body);
  ArticleDates dates;
  if (!item.date.empty()) article.date = dates.read(article, &Article::date, item.date, item.date_origin);
  if (!item.updated.empty())
    article.updated = dates.read(article, &Article::updated, item.updated, item.updated_origin);
  clean_article(article);
  if (article.title.empty() && article.body.empty()) {
    sink.reject(
        {Outcome::Kind::rejected, article.file, article.id, "has neither title nor body", {}, article.warnings});
    return;
  }
  dates.tell(sink);
  sink.article(std::move(article));
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
