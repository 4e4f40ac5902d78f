// ninjs 1.x, 2.x, 3.x, www.iptc.org/standards/ninjs: names in small letters up to 2, with capitals since 3.
#include "indexer/ninjs.hpp"

#include <algorithm>

#include "indexer/clean.hpp"
#include "indexer/news_status.hpp"
#include "indexer/reader_html.hpp"
#include "indexer/reader_nitf.hpp"
#include "indexer/wire_parts.hpp"

namespace broadsheet {
namespace {

/// Of `[{role, value}]` the main one, else the first.
std::string main_value(const JsonPart& list) {
  std::string first;
  for (const auto& one : list.each()) {
    auto value = one.text({"value"});
    const auto role = one.text({"role"});
    if (first.empty() || role == "main" || role == "headline") first = std::move(value);
  }
  return first;
}

/// The text of an `nitf` document.
std::string text_of_nitf(const std::string& document) {
  Item item;
  XmlRecords records;
  records.is_record = [](std::string_view name, std::size_t) { return name == "nitf"; };
  records.use = [&](const XmlTree& tree, const XmlTree&, std::size_t) {
    take_nitf(tree, 0, item);
    return false;
  };
  const auto bytes = memory_stream(document);
  read_xml(*bytes, records);
  return item.article.body;
}

/// How well a form of the body keeps its paragraphs; 0: it is no text that can be read.
int rank_of(std::string_view type) {
  if (type.find("html") != type.npos) return 3;
  if (type.find("NITF") != type.npos || type.find("nitf") != type.npos) return 2;
  return type.empty() || type.starts_with("text/") ? 1 : 0;
}

/// Of several forms the best that has text.
std::string body_of(const JsonPart& object) {
  if (const auto html = object.text({"body_xhtml", "body_html"}); !html.empty()) return text_of_html(html);
  std::string best;
  int best_rank = 0;
  for (const auto& body : object.at("bodies").each()) {
    const int rank = rank_of(body.text({"contentType", "contenttype"}));
    if (rank <= best_rank) continue;
    auto text = body.text({"value"});
    if (rank == 3) text = text_of_html(text);
    if (rank == 2) text = text_of_nitf(text);
    if (clean_line(text).empty()) continue;
    best = std::move(text);
    best_rank = rank;
  }
  return best.empty() ? object.text({"body_text"}) : best;
}

void add_names(const JsonPart& list, std::vector<std::string>& out) {
  for (const auto& one : list.each()) {
    auto name = one.is_text() ? one.text() : one.text({"name", "literal"});
    if (!name.empty() && std::ranges::find(out, name) == out.end()) out.push_back(std::move(name));
  }
}

}  // namespace

bool is_ninjs(const JsonPart& object) {
  // What comes out of Superdesk calls its uri `guid`.
  return object.at({"uri", "guid"}).is_text() &&
         object
             .at({"versioncreated", "versionCreated", "contentcreated", "contentCreated", "pubstatus", "pubStatus",
                  "body_xhtml", "bodies", "headlines", "descriptions", "representationtype", "representationType",
                  "standard", "$standard", "description_text"})
             .there();
}

void put_ninjs(const JsonPart& object, std::string place, ArticleSink& sink) {
  Item item;
  Article& article = item.article;
  article.file = std::move(place);
  article.id = object.text({"uri", "guid"});
  article.title = main_value(object.at("headlines"));
  if (article.title.empty()) article.title = object.text({"headline", "title", "name"});
  article.body = body_of(object);
  const auto type = object.text({"type"});
  if (article.body.empty() && !type.empty() && type != "text")
    return pass_over(sink, article.file, "no text: " + quote(type));
  auto summary = main_value(object.at("descriptions"));
  if (summary.empty()) summary = object.text({"description_text", "description_xhtml", "description_html"});
  put_summary(std::move(summary), "the item", article);
  article.lang = object.text({"language"});
  add_authors(object.text({"byline", "by"}), article);
  if (article.authors.empty()) add_names(object.at({"bylines", "authors"}), article.authors);
  add_names(object.at({"subject", "subjects"}), article.tags);
  add_names(object.at({"keyword", "keywords"}), article.tags);
  std::vector<std::string> sources;
  add_names(object.at({"infosource", "infosources", "infoSources", "source"}), sources);
  article.source = sources.empty() ? object.text({"copyrightholder", "copyrightHolder"}) : sources[0];
  article.url = object.text({"url", "webUrl"});
  if (article.url.empty() && article.id.starts_with("http")) article.url = article.id;
  article.version = version_of(object.text({"version"}));
  for (const auto& [keys, origin] : {std::pair{std::pair{"contentcreated", "contentCreated"}, "ninjs contentcreated"},
                                     {std::pair{"firstcreated", "firstCreated"}, "ninjs firstcreated"},
                                     {std::pair{"versioncreated", "versionCreated"}, "ninjs versioncreated"}}) {
    item.date = object.text({keys.first, keys.second});
    item.date_origin = origin;
    if (!item.date.empty()) break;
  }
  item.updated = object.text({"versioncreated", "versionCreated"});
  item.updated_origin = "ninjs versioncreated";
  NewsStatus status;
  status.status = object.text({"pubstatus", "pubStatus"});
  status.embargo = object.text({"embargoed", "embargoedUntil"});
  put_news(std::move(item), status, sink);
}

}  // namespace broadsheet
