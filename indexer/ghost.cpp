// Ghost, ghost.org/docs/migration/custom: tables, as the database has them. The text of a post stands there as HTML,
// and as the editor keeps it: mobiledoc (github.com/bustle/mobiledoc-kit) or Lexical (lexical.dev).
#include "indexer/ghost.hpp"

#include <algorithm>
#include <map>

#include "indexer/clean.hpp"
#include "indexer/dates.hpp"
#include "indexer/item.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {
namespace {

using NamesById = std::map<std::string, std::string>;  ///< by id
struct Relation {
  long order;
  std::string name;
};
using Relations = std::map<std::string, std::vector<Relation>>;  ///< by the post's id

/// Tags that readers do not see are no tags.
bool is_internal(const JsonPart& row) {
  return row.text({"visibility"}) == "internal" || row.text({"name"}).starts_with('#');
}

NamesById names_in(const JsonPart& table) {
  NamesById names;
  for (const auto& row : table.each())
    if (!is_internal(row)) names[row.text({"id"})] = row.text({"name"});
  return names;
}

/// For each post the names of its authors or tags, in their order.
Relations relations_in(const JsonPart& table, std::string_view key, const NamesById& names) {
  Relations all;
  for (const auto& row : table.each())
    if (const auto name = names.find(row.text({key})); name != names.end() && !name->second.empty())
      all[row.text({"post_id"})].push_back({std::strtol(row.text({"sort_order"}).c_str(), nullptr, 10), name->second});
  for (auto& [post, relations] : all) std::ranges::stable_sort(relations, {}, &Relation::order);
  return all;
}

JsonPart parsed(simdjson::dom::parser& parser, const std::string& text) {
  simdjson::dom::element element;
  return parser.parse(text).get(element) == simdjson::SUCCESS ? JsonPart(element) : JsonPart();
}

/// Lexical: a tree of nodes with `children`, text in those without. Depth is bounded by the parser of JSON.
void add_lexical(const JsonPart& node, std::string& out) {
  const auto type = node.text({"type"});
  if (const auto html = node.text({"html"}); !html.empty()) out += text_of_html(html);
  for (const auto key : {"text", "markdown"}) out += node.text({key});
  if (type == "linebreak") out += '\n';
  for (const auto& child : node.at("children").each()) add_lexical(child, out);
  const bool inner = type.ends_with("text") || type == "link" || type == "linebreak" || type == "autolink";
  if (!inner && !out.empty() && !out.ends_with('\n')) out += '\n';
}

/// mobiledoc: sections are [1, tag, markers], [3, tag, [markers, …]] or [10, number of a card]; the text of a marker is
/// its last value.
void add_mobiledoc(const JsonPart& document, std::string& out) {
  const auto add_markers = [&](const JsonPart& markers) {
    for (const auto& marker : markers.each()) {
      const auto parts = marker.each();
      if (!parts.empty() && parts.back().is_text()) out += parts.back().text();
    }
    out += '\n';
  };
  const auto cards = document.at("cards").each();
  for (const auto& section : document.at("sections").each()) {
    const auto parts = section.each();
    if (parts.size() < 2) continue;
    const auto kind = parts[0].text();
    if (kind == "1" && parts.size() > 2) add_markers(parts[2]);
    if (kind == "3" && parts.size() > 2)
      for (const auto& entry : parts[2].each()) add_markers(entry);
    const auto number = std::strtoul(parts[1].text().c_str(), nullptr, 10);
    if (kind != "10" || number >= cards.size()) continue;
    const auto card = cards[number].each();
    if (card.size() < 2) continue;
    out += card[1].text({"markdown"}) + text_of_html(card[1].text({"html"})) + '\n';
  }
}

std::string body_of(const JsonPart& post) {
  if (const auto html = post.text({"html"}); !html.empty()) return text_of_html(html);
  if (auto plain = post.text({"plaintext"}); !plain.empty()) return plain;
  simdjson::dom::parser parser;
  std::string out;
  if (const auto text = post.text({"lexical"}); !text.empty())
    add_lexical(parsed(parser, text).at("root"), out);
  else if (const auto doc = post.text({"mobiledoc"}); !doc.empty())
    add_mobiledoc(parsed(parser, doc), out);
  return out.empty() ? post.text({"markdown"}) : out;
}

/// Old exports have milliseconds since 1970.
std::string date_of(const JsonPart& post, std::string_view key) {
  const auto text = post.text({key});
  if (post.at(key).is_text() || text.empty()) return text;
  const auto reading = date_of_stamp(std::strtod(text.c_str(), nullptr), "ghost");
  return reading.date ? reading.date->value : text;
}

struct Tables {
  std::string site;
  NamesById users;
  Relations authors, tags;
};

void put_post(const JsonPart& post, const std::string& place, const Tables& tables, ArticleSink& sink) {
  const std::string status = post.text({"status"}), is_page = post.text({"page"});
  Item item;
  Article& article = item.article;
  article.file = place;
  article.id = post.text({"uuid"});
  article.url = post.text({"canonical_url", "url"});
  if (post.text({"type"}) == "page" || is_page == "true" || is_page == "1")
    return pass_over(sink, place, "no post: 'page'");
  if (!status.empty() && status != "published" && status != "sent")
    return withhold(std::move(article), "its status is " + quote(status), sink);
  article.title = post.text({"title"});
  article.body = body_of(post);
  put_summary(post.text({"custom_excerpt", "excerpt", "meta_description"}), "the export", article);
  const auto names = [&](const Relations& relations, std::string_view inside, std::vector<std::string>& out) {
    if (const auto found = relations.find(post.text({"id"})); found != relations.end())
      for (const auto& one : found->second) out.push_back(one.name);
    for (const auto& one : post.at(inside).each())
      if (!is_internal(one)) out.push_back(one.is_text() ? one.text() : one.text({"name"}));
  };
  names(tables.authors, "authors", article.authors);
  names(tables.tags, "tags", article.tags);
  if (const auto author = tables.users.find(post.text({"author_id"}));
      article.authors.empty() && author != tables.users.end())
    article.authors.push_back(author->second);
  article.source = tables.site;
  article.lang = post.text({"locale"});
  item.date = date_of(post, "published_at");
  item.date_origin = "ghost published_at";
  item.updated = date_of(post, "updated_at");
  item.updated_origin = "ghost updated_at";
  put_item(std::move(item), sink);
}

}  // namespace

