#pragma once

#include <string>
#include <vector>

#include "indexer/date_orders.hpp"
#include "indexer/html_page.hpp"
#include "indexer/html_title.hpp"

namespace broadsheet {

/// The two dates of a page, and all that might have been.
struct PageDates {
  std::optional<Date> published, updated;
  std::vector<std::string> warnings;
  std::vector<NumericDate> numeric;        ///< for date_orders
  std::vector<FieldCandidate> candidates;  ///< origins of `updated` begin with `updated `
};

/// `lang` is the page's, `title` the element its headline stands in (0: none is known).
PageDates find_dates(const HtmlPage& page, const std::string& url, const std::string& lang, std::size_t title);

}  // namespace broadsheet
