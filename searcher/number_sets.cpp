#include "searcher/number_sets.hpp"

#include "searcher/archive_state.hpp"
#include "searcher/facets.hpp"

namespace broadsheet {

SearchOptions figures_only(SearchOptions options) {
  options.limit = options.offset = options.passages = 0;
  options.relaxed = false;
  options.collapse_stories = false;
  options.shares = true;
  return options;
}

NumberSets::NumberSets(const Archive& archive, std::string_view text, const SearchOptions& options,
                       std::string_view scope)
    : parts(archive.state().snapshot.parts()),
      base_query(parse_query(scope, options.query)),
      found(archive.search(text, figures_only(options))),
      run(found.query.root, archive.state(), false, options.max_expansions),
      base(base_query.root, archive.state(), false) {
  if (scope.empty()) return;
  found.base = base.articles();
  if (found.timeline) found.timeline = count_timeline(options.timeline, run.answers(), parts, &base.answers());
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
