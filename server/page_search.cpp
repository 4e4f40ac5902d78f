// GET / and /search: how many, how understood, when, the articles, and all that leads on from here.

#include <algorithm>
#include <cmath>

#include "output/amounts.hpp"
#include "server/page_articles.hpp"
#include "server/page_frame.hpp"
#include "server/page_links.hpp"
#include "server/page_narrow.hpp"
#include "server/page_timeline.hpp"
#include "server/page_words.hpp"

namespace broadsheet::server {
namespace {

bool exact(const Count& count) { return count.relation == Count::Relation::eq; }

std::string count_first(const Count& count) {
  const std::string number = counted(count.value, says::article);
  if (count.value == 0 && exact(count)) return std::string(says::no_articles);
  return exact(count) ? number : std::string(says::at_least_first) + number;
}

Markup quoted(const std::string& query) {
  return text(says::quote_begins) + element("bdi", {}, {text(query)}) + text(says::quote_ends);
}

Markup heading(const SearchRequest& request, const Results& results) {
  Markup inside = element("strong", {}, {text(count_first(results.articles))});
  if (!request.text.empty()) inside += text(says::for_the_query) + quoted(request.text);
  return element("h1", {}, {inside});
}

Markup how_exact(const Results& results) {
  std::string line;
  if (results.articles.value > 0) {
    line.append(says::in).append(counted(results.stories, says::story));
    if (results.sources.value > 0) line.append(says::from).append(counted(results.sources, says::source));
    line += says::between;
  }
  line += exact(results.articles) ? std::string(says::exact_count)
                                  : std::string(says::at_least_because) + reason_text(results.articles.reason);
  return element("p", {attribute("class", "exactness")}, {text(line)});
}

Markup understood(const Results& results) {
  return element("p", {attribute("class", "understood")},
                 {text(says::understood_as), element("code", {attribute("dir", "auto")}, {text(results.canonical)})});
}

Markup notes(const SearchRequest& request, const Results& results) {
  Markup items;
  const auto& of_query = results.query.warnings;
  for (const auto& warning : request.warnings)  // unless they stand among those of the query already
    if (std::ranges::find(of_query, warning.message, &Warning::message) == of_query.end())
      items += element("li", {}, {text(warning.message)});
  for (const auto& warning : of_query) items += element("li", {}, {text(warning.message)});
  if (results.partial) items += element("li", {}, {text(says::partial)});
  if (items.empty()) return {};
  return element("ul", {attribute("class", "notes"), attribute("role", "list"), attribute("aria-label", says::notes)},
                 {items});
}

std::string_view sort_name(SearchOptions::Sort sort) { return says::orders[static_cast<std::size_t>(sort)].value; }

Markup order(const SearchRequest& request) {
  Markup links;
  for (const auto& one : says::orders) {
    const bool now = one.value == sort_name(request.options.sort);
    const bool usual = one.value == says::orders[0].value;
    const Parameters then = usual ? without(request.parameters, "sort") : with(request.parameters, "sort", one.value);
    links += element("a", {href(search_address(then)), now ? attribute("aria-current", "true") : Attribute{}},
                     {text(one.words)}) +
             text(" ");
  }
  return element("nav", {attribute("class", "order"), attribute("aria-label", says::order)}, {links});
}

Markup collapse(const SearchRequest& request, const Results& results) {
  if (results.stories.value == results.articles.value && exact(results.articles)) return {};
  const bool stories = request.options.collapse_stories;
  const Parameters then =
      stories ? with(request.parameters, "collapse", "none") : without(request.parameters, "collapse");
  return element(
      "p", {attribute("class", "collapse")},
      {text(stories ? says::copies_stand_together : says::every_copy_is_shown), text(" "),
       element("a", {href(search_address(then))}, {text(stories ? says::show_every_copy : says::show_stories)})});
}

Markup found(const SearchRequest& request, const Results& results) {
  if (results.articles.value == 0) return {};
  Markup out = order(request) + collapse(request, results);
  if (results.hits.empty())
    out += element(
        "p", {},
        {text(says::no_more), text(" "),
         element("a", {href(search_address(without(request.parameters, "offset")))}, {text(says::to_the_first_page)})});
  else
    out += article_list(results.hits, {says::articles, request.options.offset + 1, false, request.parameters});
  return out + pages_of_results(request, results, "/search");
}

Markup relaxed(const SearchRequest& request, const Results& results) {
  if (!results.relaxed || results.relaxed->hits.empty()) return {};
  return element(
      "section", {attribute("class", "lacking"), attribute("aria-labelledby", "lacking")},
      {element("h2", {attribute("id", "lacking")}, {text(says::lacking)}),
       element("p", {attribute("class", "exactness")},
               {text(counted(results.relaxed->articles, says::article) + std::string(says::not_counted_above))}),
       article_list(results.relaxed->hits, {says::lacking, 1, true, of_the_set(request.parameters)})});
}

Markup try_list(std::string_view name, const Markup& items) {
  if (items.empty()) return {};
  return element("h2", {}, {text(name)}) +
         element("ul", {attribute("class", "tries"), attribute("role", "list"), attribute("aria-label", name)},
                 {items});
}

Markup try_link(const Parameters& then, std::string_view words, const Count& articles) {
  return element("li", {},
                 {element("a", {href(search_address(then))}, {element("bdi", {}, {text(words)})}), text(" "),
                  element("span", {attribute("class", "count")}, {text(counted(articles, says::article))})});
}

/// A canonical query has all filters in it, so it stands alone.
Parameters alone(const std::string& query) { return {{"q", query}}; }

Markup help(const SearchRequest& request, const Results& results) {
  Markup out;
  if (results.articles.value == 0) out += element("p", {}, {text(says::nothing_has_all)});
  if (results.help) {
    Markup parts, spelled, fewer;
    for (const auto& one : results.help->spelling) spelled += try_link(alone(one.query), one.query, one.articles);
    for (const auto& one : results.help->conjuncts) parts += try_link(alone(one.query), one.query, one.articles);
    for (const auto& one : results.help->without) fewer += try_link(alone(one.query), one.query, one.articles);
    out += try_list(says::spelled_otherwise, spelled) + try_list(says::each_part_alone, parts) +
           try_list(says::without_one_filter, fewer);
  }
  const Parameters bare = without_filters(request.parameters);
  if (results.articles.value == 0 && bare.size() != request.parameters.size())
    out += element("p", {}, {element("a", {href(search_address(bare))}, {text(says::without_the_filters)})});
  return out.empty() ? Markup{} : element("div", {attribute("class", "help")}, {out});
}

Address export_address(const Parameters& set) {
  Parameters parameters = set;
  parameters.push_back({"format", "csv"});
  return Address::ours("/v1/export", parameters);
}

Markup foot_links(const SearchRequest& request) {
  const Parameters set = of_the_set(request.parameters);
  Markup links;
  const auto add = [&](const Address& address, std::string_view words) {
    links += (links.empty() ? Markup{} : text(" ")) + element("a", {href(address)}, {text(words)});
  };
  add(Address::ours("/explore", set), says::explore_this_query);
  add(Address::ours("/search.atom", set), says::feed);
  add(export_address(set), says::csv);
  add(Address::ours("/cite", set), says::cite);
  return element("nav", {attribute("aria-label", says::this_query)}, {links});
}

std::string title(const SearchRequest& request, const Results& results) {
  std::string words = request.text;
  if (!words.empty()) words += says::title_between;
  return words + count_first(results.articles);
}

}  // namespace

std::string search_page(const SearchRequest& request, const Results& results, const PageContext& context) {
  Frame frame;
  frame.title = title(request, results);
  frame.query = request.text;
  frame.kept = without(request.parameters, "q");
  frame.feed = Address::ours("/search.atom", of_the_set(request.parameters));
  frame.main = heading(request, results) + how_exact(results) + understood(results) + notes(request, results) +
               filters_in_force(request);
  if (results.timeline) frame.main += timeline_figure(*results.timeline, request.parameters);
  frame.main += help(request, results) + found(request, results) + relaxed(request, results);
  frame.beside = narrow(request, results.facets);
  frame.foot = foot_links(request);
  frame.took = grouped(static_cast<std::uint64_t>(std::ceil(results.took_ms))) + ' ' + std::string(says::milliseconds);
  return page(frame, context);
}

std::string start_page(const PageContext& context) {
  Markup examples;
  for (const auto& example : says::examples)
    examples += element("dt", {},
                        {element("a", {href(search_address({{"q", std::string(example.query)}}))},
                                 {element("code", {}, {text(example.query)})})}) +
                element("dd", {}, {text(example.meaning)});
  Frame frame;
  frame.feed = Address::ours("/search.atom");
  frame.title = context.name;
  const std::string name = context.name.empty() ? std::string(says::product) : context.name;
  std::string has(says::archive_has);
  has += counted(context.archive.documents, says::article);
  if (!context.archive.built.empty())
    has.append(", ").append(says::built).append(date_text(context.archive.built.substr(0, 10)));
  frame.main = element("h1", {}, {element("bdi", {}, {text(name)})}) +
               element("p", {attribute("class", "exactness")}, {text(has + ".")}) +
               element("h2", {}, {text(says::how_to_ask)}) +
               element("dl", {attribute("class", "examples")}, {examples});
  return page(frame, context);
}

}  // namespace broadsheet::server
