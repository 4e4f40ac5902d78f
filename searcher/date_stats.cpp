#include <algorithm>
#include <array>
#include <broadsheet/archive.hpp>
#include <map>
#include <string_view>

#include "searcher/archive_state.hpp"

namespace broadsheet {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

constexpr std::array<std::string_view, 6> precision_names{"decade", "year", "month", "day", "minute", "second"};

std::vector<FacetRow> rows_of(const Counts& counts) {
  std::vector<FacetRow> rows;
  for (const auto& [value, articles] : counts) rows.push_back({value, articles, 0});
  std::stable_sort(rows.begin(), rows.end(),
                   [](const FacetRow& a, const FacetRow& b) { return a.articles > b.articles; });
  return rows;
}

/// Of `date dropped: '2025-02-31': February 2025 has no day 31` the reason, such that equal ones are counted together;
/// empty for another warning.
std::string reason_of(std::string_view warning) {
  constexpr std::string_view dropped = "date dropped: ";
  if (!warning.starts_with(dropped)) return {};
  const auto at = warning.rfind("': ");
  if (at == warning.npos) return "not said";
  const auto reason = warning.substr(at + 3);
  const bool is_of_one_day = reason.find(" has no day ") != reason.npos || reason.starts_with("there is no ");
  return is_of_one_day ? "there is no such day, month or year" : std::string(reason);
}

}  // namespace

DateStats Archive::date_stats() const {
  DateStats stats;
  stats.index = info();
  Counts precisions, origins, refused;
  for (const auto& part : state_->snapshot.parts()) {
    for (std::uint32_t i = 0; i < part.articles(); ++i) {
      if (part.is_gone(i)) continue;
      const auto article = part.article(i);
      if (article.date) {
        ++precisions[std::string(precision_names.at(static_cast<std::size_t>(article.date->precision)))];
        ++origins[article.date->origin.empty() ? "not known" : article.date->origin];
      } else {
        ++stats.undated;
      }
      for (const auto& warning : article.warnings) {
        if (auto reason = reason_of(warning); !reason.empty()) ++refused[std::move(reason)];
      }
    }
  }
  stats.precisions = rows_of(precisions);
  stats.origins = rows_of(origins);
  stats.refused = rows_of(refused);
  return stats;
}

}  // namespace broadsheet
