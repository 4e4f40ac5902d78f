#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>
#include <chrono>
#include <set>

#include "archive/fold.hpp"
#include "archive/hash.hpp"
#include "searcher/archive_state.hpp"
#include "searcher/date_ends.hpp"
#include "searcher/facets.hpp"
#include "searcher/hits.hpp"
#include "searcher/query_help.hpp"
#include "searcher/run.hpp"
#include "searcher/story_counts.hpp"

namespace broadsheet {
namespace {

/// Words remembered from shown articles are forgotten beyond this.
constexpr std::size_t remembered_bytes = std::size_t{64} << 20;

std::vector<LanguageId> languages_of(const Snapshot& snapshot) {
  std::vector<bool> there(256);
  for (const auto& part : snapshot.parts())
    for (const auto language : part.tables().languages()) there[language] = true;
  std::vector<LanguageId> out;
  for (std::size_t i = 0; i < there.size(); ++i)
    if (there[i]) out.push_back(static_cast<LanguageId>(i));
  if (out.empty()) out.push_back(0);
  return out;
}

void fail_if_strict(const Query& query) {
  for (const auto& warning : query.warnings)
    if (!warning.harmless)
      throw Error(ErrorKind::query, warning.code + " at byte " + std::to_string(warning.begin) + ": " +
                                        warning.message + " (--strict allows no warning)");
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

std::vector<Hit> make_hits(Run& run, const Archive::State& state, const SearchOptions& options) {
  std::vector<Hit> hits;
  if (options.limit == 0) return hits;
  for (const auto& selected : select_page(run, state.snapshot.parts(), options))
    hits.push_back(make_hit(run, selected, state, options));
  return hits;
}

}  // namespace

Archive::State::State(const std::filesystem::path& folder)
    : snapshot(folder), languages(languages_of(snapshot)), synonyms(read_synonyms(folder)) {}

const std::unordered_map<std::uint64_t, std::uint64_t>& Archive::State::copies() const {
  if (!copies_) copies_ = copies_by_story(snapshot.parts());
  return *copies_;
}

Archive::Archive(const std::filesystem::path& folder) : state_(std::make_unique<State>(folder)) {}
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

Results Archive::search(std::string_view text, const SearchOptions& options) const {
  const auto started = std::chrono::steady_clock::now();
  State& state = *state_;
  if (state.analyzer.bytes() > remembered_bytes) state.analyzer.forget();
  Results results;
  results.query = parse_query(text, options.query);
  if (options.strict) fail_if_strict(results.query);
  results.canonical = canonical(results.query.root);
  results.query_hash = hex64(hash64(results.canonical));
  results.index = info();

  Run run(results.query.root, state, scored(options), options.max_expansions);
  warn_of_missing_words(run, results.query);
  warn_of_caps(run, options.max_expansions, results.query);
  if (options.strict) fail_if_strict(results.query);
  results.expansions = run.question().expansions;
  results.articles = run.articles();
  results.stories = run.stories(state.snapshot.parts());
  results.sources = count_sources(run, state.snapshot.parts());
  results.partial = run.partial();
  if (options.dates) find_dates(run, state.snapshot.parts(), results);
  std::optional<Run> base;
  const Query filters = options.shares ? parse_query("", options.query) : Query{};
  if (options.shares) {
    base.emplace(filters.root, state, false);
    results.base = base->articles();
  }
  const std::vector<PartAnswer>* const bases = base ? &base->answers() : nullptr;
  for (const auto& field : options.facets) {
    const auto column = column_of(field);
    if (!column)
      throw Error(ErrorKind::usage,
                  "there are no facets of '" + field + "': give tag, author, source, section or lang");
    results.facets.push_back(count_facet(*column, run.answers(), state.snapshot.parts(), bases));
  }
  if (!options.timeline.empty())
    results.timeline = count_timeline(options.timeline, run.answers(), state.snapshot.parts(), bases);
  results.hits = make_hits(run, state, options);
  const auto listed = options.collapse_stories ? results.stories.value : results.articles.value;
  if (options.offset + results.hits.size() < listed && !results.hits.empty())
    results.next_offset = options.offset + results.hits.size();

  if (options.help) results.help = help_for(results.query, run, state, options.max_expansions);
  if (results.query.any && options.relaxed && options.offset == 0 && options.limit > 0 &&
      results.articles.value < options.limit) {
    Run any(*results.query.any, state, scored(options), options.max_expansions);
    Results::Relaxed relaxed;
    any.leave_out(run);
    relaxed.articles = any.articles();
    SearchOptions rest = options;
    if (options.limit != SearchOptions::no_limit) rest.limit = options.limit - results.hits.size();
    relaxed.hits = make_hits(any, state, rest);
    if (relaxed.articles.value > 0) results.relaxed = std::move(relaxed);
  }
  results.took_ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - started).count();
  return results;
}

Results Archive::explain(std::string_view text, const SearchOptions& options, std::string_view id) const {
  std::optional<Asked> asked;
  const auto& parts = state_->snapshot.parts();
  for (std::size_t i = 0; !id.empty() && i < parts.size(); ++i)
    if (const auto article = parts[i].find(id)) asked = Asked{i, *article};
  if (!id.empty() && !asked)
    throw Error(ErrorKind::usage, "there is no article '" + std::string(id) + "' in this archive");
  SearchOptions figures = options;
  figures.limit = 0;
  figures.relaxed = false;
  Results results = search(text, figures);
  results.explained = explain_node(results.query.root, *state_, asked, options.max_expansions);
  return results;
}

std::vector<std::string> Archive::ids(std::string_view text, const SearchOptions& options) const {
  const Query query = parse_query(text, options.query);
  if (options.strict) fail_if_strict(query);
  const Run run(query.root, *state_, scored(options), options.max_expansions);
  const auto selected = select_page(run, state_->snapshot.parts(), options);
  std::vector<std::string> out;
  for (const auto& one : selected) out.emplace_back(state_->snapshot.parts()[one.part].tables().id(one.article));
  return out;
}

std::optional<Archive::Reading> Archive::show(std::string_view id, std::string_view text,
                                              const SearchOptions& options) const {
  const auto& parts = state_->snapshot.parts();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto number = parts[i].find(id);
    if (!number) continue;
    Reading reading;
    reading.article = parts[i].article(*number);
    reading.title.text = reading.article.title;
    reading.body.text = reading.article.body;
    if (text.empty()) return reading;
    const Query query = parse_query(text, options.query);
    if (options.strict) fail_if_strict(query);
    Run run(query.root, *state_, false, options.max_expansions);
    const auto verdict = run.judge(i, *number);
    reading.matches = verdict.holds;
    reading.title.spans = spans_of(verdict.title, reading.article.title, state_->analyzer);
    reading.body.spans = spans_of(verdict.body, reading.article.body, state_->analyzer);
    return reading;
  }
  return {};
}

ArchiveInfo Archive::info() const {
  const Stamp& stamp = state_->snapshot.stamp();
  return {stamp.id, stamp.revision, stamp.articles, stamp.built, std::to_string(stamp.analyzer), stamp.icu};
}

bool Archive::outdated() const { return state_->snapshot.outdated(); }

}  // namespace broadsheet
