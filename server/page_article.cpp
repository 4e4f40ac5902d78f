// GET /article/{id} and /story/{id}: one article with all its hits marked; all copies of one.

#include <algorithm>

#include "server/page_articles.hpp"
#include "server/page_frame.hpp"
#include "server/page_links.hpp"
#include "server/page_words.hpp"

namespace broadsheet::server {
namespace {

constexpr std::string_view first_hit = "first-hit";

/// Each line is a paragraph. A mark that goes on in the next line is one in each.
Markup paragraphs(const MarkedText& body) {
  Markup out;
  bool marks = false;
  auto span = body.spans.begin();
  const std::string_view whole = body.text;
  for (std::size_t begin = 0; begin < whole.size();) {
    const auto end = std::min(whole.find('\n', begin), whole.size());
    MarkedText line{std::string(whole.substr(begin, end - begin)), {}};
    for (auto next = span; next != body.spans.end() && next->begin < end; ++next) {
      const Span cut{std::max(next->begin, begin) - begin, std::min(next->end, end) - begin};
      if (cut.begin < cut.end) line.spans.push_back(cut);
      if (next->end <= end) span = next + 1;
    }
    if (end > begin)
      out += element("p", {attribute("dir", "auto")}, {marked(line, marks ? std::string_view{} : first_hit)});
    marks = marks || !line.spans.empty();
    begin = end + 1;
  }
  return out;
}

bool asks(const SearchRequest& request) { return !of_the_set(request.parameters).empty(); }

Markup way_back(const SearchRequest& request, const Parameters& results_page) {
  const bool results = asks(request);
  return element("p", {attribute("class", "back")},
                 {element("a", {href(results ? search_address(results_page) : Address::ours("/"))},
                          {text(results ? says::back_to_results : says::back_to_search)})});
}

Markup hits_line(const SearchRequest& request, const Archive::Reading& reading) {
  if (!asks(request)) return {};
  const std::size_t hits = reading.title.spans.size() + reading.body.spans.size();
  std::string line;
  if (!reading.matches)
    line = says::does_not_match;
  else if (hits == 0)
    line = says::matches_unmarked;
  else
    line = counted(hits, says::hit) + std::string(says::marked);
  Markup more;
  if (!reading.body.spans.empty())
    more = text(" ") + element("a", {href(Address::within(first_hit))}, {text(says::to_the_first_hit)});
  return element("p", {attribute("class", "exactness")}, {text(line), more});
}

Markup tags(const Article& article) {
  if (article.tags.empty()) return {};
  Markup items;
  for (const auto& tag : article.tags)
    items +=
        element("li", {}, {element("a", {href(search_address({{"tag", tag}}))}, {element("bdi", {}, {text(tag)})})});
  return element("ul", {attribute("class", "filters"), attribute("role", "list"), attribute("aria-label", says::tags)},
                 {items});
}

Markup elsewhere(const SearchRequest& request, const Article& article) {
  Markup links;
  if (const auto page = Address::of_web(article.url))
    links += element("a", {href(*page)}, {text(says::on_the_publishers_page)}) + text(" ");
  links += element("a", {href(story_address(article.id, of_the_set(request.parameters)))}, {text(says::all_copies)});
  return element("p", {attribute("class", "ways")}, {links});
}

Frame frame_of(const SearchRequest& request) {
  Frame frame;
  frame.query = request.text;
  frame.kept = without(request.parameters, "q");
  return frame;
}

}  // namespace

std::string article_page(const SearchRequest& request, const Archive::Reading& reading, const PageContext& context) {
  const Article& article = reading.article;
  Frame frame = frame_of(request);
  frame.title = article.title.empty() ? std::string(says::no_title) : article.title;
  Markup facts = about(article, true);
  if (article.updated)
    facts += text(" ") + element("span", {}, {text(says::updated), time_element(*article.updated, true)});
  Markup inside = element("h1", {attribute("dir", "auto")}, {headline(reading.title)});
  if (!facts.empty()) inside += element("p", {attribute("class", "about"), attribute("lang", "en")}, {facts});
  if (!article.description.empty())
    inside += element("p", {attribute("class", "description"), attribute("dir", "auto")}, {text(article.description)});
  inside += element("div", {attribute("class", "body")}, {paragraphs(reading.body)});
  frame.main = way_back(request, request.parameters) + hits_line(request, reading) +
               element("article", {attribute("class", "reading"), language(article.lang)}, {inside}) +
               elsewhere(request, article) + tags(article);
  return page(frame, context);
}

std::string story_page(const SearchRequest& request, std::string_view id, const Results& copies,
                       const PageContext& context) {
  Frame frame = frame_of(request);
  frame.title = counted(copies.articles, says::copy) + std::string(says::of_one_story);
  frame.main =
      way_back(request, of_the_set(request.parameters)) +  // the page is that of the copies
      element("h1", {},
              {element("strong", {}, {text(counted(copies.articles, says::copy))}), text(says::of_one_story)}) +
      element("p", {attribute("class", "exactness")}, {text(says::earliest_first)}) +
      article_list(copies.hits,
                   {says::copies_list, request.options.offset + 1, false, of_the_set(request.parameters)}) +
      pages_of_results(request, copies, "/story/" + percent_encoded(id));
  return page(frame, context);
}

}  // namespace broadsheet::server
