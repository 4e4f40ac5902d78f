#pragma once

#include <cstdint>
#include <string_view>

#include "indexer/html_tree.hpp"

namespace broadsheet {

/// What the names of an element (class, id, role, itemprop) say it is. Names lie: an outer box of the article may be
/// called `banner`; see html_body.cpp for how far they are believed.
enum class NameSays : std::uint8_t {
  nothing,
  body,      ///< the text of the article: `entry-content`, itemprop articleBody
  comments,  ///< what readers say
  extra,     ///< teasers, sharing, adverts, tags, by-lines, forms, …
};
NameSays name_says(const HtmlTree& tree, std::size_t node);

}  // namespace broadsheet
