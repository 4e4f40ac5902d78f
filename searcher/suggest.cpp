#include <algorithm>
#include <broadsheet/archive.hpp>
#include <map>
#include <unordered_map>

#include "archive/fold.hpp"
#include "searcher/archive_state.hpp"
#include "searcher/query_items.hpp"
#include "searcher/query_text.hpp"
#include "searcher/run.hpp"

namespace broadsheet {
namespace {

std::string_view form_in_key(std::string_view key) { return key.substr(key.rfind('\x1E') + 1); }

std::string without_cluster_ends(std::string_view form) {
  std::string out(form);
  std::erase(out, '\x1F');
  return out;
}

/// Spellings of the archive that begin with `front`, with the number of articles that hold each (an upper bound
/// where a spelling stands in several languages).
void words_that_begin(std::string_view front, const Snapshot& snapshot, std::map<std::string, std::uint64_t>& out) {
  for (const auto& part : snapshot.parts()) {
    const Tables& tables = part.tables();
    const auto by_form = tables.words_by_form();
    const auto form = [&](std::uint32_t word) { return form_in_key(tables.word_key(word)); };
    auto at = std::ranges::lower_bound(by_form, front, {}, form);
    for (; at != by_form.end() && form(*at).starts_with(front); ++at)
      out[without_cluster_ends(form(*at))] += tables.words()[*at].articles;
  }
}

/// The same front in a run, whose characters stand apart in the table of words.
std::string as_run(std::string_view front) {
  std::string out;
  std::size_t from = 0;
  for (const auto end : cluster_ends(front)) {
    out.append(front.substr(from, end - from)).append(1, '\x1F');
    from = end;
  }
  return out;
}

struct Found {
  std::string label;
  std::uint64_t articles;
};

std::vector<Found> most_frequent(std::vector<Found> found, std::size_t count) {
  std::ranges::sort(found, [](const Found& a, const Found& b) {
    return a.articles != b.articles ? a.articles > b.articles : a.label < b.label;
  });
  if (found.size() > count) found.resize(count);
  return found;
}

/// Values of a column one of whose words begins with `front`.
std::vector<Found> values_that_begin(Column column, std::string_view front, const Snapshot& snapshot) {
  std::unordered_map<std::string, Found> by_key;
  for (const auto& part : snapshot.parts()) {
    const Tables& tables = part.tables();
    std::vector<std::uint32_t> counts(tables.value_count(column));
    bool any = false;
    std::vector<bool> wanted(counts.size());
    for (std::uint32_t number = 0; number < counts.size(); ++number) {
      const std::string key = value_key(tables.value(column, number));
      wanted[number] = key.starts_with(front) || key.find(" " + std::string(front)) != std::string::npos;
      any = any || wanted[number];
    }
    if (!any) continue;
    for (std::uint32_t article = 0; article < part.articles(); ++article)
      if (!part.is_gone(article))
        for (const auto number : tables.values(column, article)) ++counts.at(number);
    for (std::uint32_t number = 0; number < counts.size(); ++number) {
      if (!wanted[number] || counts[number] == 0) continue;
      auto& found =
          by_key
              .try_emplace(value_key(tables.value(column, number)), Found{std::string(tables.value(column, number)), 0})
              .first->second;
      found.articles += counts[number];
    }
  }
  std::vector<Found> out;
  for (auto& [key, found] : by_key) out.push_back(std::move(found));
  return out;
}

}  // namespace

std::vector<Suggestion> Archive::suggest(std::string_view prefix, std::size_t limit) const {
  std::size_t last = prefix.size();
  while (last > 0 && !is_white_space(prefix, last - 1, nullptr)) --last;
  const std::string before(prefix.substr(0, last));
  const std::string front = form_of(prefix.substr(last));
  std::vector<Suggestion> out;
  if (front.empty()) return out;

  const auto add = [&](const char* kind, const std::string& text, const std::string& label) {
    const Query query = parse_query(text);
    const Run run(query.root, *state_, false);
    if (Count articles = run.articles(); articles.value > 0) out.push_back({kind, text, label, articles});
  };
  std::map<std::string, std::uint64_t> words;
  words_that_begin(front, state_->snapshot, words);
  if (!is_ascii(front)) words_that_begin(as_run(front), state_->snapshot, words);
  std::vector<Found> found;
  for (const auto& [form, articles] : words) found.push_back({form, articles});
  for (const auto& word : most_frequent(std::move(found), limit)) add("term", before + word.label, before + word.label);

  // Values are wholes: what is typed so far is the beginning of one.
  const std::string value_front = value_key(prefix);
  const std::size_t few = std::max<std::size_t>(1, limit / 3);
  for (const auto column : {Column::tag, Column::source, Column::author})
    for (const auto& value : most_frequent(values_that_begin(column, value_front, state_->snapshot), few)) {
      const std::string field(column_name(column));
      add(field.c_str(), field + ":\"" + value.label + "\"", value.label);
    }
  std::ranges::stable_sort(
      out, [](const Suggestion& a, const Suggestion& b) { return a.articles.value > b.articles.value; });
  if (out.size() > limit) out.resize(limit);
  return out;
}

}  // namespace broadsheet
