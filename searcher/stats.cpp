#include <algorithm>
#include <broadsheet/archive.hpp>

#include "archive/calendar.hpp"
#include "searcher/archive_state.hpp"
#include "searcher/facets.hpp"

namespace broadsheet {

ArchiveStats Archive::stats() const {
  ArchiveStats stats;
  stats.index = info();
  stats.reference_length = state_->snapshot.stamp().reference_length;
  // Ends as precise as the articles that set them.
  std::pair<Day, Precision> first{INT32_MAX, Precision::day}, last{INT32_MIN, Precision::day};
  Day last_begins = 0;
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
      const ArticleDays days = part.tables().days(article);
      if (!days.dated()) {
        ++stats.undated;
        return;
      }
      const auto precision = static_cast<Precision>(part.tables().precisions()[article]);
      first = std::min(first, {days.first, precision});
      if (std::pair(days.last, precision) <= last) return;
      last = {days.last, precision};
      last_begins = days.first;
    });
    all.push_back(std::move(answer));
  }
  if (first.first <= last.first) {
    stats.first_date = print_date(first.first, first.second);
    stats.last_date = print_date(last_begins, last.second);
  }
  stats.languages = count_facet(Column::lang, all, state_->snapshot.parts()).rows;
  stats.sources = count_facet(Column::source, all, state_->snapshot.parts()).rows;
  return stats;
}

}  // namespace broadsheet
