#include "searcher/part_search.hpp"

#include <algorithm>
#include <array>

#include "archive/bigrams.hpp"
#include "searcher/filter_sets.hpp"
#include "searcher/phrase_scan.hpp"
#include "searcher/postings.hpp"

namespace broadsheet {
namespace {

using Kind = QueryNode::Kind;

/// A word whose postings alone are proof. `leaf` may lie below a proximity too.
bool is_proven_by_postings(const PositionalNode& node, const Question& question, const std::vector<PlannedTest>& plan) {
  if (node.kind != PositionalNode::Kind::text) return false;
  const TextLeaf& leaf = question.leaves[node.leaf];
  return leaf.zone == Zone::anywhere && leaf.parts.size() == 1 && leaf.parts[0].kind == PhrasePart::Kind::word &&
         plan[leaf.parts[0].tests[0]].proves;
}

/// An exact word of which a frequent form is all there is to compare.
bool is_plain_exact(const TestedPart& part, const Question& question) {
  if (part.kind != PhrasePart::Kind::word) return false;
  const WordTest& test = question.tests[part.tests[0]];
  return test.word.exact && !test.word.run && !test.expands() && !test.kept && test.word.mark_before.empty() &&
         test.word.mark_after.empty() && test.word.capitals == Case::any;
}

}  // namespace

PartSearch::PartSearch(const Question& question, const std::vector<PlannedTest>& plan, const Part& part,
                       std::size_t part_number, Analyzer& analyzer)
    : question_(question),
      plan_(plan),
      part_(part),
      analyzer_(analyzer),
      part_number_(part_number),
      positionals_(question.positionals.size()) {
  if (question_.languages.size() == 1) {
    languages_here_ = std::uint64_t{1} << question_.languages[0];
  } else {
    for (const auto language : part_.tables().languages()) languages_here_ |= std::uint64_t{1} << language;
  }
}

Matcher& PartSearch::matcher() {
  if (!matcher_) matcher_.emplace(question_, part_, part_number_, analyzer_);
  return *matcher_;
}

/// True if each posting of the word proves it.
bool PartSearch::each_posting_proves(std::size_t test) const {
  return std::ranges::all_of(
      plan_[test].terms, [&](const PlannedTerm& term) { return (term.languages & ~term.sure & languages_here_) == 0; });
}

/// A positional may add its impacts while its postings are walked if each of them counts in every article found: where
/// only ANDs stand above it, or where postings prove it and an OR above has nothing further to ask.
void PartSearch::decide_scoring(const QuestionNode& node, bool below_or, bool below_and_below_or, bool negative) {
  if (node.kind == Kind::text) {
    const PositionalNode& positional = question_.positionals[node.number];
    const bool proven = is_proven_by_postings(positional, question_, plan_) &&
                        each_posting_proves(question_.leaves[positional.leaf].parts[0].tests[0]);
    positionals_[node.number].scored_on_the_way =
        with_scores_ && !negative && !below_and_below_or && (!below_or || proven);
  }
  for (const auto& child : node.children)
    decide_scoring(child, below_or || node.kind == Kind::any_of,
                   below_and_below_or || (below_or && node.kind == Kind::all_of),
                   negative || node.kind == Kind::none_of);
}

bool PartSearch::speaks_all_languages(std::uint64_t mask) const { return (languages_here_ & ~mask) == 0; }

bool PartSearch::speaks_any_language(std::uint64_t mask) const { return (languages_here_ & mask) != 0; }

/// Adds the articles that the term proposes, and to `sure` those where it is proof.
void PartSearch::propose_term(const PlannedTerm& term, float boost, Bounds& out) {
  const auto languages = part_.tables().languages();
  const bool any_language = speaks_all_languages(term.languages);
  const bool all_sure = speaks_all_languages(term.sure);
  const bool none_sure = !speaks_any_language(term.sure);
  const float weight = term.weight * boost;
  if (any_language && (all_sure || none_sure)) {
    Bits& here = all_sure ? out.sure : out.may;
    if (boost <= 0)
      add_postings(part_, term.term, here);
    else
      each_posting(part_, term.term, [&](std::uint32_t article, auto impact) {
        here.set(article);
        scores_[article] += weight * static_cast<float>(impact());
      });
    return;
  }
  each_posting(part_, term.term, [&](std::uint32_t article, auto impact) {
    if (!any_language && !(term.languages >> languages[article] & 1)) return;
    (term.sure >> languages[article] & 1 ? out.sure : out.may).set(article);
    if (boost > 0) scores_[article] += weight * static_cast<float>(impact());
  });
}

PartSearch::Bounds PartSearch::propose_test(std::size_t test, float boost) {
  const PlannedTest& plan = plan_[test];
  const std::size_t n = part_.articles();
  Bounds out{Bits(n, plan.all), Bits(n, plan.all)};
  std::size_t walked = 0;
  for (const auto& term : plan.terms) {
    if (++walked % 64 == 0 && std::chrono::steady_clock::now() >= deadline_) break;  // run() sees the same and gives up
    if (!plan.all) {
      propose_term(term, boost, out);
      continue;
    }
    Bounds more{Bits(n), Bits(n)};
    propose_term(term, boost, more);
    out.sure &= more.sure;
    more.may |= more.sure;
    out.may &= more.may;
  }
  out.may |= out.sure;
  if (!plan.proves) out.sure = Bits(n);
  return out;
}

/// Articles that hold what a leaf needs, wherever. `boost` 0: not scored.
Bits PartSearch::propose_leaf(const TextLeaf& leaf, float boost) {
  Bits out(part_.articles(), true);
  for (const auto& part : leaf.parts) {
    switch (part.kind) {
      case PhrasePart::Kind::any_word:
        break;
      case PhrasePart::Kind::word:
        out &= propose_test(part.tests[0], boost).may;
        break;
      case PhrasePart::Kind::ampersand_pair:
        out &= propose_test(part.joined, boost).may;
        break;
      case PhrasePart::Kind::hyphen_pair: {
        Bits may = propose_test(part.tests[0], boost).may;
        may &= propose_test(part.tests[1], boost).may;
        may |= propose_test(part.joined, boost).may;
        out &= may;
        break;
      }
    }
  }
  return out;
}

PartSearch::Neighbours PartSearch::neighbours(const TextLeaf& leaf) const {
  Neighbours out;
  for (std::size_t i = 0; i + 1 < leaf.parts.size(); ++i) {
    if (!is_plain_exact(leaf.parts[i], question_) || !is_plain_exact(leaf.parts[i + 1], question_)) continue;
    const auto form = [&](std::size_t part) -> const std::string& {
      return question_.tests[leaf.parts[part].tests[0]].word.form;
    };
    const auto list = part_.tables().bigram(form(i), form(i + 1));
    if (!list) {
      out.pairs.push_back(pair_hash(word_key_hash(form(i)), word_key_hash(form(i + 1))));
      continue;
    }
    Bits here(part_.articles());
    add_packed(part_, *list, here);
    if (out.articles)
      *out.articles &= here;
    else
      out.articles = std::move(here);
    out.prove = leaf.parts.size() == 2 && leaf.zone == Zone::anywhere;
  }
  return out;
}

Bits PartSearch::propose(const PositionalNode& node, bool scored) {
  switch (node.kind) {
    case PositionalNode::Kind::text: {
      const TextLeaf& leaf = question_.leaves[node.leaf];
      return propose_leaf(leaf, scored ? static_cast<float>(leaf.node->boost) : 0);
    }
    case PositionalNode::Kind::at_least:
      return propose(node.children[0], scored);
    case PositionalNode::Kind::proximity: {
      Bits out = propose(node.children[0], scored);
      if (!node.node->negated) out &= propose(node.children[1], scored);
      return out;
    }
    case PositionalNode::Kind::any_of:
      break;
  }
  Bits out(part_.articles());
  for (const auto& child : node.children) out |= propose(child, scored);
  return out;
}

void PartSearch::propose(std::size_t number) {
  const PositionalNode& node = question_.positionals[number];
  const bool scored = positionals_[number].scored_on_the_way;
  if (is_proven_by_postings(node, question_, plan_)) {
    const TextLeaf& leaf = question_.leaves[node.leaf];
    positionals_[number].bounds =
        propose_test(leaf.parts[0].tests[0], scored ? static_cast<float>(leaf.node->boost) : 0);
    return;
  }
  positionals_[number].bounds.sure = Bits(part_.articles());
  if (node.kind != PositionalNode::Kind::text) {
    positionals_[number].bounds.may = propose(node, scored);
    return;
  }
  const TextLeaf& leaf = question_.leaves[node.leaf];
  Neighbours together = neighbours(leaf);
  positionals_[number].pairs = std::move(together.pairs);
  if (together.prove) {
    if (scored) score_masked(node, *together.articles);
    positionals_[number].bounds = {*together.articles, *together.articles};
  } else {
    positionals_[number].bounds.may = propose(node, scored);
    if (together.articles) positionals_[number].bounds.may &= *together.articles;
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
      return positionals_[node.number].bounds;
    case Kind::filter:
      return {filters_[node.number], filters_[node.number]};
    case Kind::none_of: {
      const Bounds inner = bounds(node.children[0]);
      Bounds out{inner.may, inner.sure};
      out.sure.invert();
      out.may.invert();
      return out;
    }
    case Kind::proximity:  // `text` in a question
    case Kind::at_least:
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

/// The candidates that must be looked at for a positional: of a phrase, those whose bits have its pairs of words.
Bits PartSearch::undecided(Positional& positional, const Bits& candidates) {
  Bits out = positional.bounds.may;
  out.remove(positional.bounds.sure);
  out &= candidates;
  if (positional.pairs.empty()) return out;
  std::vector<std::uint32_t> articles;
  out.each([&](std::uint32_t article) { articles.push_back(article); });
  part_.tables().keep_with_pairs(positional.pairs, articles);
  out = Bits(part_.articles());
  for (const auto article : articles) out.set(article);
  positional.bounds.may = positional.bounds.sure;
  positional.bounds.may |= out;
  return out;
}

/// Makes the sets of all positionals exact within `candidates`. False if the time was up; `late` then has the rest.
bool PartSearch::verify(const Bits& candidates, Bits& late, std::chrono::steady_clock::time_point deadline) {
  std::vector<std::size_t> open;
  Bits to_read(part_.articles());
  for (std::size_t i = 0; i < positionals_.size(); ++i) {
    const Bits unsure = undecided(positionals_[i], candidates);
    if (unsure.none()) continue;
    open.push_back(i);
    to_read |= unsure;
  }
  if (open.empty()) return true;
  Matcher& match = matcher();
  match.set_deadline(deadline);
  PhraseScan scan(match, open);
  std::vector<std::uint32_t> articles;
  to_read.each([&](std::uint32_t article) { articles.push_back(article); });
  constexpr std::size_t ahead = 8;  // articles that are fetched while one is looked at
  std::array<PhraseScan::Codes, ahead> fetched;
  for (std::size_t at = 0; scan.can_decide() && at < std::min(ahead, articles.size()); ++at)
    fetched[at] = scan.fetch(articles[at]);
  bool in_time = true, all_decided = true;
  for (std::size_t at = 0; at < articles.size(); ++at) {
    const std::uint32_t article = articles[at];
    if (at % 256 == 255 && in_time) in_time = std::chrono::steady_clock::now() < deadline;
    if (!in_time) {
      late.set(article);
      continue;
    }
    const auto settle = [&](std::size_t positional, auto holds) {
      Bounds& bounds = positionals_[positional].bounds;
      if (!bounds.may[article] || bounds.sure[article]) return;
      holds() ? bounds.sure.set(article) : bounds.may.clear(article);
    };
    if (scan.can_decide()) {
      const auto codes = fetched[at % ahead];
      if (at + ahead < articles.size()) fetched[at % ahead] = scan.fetch(articles[at + ahead]);
      const std::uint64_t held = scan.holds(article, codes, ~std::uint64_t{0} >> (64 - open.size()));
      for (std::size_t i = 0; i < open.size(); ++i) settle(open[i], [&] { return (held >> i & 1) != 0; });
      continue;
    }
    try {
      match.load(article);
      for (const auto i : open) settle(i, [&] { return match.holds(i); });
    } catch (const Matcher::OutOfTime&) {
      late.set(article);
      all_decided = false;
    }
  }
  return in_time && all_decided;
}

/// After verify(), for candidates only.
Bits PartSearch::exact(const QuestionNode& node) const { return bounds(node).sure; }

void PartSearch::score_term(const PlannedTerm& term, float weight, const Bits& where) {
  const auto languages = part_.tables().languages();
  each_posting(part_, term.term, [&](std::uint32_t article, auto impact) {
    if (where[article] && (term.languages >> languages[article] & 1))
      scores_[article] += weight * static_cast<float>(impact());
  });
}

void PartSearch::score_masked(const PositionalNode& node, const Bits& where) {
  if (node.kind == PositionalNode::Kind::text) {
    const TextLeaf& leaf = question_.leaves[node.leaf];
    const auto add = [&](std::size_t test) {
      for (const auto& term : plan_[test].terms)
        score_term(term, term.weight * static_cast<float>(leaf.node->boost), where);
    };
    for (const auto& part : leaf.parts) {
      if (part.kind != PhrasePart::Kind::ampersand_pair)
        for (const auto test : part.tests) add(test);
      if (part.kind == PhrasePart::Kind::hyphen_pair || part.kind == PhrasePart::Kind::ampersand_pair) add(part.joined);
    }
    return;
  }
  const bool only_left = node.kind == PositionalNode::Kind::proximity && node.node->negated;
  for (const auto& child : node.children) {
    score_masked(child, where);
    if (only_left) return;
  }
}

/// Adds the impacts of positionals that count only in some of the articles found: those where all above them holds.
void PartSearch::score_masked(const QuestionNode& node, const Bits& mask) {
  if (node.kind == Kind::none_of) return;
  if (node.kind == Kind::text) {
    const Positional& positional = positionals_[node.number];
    if (positional.scored_on_the_way) return;
    Bits where = positional.bounds.sure;
    where &= mask;
    if (!where.none()) score_masked(question_.positionals[node.number], where);
    return;
  }
  for (const auto& child : node.children) {
    Bits below = mask;
    if (!child.children.empty()) below &= exact(child);
    score_masked(child, below);
  }
}

/// Articles like another one are ranked by how much of it they have.
void PartSearch::score_likes(const QuestionNode& node, const Bits& found) {
  if (node.kind == Kind::none_of) return;
  if (node.kind == Kind::filter)
    for (const auto& like : question_.likes[node.number])
      score_term({like.term, ~std::uint64_t{0}, 0, 0}, like.weight, found);
  for (const auto& child : node.children) score_likes(child, found);
}

PartAnswer PartSearch::run(bool with_scores, std::chrono::steady_clock::time_point deadline) {
  with_scores_ = with_scores;
  deadline_ = deadline;
  if (with_scores) scores_.assign(part_.articles(), 0);
  decide_scoring(question_.root, false, false, false);
  for (std::size_t i = 0; i < question_.filters.size(); ++i)
    filters_.push_back(filter_set(question_, i, part_, analyzer_, deadline));
  bool in_time = std::chrono::steady_clock::now() < deadline;
  for (std::size_t i = 0; in_time && i < positionals_.size(); ++i) {
    propose(i);
    in_time = std::chrono::steady_clock::now() < deadline;
  }
  if (!in_time) return {Bits(part_.articles()), std::move(scores_), true};

  Bits candidates = bounds(question_.root).may;
  candidates.remove(part_.gone());
  PartAnswer answer;
  Bits late(part_.articles());
  answer.partial = !verify(candidates, late, deadline);
  candidates.remove(late);
  answer.found = exact(question_.root);
  answer.found &= candidates;
  if (with_scores) {
    score_masked(question_.root, answer.found);
    score_likes(question_.root, answer.found);
    answer.scores = std::move(scores_);
  }
  return answer;
}

}  // namespace broadsheet
