// RSS 2.0 (rssboard.org/rss-specification), RSS 1.0 (web.resource.org/rss/1.0), Atom (RFC 4287), with the content,
// Dublin Core and Media RSS modules.
#include "indexer/reader_feed.hpp"

#include <algorithm>

#include "indexer/clean.hpp"
#include "indexer/item.hpp"
#include "indexer/reader_html.hpp"
#include "indexer/xml_tree.hpp"

namespace broadsheet {
namespace {

std::string first_of(const XmlTree& tree, std::size_t node, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    if (auto text = tree.child_text(node, name); !text.empty()) return text;
  return {};
}

/// Text that may be markup: Atom says which (`type`), RSS does not, so there tags and entities tell.
std::string plain_text(const XmlTree& tree, std::size_t node) {
  if (node == XmlTree::none) return {};
  const auto type = tree.attribute(node, "type");
  if (type == "xhtml" || tree.first(node, "div") != XmlTree::none || tree.first(node, "p") != XmlTree::none)
    return tree.paragraphs(node);
  const std::string raw = tree.raw_text(node);
  const bool markup = type == "html" || type == "text/html" || (type != "text" && raw.find('<') != raw.npos) ||
                      (type.empty() && raw.find('&') != raw.npos);
  return markup ? text_of_html(raw) : raw;
}

std::string one_line(const std::string& text) { return clean_line(text); }

/// `ana@example.com (Ana Li)` is Ana Li.
std::string person(const std::string& text) {
  const auto open = text.find('('), close = text.rfind(')');
  if (text.find('@') != text.npos && open != text.npos && close != text.npos && close > open)
    return text.substr(open + 1, close - open - 1);
  return text;
}

/// The page of an item: Atom's alternate link, RSS's link, a guid that is one.
std::string link_of(const XmlTree& tree, std::size_t item) {
  for (const auto node : tree.children(item, "link")) {
    const auto href = tree.attribute(node, "href");
    const auto rel = tree.attribute(node, "rel");
    if (!href.empty() && (rel.empty() || rel == "alternate")) return std::string(href);
    if (auto text = tree.text(node); !text.empty()) return text;
  }
  const auto guid = tree.child(item, "guid");
  if (guid != XmlTree::none && tree.attribute(guid, "isPermaLink") != "false")
    if (auto text = tree.text(guid); text.starts_with("http")) return text;
  return std::string(tree.attribute(item, "about"));
}

void take_authors(const XmlTree& tree, std::size_t item, const std::string& fallback, Article& article) {
  for (const auto node : tree.children(item, "author")) {
    auto name = tree.child_text(node, "name");
    if (name.empty()) name = person(tree.text(node));
    if (!name.empty()) article.authors.push_back(name);
  }
  if (article.authors.empty())
    for (const auto node : tree.children(item, "dc:creator")) article.authors.push_back(person(tree.text(node)));
  if (article.authors.empty())
    for (const auto node : tree.children(item, "media:credit"))
      if (tree.attribute(node, "role") == "author") article.authors.push_back(tree.text(node));
  if (article.authors.empty() && !fallback.empty()) article.authors.push_back(fallback);
}

void take_tags(const XmlTree& tree, std::size_t item, Article& article) {
  const auto add = [&](std::string tag) {
    if (!tag.empty() && std::ranges::find(article.tags, tag) == article.tags.end())
      article.tags.push_back(std::move(tag));
  };
  for (const auto node : tree.children(item, "category")) {
    const auto label = tree.attribute(node, "label"), term = tree.attribute(node, "term");
    const bool kind = tree.attribute(node, "scheme").find("#kind") != std::string_view::npos;  // what an entry is
    if (kind) continue;
    add(!label.empty() ? std::string(label) : !term.empty() ? std::string(term) : tree.text(node));
  }
  for (const auto node : tree.children(item, "dc:subject")) add(tree.text(node));
  for (const auto node : tree.all(item, "media:keywords")) {
    std::string keywords = tree.text(node);
    for (std::size_t begin = 0; begin <= keywords.size();) {
      const auto end = std::min(keywords.find(',', begin), keywords.size());
      add(one_line(keywords.substr(begin, end - begin)));
      begin = end + 1;
    }
  }
}

/// `channel` or `feed`: what stands around the items.
std::size_t head_of(const XmlTree& around) {
  const auto channel = around.child(0, "channel");
  return channel == XmlTree::none ? 0 : channel;
}

Item read_item(const XmlTree& tree, const XmlTree& around) {
  const auto head = head_of(around);
  Item item;
  Article& article = item.article;
  const auto group = tree.child(0, "media:group");
  article.title = one_line(plain_text(tree, tree.child(0, "title")));
  if (article.title.empty()) article.title = first_of(tree, 0, {"dc:title", "media:title"});
  article.url = link_of(tree, 0);
  article.body = plain_text(tree, tree.child(0, "content:encoded"));
  if (article.body.empty()) article.body = plain_text(tree, tree.child(0, "content"));
  std::string summary = plain_text(tree, tree.child(0, "description"));
  if (summary.empty()) summary = plain_text(tree, tree.child(0, "summary"));
  if (summary.empty()) summary = first_of(tree, 0, {"media:description"});
  if (summary.empty() && group != XmlTree::none) summary = tree.raw_text(tree.child(group, "media:description"));
  if (article.body.empty() && !summary.empty()) {
    article.body = summary;
    article.warnings.emplace_back("body: the feed has only a summary");
  } else if (summary != article.body) {
    article.description = one_line(summary);
  }
  std::string everybody = around.child_text(around.child(head, "author"), "name");
  take_authors(tree, 0, everybody, article);
  take_tags(tree, 0, article);
  article.lang = first_of(tree, 0, {"dc:language"});
  if (article.lang.empty()) article.lang = tree.attribute(0, "lang");
  if (article.lang.empty()) article.lang = first_of(around, head, {"language", "dc:language"});
  if (article.lang.empty()) article.lang = around.attribute(0, "lang");
  const auto source = tree.child(0, "source");  // of an item that was taken from another feed
  article.source = source == XmlTree::none ? std::string() : first_of(tree, source, {"title"});
  if (article.source.empty() && source != XmlTree::none) article.source = tree.text(source);
  if (article.source.empty()) article.source = first_of(around, head, {"title"});
  for (const auto& [name, origin] : {std::pair{"published", "atom published"},
                                     {"pubDate", "rss pubDate"},
                                     {"issued", "atom issued"},
                                     {"dc:date", "dc:date"},
                                     {"dcterms:issued", "dcterms:issued"},
                                     {"dcterms:created", "dcterms:created"},
                                     {"created", "atom created"}}) {
    item.date = tree.child_text(0, name);
    item.date_origin = origin;
    if (!item.date.empty()) break;
  }
  for (const auto& [name, origin] : {std::pair{"updated", "atom updated"},
                                     {"modified", "atom modified"},
                                     {"dcterms:modified", "dcterms:modified"}}) {
    item.updated = tree.child_text(0, name);
    item.updated_origin = origin;
    if (!item.updated.empty()) break;
  }
  return item;
}

}  // namespace

void read_feed(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  std::size_t items = 0;
  XmlRecords records;
  records.is_record = [](std::string_view name, std::size_t depth) {
    return depth > 0 && (name == "item" || name == "entry");
  };
  records.use = [&](const XmlTree& tree, const XmlTree& around, std::size_t) {
    Item item = read_item(tree, around);
    item.article.file = place + '#' + std::to_string(++items);
    put_item(std::move(item), sink);
    return !sink.stop();
  };
  const std::string fault = read_xml(bytes, records);
  if (!fault.empty())
    reject_source(sink, place, fault + (items > 0 ? "; read up to there: " + std::to_string(items) + " items" : ""));
  else if (items == 0 && !sink.stop())
    reject_source(sink, place, "a feed without items");
}

}  // namespace broadsheet
