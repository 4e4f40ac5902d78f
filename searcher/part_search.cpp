#include "searcher/part_search.hpp"

#include "searcher/filter_sets.hpp"
#include "searcher/postings.hpp"

namespace broadsheet {
namespace {

using Kind = QueryNode::Kind;

bool is_proven_by_postings(const TextLeaf& leaf, const std::vector<PlannedTest>& plan) {
  return leaf.zone == Zone::anywhere && leaf.parts.size() == 1 && leaf.parts[0].kind == PhrasePart::Kind::word &&
         plan[leaf.parts[0].tests[0]].proves;
}

}  // namespace

PartSearch::PartSearch(const Question& question, const std::vector<PlannedTest>& plan, const Part& part,
                       Analyzer& analyzer)
    : question_(question), plan_(plan), part_(part), analyzer_(analyzer), leaves_(question.leaves.size()) {
  if (question_.languages.size() == 1) {
    languages_here_ = std::uint64_t{1} << question_.languages[0];
  } else {
    for (const auto language : part_.tables().languages()) languages_here_ |= std::uint64_t{1} << language;
  }
}

Matcher& PartSearch::matcher() {
  if (!matcher_) matcher_.emplace(question_, part_, analyzer_);
  return *matcher_;
}

/// A leaf may add its impacts while its postings are walked if each of them counts in every article found: where only
/// ANDs stand above it, or where postings prove it and an OR above has nothing further to ask.
void PartSearch::decide_scoring(const QuestionNode& node, bool below_or, bool below_and_below_or, bool negative) {
  if (node.kind == Kind::text) {
    const bool proven = is_proven_by_postings(question_.leaves[node.number], plan_);
    leaves_[node.number].scored_on_the_way = with_scores_ && !negative && !below_and_below_or && (!below_or || proven);
  }
  for (const auto& child : node.children)
    decide_scoring(child, below_or || node.kind == Kind::any_of,
                   below_and_below_or || (below_or && node.kind == Kind::all_of),
                   negative || node.kind == Kind::none_of);
}

bool PartSearch::speaks_all_languages(std::uint64_t mask) const { return (languages_here_ & ~mask) == 0; }

PartSearch::Bounds PartSearch::propose_term(const PlannedTerm& term, bool scored) {
  const std::size_t n = part_.articles();
  Bounds out{Bits(n), Bits(n)};
  const auto languages = part_.tables().languages();
  const bool any_language = speaks_all_languages(term.languages);
  const bool all_sure = any_language && speaks_all_languages(term.sure);
  const float weight = term.weight;
  each_posting(part_, term.term, [&](std::uint32_t article, auto impact) {
    if (!any_language && !(term.languages >> languages[article] & 1)) return;
    out.may.set(article);
    if (!all_sure && (term.sure >> languages[article] & 1)) out.sure.set(article);
    if (scored) scores_[article] += weight * static_cast<float>(impact());
  });
  if (all_sure) out.sure = out.may;
  return out;
}

PartSearch::Bounds PartSearch::propose_test(std::size_t test, bool scored) {
  const PlannedTest& plan = plan_[test];
  const std::size_t n = part_.articles();
  Bounds out{Bits(n, plan.all), Bits(n, plan.all)};
  for (const auto& term : plan.terms) {
    const Bounds more = propose_term(term, scored);
    if (plan.all) {
      out.may &= more.may;
      out.sure &= more.sure;
    } else {
      out.may |= more.may;
      out.sure |= more.sure;
    }
  }
  if (!plan.proves) out.sure = Bits(n);
  return out;
}

void PartSearch::propose(std::size_t number) {
  const TextLeaf& leaf = question_.leaves[number];
  const bool scored = leaves_[number].scored_on_the_way;
  Bounds& out = leaves_[number].bounds;
  if (is_proven_by_postings(leaf, plan_)) {
    out = propose_test(leaf.parts[0].tests[0], scored);
    return;
  }
  const std::size_t n = part_.articles();
  out = {Bits(n), Bits(n, true)};
  for (const auto& part : leaf.parts) {
    Bits may(n, true);
    switch (part.kind) {
      case PhrasePart::Kind::any_word:
        continue;
      case PhrasePart::Kind::word:
        may = propose_test(part.tests[0], scored).may;
        break;
      case PhrasePart::Kind::ampersand_pair:
        may = propose_test(part.joined, scored).may;
        break;
      case PhrasePart::Kind::hyphen_pair:
        may = propose_test(part.tests[0], scored).may;
        may &= propose_test(part.tests[1], scored).may;
        may |= propose_test(part.joined, scored).may;
        break;
    }
    out.may &= may;
  }
}

PartSearch::Bounds PartSearch::bounds(const QuestionNode& node) const {
  const std::size_t n = part_.articles();
  switch (node.kind) {
    case Kind::everything:
      return {Bits(n, true), Bits(n, true)};
    case Kind::nothing:
      return {Bits(n), Bits(n)};
    case Kind::text:
      return leaves_[node.number].bounds;
    case Kind::filter:
      return {filters_[node.number], filters_[node.number]};
    case Kind::none_of: {
      const Bounds inner = bounds(node.children[0]);
      Bounds out{inner.may, inner.sure};
      out.sure.invert();
      out.may.invert();
      return out;
    }
    case Kind::all_of:
    case Kind::any_of:
      break;
  }
  Bounds out = bounds(node.children[0]);
  for (std::size_t i = 1; i < node.children.size(); ++i) {
    const Bounds next = bounds(node.children[i]);
    if (node.kind == Kind::all_of) {
      out.sure &= next.sure;
      out.may &= next.may;
    } else {
      out.sure |= next.sure;
      out.may |= next.may;
    }
  }
  return out;
}

/// Makes the sets of all leaves exact within `candidates`. False if the time was up; `undecided` then has the rest.
bool PartSearch::verify(const Bits& candidates, Bits& undecided, std::chrono::steady_clock::time_point deadline) {
  std::vector<std::size_t> open;
  Bits to_read(part_.articles());
  for (std::size_t i = 0; i < leaves_.size(); ++i) {
    Bits unsure = leaves_[i].bounds.may;
    unsure.remove(leaves_[i].bounds.sure);
    unsure &= candidates;
    if (unsure.none()) continue;
    open.push_back(i);
    to_read |= unsure;
  }
  if (open.empty()) return true;
  Matcher& match = matcher();
  std::size_t read = 0;
  bool in_time = true;
  to_read.each([&](std::uint32_t article) {
    if (++read % 256 == 0 && in_time) in_time = std::chrono::steady_clock::now() < deadline;
    if (!in_time) {
      undecided.set(article);
      return;
    }
    match.load(article);
    for (const auto i : open) {
      Bounds& leaf = leaves_[i].bounds;
      if (!leaf.may[article] || leaf.sure[article]) continue;
      match.leaf_holds(i) ? leaf.sure.set(article) : leaf.may.clear(article);
    }
  });
  return in_time;
}

/// After verify(), for candidates only.
Bits PartSearch::exact(const QuestionNode& node) const { return bounds(node).sure; }

/// Adds the impacts of leaves that count only in some of the articles found: those where all above them holds.
void PartSearch::score_masked(const QuestionNode& node, const Bits& mask) {
  if (node.kind == Kind::none_of) return;
  if (node.kind == Kind::text) {
    if (leaves_[node.number].scored_on_the_way) return;
    Bits where = leaves_[node.number].bounds.sure;
    where &= mask;
    if (where.none()) return;
    const auto add = [&](std::size_t test) {
      for (const auto& term : plan_[test].terms) {
        const auto languages = part_.tables().languages();
        each_posting(part_, term.term, [&](std::uint32_t article, auto impact) {
          if (where[article] && (term.languages >> languages[article] & 1))
            scores_[article] += term.weight * static_cast<float>(impact());
        });
      }
    };
    for (const auto& part : question_.leaves[node.number].parts) {
      if (part.kind != PhrasePart::Kind::ampersand_pair)
        for (const auto test : part.tests) add(test);
      if (part.kind == PhrasePart::Kind::hyphen_pair || part.kind == PhrasePart::Kind::ampersand_pair) add(part.joined);
    }
    return;
  }
  for (const auto& child : node.children) {
    Bits below = mask;
    if (!child.children.empty()) below &= exact(child);
    score_masked(child, below);
  }
}

PartAnswer PartSearch::run(bool with_scores, std::chrono::steady_clock::time_point deadline) {
  with_scores_ = with_scores;
  if (with_scores) scores_.assign(part_.articles(), 0);
  decide_scoring(question_.root, false, false, false);
  for (std::size_t i = 0; i < question_.filters.size(); ++i)
    filters_.push_back(filter_set(*question_.filters[i], part_, analyzer_, question_.stories[i]));
  for (std::size_t i = 0; i < leaves_.size(); ++i) propose(i);

  Bits candidates = bounds(question_.root).may;
  candidates.remove(part_.gone());
  PartAnswer answer;
  Bits undecided(part_.articles());
  answer.partial = !verify(candidates, undecided, deadline);
  candidates.remove(undecided);
  answer.found = exact(question_.root);
  answer.found &= candidates;
  if (with_scores) {
    score_masked(question_.root, answer.found);
    answer.scores = std::move(scores_);
  }
  return answer;
}

}  // namespace broadsheet
