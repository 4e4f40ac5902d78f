// NewsML 1.0 to 1.2, www.iptc.org: NewsItem (Identification, NewsManagement, NewsComponent). A NewsComponent may hold
// others; the first text content below is the article.
#include "indexer/clean.hpp"
#include "indexer/news_status.hpp"
#include "indexer/reader_html.hpp"
#include "indexer/reader_newsml.hpp"
#include "indexer/reader_nitf.hpp"
#include "indexer/wire_parts.hpp"

namespace broadsheet {
namespace {

std::string first_text(const XmlTree& tree, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    if (auto text = tree.text(tree.first(0, name)); !text.empty()) return text;
  return {};
}

std::string_view formal_name(const XmlTree& tree, std::size_t node) { return tree.attribute(node, "FormalName"); }

/// The first text is the article; a warning tells of others (captions, translations).
void take_bodies(const XmlTree& tree, Item& item) {
  std::size_t others = 0;
  for (const auto content : tree.all(0, "ContentItem")) {
    const auto media = formal_name(tree, tree.child(content, "MediaType"));
    if (!media.empty() && media != "Text" && media != "text") continue;
    const auto data = tree.child(content, "DataContent");
    if (data == XmlTree::none || clean_line(tree.raw_text(data)).empty()) continue;
    if (!item.article.body.empty()) {
      ++others;
      continue;
    }
    const auto nitf = tree.first(data, "nitf");
    if (nitf != XmlTree::none) {
      take_nitf(tree, nitf, item);
    } else if (const auto inner = tree.first(data, "body.content"); inner != XmlTree::none) {
      item.article.body = tree.paragraphs(inner);
    } else {
      const auto mime = formal_name(tree, tree.child(content, "MimeType"));
      const std::string raw = tree.raw_text(data);
      const bool markup = mime.find("html") != std::string_view::npos || raw.find("</p>") != raw.npos;
      item.article.body = !tree.has_elements(data) ? (markup ? text_of_html(raw) : raw) : tree.paragraphs(data);
    }
  }
  if (others > 0)
    item.article.warnings.push_back("body: the first of " + std::to_string(others + 1) + " texts of the item");
}

/// The names that a document gives its codes, in the language of the article or else the first; without names the
/// topics of the codes, and the keywords; without any of them the slug.
void take_tags(const XmlTree& tree, Article& article) {
  for (const auto topic : tree.all(0, "Topic")) {
    std::string first, own;
    for (const auto description : tree.children(topic, "Description")) {
      const auto variant = tree.attribute(description, "Variant"), lang = tree.attribute(description, "lang");
      if (!variant.empty() && variant != "Name") continue;
      if (first.empty()) first = tree.text(description);
      std::string why;
      if (own.empty() && !lang.empty() && clean_lang(lang, &why) == clean_lang(article.lang, &why))
        own = tree.text(description);
    }
    add_tag(own.empty() ? first : own, article);
  }
  if (article.tags.empty())
    for (const auto name : {"Subject", "SubjectMatter", "SubjectDetail"})
      for (const auto code : tree.all(0, name)) add_tag(subject_of_code(formal_name(tree, code)), article);
  for (const auto keyword : tree.all(0, "KeywordLine")) add_tag(tree.text(keyword), article);
  for (const auto property : tree.all(0, "Property"))
    if (formal_name(tree, property) == "Keyword") add_tag(tree.attribute(property, "Value"), article);
  if (article.tags.empty()) add_tag(first_text(tree, {"SlugLine"}), article);
}

void read_item(const std::string& where, const XmlTree& tree, ArticleSink& sink) {
  const auto identifier = tree.first(0, "NewsIdentifier"), management = tree.first(0, "NewsManagement");
  Item item;
  Article& article = item.article;
  article.file = where;
  // The same item in all its versions.
  const auto provider = tree.child_text(identifier, "ProviderId"), number = tree.child_text(identifier, "NewsItemId");
  if (!number.empty()) article.id = provider + ":" + tree.child_text(identifier, "DateId").substr(0, 8) + ":" + number;
  article.version = version_of(tree.child_text(identifier, "RevisionId"));
  article.title = first_text(tree, {"HeadLine", "Headline", "NewsLineText"});
  add_authors(first_text(tree, {"ByLine"}), article);
  article.lang = formal_name(tree, tree.first(0, "Language"));
  if (article.lang.empty()) article.lang = tree.attribute(0, "lang");
  take_tags(tree, article);
  for (const auto name : {"Provider", "Source", "Creator"})
    if (article.source.empty()) article.source = formal_name(tree, tree.first(tree.first(0, name), "Party"));
  if (article.source.empty()) article.source = provider;
  item.date = tree.child_text(management, "FirstCreated");
  item.date_origin = "newsml FirstCreated";
  item.updated = tree.child_text(management, "ThisRevisionCreated");
  item.updated_origin = "newsml ThisRevisionCreated";
  take_bodies(tree, item);
  if (const auto media = formal_name(tree, tree.first(0, "MediaType"));
      article.body.empty() && !media.empty() && media != "Text" && media != "text")
    return pass_over(sink, where, "no text: " + quote(media));
  put_dateline(first_text(tree, {"DateLine"}), article);
  put_summary(first_text(tree, {"SubHeadLine", "DataAbstract"}), "the item", article);
  NewsStatus status;
  status.status = formal_name(tree, tree.child(management, "Status"));
  const auto change = tree.child(management, "StatusWillChange");
  status.later = formal_name(tree, tree.child(change, "FutureStatus"));
  status.later_from = tree.child_text(change, "DateAndTime");
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
  end_items(sink, place, items, read_xml(bytes, records), "no NewsItem is in it");
}

}  // namespace broadsheet
