#pragma once

#include <broadsheet/article.hpp>
#include <cstddef>
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

/// Undoes markup that was escaped once more than its format says: tags, or entities too. Text that has its paragraphs
/// on lines keeps these; other text stays as it is.
enum class Markup { tags, entities };
void undo_markup(std::string& text, Markup kind);

/// Takes what a source has as summary: the description of an article, or the body of one that has no other, which a
/// warning says (`body: the feed has only a summary`).
void put_summary(std::string summary, std::string_view source, Article& article);

/// True if a warning says that the body is but a summary, or if there is no body.
bool has_only_summary(const Article& article);

/// The parts of `harbour, ferries`, each a clean line, none empty.
std::vector<std::string> parts_of_list(std::string_view list);

/// Read, and not to be found: embargoed, withheld, a draft. What the archive has of it is taken out.
void withhold(Article&& article, std::string reason, ArticleSink& sink);

/// After the last of `items` articles of a source: rejects what has a fault, and what has none of them (`none` says
/// so).
void end_items(ArticleSink& sink, const std::string& place, std::size_t items, const std::string& fault,
               const char* none);

void reject_source(ArticleSink& sink, std::string place, std::string reason);
/// The same of what has no name that lasts.
void keep_out(ArticleSink& sink, std::string place, std::string id, std::string reason);
/// No article by its kind.
void pass_over(ArticleSink& sink, std::string place, std::string reason);

}  // namespace broadsheet
