// RSS 2.0 (rssboard.org/rss-specification), RSS 1.0 (web.resource.org/rss/1.0), Atom (RFC 4287), with the content,
// Dublin Core and Media RSS modules.
#include "indexer/reader_feed.hpp"

#include <algorithm>
#include <utility>

#include "indexer/byline.hpp"
#include "indexer/clean.hpp"
#include "indexer/item.hpp"
#include "indexer/reader_html.hpp"
#include "indexer/web_address.hpp"
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
  if (tree.has_elements(node)) return tree.paragraphs(node);
  const std::string raw = tree.raw_text(node);
  const bool plain = type == "text" || type == "text/plain";
  return !plain && raw.find_first_of("<&") != raw.npos ? text_of_html(raw) : raw;
}

std::string one_line(const std::string& text) { return clean_line(text); }

/// Other media than text stand in an entry as base64 (RFC 4287, 4.1.3.3).
bool is_other_media(std::string_view type) {
  return type.find('/') != type.npos && !type.starts_with("text/") && type.find("xml") == type.npos &&
         type.find("html") == type.npos;
}

/// What an item has of its whole text, and why it has none.
std::string content_of(const XmlTree& tree, std::size_t item, Article& article) {
  for (const auto name : {"content:encoded", "content", "body", "full-text", "other:full-text"}) {
    const auto node = tree.child(item, name);
    const auto type = tree.attribute(node, "type");
    if (is_other_media(type)) {
      article.warnings.push_back("body: the content is " + quote(type));
    } else if (auto text = plain_text(tree, node); !clean_line(text).empty()) {
      return text;
    } else if (!tree.attribute(node, "src").empty()) {
      article.warnings.emplace_back("body: the content is elsewhere");
    }
  }
  return {};
}

/// `ana@example.com (Ana Li)` and `Ana Li <ana@example.com>` are Ana Li.
std::string person(const std::string& text) {
  const auto open = text.find('('), close = text.rfind(')'), angle = text.find('<');
  if (text.find('@') == text.npos) return text;
  if (open != text.npos && close != text.npos && close > open) return text.substr(open + 1, close - open - 1);
  return angle != text.npos && angle > 0 ? text.substr(0, angle) : text;
}

/// The page of an item: Atom's alternate link, RSS's link, a guid that is one.
std::string link_of(const XmlTree& tree, std::size_t item, const std::string& base) {
  for (const auto node : tree.children(item, "feedburner:origLink"))
    if (auto text = tree.text(node); !text.empty()) return text;
  for (const auto node : tree.children(item, "link")) {
    const auto href = tree.attribute(node, "href");
    const auto rel = tree.attribute(node, "rel");
    const auto own_base = tree.attribute(node, "base");
    if (!href.empty() && (rel.empty() || rel == "alternate"))
      return resolved_address(clean_line(href), own_base.empty() ? base : resolved_address(own_base, base));
    if (auto text = tree.text(node); !text.empty()) return resolved_address(text, base);
  }
  const auto guid = tree.child(item, "guid");
  if (guid != XmlTree::none && tree.attribute(guid, "isPermaLink") != "false")
    if (auto text = tree.text(guid); text.starts_with("http")) return text;
  return std::string(tree.attribute(item, "about"));
}

/// Where relative links of an item begin: its `xml:base`, that of the feed, the page of the feed.
std::string base_of(const XmlTree& tree, const XmlTree& around, std::size_t head) {
  std::string base(around.attribute(0, "base"));
  if (const auto own = around.attribute(head, "base"); head != 0 && !own.empty()) base = resolved_address(own, base);
  if (base.empty()) base = link_of(around, head, {});
  if (const auto own = tree.attribute(0, "base"); !own.empty()) base = resolved_address(own, base);
  return base;
}

/// The persons of the elements of that name below `node`. An address of mail alone names nobody.
void add_persons(const XmlTree& tree, std::size_t node, std::string_view element, std::vector<std::string>& out) {
  for (const auto one : tree.children(node, element)) {
    auto name = tree.child_text(one, "name");
    if (name.empty()) name = person(tree.text(one));
    const bool address = name.find('@') != name.npos && name.find(' ') == name.npos;
    if (!name.empty() && !address) out.emplace_back(without_label(name));
  }
}

