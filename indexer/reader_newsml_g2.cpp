// NewsML-G2, www.iptc.org/standards/newsml-g2: itemMeta (management), contentMeta (description), contentSet (the text
// as XHTML, NITF or plain).
#include <algorithm>

#include "indexer/clean.hpp"
#include "indexer/news_status.hpp"
#include "indexer/reader_html.hpp"
#include "indexer/reader_newsml.hpp"
#include "indexer/reader_nitf.hpp"

namespace broadsheet {
namespace {

std::string after_colon(std::string_view qcode) { return std::string(qcode.substr(qcode.rfind(':') + 1)); }

std::string language_of(const XmlTree& tree, const XmlTree& around) {
  const auto language = tree.path(0, {"contentMeta", "language"});
  for (const auto found : {tree.attribute(language, "tag"), tree.attribute(0, "lang"),
                           tree.attribute(tree.child(0, "contentMeta"), "lang"), around.attribute(0, "lang")})
    if (!found.empty()) return std::string(found);
  return {};
}

/// The name in the article's language, else the first.
std::string name_of(const XmlTree& tree, std::size_t node, std::string_view lang) {
  std::string first;
  for (const auto name : tree.children(node, "name")) {
    const auto text = tree.text(name);
    if (first.empty()) first = text;
    const auto its = tree.attribute(name, "lang");
    if (!lang.empty() && its.substr(0, 2) == lang.substr(0, 2)) return text;
  }
  return first;
}

/// Names of subjects often stand once, in an `assert` for their code.
std::string asserted_name(const XmlTree& tree, std::size_t node, std::string_view lang) {
  if (auto name = name_of(tree, node, lang); !name.empty()) return name;
  const auto code = tree.attribute(node, "qcode"), literal = tree.attribute(node, "literal");
  for (const auto assert : tree.children(0, "assert")) {
    const bool same = (!code.empty() && tree.attribute(assert, "qcode") == code) ||
                      (!literal.empty() && tree.attribute(assert, "literal") == literal);
    if (same) return name_of(tree, assert, lang);
  }
  return {};
}

void take_people(const XmlTree& tree, std::size_t meta, Article& article) {
  if (const auto by = tree.child_text(meta, "by"); !by.empty()) {
    article.authors.push_back(by);
    for (const std::string_view prefix : {"By ", "Von ", "Par ", "Por ", "Av "})
      if (by.starts_with(prefix)) article.authors.back().erase(0, prefix.size());
    return;
  }
  for (const auto creator : tree.children(meta, "creator")) {
    auto name = asserted_name(tree, creator, {});
    if (name.empty()) name = tree.attribute(creator, "literal");
    if (!name.empty()) article.authors.push_back(std::move(name));
  }
}

void take_content(const XmlTree& tree, Item& item) {
  const auto set = tree.child(0, "contentSet");
  for (const auto inlined : tree.children(set, "inlineXML")) {
    if (const auto nitf = tree.child(inlined, "nitf"); nitf != XmlTree::none) {
      take_nitf(tree, nitf, item);
    } else {
      const auto html = tree.child(inlined, "html");
      const auto body = html == XmlTree::none ? XmlTree::none : tree.child(html, "body");
      item.article.body = tree.paragraphs(body != XmlTree::none ? body : inlined);
      // The headline once more, as most agencies have it there.
      if (const auto first = item.article.body.substr(0, item.article.body.find('\n'));
          !first.empty() && first == item.article.title)
        item.article.body.erase(0, std::min(item.article.body.size(), first.size() + 1));
    }
    if (!item.article.body.empty()) return;
  }
  for (const auto inlined : tree.children(set, "inlineData")) {
    const std::string raw = tree.raw_text(inlined);
    const bool html = tree.attribute(inlined, "contenttype").find("html") != std::string_view::npos;
    item.article.body = html ? text_of_html(raw) : raw;
    if (!item.article.body.empty()) return;
  }
}

void read_item(const std::string& where, const XmlTree& tree, const XmlTree& around, ArticleSink& sink) {
  const auto item_meta = tree.child(0, "itemMeta"), meta = tree.child(0, "contentMeta");
  const std::string kind = after_colon(tree.attribute(tree.child(item_meta, "itemClass"), "qcode"));
  if (tree.nodes[0].name != "newsItem") return pass_over(sink, where, "no news item: " + quote(tree.nodes[0].name));
  Item item;
  Article& article = item.article;
  article.file = where;
  article.id = tree.attribute(0, "guid");
  const auto version = tree.attribute(0, "version");
  if (!version.empty() && version.size() < 10 && version.find_first_not_of("0123456789") == std::string_view::npos)
    article.version = std::stoull(std::string(version));
  article.lang = language_of(tree, around);
  for (const auto headline : tree.children(meta, "headline")) {
    const auto role = after_colon(tree.attribute(headline, "role"));
    const auto text = tree.text(headline);
    if (article.title.empty() || role == "mainHeadline" || role == "main" || role == "headline") article.title = text;
  }
  if (article.title.empty()) article.title = tree.child_text(item_meta, "title");
  for (const auto description : tree.children(meta, "description"))
    if (article.description.empty()) article.description = tree.text(description);
  take_people(tree, meta, article);
  for (const auto subject : tree.children(meta, "subject")) {
    auto name = asserted_name(tree, subject, article.lang);
    if (!name.empty() && std::ranges::find(article.tags, name) == article.tags.end())
      article.tags.push_back(std::move(name));
  }
  for (const auto keyword : tree.children(meta, "keyword"))
    if (auto name = tree.text(keyword); !name.empty() && std::ranges::find(article.tags, name) == article.tags.end())
      article.tags.push_back(std::move(name));
  const auto provider = tree.child(item_meta, "provider"), info = tree.child(meta, "infoSource");
  article.source = asserted_name(tree, info, article.lang);
  if (article.source.empty()) article.source = asserted_name(tree, provider, article.lang);
  if (article.source.empty()) article.source = tree.attribute(provider, "literal");
  if (article.source.empty()) article.source = after_colon(tree.attribute(provider, "qcode"));
  for (const auto& [node, origin] : {std::pair{tree.child(meta, "contentCreated"), "newsml contentCreated"},
                                     {tree.child(item_meta, "firstCreated"), "newsml firstCreated"},
                                     {tree.child(item_meta, "versionCreated"), "newsml versionCreated"}}) {
    item.date = tree.text(node);
    item.date_origin = origin;
    if (!item.date.empty()) break;
  }
  item.updated = tree.child_text(item_meta, "versionCreated");
  item.updated_origin = "newsml versionCreated";
  take_content(tree, item);
  if (article.body.empty() && !kind.empty() && kind != "text") return pass_over(sink, where, "no text: " + quote(kind));
  if (article.body.empty() && article.description.empty() && tree.first(0, "remoteContent") != XmlTree::none)
    return pass_over(sink, where, "its content is elsewhere");
  NewsStatus status;
  status.status = tree.attribute(tree.child(item_meta, "pubStatus"), "qcode");
  status.embargo = tree.child_text(item_meta, "embargoed");
  put_news(std::move(item), status, sink);
}

}  // namespace

void read_newsml_g2(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  std::size_t items = 0;
  XmlRecords records;
  records.is_record = [](std::string_view name, std::size_t) {
    return name == "newsItem" || name == "packageItem" || name == "conceptItem" || name == "knowledgeItem" ||
           name == "planningItem" || name == "catalogItem";
  };
  records.use = [&](const XmlTree& tree, const XmlTree& around, std::size_t) {
    ++items;
    read_item(items == 1 ? place : place + '#' + std::to_string(items), tree, around, sink);
    return !sink.stop();
  };
  const std::string fault = read_xml(bytes, records);
  if (!fault.empty())
    reject_source(sink, place, fault);
  else if (items == 0 && !sink.stop())
    reject_source(sink, place, "no news item is in it");
}

}  // namespace broadsheet
