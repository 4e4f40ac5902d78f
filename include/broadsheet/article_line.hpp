#pragma once

#include <broadsheet/article.hpp>
#include <string>
#include <string_view>

namespace broadsheet {

/// The article line: one JSON object, keys in the order
///   file id title body url date updated authors tags source section lang version words description warnings
/// where `date` and `updated` are {value, precision, origin, zone}; absent parts are left out. It is what `read`
/// prints, what an archive keeps as document data, and what `index` takes. No line break at the end.
std::string to_article_line(const Article& article);

/// The article of a line made by to_article_line. Throws Error(archive) where it is not one.
Article from_article_line(std::string_view line);

}  // namespace broadsheet
