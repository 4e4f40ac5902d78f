#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/html_page.hpp"

namespace broadsheet {

/// A value of a field and where it stands.
struct FieldCandidate {
  std::string value;
  std::string origin;    ///< `json-ld`, `meta og:title`, `h1`, …
  std::size_t node = 0;  ///< 0: none
  bool won = false;
  std::string why;
};

/// All titles that the page has, one of them the winner; none where it has no title.
std::vector<FieldCandidate> find_title(const HtmlPage& page, const std::vector<std::string>& sites);

/// The names the page calls its site by: og:site_name, the publisher, its host without `www.` and ending.
std::vector<std::string> site_names(const HtmlPage& page, const std::string& url);

/// True if the text is one of these names, blanks and signs aside.
bool is_site_name(std::string_view text, const std::vector<std::string>& sites);

/// `text` without a part, set off by a dash or a bar, that is a name of the site.
std::string without_site(const std::string& text, const std::vector<std::string>& sites);

}  // namespace broadsheet