/// Of an entry without authors those of the feed that it was taken from, then those of this feed, are meant (RFC 4287).
void take_authors(const XmlTree& tree, const XmlTree& around, std::size_t head, Article& article) {
  auto& authors = article.authors;
  for (const auto name : {"author", "dc:creator", "itunes:author"})
    if (authors.empty()) add_persons(tree, 0, name, authors);
  if (authors.empty())
    for (const auto node : tree.children(0, "media:credit"))
      if (tree.attribute(node, "role") == "author") authors.push_back(tree.text(node));
  if (authors.empty()) add_persons(tree, tree.child(0, "source"), "author", authors);
  if (authors.empty()) add_persons(around, head, "author", authors);
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
  for (const auto list : {"media:keywords", "itunes:keywords"})
    for (const auto node : tree.all(item, list))
      for (auto& keyword : parts_of_list(tree.text(node))) add(std::move(keyword));
}

/// `channel` or `feed`: what stands around the items.
std::size_t head_of(const XmlTree& around) {
  const auto channel = around.child(0, "channel");
  return channel == XmlTree::none ? 0 : channel;
}

/// RFC 822, which RSS asks for, has years of two digits: `[Mon,] 27 Jan 25 09:12:00 GMT`. They are read as RFC 2822 has
/// it: from 50 on of the last century.
std::string with_century(std::string date) {
  const auto is_number = [](std::string_view word) {
    return !word.empty() && word.size() <= 2 && word.find_first_not_of("0123456789") == word.npos;
  };
  std::string_view before, last;
  for (std::size_t begin = 0; begin < date.size();) {
    const auto end = std::min(date.find(' ', begin), date.size());
    const auto word = std::string_view(date).substr(begin, end - begin);
    if (word.size() == 2 && is_number(word) && is_number(before) && last.size() >= 3)
      return date.insert(begin, word[0] < '5' ? "20" : "19");
    before = std::exchange(last, word);
    begin = end + 1;
  }
  return date;
}

Item read_item(const XmlTree& tree, const XmlTree& around) {
  const auto head = head_of(around);
  Item item;
  Article& article = item.article;
  const auto group = tree.child(0, "media:group");
  article.title = one_line(plain_text(tree, tree.child(0, "title")));
  if (article.title.empty()) article.title = first_of(tree, 0, {"dc:title", "media:title"});
  if (article.title.empty()) article.title = tree.child_text(group, "media:title");
  article.url = link_of(tree, 0, base_of(tree, around, head));
  if (article.url.empty()) article.id = first_of(tree, 0, {"guid", "id", "dc:identifier"});
  article.body = content_of(tree, 0, article);
  std::string summary;
  for (const auto name : {"description", "summary", "media:description", "dc:description", "itunes:summary"})
    if (clean_line(summary).empty()) summary = plain_text(tree, tree.child(0, name));
  if (summary.empty()) summary = tree.raw_text(tree.child(group, "media:description"));
  put_summary(std::move(summary), "the feed", article);
  take_authors(tree, around, head, article);
  take_tags(tree, 0, article);
  article.lang = first_of(tree, 0, {"dc:language"});
  if (article.lang.empty()) article.lang = tree.attribute(0, "lang");
  if (article.lang.empty()) article.lang = first_of(around, head, {"language", "dc:language"});
  if (article.lang.empty()) article.lang = around.attribute(0, "lang");
  const auto source = tree.child(0, "source");  // of an item that was taken from another feed
  article.source = source == XmlTree::none ? std::string() : first_of(tree, source, {"title"});
  if (article.source.empty() && source != XmlTree::none) article.source = tree.text(source);
  if (article.source.empty()) article.source = first_of(around, head, {"title"});
  // Atom asks for `updated` alone, so that is the date of an entry without another.
  for (const auto& [name, origin] : {std::pair{"published", "atom published"},
                                     {"pubDate", "rss pubDate"},
                                     {"issued", "atom issued"},
                                     {"dc:date", "dc:date"},
                                     {"dcterms:issued", "dcterms:issued"},
                                     {"dcterms:created", "dcterms:created"},
                                     {"created", "atom created"},
                                     {"updated", "atom updated"},
                                     {"modified", "atom modified"}}) {
    item.date = with_century(tree.child_text(0, name));
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
  end_items(sink, place, items, read_xml(bytes, records), "a feed without items");
}

}  // namespace broadsheet
