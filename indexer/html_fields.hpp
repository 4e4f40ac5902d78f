#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/date_orders.hpp"
#include "indexer/html_tree.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {

/// The fields of the article on a page, all but its body. What the page does not say is empty.
struct PageFields {
  std::string title, url, source, section, lang, description;
  std::optional<Date> date, updated;
  std::vector<std::string> authors, tags;
  std::vector<std::string> warnings;
  std::vector<NumericDate> numeric_dates;  ///< for the sink, before the article
  std::string body;                        ///< as the JSON-LD has it: a witness, often a stump
};

/// Finds them; every candidate, with its origin and which won, is added to `*explain` unless it is null.
PageFields find_fields(const HtmlTree& tree, const PageOrigin& origin, PageExplanation* explain);

}  // namespace broadsheet
