// GET /cite: what to write below a figure, and what it stands on.

#include "output/amounts.hpp"
#include "server/page_frame.hpp"
#include "server/page_links.hpp"
#include "server/page_words.hpp"

namespace broadsheet::server {
namespace {

Markup row(std::string_view name, std::string_view value) {
  return element("tr", {},
                 {element("th", {attribute("scope", "row")}, {text(name)}),
                  element("td", {attribute("dir", "auto")}, {text(value)})});
}

std::string number(const Count& count) {
  const std::string digits = grouped(count.value);
  if (count.relation == Count::Relation::eq) return digits;
  return std::string(says::at_least) + digits + " (" + reason_text(count.reason) + ")";
}

Markup counted_table(const Citation& citation) {
  const ArchiveInfo& index = citation.index;
  return element(
      "table", {attribute("class", "facts")},
      {element("caption", {}, {text(says::what_was_counted)}),
       element("tbody", {},
               {row(says::query, citation.input), row(says::read_as, citation.canonical),
                row(says::articles_row, number(citation.articles)), row(says::stories_row, number(citation.stories)),
                row(says::sources_row, number(citation.sources)), row(says::archive_row, index.uuid),
                row(says::revision_row, std::to_string(index.revision)), row(says::committed_row, index.built),
                row(says::articles_in_all_row, grouped(index.documents)),
                row(says::query_hash_row, citation.query_hash), row(says::result_hash_row, citation.result_hash),
                row(says::analyzer_row, index.analyzer + ", " + index.icu), row(says::program_row, citation.program),
                row(says::cited_row, citation.cited)})});
}

/// Text to copy, without the line breaks at its end; what is wider than the page is scrolled, by the keyboard too.
Markup to_copy(std::string_view name, std::string_view words) {
  while (words.ends_with('\n')) words.remove_suffix(1);
  return element("h2", {}, {text(name)}) +
         element("pre", {attribute("tabindex", "0"), attribute("role", "region"), attribute("aria-label", name)},
                 {element("code", {}, {text(words)})});
}

}  // namespace

std::string cite_page(const SearchRequest& request, const Citation& citation, const PageContext& context) {
  Frame frame;
  frame.title = says::cite_this_search;
  frame.query = request.text;
  frame.kept = without(request.parameters, "q");
  const Parameters set = of_the_set(request.parameters);
  const std::string address = context.public_url + search_address(set).text();
  frame.main = element("p", {attribute("class", "back")},
                       {element("a", {href(search_address(request.parameters))}, {text(says::back_to_results)})}) +
               element("h1", {}, {text(says::cite_this_search)}) +
               element("figure", {attribute("class", "citation"), attribute("aria-label", says::citation)},
                       {element("blockquote", {attribute("dir", "auto")}, {text(to_text(citation))})}) +
               element("h2", {}, {text(says::address_of_search)}) +
               element("p", {}, {element("a", {href(search_address(set))}, {text(address)})}) +
               counted_table(citation) + element("p", {attribute("class", "exactness")}, {text(says::run_again)}) +
               to_copy(says::as_bibtex, to_bibtex(citation));
  return page(frame, context);
}

}  // namespace broadsheet::server
