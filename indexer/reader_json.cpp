#include "indexer/reader_json.hpp"

#include <array>
#include <map>

#include "archive/limits.hpp"
#include "indexer/clean.hpp"
#include "indexer/item.hpp"
#include "indexer/json_parts.hpp"
#include "indexer/ninjs.hpp"
#include "indexer/reader_html.hpp"
#include "indexer/reader_jsonl.hpp"

namespace broadsheet {
namespace {

/// Cuts the values out of a list at the top of a document, without holding the document.
class ListReader {
 public:
  explicit ListReader(ByteStream& bytes) : bytes_(bytes) {}

  /// The next value, as text. False at the end of the list, and with `*why` where there is none.
  bool next(std::string& value, std::string* why) {
    value.clear();
    std::size_t depth = 0;
    bool quoted = false, escaped = false;
    for (char c = 0; get(c);) {
      if (quoted) {
        value += c;
        if (escaped)
          escaped = false;
        else if (c == '\\')
          escaped = true;
        else if (c == '"')
          quoted = false;
      } else if (depth == 0 && (c == ',' || c == ']')) {
        ended_ = c == ']';
        if (!value.empty()) return true;
        if (ended_) return false;
      } else if (c == '[' && !begun_) {
        begun_ = true;
      } else if (depth > 0 || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) {
        value += c;
        quoted = c == '"';
        if (c == '{' || c == '[') ++depth;
        if ((c == '}' || c == ']') && depth > 0) --depth;
      }
      if (value.size() > limit::record_bytes)
        return *why = "a value is larger than " + print_bytes(limit::record_bytes), false;
    }
    if (!ended_ && bytes_.fault().empty()) *why = "the list is not closed";
    return false;
  }

