#pragma once

#include <broadsheet/error.hpp>
#include <string>

#include "archive/snapshot.hpp"
#include "searcher/bits.hpp"

namespace broadsheet {

/// How many postings a term has in a part.
inline std::uint32_t count_postings(const Part& part, const std::string& term) {
  if (const auto list = part.tables().list(term)) return list->articles.count();
  return part.database().get_termfreq(term);
}

/// Calls visit(article, impact) for each posting of a term, ascending; `impact` is called for the number. Frequent
/// terms come from the tables, the others from the database. A damaged list may name articles that the part does not
/// have, and these must not become indices: throws Error(archive).
template <typename Visit>
void each_posting(const Part& part, const std::string& term, Visit visit) {
  if (const auto list = part.tables().list(term)) {
    const std::uint8_t* impact = list->impacts.data();
    const bool whole = list->impacts.empty()
                           ? list->articles.each([&](std::uint32_t article) { visit(article, [] { return 0U; }); })
                           : list->articles.each([&](std::uint32_t article) {
                               visit(article, [&] { return static_cast<std::uint32_t>(*impact); });
                               ++impact;
                             });
    if (!whole) part.tables().damaged("a list names articles that are not there");
    return;
  }
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

/// Adds packed articles of a part's tables to a set.
inline void add_packed(const Part& part, const PackedArticles& articles, Bits& out) {
  if (!articles.each([&](std::uint32_t first, std::uint64_t bits) { out.set_64(first, bits); },
                     [&](std::uint32_t article) { out.set(article); }))
    part.tables().damaged("a list names articles that are not there");
}

/// Adds the articles of a posting list to a set.
inline void add_postings(const Part& part, const std::string& term, Bits& out) {
  if (const auto list = part.tables().list(term))
    add_packed(part, list->articles, out);
  else
    each_posting(part, term, [&](std::uint32_t article, auto) { out.set(article); });
}

}  // namespace broadsheet
