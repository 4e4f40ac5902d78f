// NITF 3.x, www.iptc.org/standards/nitf: head (title, tobject, docdata), body (body.head, body.content).
#include "indexer/reader_nitf.hpp"

#include "indexer/news_status.hpp"
#include "indexer/wire_parts.hpp"

namespace broadsheet {
namespace {

/// Dates that nobody filled in are left as the form had them: `YYYYMMDD`.
void take_date(std::string_view norm, const char* origin, Item& item) {
  if (!item.date.empty() || norm.empty() || norm[0] < '0' || norm[0] > '9') return;
  item.date = norm;
  item.date_origin = origin;
}

}  // namespace

void take_nitf(const XmlTree& tree, std::size_t nitf, Item& item) {
  Article& article = item.article;
  const auto head = tree.child(nitf, "head"), body = tree.child(nitf, "body");
  const auto docdata = tree.child(head, "docdata"), body_head = tree.child(body, "body.head");
  const auto hedline = tree.child(body_head, "hedline");
  if (article.title.empty()) article.title = tree.child_text(hedline, "hl1");
  if (article.title.empty()) article.title = tree.child_text(body_head, "headline");
  if (article.title.empty()) article.title = tree.child_text(head, "title");
  if (article.authors.empty())
    for (const auto byline : tree.children(body_head, "byline")) {
      const auto persons = tree.all(byline, "person");
      for (const auto person : persons) add_authors(tree.text(person), article);
      if (persons.empty()) add_authors(tree.text(byline), article);
    }
  if (article.body.empty()) {
    article.body = tree.paragraphs(tree.child(body, "body.content"));
    put_dateline(tree.child_text(body_head, "dateline"), article);
  }
  if (article.description.empty()) {
    std::string summary = tree.child_text(body_head, "abstract");
    if (summary.empty()) summary = tree.child_text(hedline, "hl2");
    put_summary(std::move(summary), "the item", article);
  }
  for (const auto name : {"lang", "baselang"})
    if (article.lang.empty()) article.lang = tree.attribute(nitf, name);
  if (article.lang.empty()) article.lang = tree.attribute(body, "lang");
  const auto tobject = tree.child(head, "tobject");
  for (const auto subject : tree.children(tobject, "tobject.subject")) {
    const auto known = article.tags.size();
    for (const auto part : {"tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail"})
      add_tag(tree.attribute(subject, part), article);
    const bool is_named = !tree.attribute(subject, "tobject.subject.type").empty() || article.tags.size() > known;
    if (!is_named) add_tag(subject_of_code(tree.attribute(subject, "tobject.subject.refnum")), article);
  }
  for (const auto list : tree.children(docdata, "key-list"))
    for (const auto keyword : tree.children(list, "keyword")) {
      const auto key = tree.attribute(keyword, "key");
      add_tag(key.empty() ? tree.text(keyword) : std::string(key), article);
    }
  const auto content = tree.child(docdata, "identified-content");
  for (const auto node : tree.children(content, "classifier")) {
    const auto value = tree.attribute(node, "value");
    add_tag(value.empty() ? tree.text(node) : std::string(value), article);
  }
  for (const auto name : {"person", "org", "location", "event"})
    for (const auto node : tree.children(content, name)) add_tag(tree.text(node), article);
  for (const auto meta : tree.children(head, "meta")) {
    const auto name = tree.attribute(meta, "name");
    if (name == "anpa-keyword" || name == "keywords") add_tag(tree.attribute(meta, "content"), article);
  }
  if (article.source.empty()) {
    article.source = tree.attribute(tree.first(head, "pubdata"), "name");
    if (article.source.empty()) article.source = tree.child_text(body_head, "distributor");
    if (article.source.empty()) article.source = tree.attribute(tree.child(docdata, "doc.copyright"), "holder");
  }
  if (article.section.empty()) article.section = tree.attribute(tree.first(head, "pubdata"), "position.section");
  const auto pubdata = tree.first(head, "pubdata");
  take_date(tree.attribute(tree.child(docdata, "date.release"), "norm"), "nitf date.release", item);
  take_date(tree.attribute(tree.child(docdata, "date.issue"), "norm"), "nitf date.issue", item);
  take_date(tree.attribute(pubdata, "date.publication"), "nitf date.publication", item);
  take_date(tree.attribute(tree.first(body_head, "story.date"), "norm"), "nitf story.date", item);
}

void read_nitf(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  std::size_t items = 0;
  XmlRecords records;
  records.is_record = [](std::string_view name, std::size_t) { return name == "nitf"; };
  records.use = [&](const XmlTree& tree, const XmlTree&, std::size_t) {
    Item item;
    item.article.file = ++items == 1 ? place : place + '#' + std::to_string(items);
    const auto docdata = tree.path(0, {"head", "docdata"});
    // A key of updates that counts them names the article in all its versions; without a count it is but a slug.
    const auto series = tree.child(docdata, "du-key");
    for (const auto name : {"generation", "version"})
      if (item.article.version == 0) item.article.version = version_of(tree.attribute(series, name));
    item.article.id = tree.attribute(series, "key");
    if (item.article.id.empty() || item.article.version == 0)
      item.article.id = tree.attribute(tree.child(docdata, "doc-id"), "id-string");
    take_nitf(tree, 0, item);
    NewsStatus status;
    status.status = tree.attribute(docdata, "management-status");
    status.release = tree.attribute(tree.child(docdata, "date.release"), "norm");
    put_news(std::move(item), status, sink);
    return !sink.stop();
  };
  end_items(sink, place, items, read_xml(bytes, records), "no NITF article is in it");
}

}  // namespace broadsheet
