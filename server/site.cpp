#include <broadsheet/citation.hpp>

#include "output/article_text.hpp"
#include "server/assets.hpp"
#include "server/endpoints.hpp"
#include "server/page_timeline.hpp"
#include "server/problem.hpp"

namespace broadsheet::server {
namespace {

Response page(std::string html) {
  Response response;
  response.body = std::move(html);
  return response;
}

[[noreturn]] void no_article(const Call& call) {
  throw problem("not_found", "there is no article '" + call.segment.substr(0, 200) + "' in this archive");
}

}  // namespace

Response site_start(const Call& call) { return page(start_page(call.context)); }

Response site_search(const Call& call) {
  SearchRequest request = call.request;
  request.options.facets = {"tag", "source", "author", "lang"};
  request.options.timeline = timeline_unit(request);
  Results results = call.archive->search(request.text, request.options);
  add_warnings(request, results);
  return page(search_page(request, results, call.context));
}

Response site_article(const Call& call) {
  const auto reading = call.archive->show(call.segment, call.request.text, call.request.options);
  if (!reading) no_article(call);
  return page(article_page(call.request, *reading, call.context));
}

Response site_story(const Call& call) {
  SearchRequest request = call.request;
  SearchOptions& options = request.options;
  options.query = {};  // the filters are of the search to go back to, not of the copies
  options.sort = SearchOptions::Sort::oldest;
  options.passages = 0;
  options.relaxed = false;
  const Results copies = call.archive->search("story:" + query_value(call.segment), options);
  if (copies.articles.value == 0) no_article(call);
  return page(story_page(request, call.segment, copies, call.context));
}

Response site_cite(const Call& call) {
  return page(
      cite_page(call.request, cite(*call.archive, call.request.text, call.request.options, false), call.context));
}

Response site_box(const Call& call) { return page(box_page(call.context)); }

Response site_problem(const Call& call) {
  if (!find_problem_kind(call.segment)) throw problem("not_found", "there is no problem of this name");
  return page(problem_kind_page(call.segment, call.context));
}

Response site_asset(const Call& call) {
  const Asset* asset = find_asset(call.asked.path);
  if (!asset) throw problem("not_found", "this program was built without " + call.asked.path);
  return page(std::string(asset->body));
}

}  // namespace broadsheet::server
