#include "searcher/number_sets.hpp"

#include "searcher/archive_state.hpp"
#include "searcher/facets.hpp"

namespace broadsheet {

namespace {

/// Figures are of sets: scores are not needed.
SearchOptions figures_only(SearchOptions options) {
  options.sort = SearchOptions::Sort::newest;
  return options;
}

}  // namespace

NumberSets::NumberSets(const Archive& archive, std::string_view text, const SearchOptions& options,
                       std::string_view scope)
    : parts(archive.state().snapshot.parts()),
      base_query(parse_query(scope, options.query)),
      answered(archive.state(), text, figures_only(options)),
      found(answered.results),
      run(answered.run),
      base(base_query.root, archive.state(), false, options.max_expansions) {
  // Counted here, since search knows no scope.
  found.base = base.articles();
  if (!options.timeline.empty())
    found.timeline = count_timeline(options.timeline, run.answers(), parts, &base.answers());
}

std::uint64_t count_both(const std::vector<PartAnswer>& one, const std::vector<PartAnswer>& other) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < one.size(); ++i) {
    Bits both = one[i].found;
    both &= other[i].found;
    count += both.count();
  }
  return count;
}

}  // namespace broadsheet
