#include <algorithm>
#include <broadsheet/archive.hpp>
#include <map>
#include <set>
#include <unordered_map>

#include "archive/fold.hpp"
#include "searcher/archive_state.hpp"
#include "searcher/query_items.hpp"
#include "searcher/query_text.hpp"
#include "searcher/run.hpp"

namespace broadsheet {
namespace {

std::string without_cluster_ends(std::string_view form) {
  std::string out(form);
  std::erase(out, '\x1F');
  return out;
}

/// `articles` is an upper bound where a spelling stands in several languages.
struct Found {
  std::string label;
  std::uint64_t articles = 0;
  std::string_view key = {};  ///< of a word: the first of its spelling
};

/// Spellings of the archive that begin with `front`, with the number of articles that hold each.
void words_that_begin(std::string_view front, const Snapshot& snapshot, std::map<std::string, Found>& out) {
  for (const auto& part : snapshot.parts()) {
    const Tables& tables = part.tables();
    for (const auto word : tables.words_with_front(front)) {
      const std::string label = without_cluster_ends(tables.word_form(word));
      auto& found = out.try_emplace(label, Found{label, 0, tables.word_key(word)}).first->second;
      found.articles += tables.words()[word].articles;
    }
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

std::string in_quotes(std::string text) {
  std::ranges::replace(text, '"', ' ');
  std::ranges::replace(text, '\\', ' ');
  return '"' + text + '"';
}

std::vector<Found> most_frequent(std::vector<Found> found, std::size_t count) {
  std::ranges::sort(found, [](const Found& a, const Found& b) {
    return a.articles != b.articles ? a.articles > b.articles : a.label < b.label;
  });
  if (found.size() > count) found.resize(count);
  return found;
}

/// Values of a column one of whose words begins with `front`, with the number of articles, gone ones too, of each.
std::vector<Found> values_that_begin(Column column, std::string_view front, const Snapshot& snapshot) {
  std::unordered_map<std::string, Found> by_key;
  const std::string inside = " " + std::string(front);
  for (const auto& part : snapshot.parts()) {
    const Tables& tables = part.tables();
    const auto counts = tables.value_articles(column);
    for (std::uint32_t number = 0; number < counts.size(); ++number) {
      std::string key = value_key(tables.value(column, number));
      if (!key.starts_with(front) && key.find(inside) == std::string::npos) continue;
      auto& found = by_key.try_emplace(std::move(key), Found{std::string(tables.value(column, number))}).first->second;
      found.articles += counts[number];
    }
  }
  std::vector<Found> out;
  for (auto& [key, found] : by_key) out.push_back(std::move(found));
  return out;
}

}  // namespace

std::vector<Suggestion> Archive::suggest(std::string_view prefix, const SearchOptions& options) const {
  std::size_t last = prefix.size();
  while (last > 0 && !is_white_space(prefix, last - 1, nullptr)) --last;
  const std::string before(prefix.substr(0, last));
  const std::string front = form_of(prefix.substr(last));
  const std::size_t limit = std::min(options.limit, SearchOptions::no_limit / 16);  // multiplied below
  std::vector<Suggestion> out;
  if (front.empty() || limit == 0) return out;

  QueryOptions how = options.query;
  how.prefix = false;
  const auto is_filtered = [](const QueryOptions& query) {
    return !query.tags.empty() || !query.authors.empty() || !query.sources.empty() || !query.langs.empty() ||
           !(query.after + query.before + query.since + query.until).empty();
  };
  // More is looked at than is shown, more still where filters may leave nothing of it.
  const std::size_t tries = is_filtered(how) ? 8 : 2;
  const auto add = [&](const std::string& kind, const std::string& text, const std::string& label) {
    const Query query = parse_query(text, how);
    const Run run(query.root, *state_, false);
    Count articles = run.articles();
    if (articles.value > 0) out.push_back({kind, text, label, articles});
    return articles.value > 0;
  };
  const auto add_some = [&](const std::vector<Found>& found, std::size_t most, const std::string& kind,
                            const auto& text_of) {
    for (std::size_t i = 0, added = 0; i < found.size() && added < most; ++i)
      if (add(kind, text_of(found[i].label), kind == "term" ? before + found[i].label : found[i].label)) ++added;
  };
  std::map<std::string, Found> words;
  words_that_begin(front, state_->snapshot, words);
  if (!is_ascii(front)) words_that_begin(as_run(front), state_->snapshot, words);
  std::vector<Found> found;
  for (auto& [form, word] : words) found.push_back(std::move(word));
  found = most_frequent(std::move(found), 2 * limit * tries);
  // `oil` finds what `oils` does: the most frequent speaks for all inflections.
  std::set<std::string> stems;
  Word word;
  std::erase_if(found, [&](const Found& spelling) {
    return state_->analyzer.word_of_key(spelling.key, word) && !word.stem.empty() && !stems.insert(word.stem).second;
  });
  add_some(found, limit, "term", [&](const std::string& form) { return before + form; });

  // Values are wholes: what is typed so far is the beginning of one.
  const std::string value_front = value_key(prefix);
  const std::size_t few = std::max<std::size_t>(1, limit / 3);
  for (const auto column : {Column::tag, Column::source, Column::author}) {
    const std::string field(column_name(column));
    add_some(most_frequent(values_that_begin(column, value_front, state_->snapshot), few * tries), few, field,
             [&](const std::string& value) { return field + ":" + in_quotes(value); });
  }
  SearchOptions titles;
  titles.query = how;
  titles.query.prefix = true;
  titles.limit = few;
  titles.passages = 0;
  titles.relaxed = titles.help = false;
  titles.collapse_stories = true;
  // The bracket stays open, so that the last word is at the end of the text.
  for (const auto& hit : search("title:(" + std::string(prefix), titles).hits)
    add("title", "title:" + in_quotes(hit.title.text), hit.title.text);

  std::ranges::stable_sort(
      out, [](const Suggestion& a, const Suggestion& b) { return a.articles.value > b.articles.value; });
  if (out.size() > limit) out.resize(limit);
  return out;
}

}  // namespace broadsheet
