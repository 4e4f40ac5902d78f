#pragma once

#include <string>
#include <vector>

#include "indexer/html_page.hpp"
#include "indexer/html_title.hpp"

namespace broadsheet {

/// The authors of the article; every candidate, where asked for, in `*candidates`.
std::vector<std::string> find_authors(const HtmlPage& page, const std::vector<std::string>& sites, std::size_t title,
                                      std::vector<FieldCandidate>* candidates);

}  // namespace broadsheet
