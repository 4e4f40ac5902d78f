#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/html_page.hpp"
#include "indexer/html_title.hpp"

namespace broadsheet {

/// The persons of a by-line: `By Ana Li and Bo Chen, Staff Writers | 3 May 2020` gives two. None where it names none.
std::vector<std::string> names_in_byline(std::string_view byline);

/// The authors of the article; every candidate, where asked for, in `*candidates`.
std::vector<std::string> find_authors(const HtmlPage& page, const std::vector<std::string>& sites, std::size_t title,
                                      std::vector<FieldCandidate>* candidates);

}  // namespace broadsheet
