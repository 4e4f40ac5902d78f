// NITF 3.x, www.iptc.org/standards/nitf: head (title, tobject, docdata), body (body.head, body.content).
#include "indexer/reader_nitf.hpp"

#include <algorithm>

#include "indexer/clean.hpp"
#include "indexer/news_status.hpp"

namespace broadsheet {
namespace {

void add_tag(Article& article, std::string tag) {
  tag = clean_line(tag);
  if (!tag.empty() && std::ranges::find(article.tags, tag) == article.tags.end())
    article.tags.push_back(std::move(tag));
}

/// `By Ana Li and Bo Chen, STAFF`: names after the word that says so.
void take_byline(std::string line, Article& article) {
  line = clean_line(line);
  for (const std::string_view by : {"By ", "by ", "BY ", "Von ", "Par ", "Por ", "Av ", "Da "})
    if (line.starts_with(by)) line.erase(0, by.size());
  for (std::size_t begin = 0; begin <= line.size();) {
    std::size_t end = line.size(), length = 0;
    for (const std::string_view separator : {" and ", ", ", "; ", " und ", " et ", " og ", "/"})
      if (const auto at = line.find(separator, begin); at < end) {
        end = at;
        length = separator.size();
      }
    if (auto name = clean_line(line.substr(begin, end - begin)); !name.empty())
      article.authors.push_back(std::move(name));
    if (end == line.size()) break;
    begin = end + length;
  }
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
  if (article.description.empty()) article.description = tree.child_text(body_head, "abstract");
  if (article.description.empty()) article.description = tree.child_text(hedline, "hl2");
  if (article.authors.empty())
    for (const auto byline : tree.children(body_head, "byline")) {
      const auto person = tree.first(byline, "person");
      take_byline(person == XmlTree::none ? tree.text(byline) : tree.text(person), article);
    }
  if (article.body.empty()) {
    article.body = tree.paragraphs(tree.child(body, "body.content"));
    const std::string dateline = tree.child_text(body_head, "dateline");
    if (!dateline.empty() && !article.body.empty() && !clean_line(article.body).starts_with(dateline))
      article.body = dateline + '\n' + article.body;
  }
  if (article.lang.empty()) article.lang = tree.attribute(nitf, "lang");
  if (article.lang.empty()) article.lang = tree.attribute(body, "lang");
  const auto tobject = tree.child(head, "tobject");
  for (const auto subject : tree.children(tobject, "tobject.subject"))
    for (const auto part : {"tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail"})
      add_tag(article, std::string(tree.attribute(subject, part)));
  for (const auto list : tree.children(docdata, "key-list"))
    for (const auto keyword : tree.children(list, "keyword"))
      add_tag(article, std::string(tree.attribute(keyword, "key")));
  for (const auto meta : tree.children(head, "meta")) {
    const auto name = tree.attribute(meta, "name");
    if (name == "anpa-keyword" || name == "keywords") add_tag(article, std::string(tree.attribute(meta, "content")));
  }
  if (article.source.empty()) {
    article.source = tree.attribute(tree.first(head, "pubdata"), "name");
    if (article.source.empty()) article.source = tree.attribute(tree.child(docdata, "doc.copyright"), "holder");
    if (article.source.empty()) article.source = tree.child_text(body_head, "distributor");
  }
  if (article.section.empty()) article.section = tree.attribute(tree.first(head, "pubdata"), "position.section");
  if (item.date.empty()) {
    for (const auto& [name, origin] :
         {std::pair{"date.release", "nitf date.release"}, {"date.issue", "nitf date.issue"}}) {
      item.date = tree.attribute(tree.child(docdata, name), "norm");
      item.date_origin = origin;
      if (!item.date.empty()) break;
    }
  }
  if (item.date.empty()) {
    item.date = tree.attribute(tree.first(head, "pubdata"), "date.publication");
    item.date_origin = "nitf date.publication";
  }
  if (item.date.empty()) {
    item.date = tree.attribute(tree.first(body_head, "story.date"), "norm");
    item.date_origin = "nitf story.date";
  }
}

void read_nitf(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  std::size_t items = 0;
  XmlRecords records;
  records.is_record = [](std::string_view name, std::size_t) { return name == "nitf"; };
  records.use = [&](const XmlTree& tree, const XmlTree&, std::size_t) {
    Item item;
    item.article.file = ++items == 1 ? place : place + '#' + std::to_string(items);
    const auto docdata = tree.path(0, {"head", "docdata"});
    item.article.id = tree.attribute(tree.child(docdata, "doc-id"), "id-string");
    const auto series = tree.child(docdata, "du-key");
    const auto generation = tree.attribute(series, "generation");
    if (!generation.empty() && generation.find_first_not_of("0123456789") == std::string_view::npos &&
        generation.size() < 10)
      item.article.version = std::stoull(std::string(generation));
    take_nitf(tree, 0, item);
    NewsStatus status;
    status.status = tree.attribute(docdata, "management-status");
    if (status.status == "embargoed") {
      status.embargo = tree.attribute(tree.child(docdata, "date.release"), "norm");
    }
    put_news(std::move(item), status, sink);
    return !sink.stop();
  };
  const std::string fault = read_xml(bytes, records);
  if (!fault.empty())
    reject_source(sink, place, fault);
  else if (items == 0 && !sink.stop())
    reject_source(sink, place, "no NITF article is in it");
}

}  // namespace broadsheet
