#pragma once

#include <broadsheet/results.hpp>
#include <string_view>
#include <vector>

#include "server/page_markup.hpp"
#include "server/page_strings.hpp"
#include "server/search_request.hpp"

namespace broadsheet::server {

/// Text with each span in `<mark>`; spans that are in no order or cut a character are left out. `first_id`, if any, is
/// the id of the first mark.
Markup marked(const MarkedText& text, std::string_view first_id = {});
Markup headline(const MarkedText& title);  ///< marked, or "(no title)"

/// How articles are listed. The headline's level follows from where the list stands.
struct ArticleList {
  std::string_view name;
  std::size_t first = 1;       ///< number of the first article
  bool below_heading = false;  ///< a level deeper: the list has a heading of its own
  Parameters parameters;       ///< handed on, so that what is read has its hits marked
};
Markup article_list(const std::vector<Hit>& hits, const ArticleList& list);

/// The landmark "Pages of results" of a list at `path`: Previous and Next, by request.options.offset and limit.
Markup pages_of_results(const SearchRequest& request, const Results& results, std::string_view path);

/// Source, date, authors: what is known. `clock`: with the time of day.
Markup about(const Article& article, bool clock = false);

}  // namespace broadsheet::server
