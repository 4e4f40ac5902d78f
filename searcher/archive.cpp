#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>
#include <chrono>

#include "archive/synonyms.hpp"
#include "searcher/answered.hpp"
#include "searcher/archive_state.hpp"
#include "searcher/facets.hpp"
#include "searcher/hits.hpp"
#include "searcher/query_help.hpp"
#include "searcher/run.hpp"
#include "searcher/spans.hpp"
#include "searcher/story_counts.hpp"

namespace broadsheet {
namespace {

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

std::vector<Hit> make_hits(Run& run, const Archive::State& state, const SearchOptions& options) {
  std::vector<Hit> hits;
  if (options.limit == 0) return hits;
  for (const auto& selected : select_page(run, state.snapshot.parts(), options))
    hits.push_back(make_hit(run, selected, state, options));
  return hits;
}

}  // namespace

Archive::State::State(const std::filesystem::path& folder)
    : snapshot(folder),
      languages(languages_of(snapshot)),
      synonyms_file(mark_of(synonyms_path(folder))),
      synonyms(read_synonyms(folder)) {}

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
  const State& state = *state_;
  Answered answered(state, text, options);
  Results& results = answered.results;
  Run& run = answered.run;
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

  if (options.help && options.query.prefix && results.articles.value == 0) {
    QueryOptions finished = options.query;  // nothing begins so: the last word may be whole, and misspelt
    finished.prefix = false;
    const Query query = parse_query(text, finished);
    results.help =
        help_for(query, Run(query.root, state, false, options.max_expansions), state, options.max_expansions);
  } else if (options.help) {
    results.help = help_for(results.query, run, state, options.max_expansions);
  }
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
  return std::move(results);
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

ArchiveInfo Archive::info() const { return info_of(*state_); }

bool Archive::outdated() const {
  return state_->snapshot.outdated() || mark_of(synonyms_path(state_->snapshot.folder())) != state_->synonyms_file;
}

}  // namespace broadsheet
