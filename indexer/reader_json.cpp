#include "indexer/reader_json.hpp"

#include <array>

#include "archive/limits.hpp"
#include "indexer/ghost.hpp"
#include "indexer/item.hpp"
#include "indexer/json_parts.hpp"
#include "indexer/ninjs.hpp"
#include "indexer/reader_html.hpp"
#include "indexer/reader_jsonl.hpp"
#include "indexer/web_address.hpp"

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
      } else if (begun_ && depth == 0 && (c == ',' || c == ']')) {
        ended_ = c == ']';
        if (!value.empty()) return true;
        if (ended_) return false;
      } else if (!begun_) {  // a byte order mark, white space
        begun_ = c == '[';
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
    article.url = resolved_address(one.text({"url", "external_url"}), feed.text({"home_page_url"}));
    if (article.url.empty()) article.id = one.text({"id"});
    article.title = one.text({"title"});
    const auto html = one.text({"content_html"});
    article.body = html.empty() ? one.text({"content_text"}) : text_of_html(html);
    put_summary(one.text({"summary"}), "the feed", article);
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
    if (item.date.empty()) {
      item.date = one.text({"date_modified"});
      item.date_origin = "json feed date_modified";
    }
    item.updated = one.text({"date_modified"});
    item.updated_origin = "json feed date_modified";
    put_item(std::move(item), sink);
    if (sink.stop()) return;
  }
  if (number == 0) reject_source(sink, place, "a feed without items");
}

/// True for an object with a name under which articles have a title or a text.
bool is_like_article(const JsonPart& object) {
  return object.at({"title", "headline", "head", "name", "body", "text", "content", "html", "_source"}).there();
}

/// Where an object keeps articles; nothing: it is one itself. One box more is looked into, as many interfaces have it:
/// `{"response": {"docs": […]}}`.
JsonPart list_in(const JsonPart& object, bool is_inner = false) {
  for (const auto key : {"articles", "items", "item", "_items", "results", "documents", "docs", "posts", "news",
                         "stories", "data", "hits", "response"}) {
    const auto list = object.at(key);
    if (list.is_list() && !list.each().empty() && is_like_article(list.each().front())) return list;
    if (!list.is_object() || is_inner) continue;
    if (const auto inner = list_in(list, true); inner.there()) return inner;
  }
  return object.at("_source");  // of a search engine
}

void read_object(const std::string& place, const std::string& text, const ReadOptions& options, ArticleSink& sink) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  const bool good = parser.allocate(text.size(), limit::json_depth) == simdjson::SUCCESS &&
                    parser.parse(text).get(element) == simdjson::SUCCESS;
  if (good && is_ninjs(JsonPart(element)) && options.map.empty()) return put_ninjs(JsonPart(element), place, sink);
  if (good && put_box(JsonPart(element), place, options, sink)) return;
  JsonArticles(options, sink).object(text, place);  // which mends what can be mended, and says what cannot
}

}  // namespace

bool put_box(const JsonPart& object, const std::string& place, const ReadOptions& options, ArticleSink& sink) {
  if (object.text({"version"}).find("jsonfeed.org/version") != std::string::npos)
    return put_feed(place, object, sink), true;
  if (const auto ghost = ghost_tables(object); ghost.there()) return put_ghost(place, ghost, sink), true;
  const JsonPart list = list_in(object);
  if (!list.there()) return false;
  JsonArticles articles(options, sink);
  std::size_t number = 0;
  for (const auto& one : list.each()) {
    if (sink.stop()) break;
    articles.object(one.printed(), list.is_list() ? place + '#' + std::to_string(++number) : place);
  }
  return true;
}

void read_json(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink) {
  std::string_view head = bytes.peek(4096);
  const auto first = head.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (first != head.npos && head[first] == '{') {
    std::string text, why;
    if (!read_page_bytes(bytes, text, &why)) return reject_source(sink, place, why);
    text.erase(0, first);
    return read_object(place, text, options, sink);
  }
  JsonArticles articles(options, sink);
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
