#include <broadsheet/hit_reader.hpp>

#include "searcher/answered.hpp"
#include "searcher/hits.hpp"

namespace broadsheet {
struct HitReader::State {
  State(const Archive& opened, std::string_view query, const SearchOptions& asked)
      : archive(opened.state()), options(asked), answered(archive, query, asked) {
    if (options.limit > 0) selected = select_page(answered.run, archive.snapshot.parts(), options);
  }

  const Archive::State& archive;
  SearchOptions options;
  Answered answered;
  std::vector<Selected> selected;
  std::size_t at = 0;
};

HitReader::HitReader(const Archive& archive, std::string_view query, const SearchOptions& options)
    : state_(std::make_unique<State>(archive, query, options)) {}
HitReader::~HitReader() = default;
HitReader::HitReader(HitReader&&) noexcept = default;

const Results& HitReader::answer() const { return state_->answered.results; }

std::optional<Hit> HitReader::next() {
  if (state_->at == state_->selected.size()) return {};
  return make_hit(state_->answered.run, state_->selected[state_->at++], state_->archive, state_->options);
}

}  // namespace broadsheet
