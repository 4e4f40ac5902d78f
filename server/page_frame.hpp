#pragma once

#include <optional>
#include <string>

#include "server/page_markup.hpp"
#include "server/pages.hpp"

namespace broadsheet::server {

/// What differs between pages. Order in the source, on the screen and of the tab key: masthead, form, main, beside,
/// foot.
struct Frame {
  std::string title;            ///< before the name of the product
  std::string query;            ///< in the field of the form
  Parameters kept;              ///< hidden in the form: filters, order
  std::optional<Address> feed;  ///< of what was searched
  bool form = true;             ///< above the main part; else that has it itself
  Markup main;
  Markup beside;     ///< a landmark of its own
  Markup foot;       ///< above what is said of the archive
  std::string took;  ///< `12 ms`
};
std::string page(const Frame& frame, const PageContext& context);

/// `<broadsheet-search>` around a form that works alone.
Markup search_form(const std::string& query, const Parameters& kept);

}  // namespace broadsheet::server
