#include <broadsheet/archive.hpp>

#include "searcher/archive_state.hpp"
#include "searcher/date_ends.hpp"
#include "searcher/facets.hpp"

namespace broadsheet {

ArchiveStats Archive::stats() const {
  ArchiveStats stats;
  stats.index = info();
  stats.reference_length = state_->snapshot.stamp().reference_length;
  DateEnds ends;
  std::vector<PartAnswer> all;
  for (const auto& part : state_->snapshot.parts()) {
    std::uint64_t bytes = 0;
    for (const auto& file : part.seal().files) bytes += file.bytes;
    stats.parts.push_back({part.folder().filename().string(), part.articles(), part.gone_count(), bytes});
    for (const auto& word : part.tables().words()) stats.distinct_words += word.occurrences > 0 ? 1 : 0;
    PartAnswer answer{Bits(part.articles(), true), {}, false};
    answer.found.remove(part.gone());
    answer.found.each([&](std::uint32_t article) {
      stats.words += part.tables().body_words()[article];
      if (!ends.add(part.tables(), article)) ++stats.undated;
    });
    all.push_back(std::move(answer));
  }
  stats.first_date = ends.first();
  stats.last_date = ends.last();
  stats.languages = count_facet(Column::lang, all, state_->snapshot.parts()).rows;
  stats.sources = count_facet(Column::source, all, state_->snapshot.parts()).rows;
  return stats;
}

}  // namespace broadsheet
