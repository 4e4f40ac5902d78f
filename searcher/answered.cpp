#include "searcher/answered.hpp"

#include <broadsheet/error.hpp>
#include <set>

#include "archive/fold.hpp"
#include "archive/hash.hpp"
#include "searcher/date_ends.hpp"
#include "searcher/hits.hpp"

namespace broadsheet {
namespace {

/// Words remembered from shown articles are forgotten beyond this.
constexpr std::size_t remembered_bytes = std::size_t{64} << 20;

/// How the query is read, before anything is looked for.
Results as_read(const Archive::State& archive, std::string_view text, const SearchOptions& options) {
  if (archive.analyzer.bytes() > remembered_bytes) archive.analyzer.forget();
  Results results;
  results.query = parse_query(text, options.query);
  if (options.strict) fail_if_strict(results.query);
  results.canonical = canonical(results.query.root);
  results.query_hash = hex64(hash64(results.canonical));
  results.index = info_of(archive);
  return results;
}

/// A word that no article holds, however it is inflected.
void warn_of_missing_words(const Run& run, Query& query) {
  for (const auto& leaf : run.question().leaves) {
    for (const auto& part : leaf.parts) {
      for (const auto test : part.tests) {
        const PlannedTest& plan = run.plan()[test];
        if (run.question().tests[test].word.run || plan.all || !plan.terms.empty() ||
            part.kind != PhrasePart::Kind::word)
          continue;
        query.warnings.push_back({"term_not_in_index", leaf.node->begin, leaf.node->end,
                                  "no article has the word '" + run.question().tests[test].word.typed + "'", true});
      }
    }
  }
}

void warn_of_caps(const Run& run, std::size_t most, Query& query) {
  for (const auto& expansion : run.question().expansions)
    if (expansion.words > expansion.to.size())
      query.warnings.push_back({"expansion_capped", expansion.begin, expansion.end,
                                "'" + expansion.from + "' stands for " + std::to_string(expansion.words) +
                                    " spellings, of which the " + std::to_string(most) +
                                    " most frequent are searched, so the count is a lower bound; see --max-expansions",
                                false});
}

Count count_sources(const Run& run, const std::vector<Part>& parts) {
  std::set<std::string> keys;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Tables& tables = parts[i].tables();
    std::vector<bool> seen(tables.value_count(Column::source));
    if (seen.empty()) continue;
    run.answers()[i].found.each([&](std::uint32_t article) {
      for (const auto number : tables.values(Column::source, article)) seen.at(number) = true;
    });
    for (std::uint32_t number = 0; number < seen.size(); ++number)
      if (seen[number]) keys.insert(value_key(tables.value(Column::source, number)));
  }
  const Count articles = run.articles();
  return {keys.size(), articles.relation, articles.reason};
}

void find_dates(const Run& run, const std::vector<Part>& parts, Results& results) {
  DateEnds ends;
  for (std::size_t i = 0; i < parts.size(); ++i)
    run.answers()[i].found.each([&](std::uint32_t article) { ends.add(parts[i].tables(), article); });
  results.first_date = ends.first();
  results.last_date = ends.last();
}

}  // namespace

void fail_if_strict(const Query& query) {
  for (const auto& warning : query.warnings)
    if (!warning.harmless)
      throw Error(ErrorKind::query, warning.code + " at byte " + std::to_string(warning.begin) + ": " +
                                        warning.message + " (--strict allows no warning)");
}

ArchiveInfo info_of(const Archive::State& archive) {
  const Stamp& stamp = archive.snapshot.stamp();
  std::string rows;
  for (const auto& row : archive.synonyms) {
    for (const auto& word : row) rows += word + '\t';
    rows += '\n';
  }
  return {stamp.id,
          stamp.revision,
          stamp.articles,
          stamp.built,
          std::to_string(stamp.analyzer),
          stamp.icu,
          rows.empty() ? "" : hex64(hash64(rows))};
}

Answered::Answered(const Archive::State& archive, std::string_view text, const SearchOptions& options)
    : results(as_read(archive, text, options)),
      run(results.query.root, archive, scored(options), options.max_expansions) {
  const auto& parts = archive.snapshot.parts();
  warn_of_missing_words(run, results.query);
  warn_of_caps(run, options.max_expansions, results.query);
  if (options.strict) fail_if_strict(results.query);
  results.expansions = run.question().expansions;
  results.articles = run.articles();
  results.stories = run.stories(parts);
  results.sources = count_sources(run, parts);
  results.partial = run.partial();
  if (options.dates) find_dates(run, parts, results);
}

}  // namespace broadsheet
