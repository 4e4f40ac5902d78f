#pragma once

#include <broadsheet/article.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader.hpp"

namespace broadsheet {

/// What a reader of feeds, wires and exports found of one article: the parts as text, its dates as they stand there.
struct Item {
  Article article;
  std::string date, date_origin;
  std::string updated, updated_origin;
};

/// Reads the dates, cleans the article and hands it on; rejects it where it has neither title nor body.
void put_item(Item&& item, ArticleSink& sink);

/// Takes what a source has as summary: the description of an article, or the body of one that has no other, which a
/// warning says (`body: the feed has only a summary`).
void put_summary(std::string summary, std::string_view source, Article& article);

/// The parts of `harbour, ferries`, each a clean line, none empty.
std::vector<std::string> parts_of_list(std::string_view list);

void reject_source(ArticleSink& sink, std::string place, std::string reason);
/// Read, and no article that is to be found: embargoed, withheld, a draft.
void keep_out(ArticleSink& sink, std::string place, std::string id, std::string reason);
/// No article by its kind.
void pass_over(ArticleSink& sink, std::string place, std::string reason);

}  // namespace broadsheet
