#include "searcher/selection.hpp"

#include <algorithm>
#include <queue>

namespace broadsheet {
namespace {

/// What is compared within a part: greater keys come first, then smaller id ranks.
struct Candidate {
  double key;
  std::uint32_t rank;
  std::uint32_t article;
  bool before(const Candidate& other) const { return key != other.key ? key > other.key : rank < other.rank; }
};

/// The best `count` in any order; a heap with the worst on top.
class Best {
 public:
  explicit Best(std::size_t count) : count_(count) {}
  void offer(const Candidate& candidate) {
    if (heap_.size() < count_) {
      heap_.push_back(candidate);
      std::ranges::push_heap(heap_, worse);
    } else if (count_ > 0 && candidate.before(heap_.front())) {
      std::ranges::pop_heap(heap_, worse);
      heap_.back() = candidate;
      std::ranges::push_heap(heap_, worse);
    }
  }
  bool full() const { return heap_.size() >= count_; }
  const Candidate& worst() const { return heap_.front(); }
  std::vector<Candidate> take() { return std::move(heap_); }

 private:
  static bool worse(const Candidate& a, const Candidate& b) { return a.before(b); }
  std::size_t count_;
  std::vector<Candidate> heap_;
};

double date_key(std::int64_t instant, SearchOptions::Sort sort) {
  if (instant == no_instant) return -1e300;
  return sort == SearchOptions::Sort::newest ? static_cast<double>(instant) : -static_cast<double>(instant);
}

std::vector<Candidate> best_of_part(const PartAnswer& answer, const Part& part, SearchOptions::Sort sort,
                                    std::size_t count) {
  if (count == 0) return {};
  const Tables& tables = part.tables();
  Best best(count);
  if (sort == SearchOptions::Sort::relevance) {
    answer.found.each([&](std::uint32_t article) {
      const double score = answer.scores[article];
      if (best.full() && score < best.worst().key) return;  // most, and ranks lie elsewhere in memory
      best.offer({score, tables.id_rank(article), article});
    });
    return best.take();
  }
  // News arrives in order: then the newest are at the end and the oldest at the front (behind those without a date,
  // which come last in either order), and what follows a full list cannot be better.
  const bool in_order = tables.in_date_order();
  const auto instants = tables.instants();
  const auto offer = [&](std::uint32_t article) {
    const double key = date_key(instants[article], sort);
    if (in_order && best.full() && instants[article] != no_instant && best.worst().key > key) return false;
    best.offer({key, tables.id_rank(article), article});
    return true;
  };
  if (in_order && sort == SearchOptions::Sort::newest)
    answer.found.each_from_end(offer);
  else
    answer.found.each_from_begin(offer);
  return best.take();
}

}  // namespace

bool comes_before(const std::vector<PartAnswer>& answers, const std::vector<Part>& parts, SearchOptions::Sort sort,
                  const Selected& a, const Selected& b) {
  const auto key = [&](const Selected& one) {
    return sort == SearchOptions::Sort::relevance ? static_cast<double>(answers[one.part].scores[one.article])
                                                  : date_key(parts[one.part].tables().instants()[one.article], sort);
  };
  const double left = key(a), right = key(b);
  return left != right ? left > right : parts[a.part].tables().id(a.article) < parts[b.part].tables().id(b.article);
}

std::vector<Selected> select_first(const std::vector<PartAnswer>& answers, const std::vector<Part>& parts,
                                   SearchOptions::Sort sort, std::size_t count) {
  struct Ranked {
    Selected selected;
    double key;
    std::string_view id;
  };
  std::vector<Ranked> all;
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (const auto& candidate : best_of_part(answers[i], parts[i], sort, count))
      all.push_back({{i, candidate.article,
                      answers[i].scores.empty() ? 0.0 : static_cast<double>(answers[i].scores[candidate.article])},
                     candidate.key,
                     parts[i].tables().id(candidate.article)});
  std::ranges::sort(all, [](const Ranked& a, const Ranked& b) { return a.key != b.key ? a.key > b.key : a.id < b.id; });
  if (all.size() > count) all.resize(count);
  std::vector<Selected> out;
  for (const auto& ranked : all) out.push_back(ranked.selected);
  return out;
}

}  // namespace broadsheet