JsonPart ghost_tables(const JsonPart& document) {
  const auto databases = document.at("db").each();
  const auto tables = (databases.empty() ? document : databases.front()).at("data");
  return tables.at("posts").is_list() ? tables : JsonPart();
}

void put_ghost(const std::string& place, const JsonPart& data, ArticleSink& sink) {
  Tables tables;
  tables.users = names_in(data.at("users"));
  tables.authors = relations_in(data.at("posts_authors"), "author_id", tables.users);
  tables.tags = relations_in(data.at("posts_tags"), "tag_id", names_in(data.at("tags")));
  for (const auto& setting : data.at("settings").each())
    if (setting.text({"key"}) == "title") tables.site = setting.text({"value"});
  std::size_t number = 0;
  for (const auto& post : data.at("posts").each()) {
    if (sink.stop()) return;
    put_post(post, place + '#' + std::to_string(++number), tables, sink);
  }
  if (number == 0) reject_source(sink, place, "an export without posts");
}

bool is_ghost_post(const JsonPart& object) {
  return object.at("uuid").is_text() && object.at({"comment_id", "mobiledoc", "lexical"}).there();
}

void put_ghost_post(const JsonPart& post, const std::string& place, ArticleSink& sink) {
  put_post(post, place, {}, sink);
}

}  // namespace broadsheet
