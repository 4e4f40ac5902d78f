#include "searcher/facets.hpp"

#include <algorithm>
#include <array>
#include <broadsheet/error.hpp>
#include <map>
#include <unordered_map>

#include "archive/calendar.hpp"
#include "archive/fold.hpp"

namespace broadsheet {
namespace {

struct Unit {
  std::string_view name;
  Precision needs;         ///< the coarsest date that has a place in it
  std::size_t label_size;  ///< of `2025-01-27`
};
constexpr std::array<Unit, 4> units = {{{"day", Precision::day, 10},
                                        {"week", Precision::day, 10},
                                        {"month", Precision::month, 7},
                                        {"year", Precision::year, 4}}};

/// The first day of the bucket that a day is in.
Day bucket_of(const Unit& unit, Day day) {
  if (unit.name == "week") return day - ((day + 3) % 7 + 7) % 7;
  CivilDate civil = to_civil(day);
  if (unit.name == "year") civil.month = 1;
  if (unit.name != "day") civil.day = 1;
  return *to_day(civil);
}

Day next_bucket(const Unit& unit, Day bucket) {
  if (unit.name == "day") return bucket + 1;
  if (unit.name == "week") return bucket + 7;
  return add_months(bucket, unit.name == "month" ? 1 : 12);
}

}  // namespace

Facet count_facet(Column column, const std::vector<PartAnswer>& answers, const std::vector<Part>& parts) {
  struct Value {
    std::uint64_t articles = 0;
    std::map<std::string_view, std::uint64_t> spellings;
  };
  std::unordered_map<std::string, Value> by_key;
  Facet facet;
  facet.field = column_name(column);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Tables& tables = parts[i].tables();
    std::vector<std::uint32_t> counts(tables.value_count(column));
    answers[i].found.each([&](std::uint32_t article) {
      const auto values = tables.values(column, article);
      for (const auto number : values)
        if (number < counts.size()) ++counts[number];
      facet.without += values.empty() ? 1 : 0;
    });
    for (std::uint32_t number = 0; number < counts.size(); ++number) {
      if (counts[number] == 0) continue;
      Value& value = by_key[value_key(tables.value(column, number))];
      value.articles += counts[number];
      value.spellings[tables.value(column, number)] += counts[number];
    }
  }
  for (const auto& [key, value] : by_key) {
    const auto most =
        std::ranges::max_element(value.spellings, [](const auto& a, const auto& b) { return a.second < b.second; });
    facet.rows.push_back({std::string(most->first), value.articles});
  }
  std::ranges::sort(facet.rows, [](const FacetRow& a, const FacetRow& b) {
    return a.articles != b.articles ? a.articles > b.articles : a.value < b.value;
  });
  return facet;
}

Timeline count_timeline(std::string_view name, const std::vector<PartAnswer>& answers, const std::vector<Part>& parts) {
  const auto unit = std::ranges::find(units, name, &Unit::name);
  if (unit == units.end())
    throw Error(ErrorKind::usage, "there is no timeline by '" + std::string(name) + "': give day, week, month or year");
  std::map<std::pair<Day, Precision>, std::uint64_t> unplaced;
  std::map<Day, std::uint64_t> buckets;
  Timeline timeline;
  timeline.unit = name;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Tables& tables = parts[i].tables();
    const auto all_days = tables.all_days();
    const auto precisions = tables.precisions();
    // Neighbours are mostly of one bucket: it is left only when a day falls out of it.
    Day bucket_begin = 0, bucket_end = 0;
    std::uint64_t* count = nullptr;
    answers[i].found.each([&](std::uint32_t article) {
      const Day day = all_days[article].first;
      if (day == no_day) {
        ++timeline.undated;
      } else if (const auto precision = static_cast<Precision>(precisions[article]); precision < unit->needs) {
        ++unplaced[{day, precision}];
      } else {
        if (!count || day < bucket_begin || day >= bucket_end) {
          bucket_begin = bucket_of(*unit, day);
          bucket_end = next_bucket(*unit, bucket_begin);
          count = &buckets[bucket_begin];
        }
        ++*count;
      }
    });
  }
  for (const auto& [key, articles] : unplaced)
    timeline.unplaced.push_back({print_date(key.first, key.second), key.second, articles});
  if (buckets.empty()) return timeline;
  const auto first = buckets.begin(), last = std::prev(buckets.end());
  if (unit->needs == Precision::day && last->first - first->first > 100'000)
    throw Error(ErrorKind::usage,
                "a timeline by " + std::string(name) + " would span over 100,000 days: give month or year");
  for (Day day = first->first; day <= last->first; day = next_bucket(*unit, day)) {
    const auto bucket = buckets.find(day);
    timeline.buckets.push_back(
        {print_day(day).substr(0, unit->label_size), bucket == buckets.end() ? 0 : bucket->second});
  }
  return timeline;
}

}  // namespace broadsheet
