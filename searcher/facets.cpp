#include "searcher/facets.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>
#include <map>
#include <unordered_map>

#include "archive/fold.hpp"
#include "searcher/periods.hpp"
#include "searcher/story_counts.hpp"

namespace broadsheet {
namespace {

/// Articles, and the stories among them.
struct StoryTally {
  std::uint64_t articles = 0, stories = 0;
};

/// Articles by value, under the key by which spellings are the same.
struct ValueCounts {
  struct Value : StoryTally {
    std::map<std::string, std::uint64_t, std::less<>> spellings;
  };
  std::unordered_map<std::string, Value> by_key;
  std::uint64_t without = 0;
};

ValueCounts count_values(Column column, const std::vector<PartAnswer>& answers, const std::vector<Part>& parts) {
  ValueCounts out;
  CopiesByKey<ValueCounts::Value*> copies;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Tables& tables = parts[i].tables();
    std::vector<std::uint32_t> counts(tables.value_count(column)), with_copies;
    answers[i].found.each([&](std::uint32_t article) {
      const auto values = tables.values(column, article);
      for (const auto number : values)
        if (number < counts.size()) ++counts[number];
      out.without += values.empty() ? 1 : 0;
      if (story_of(parts[i], article).has_copies()) with_copies.push_back(article);
    });
    std::vector<ValueCounts::Value*> value_of(counts.size());
    for (std::uint32_t number = 0; number < counts.size(); ++number) {
      if (counts[number] == 0) continue;
      auto& value = out.by_key[value_key(tables.value(column, number))];
      value.articles += counts[number];
      value.stories += counts[number];
      value.spellings[std::string(tables.value(column, number))] += counts[number];
      value_of[number] = &value;
    }
    for (const auto article : with_copies)
      for (const auto number : tables.values(column, article))
        if (number < counts.size()) copies.add(value_of[number], story_of(parts[i], article));
  }
  copies.each_further([](ValueCounts::Value* value) { --value->stories; });
  return out;
}

/// Articles by the first day of their bucket; those without a place in one by their day and precision.
struct DayCounts {
  std::map<Day, StoryTally> buckets;
  std::map<std::pair<Day, Precision>, StoryTally> unplaced;
  std::uint64_t undated = 0;
};

DayCounts count_days(const PeriodUnit& unit, const std::vector<PartAnswer>& answers, const std::vector<Part>& parts) {
  DayCounts out;
  CopiesByKey<StoryTally*> copies;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Tables& tables = parts[i].tables();
    const auto all_days = tables.all_days();
    const auto precisions = tables.precisions();
    // Neighbours are mostly of one bucket: it is left only when a day falls out of it.
    Day bucket_begin = 0, bucket_end = 0;
    StoryTally* bucket = nullptr;
    answers[i].found.each([&](std::uint32_t article) {
      const Day day = all_days[article].first;
      if (day == no_day) {
        ++out.undated;
        return;
      }
      StoryTally* tally = nullptr;
      if (const auto precision = static_cast<Precision>(precisions[article]); precision < unit.needs) {
        tally = &out.unplaced[{day, precision}];
      } else {
        if (!bucket || day < bucket_begin || day >= bucket_end) {
          bucket_begin = period_of(unit, day);
          bucket_end = next_period(unit, bucket_begin);
          bucket = &out.buckets[bucket_begin];
        }
        tally = bucket;
      }
      ++tally->articles;
      ++tally->stories;
      copies.add(tally, story_of(parts[i], article));
    });
  }
  copies.each_further([](StoryTally* tally) { --tally->stories; });
  return out;
}

template <typename Map, typename Key>
StoryTally count_at(const Map& counts, const Key& key) {
  const auto at = counts.find(key);
  return at == counts.end() ? StoryTally{} : StoryTally{at->second};
}

}  // namespace

Facet count_facet(Column column, const std::vector<PartAnswer>& answers, const std::vector<Part>& parts,
                  const std::vector<PartAnswer>* base) {
  const ValueCounts counts = count_values(column, answers, parts);
  const ValueCounts bases = base ? count_values(column, *base, parts) : ValueCounts{};
  Facet facet;
  facet.field = column_name(column);
  facet.without = counts.without;
  facet.without_base = bases.without;
  for (const auto& [key, value] : counts.by_key) {
    const auto most =
        std::ranges::max_element(value.spellings, [](const auto& a, const auto& b) { return a.second < b.second; });
    facet.rows.push_back({most->first, value.articles, value.stories, count_at(bases.by_key, key).articles});
  }
  std::ranges::sort(facet.rows, [](const FacetRow& a, const FacetRow& b) {
    return a.articles != b.articles ? a.articles > b.articles : a.value < b.value;
  });
  return facet;
}

Timeline count_timeline(std::string_view name, const std::vector<PartAnswer>& answers, const std::vector<Part>& parts,
                        const std::vector<PartAnswer>* base) {
  const PeriodUnit& unit = period_unit(name);
  const DayCounts counts = count_days(unit, answers, parts);
  const DayCounts bases = base ? count_days(unit, *base, parts) : DayCounts{};
  Timeline timeline;
  timeline.unit = name;
  timeline.undated = counts.undated;
  timeline.undated_base = bases.undated;
  // What is found lies within the base, so the base has every key there is.
  const DayCounts& all = base ? bases : counts;
  for (const auto& [key, ignored] : all.unplaced) {
    const auto [articles, stories] = count_at(counts.unplaced, key);
    timeline.unplaced.push_back(
        {print_date(key.first, key.second), key.second, articles, stories, count_at(bases.unplaced, key).articles});
  }
  if (all.buckets.empty()) return timeline;
  const Day first = all.buckets.begin()->first, last = std::prev(all.buckets.end())->first;
  if (unit.needs == Precision::day && last - first > 100'000)
    throw Error(ErrorKind::usage,
                "a timeline by " + std::string(name) + " would span over 100,000 days: give month or year");
  for (Day day = first; day <= last; day = next_period(unit, day)) {
    const auto [articles, stories] = count_at(counts.buckets, day);
    timeline.buckets.push_back({period_label(unit, day), articles, stories, count_at(bases.buckets, day).articles});
  }
  return timeline;
}

}  // namespace broadsheet
