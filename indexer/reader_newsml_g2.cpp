// NewsML-G2, www.iptc.org/standards/newsml-g2: itemMeta (management), contentMeta (description), contentSet (the text
// as XHTML, NITF or plain).
#include <algorithm>

#include "indexer/clean.hpp"
#include "indexer/news_status.hpp"
#include "indexer/reader_html.hpp"
#include "indexer/reader_newsml.hpp"
#include "indexer/reader_nitf.hpp"
#include "indexer/wire_parts.hpp"

namespace broadsheet {
namespace {

/// What a code (`qcode="stat:usable"`, or in full as `uri`) says.
std::string_view said(const XmlTree& tree, std::size_t node) {
  const auto code = tree.attribute(node, "qcode");
  return last_part(code.empty() ? tree.attribute(node, "uri") : code);
}

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
  for (const auto key : {"qcode", "uri", "literal"}) {
    const auto value = tree.attribute(node, key);
    if (value.empty()) continue;
    for (const auto assert : tree.children(0, "assert"))
      if (tree.attribute(assert, key) == value)
        if (auto name = name_of(tree, assert, lang); !name.empty()) return name;
  }
  // A literal beside a code is one more code.
  return std::string(tree.attribute(node, "qcode").empty() ? tree.attribute(node, "literal") : "");
}

/// `jacke.christiane`: a name to sign in with, not one of a person.
bool is_sign_in_name(std::string_view name) {
  return std::ranges::all_of(
      name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_'; });
}

void take_people(const XmlTree& tree, std::size_t meta, Article& article) {
  for (const auto by : tree.children(meta, "by")) add_authors(tree.text(by), article);
  if (!article.authors.empty()) return;
  for (const auto creator : tree.children(meta, "creator"))
    if (auto name = asserted_name(tree, creator, {}); !is_sign_in_name(name))
      article.authors.push_back(std::move(name));
}

/// The one without a role or with that of the main headline, of several that in the article's language; else the first.
std::string headline_of(const XmlTree& tree, std::size_t meta, std::string_view lang) {
  const auto headlines = tree.children(meta, "headline");
  std::string first;
  for (const auto headline : headlines) {
    const auto role = last_part(tree.attribute(headline, "role"));
    const bool is_main = role.empty() || role == "main" || role == "mainHeadline" || role == "headline";
    const auto text = tree.text(headline);
    if (!is_main || text.empty()) continue;
    const auto its = tree.attribute(headline, "lang");
    if (its.empty() || its.substr(0, 2) == lang.substr(0, 2)) return text;
    if (first.empty()) first = text;
  }
  return first.empty() && !headlines.empty() ? tree.text(headlines[0]) : first;
}

/// The `header` of a page that repeats what is known: subjects, day, headline, by-line.
std::size_t header_of(const XmlTree& tree, std::size_t page, const std::string& title) {
  const auto header = tree.first(page, "header");
  for (const auto name : {"h1", "h2"})
    if (const auto heading = tree.first(header, name); heading != XmlTree::none && tree.text(heading) == title)
      return header;
  return XmlTree::none;
}

void take_content(const XmlTree& tree, Item& item) {
  const auto set = tree.child(0, "contentSet");
  for (const auto inlined : tree.children(set, "inlineXML")) {
    if (const auto nitf = tree.child(inlined, "nitf"); nitf != XmlTree::none) {
      take_nitf(tree, nitf, item);
    } else {
      const auto html = tree.child(inlined, "html");
      const auto body = html == XmlTree::none ? XmlTree::none : tree.child(html, "body");
      const auto page = body != XmlTree::none ? body : inlined;
      item.article.body = tree.paragraphs(page, header_of(tree, page, item.article.title));
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
  const std::string kind(said(tree, tree.child(item_meta, "itemClass")));
  if (tree.nodes[0].name != "newsItem") return pass_over(sink, where, "no news item: " + quote(tree.nodes[0].name));
  Item item;
  Article& article = item.article;
  article.file = where;
  article.id = tree.attribute(0, "guid");
  article.version = version_of(tree.attribute(0, "version"));
  article.lang = language_of(tree, around);
  article.title = headline_of(tree, meta, article.lang);
  if (article.title.empty()) article.title = tree.child_text(item_meta, "title");
  take_people(tree, meta, article);
  for (const auto subject : tree.children(meta, "subject")) {
    const auto name = asserted_name(tree, subject, article.lang);
    add_tag(name.empty() ? subject_of_code(tree.attribute(subject, "qcode")) : name, article);
  }
  for (const auto keyword : tree.children(meta, "keyword")) add_tag(tree.text(keyword), article);
  const auto provider = tree.child(item_meta, "provider"), info = tree.child(meta, "infoSource");
  article.source = asserted_name(tree, info, article.lang);
  if (article.source.empty()) article.source = asserted_name(tree, provider, article.lang);
  if (article.source.empty()) article.source = said(tree, provider);
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
  put_dateline(tree.child_text(meta, "dateline"), article);
  std::string summary;
  for (const auto description : tree.children(meta, "description"))
    if (summary.empty()) summary = tree.text(description);
  const bool text = kind.empty() || kind == "text" || kind == "composite";
  if (article.body.empty() && !text) return pass_over(sink, where, "no text: " + quote(kind));
  if (article.body.empty() && summary.empty() && tree.first(0, "remoteContent") != XmlTree::none)
    return pass_over(sink, where, "its content is elsewhere");
  if (article.description.empty()) put_summary(std::move(summary), "the item", article);
  NewsStatus status;
  status.status = said(tree, tree.child(item_meta, "pubStatus"));
  const auto embargoed = tree.child(item_meta, "embargoed");
  status.embargo = tree.text(embargoed);
  status.embargoed = tree.attribute(embargoed, "nil") == "true";
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
  end_items(sink, place, items, read_xml(bytes, records), "no news item is in it");
}

}  // namespace broadsheet