 private:
  bool get(char& c) {
    if (ended_) return false;
    if (at_ == size_) {
      size_ = bytes_.read(buffer_.data(), buffer_.size());
      at_ = 0;
      if (size_ == 0) return false;
    }
    c = buffer_[at_++];
    return true;
  }
  ByteStream& bytes_;
  std::array<char, std::size_t{64} << 10> buffer_{};
  std::size_t at_ = 0, size_ = 0;
  bool begun_ = false, ended_ = false;
};

// ---- JSON Feed, jsonfeed.org/version/1.1

void put_feed(const std::string& place, const JsonPart& feed, ArticleSink& sink) {
  std::size_t number = 0;
  for (const auto& one : feed.at("items").each()) {
    Item item;
    Article& article = item.article;
    article.file = place + '#' + std::to_string(++number);
    article.url = one.text({"url", "external_url"});
    article.title = one.text({"title"});
    const auto html = one.text({"content_html"});
    article.body = html.empty() ? one.text({"content_text"}) : text_of_html(html);
    article.description = one.text({"summary"});
    if (article.body.empty() && !article.description.empty()) {
      article.body = std::exchange(article.description, {});
      article.warnings.emplace_back("body: the feed has only a summary");
    }
    for (const auto& source : {one, feed}) {
      for (const auto& author : source.at({"authors", "author"}).each())
        if (auto name = author.text({"name"}); !name.empty()) article.authors.push_back(std::move(name));
      if (!article.authors.empty()) break;
    }
    for (const auto& tag : one.at("tags").each()) article.tags.push_back(tag.text());
    article.source = feed.text({"title"});
    article.lang = one.text({"language"});
    if (article.lang.empty()) article.lang = feed.text({"language"});
    item.date = one.text({"date_published"});
    item.date_origin = "json feed date_published";
    item.updated = one.text({"date_modified"});
    item.updated_origin = "json feed date_modified";
    put_item(std::move(item), sink);
    if (sink.stop()) return;
  }
  if (number == 0) reject_source(sink, place, "a feed without items");
}

// ---- Ghost, ghost.org/docs/migration/custom

/// Names by id of a table of the export.
std::map<std::string, std::string> names_in(const JsonPart& table) {
  std::map<std::string, std::string> names;
  for (const auto& row : table.each()) names[row.text({"id"})] = row.text({"name"});
  return names;
}

/// For each post the names of its authors or tags.
std::multimap<std::string, std::string> names_of_posts(const JsonPart& table, std::string_view key,
                                                       const std::map<std::string, std::string>& names) {
  std::multimap<std::string, std::string> out;
  for (const auto& row : table.each())
    if (const auto name = names.find(row.text({key})); name != names.end() && !name->second.empty())
      out.emplace(row.text({"post_id"}), name->second);
  return out;
}

void put_ghost(const std::string& place, const JsonPart& data, ArticleSink& sink) {
  const auto users = names_in(data.at("users")), tags = names_in(data.at("tags"));
  const auto authors_of = names_of_posts(data.at("posts_authors"), "author_id", users);
  const auto tags_of = names_of_posts(data.at("posts_tags"), "tag_id", tags);
  std::string site;
  for (const auto& setting : data.at("settings").each())
    if (setting.text({"key"}) == "title") site = setting.text({"value"});
  std::size_t number = 0;
  for (const auto& post : data.at("posts").each()) {
    const std::string where = place + '#' + std::to_string(++number), status = post.text({"status"});
    const bool page = post.text({"type"}) == "page" || post.text({"page"}) == "true" || post.text({"page"}) == "1";
    if (page) {
      pass_over(sink, where, "no post: 'page'");
    } else if (!status.empty() && status != "published") {
      keep_out(sink, where, post.text({"uuid", "id"}), "its status is " + quote(status));
    } else {
      Item item;
      Article& article = item.article;
      article.file = where;
      article.id = post.text({"uuid"});
      article.url = post.text({"canonical_url", "url"});
      article.title = post.text({"title"});
      const auto html = post.text({"html"});
      article.body = html.empty() ? post.text({"plaintext"}) : text_of_html(html);
      article.description = post.text({"custom_excerpt", "meta_description"});
      const auto id = post.text({"id"});
      for (auto [one, end] = authors_of.equal_range(id); one != end; ++one) article.authors.push_back(one->second);
      if (article.authors.empty())
        if (const auto author = users.find(post.text({"author_id"})); author != users.end())
          article.authors.push_back(author->second);
      for (auto [one, end] = tags_of.equal_range(id); one != end; ++one) article.tags.push_back(one->second);
      article.source = site;
      article.lang = post.text({"locale"});
      item.date = post.text({"published_at"});
      item.date_origin = "ghost published_at";
      item.updated = post.text({"updated_at"});
      item.updated_origin = "ghost updated_at";
      put_item(std::move(item), sink);
    }
    if (sink.stop()) return;
  }
  if (number == 0) reject_source(sink, place, "an export without posts");
}

/// Where an object keeps a list of articles; none: it is one.
JsonPart list_in(const JsonPart& object) {
  for (const auto key :
       {"articles", "items", "_items", "results", "documents", "docs", "posts", "news", "stories", "data"}) {
    const auto list = object.at(key);
    if (list.is_list() && !list.each().empty() && list.each().front().is_object()) return list;
  }
  return {};
}

void read_object(const std::string& place, const std::string& text, JsonArticles& articles, ArticleSink& sink) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  if (parser.allocate(text.size(), limit::json_depth) != simdjson::SUCCESS ||
      parser.parse(text).get(element) != simdjson::SUCCESS)
    return articles.object(text, place);  // which mends what can be mended, and says what cannot
  const JsonPart object(element);
  if (object.text({"version"}).find("jsonfeed.org/version") != std::string::npos) return put_feed(place, object, sink);
  const auto databases = object.at("db").each();
  const JsonPart ghost = (databases.empty() ? object : databases.front()).at("data");
  if (ghost.at("posts").is_list()) return put_ghost(place, ghost, sink);
  if (is_ninjs(object)) return put_ninjs(object, place, sink);
  const JsonPart list = list_in(object);
  if (!list.there()) return articles.object(text, place);
  std::size_t number = 0;
  for (const auto& one : list.each()) {
    if (sink.stop()) return;
    articles.object(one.printed(), place + '#' + std::to_string(++number));
  }
}

}  // namespace

void read_json(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink) {
  JsonArticles articles(options, sink);
  std::string_view head = bytes.peek(4096);
  const auto first = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first != head.npos && head[first] == '{') {
    std::string text, why;
    if (!read_page_bytes(bytes, text, &why)) return reject_source(sink, place, why);
    text.erase(0, first);
    return read_object(place, text, articles, sink);
  }
  ListReader list(bytes);
  std::string value, why;
  std::size_t number = 0;
  while (!sink.stop() && list.next(value, &why)) articles.object(value, place + '#' + std::to_string(++number));
  if (why.empty()) why = bytes.fault();
  if (!why.empty())
    reject_source(sink, place,
                  why + "; read up to there: " + std::to_string(number) + (number == 1 ? " value" : " values"));
  else if (number == 0 && !sink.stop())
    reject_source(sink, place, "an empty list");
}

}  // namespace broadsheet
