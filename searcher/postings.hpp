#pragma once

#include <broadsheet/error.hpp>
#include <string>

#include "archive/snapshot.hpp"

namespace broadsheet {

/// Calls visit(article, impact) for each posting of a term, ascending; `impact` is called for the number. A damaged
/// list may name articles that the part does not have, and these must not become indices: throws Error(archive).
template <typename Visit>
void each_posting(const Part& part, const std::string& term, Visit visit) {
  const Xapian::Database& database = part.database();
  const std::uint32_t articles = part.articles();
  for (auto it = database.postlist_begin(term), end = database.postlist_end(term); it != end; ++it) {
    const std::uint32_t article = *it - 1;
    if (article >= articles)
      throw Error(ErrorKind::archive, "'" + part.folder().string() +
                                          "' is damaged (a posting names an article that is not there): run "
                                          "'broadsheet check', then restore the part");
    visit(article, [&] { return it.get_wdf(); });
  }
}

}  // namespace broadsheet
