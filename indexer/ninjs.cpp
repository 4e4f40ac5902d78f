// ninjs 1.x, 2.x, 3.x, www.iptc.org/standards/ninjs: names in small letters up to 2, with capitals since 3.
#include "indexer/ninjs.hpp"

#include <algorithm>

#include "indexer/clean.hpp"
#include "indexer/news_status.hpp"
#include "indexer/reader_html.hpp"

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

/// The body as HTML where it is there, which has its paragraphs, else as text.
std::string body_of(const JsonPart& object) {
  if (const auto html = object.text({"body_xhtml", "body_html"}); !html.empty()) return text_of_html(html);
  std::string plain, html;
  for (const auto& body : object.at("bodies").each()) {
    const auto type = body.text({"contentType", "contenttype"});
    const auto value = body.text({"value"});
    (type.find("html") != type.npos || type.find("xml") != type.npos ? html : plain) = value;
  }
  if (!html.empty()) return text_of_html(html);
  return plain.empty() ? object.text({"body_text"}) : plain;
}

void add_names(const JsonPart& list, std::vector<std::string>& out) {
  for (const auto& one : list.each()) {
    auto name = one.is_text() ? one.text() : one.text({"name", "literal"});
    if (!name.empty() && std::ranges::find(out, name) == out.end()) out.push_back(std::move(name));
  }
}

}  // namespace

bool is_ninjs(const JsonPart& object) {
  return object.at("uri").is_text() &&
         object
             .at({"versioncreated", "versionCreated", "pubstatus", "pubStatus", "body_xhtml", "bodies", "headlines",
                  "representationtype", "representationType", "standard", "description_text"})
             .there();
}

void put_ninjs(const JsonPart& object, std::string place, ArticleSink& sink) {
  Item item;
  Article& article = item.article;
  article.file = std::move(place);
  article.id = object.text({"uri"});
  article.title = main_value(object.at("headlines"));
  if (article.title.empty()) article.title = object.text({"headline", "title", "name"});
  article.body = body_of(object);
  const auto type = object.text({"type"});
  if (article.body.empty() && !type.empty() && type != "text")
    return pass_over(sink, article.file, "no text: " + quote(type));
  article.description = main_value(object.at("descriptions"));
  if (article.description.empty()) article.description = object.text({"description_text", "description_xhtml"});
  article.lang = object.text({"language"});
  std::string by = object.text({"byline", "by"});
  for (const std::string_view prefix : {"By ", "Von ", "Par ", "Av "})
    if (by.starts_with(prefix)) by.erase(0, prefix.size());
  if (!by.empty()) article.authors.push_back(by);
  if (article.authors.empty()) add_names(object.at("bylines"), article.authors);
  add_names(object.at({"subject", "subjects"}), article.tags);
  add_names(object.at({"keyword", "keywords"}), article.tags);
  add_names(object.at({"infosource", "infoSources"}), article.authors);
  std::vector<std::string> sources;
  add_names(object.at({"infosource", "infoSources", "source"}), sources);
  for (const auto& name : sources) std::erase(article.authors, name);
  article.source = sources.empty() ? object.text({"copyrightholder", "copyrightHolder"}) : sources[0];
  article.url = object.text({"url", "webUrl"});
  if (article.url.empty() && article.id.starts_with("http")) article.url = article.id;
  const auto version = object.text({"version"});
  if (!version.empty() && version.size() < 10 && version.find_first_not_of("0123456789") == version.npos)
    article.version = std::stoull(version);
  for (const auto& [keys, origin] : {std::pair{std::pair{"contentcreated", "contentCreated"}, "ninjs contentcreated"},
                                     {std::pair{"firstcreated", "firstCreated"}, "ninjs firstcreated"},
                                     {std::pair{"versioncreated", "versionCreated"}, "ninjs versioncreated"}}) {
    item.date = object.text({keys.first, keys.second});
    item.date_origin = origin;
    if (!item.date.empty()) break;
  }
  item.updated = object.text({"versioncreated", "versionCreated"});
  item.updated_origin = "ninjs versioncreated";
  put_news(std::move(item), {object.text({"pubstatus", "pubStatus"}), object.text({"embargoed", "embargoedUntil"}), {}},
           sink);
}

}  // namespace broadsheet
