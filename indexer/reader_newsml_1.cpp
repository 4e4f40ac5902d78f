// NewsML 1.0 to 1.2, www.iptc.org: NewsItem (Identification, NewsManagement, NewsComponent). A NewsComponent may hold
// others; the first text content below is the article.
#include <algorithm>

#include "indexer/clean.hpp"
#include "indexer/news_status.hpp"
#include "indexer/reader_html.hpp"
#include "indexer/reader_newsml.hpp"
#include "indexer/reader_nitf.hpp"

namespace broadsheet {
namespace {

std::string first_text(const XmlTree& tree, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    if (auto text = tree.text(tree.first(0, name)); !text.empty()) return text;
  return {};
}

std::string_view formal_name(const XmlTree& tree, std::size_t node) { return tree.attribute(node, "FormalName"); }

void take_content(const XmlTree& tree, Item& item) {
  for (const auto content : tree.all(0, "ContentItem")) {
    const auto media = formal_name(tree, tree.child(content, "MediaType"));
    if (!media.empty() && media != "Text") continue;
    const auto data = tree.child(content, "DataContent");
    if (data == XmlTree::none) continue;
    const auto nitf = tree.first(data, "nitf");
    if (nitf != XmlTree::none) {
      take_nitf(tree, nitf, item);
    } else if (const auto inner = tree.first(data, "body.content"); inner != XmlTree::none) {
      item.article.body = tree.paragraphs(inner);
    } else {
      const auto mime = formal_name(tree, tree.child(content, "MimeType"));
      const std::string raw = tree.raw_text(data);
      const bool markup = mime.find("html") != std::string_view::npos || raw.find("</p>") != raw.npos;
      item.article.body = markup && tree.first(data, "p") == XmlTree::none ? text_of_html(raw) : tree.paragraphs(data);
    }
    if (!item.article.body.empty()) return;
  }
}

void read_item(const std::string& where, const XmlTree& tree, ArticleSink& sink) {
  const auto identifier = tree.first(0, "NewsIdentifier"), management = tree.first(0, "NewsManagement");
  Item item;
  Article& article = item.article;
  article.file = where;
  // The same item in all its versions.
  const auto provider = tree.child_text(identifier, "ProviderId"), number = tree.child_text(identifier, "NewsItemId");
  if (!number.empty()) article.id = provider + ":" + tree.child_text(identifier, "DateId").substr(0, 8) + ":" + number;
  const auto revision = tree.child_text(identifier, "RevisionId");
  if (!revision.empty() && revision.size() < 10 && revision.find_first_not_of("0123456789") == std::string::npos)
    article.version = std::stoull(revision);
  article.title = first_text(tree, {"HeadLine", "Headline", "NewsLineText"});
  if (const auto by = first_text(tree, {"ByLine"}); !by.empty()) {
    article.authors.push_back(by);
    for (const std::string_view prefix : {"By ", "Von ", "Par "})
      if (by.starts_with(prefix)) article.authors.back().erase(0, prefix.size());
  }
  article.lang = formal_name(tree, tree.first(0, "Language"));
  if (article.lang.empty()) article.lang = tree.attribute(0, "lang");
  article.description = first_text(tree, {"SubHeadLine"});
  for (const auto keyword : tree.all(0, "KeywordLine")) article.tags.push_back(tree.text(keyword));
  for (const auto slug : tree.all(0, "SlugLine"))
    if (article.tags.empty()) article.tags.push_back(tree.text(slug));
  article.source = formal_name(tree, tree.first(tree.first(0, "Provider"), "Party"));
  if (article.source.empty()) article.source = provider;
  item.date = tree.child_text(management, "FirstCreated");
  item.date_origin = "newsml FirstCreated";
  item.updated = tree.child_text(management, "ThisRevisionCreated");
  item.updated_origin = "newsml ThisRevisionCreated";
  take_content(tree, item);
  if (article.body.empty() && tree.first(0, "ContentItem") != XmlTree::none && article.title.empty())
    return pass_over(sink, where, "no text is in it");
  NewsStatus status;
  status.status = formal_name(tree, tree.child(management, "Status"));
  if (status.status == "Embargoed")
    status.embargo = tree.text(tree.first(tree.child(management, "StatusWillChange"), "DateAndTime"));
  put_news(std::move(item), status, sink);
}

}  // namespace

void read_newsml_1(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  std::size_t items = 0;
  XmlRecords records;
  records.is_record = [](std::string_view name, std::size_t) { return name == "NewsItem"; };
  records.use = [&](const XmlTree& tree, const XmlTree&, std::size_t) {
    ++items;
    read_item(items == 1 ? place : place + '#' + std::to_string(items), tree, sink);
    return !sink.stop();
  };
  const std::string fault = read_xml(bytes, records);
  if (!fault.empty())
    reject_source(sink, place, fault);
  else if (items == 0 && !sink.stop())
    reject_source(sink, place, "no NewsItem is in it");
}

}  // namespace broadsheet
