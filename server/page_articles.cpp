#include "server/page_articles.hpp"

#include <broadsheet/web_url.hpp>

#include "server/page_links.hpp"
#include "server/page_words.hpp"

namespace broadsheet::server {
namespace {

bool begins_character(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

Markup headline_link(const Hit& hit, const ArticleList& list) {
  const Markup link =
      element("a", {href(Address::of_web(hit.article.url).value_or(article_address(hit.article.id, list.parameters)))},
              {headline(hit.title)});
  const Attribute lang = language(hit.article.lang), dir = attribute("dir", "auto");
  return list.below_heading ? element("h3", {lang, dir}, {link}) : element("h2", {lang, dir}, {link});
}

Markup passage(const Passage& passage, const Article& article) {
  const Markup before = passage.start > 0 ? text(says::cut) : Markup{};
  return element("p", {attribute("class", "passage"), language(article.lang), attribute("dir", "auto")},
                 {before, marked({passage.text, passage.spans})});
}

Markup copies(const Hit& hit, const ArticleList& list) {
  if (!hit.story || hit.story->copies < 2) return {};
  return element("a", {href(story_address(hit.story->id, of_the_set(list.parameters)))},
                 {text(counted(hit.story->copies - 1, says::more_copy))});
}

Markup ways_to_read(const Hit& hit, const ArticleList& list) {
  bool has_hits = !hit.title.spans.empty();
  for (const auto& passage : hit.passages) has_hits = has_hits || !passage.spans.empty();
  Markup links = element("a", {href(article_address(hit.article.id, list.parameters))},
                         {text(has_hits ? says::read_with_hits : says::read)});
  if (const auto place = Address::of_web(passage_url(hit).value_or("")))
    links += text(" ") + element("a", {href(*place)}, {text(says::at_this_passage)});
  return element("p", {attribute("class", "ways")}, {links});
}

constexpr std::size_t greatest_offset = 10'000;  // as the parameter has it

}  // namespace

Markup marked(const MarkedText& marked, std::string_view first_id) {
  const std::string_view whole = marked.text;
  Markup out;
  std::size_t at = 0;
  for (const auto& span : marked.spans) {
    if (span.begin < at || span.end <= span.begin || span.end > whole.size() || !begins_character(whole, span.begin) ||
        !begins_character(whole, span.end))
      continue;
    out += text(whole.substr(at, span.begin - at));
    out += element("mark", {at == 0 && !first_id.empty() ? attribute("id", first_id) : Attribute{}},
                   {text(whole.substr(span.begin, span.end - span.begin))});
    at = span.end;
  }
  return out + text(whole.substr(at));
}

Markup headline(const MarkedText& title) { return title.text.empty() ? text(says::no_title) : marked(title); }

Markup about(const Article& article, bool clock) {
  Markup out;
  const auto add = [&](const Markup& part) { out += (out.empty() ? Markup{} : text(" ")) + part; };
  if (!article.source.empty()) add(element("bdi", {attribute("class", "source")}, {text(article.source)}));
  if (article.date) add(time_element(*article.date, clock));
  for (const auto& author : article.authors) add(element("bdi", {attribute("class", "author")}, {text(author)}));
  return out;
}

Markup pages_of_results(const SearchRequest& request, const Results& results, std::string_view path) {
  const auto link = [&](std::string_view words, std::string_view way, std::size_t offset) {
    const Parameters then = offset == 0 ? without(request.parameters, "offset")
                                        : with(request.parameters, "offset", std::to_string(offset));
    return element("a", {attribute("rel", way), href(Address::ours(path, then))}, {text(words)});
  };
  const std::size_t offset = request.options.offset;
  const bool ends = results.next_offset && *results.next_offset > greatest_offset;
  Markup links;
  if (offset > 0) links += link(says::previous, "prev", offset - std::min(offset, request.options.limit)) + text(" ");
  if (results.next_offset && !ends) links += link(says::next, "next", *results.next_offset);
  if (!links.empty())
    links = element("nav", {attribute("class", "pages"), attribute("aria-label", says::pages_of_results)}, {links});
  return (ends ? element("p", {}, {text(says::deeper)}) : Markup{}) + links;
}

Markup article_list(const std::vector<Hit>& hits, const ArticleList& list) {
  Markup items;
  for (const auto& hit : hits) {
    Markup item = headline_link(hit, list);
    const Markup facts = about(hit.article), more = copies(hit, list);
    if (!facts.empty() || !more.empty())
      item += element("p", {attribute("class", "about")}, {facts, facts.empty() ? Markup{} : text(" "), more});
    for (const auto& one : hit.passages) item += passage(one, hit.article);
    items += element("li", {}, {item, ways_to_read(hit, list)});
  }
  return element("ol",
                 {attribute("class", "articles"), attribute("role", "list"), attribute("aria-label", list.name),
                  attribute("start", std::to_string(list.first))},
                 {items});
}

}  // namespace broadsheet::server
