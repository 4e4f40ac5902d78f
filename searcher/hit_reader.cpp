#include <broadsheet/hit_reader.hpp>

#include "searcher/hits.hpp"

namespace broadsheet {
namespace {

Results answer_without_hits(const Archive& archive, std::string_view query, SearchOptions options) {
  options.limit = 0;
  options.relaxed = false;
  return archive.search(query, options);
}

}  // namespace

struct HitReader::State {
  State(const Archive& opened, std::string_view query, const SearchOptions& asked)
      : archive(opened.state()),
        options(asked),
        answer(answer_without_hits(opened, query, asked)),
        run(answer.query.root, archive, scored(options), options.max_expansions) {
    if (options.limit > 0) selected = select_page(run, archive.snapshot.parts(), options);
  }

  const Archive::State& archive;
  SearchOptions options;
  Results answer;
  Run run;
  std::vector<Selected> selected;
  std::size_t at = 0;
};

HitReader::HitReader(const Archive& archive, std::string_view query, const SearchOptions& options)
    : state_(std::make_unique<State>(archive, query, options)) {}
HitReader::~HitReader() = default;
HitReader::HitReader(HitReader&&) noexcept = default;

const Results& HitReader::answer() const { return state_->answer; }

std::optional<Hit> HitReader::next() {
  if (state_->at == state_->selected.size()) return {};
  return make_hit(state_->run, state_->selected[state_->at++], state_->archive, state_->options);
}

}  // namespace broadsheet
