// Deciding: what stands where (searcher/matcher_reading.cpp) against what the question asks.
#include "searcher/matcher.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>
#include <set>

#include "archive/fold.hpp"
#include "archive/sentences.hpp"

namespace broadsheet {

std::vector<Matcher::Step> Matcher::steps(const TestedPart& part, const TextOccurrences& in,
                                          std::uint32_t words) const {
  std::vector<Step> out;
  const auto singly = [&](const std::vector<Occurrence>& list, std::size_t test) {
    for (const auto& one : list) out.push_back({one.begin, one.end, one, test});
  };
  switch (part.kind) {
    case PhrasePart::Kind::word:
      singly(in.of_test[part.tests[0]], part.tests[0]);
      break;
    case PhrasePart::Kind::ampersand_pair:
      singly(in.of_ampersand[part.joined], part.joined);
      break;
    case PhrasePart::Kind::any_word:
      for (std::uint32_t i = 0; i < words; ++i) out.push_back({i, i + 1, {i, i + 1}, SIZE_MAX});
      break;
    case PhrasePart::Kind::hyphen_pair: {
      singly(in.of_test[part.joined], part.joined);
      const auto& seconds = in.of_test[part.tests[1]];
      for (const auto& first : in.of_test[part.tests[0]])
        for (auto second = std::ranges::lower_bound(seconds, first.end, {}, &Occurrence::begin);
             second != seconds.end() && second->begin == first.end; ++second)
          out.push_back({first.begin, second->end, first, part.tests[0], *second, part.tests[1]});
      break;
    }
  }
  return out;
}

void Matcher::mark(const Occurrence& occurrence, std::size_t test, std::size_t leaf,
                   std::vector<PositionMark>& out) const {
  const QueryWord& word = question_.tests[test].word;
  out.push_back({occurrence.begin, occurrence.end, occurrence.first_cluster, occurrence.end_cluster, occurrence.run,
                 static_cast<std::uint32_t>(word.mark_before.size()),
                 static_cast<std::uint32_t>(word.mark_after.size()), leaf});
}

/// Half-open positions of a text in which a leaf may stand; 0: none.
std::uint32_t Matcher::end_of_zone(const TextLeaf& leaf, Text text) const {
  const bool title = text == Text::title;
  const std::uint32_t words = title ? title_words_ : body_words_;
  switch (leaf.zone) {
    case Zone::anywhere:
      return words;
    case Zone::title:
      return title ? words : 0;
    case Zone::body:
      return title ? 0 : words;
    case Zone::first:
      return title ? 0 : std::min(words, leaf.node->zone_words);
    case Zone::hlead:
      return title ? words : std::min(words, hlead_words);
  }
  return words;
}

/// False if no chain can be, seen without making steps: the ends reached so far against where the next words begin.
bool Matcher::may_chain(const TextLeaf& asked, const TextOccurrences& in, std::uint32_t end) {
  reached_.clear();
  for (std::size_t i = 0; i < asked.parts.size(); ++i) {
    if (asked.parts[i].kind != PhrasePart::Kind::word) return true;
    const auto& list = in.of_test[asked.parts[i].tests[0]];
    if (list.empty()) return false;
    reaching_.clear();
    for (const auto& one : list)
      if (one.end <= end && (i == 0 || std::ranges::binary_search(reached_, one.begin))) reaching_.push_back(one.end);
    if (reaching_.empty()) return false;
    std::swap(reached_, reaching_);
    if (!std::ranges::is_sorted(reached_)) std::ranges::sort(reached_);
  }
  return true;
}

/// A phrase is a chain of steps, each beginning where the one before ends. Gives for each part the steps that some
/// whole chain takes: those that are reached from the front and from the back. Empty if there is no chain.
std::vector<std::vector<Matcher::Step>> Matcher::chains(const TextLeaf& asked, Text text, std::uint32_t end) const {
  const TextOccurrences& in = text == Text::title ? title_ : body_;
  std::vector<std::vector<Step>> chain(asked.parts.size());
  std::vector<std::uint32_t> reached;
  for (std::size_t i = 0; i < asked.parts.size(); ++i) {
    chain[i] = steps(asked.parts[i], in, end);
    std::erase_if(chain[i], [&](const Step& step) {
      return step.end > end || (i > 0 && !std::ranges::binary_search(reached, step.begin));
    });
    if (chain[i].empty()) return {};
    reached.clear();
    for (const auto& step : chain[i]) reached.push_back(step.end);
    std::ranges::sort(reached);
  }
  for (std::size_t i = chain.size() - 1; i-- > 0;) {
    reached.clear();
    for (const auto& step : chain[i + 1]) reached.push_back(step.begin);
    std::ranges::sort(reached);
    std::erase_if(chain[i], [&](const Step& step) { return !std::ranges::binary_search(reached, step.end); });
  }
  return chain;
}

/// Matches of a phrase from and to the same places are one, with the words of all: a pair joined and the same pair as
/// two words would else double them at each step.
Matcher::Matches Matcher::united(Matches matches) {
  const auto place = [](const Match& match) { return std::pair(match.begin, match.end); };
  std::ranges::sort(matches, {}, place);
  Matches out;
  for (auto& match : matches) {
    if (!out.empty() && place(out.back()) == place(match))
      std::ranges::move(match.pieces, std::back_inserter(out.back().pieces));
    else
      out.push_back(std::move(match));
  }
  const auto key = [](const Piece& piece) {
    const Occurrence& at = piece.occurrence;
    return std::tuple(at.begin, at.end, at.first_cluster, at.end_cluster, piece.test);
  };
  for (auto& match : out) {
    std::ranges::sort(match.pieces, {}, key);
    const auto same = [&](const Piece& a, const Piece& b) { return key(a) == key(b); };
    match.pieces.erase(std::unique(match.pieces.begin(), match.pieces.end(), same), match.pieces.end());
  }
  return out;
}

bool Matcher::leaf_holds(std::size_t leaf, Text text) {
  const TextLeaf& asked = question_.leaves[leaf];
  const std::uint32_t end = end_of_zone(asked, text);
  if (end == 0) return false;
  const TextOccurrences& in = text == Text::title ? title_ : body_;
  if (asked.parts.size() == 1 && asked.parts[0].kind == PhrasePart::Kind::word)
    return std::ranges::any_of(in.of_test[asked.parts[0].tests[0]],
                               [&](const Occurrence& one) { return one.end <= end; });
  return may_chain(asked, in, end) && !chains(asked, text, end).empty();
}

Matcher::Matches Matcher::leaf_matches(std::size_t leaf, Text text) {
  Matches out;
  const TextLeaf& asked = question_.leaves[leaf];
  const std::uint32_t end = end_of_zone(asked, text);
  if (end == 0) return out;
  const TextOccurrences& in = text == Text::title ? title_ : body_;
  if (asked.parts.size() == 1 && asked.parts[0].kind == PhrasePart::Kind::word) {
    const auto test = asked.parts[0].tests[0];
    for (const auto& one : in.of_test[test])
      if (one.end <= end) out.push_back({one.begin, one.end, {{one, test, leaf}}});
    return out;
  }
  if (!may_chain(asked, in, end)) return out;
  const auto chain = chains(asked, text, end);
  if (chain.empty()) return out;
  const auto pieces_of = [&](const Step& step, std::vector<Piece>& pieces) {
    if (step.first_test != SIZE_MAX) pieces.push_back({step.first, step.first_test, leaf});
    if (step.second) pieces.push_back({*step.second, step.second_test, leaf});
  };
  for (const auto& step : chain.front()) {
    out.push_back({step.begin, step.end, {}});
    pieces_of(step, out.back().pieces);
  }
  for (std::size_t i = 1; i < chain.size(); ++i) {
    Matches longer;
    for (const auto& match : out) {
      spend(chain[i].size());
      for (const auto& step : chain[i]) {
        if (step.begin != match.end) continue;
        longer.push_back({match.begin, step.end, match.pieces});
        pieces_of(step, longer.back().pieces);
      }
    }
    out = united(std::move(longer));
  }
  return out;
}

namespace {

using Cover = std::pair<std::uint32_t, std::uint32_t>;

/// The positions of a match, as ranges in order that do not touch: what makes it another match than others.
template <typename Match>
std::vector<Cover> cover_of(const Match& match) {
  std::vector<Cover> all, out;
  for (const auto& piece : match.pieces) all.emplace_back(piece.occurrence.begin, piece.occurrence.end);
  std::ranges::sort(all);
  for (const auto& [begin, end] : all) {
    if (!out.empty() && begin <= out.back().second)
      out.back().second = std::max(out.back().second, end);
    else
      out.emplace_back(begin, end);
  }
  return out;
}

template <typename Match>
bool share_a_position(const Match& a, const Match& b) {
  if (a.end <= b.begin || b.end <= a.begin) return false;
  for (const auto& x : a.pieces)
    for (const auto& y : b.pieces)
      if (x.occurrence.begin < y.occurrence.end && y.occurrence.begin < x.occurrence.end) return true;
  return false;
}

/// Positions between facing ends, neighbours 1; 0 if the hulls overlap.
template <typename Match>
std::uint32_t distance(const Match& a, const Match& b) {
  if (b.begin >= a.end) return b.begin - a.end + 1;
  if (a.begin >= b.end) return a.begin - b.end + 1;
  return 0;
}

/// Which stretch a match lies in whole; nothing if in none.
template <typename Match>
std::optional<std::size_t> stretch_of(const Match& match, const std::vector<PositionMatch>& stretches) {
  const auto after = std::ranges::upper_bound(stretches, match.begin, {}, &PositionMatch::begin);
  if (after == stretches.begin() || match.end > std::prev(after)->end) return {};
  return static_cast<std::size_t>(after - stretches.begin()) - 1;
}

}  // namespace

class Matcher::Related {
  /// Pairs of one proximity in one text; more are a query made to be slow.
  static constexpr std::size_t most_matches = 200'000;

 public:
  Related(Matcher& matcher, const PositionalNode& node, Text text)
      : matcher_(matcher), asked_(*node.node), left_(matcher.matches(node.children[0], text)) {
    if (left_.empty()) return;
    right_ = matcher.matches(node.children[1], text);
    std::ranges::sort(right_, {}, &Match::begin);
    for (const auto& match : right_) longest_ = std::max(longest_, match.end - match.begin);
    if (asked_.relation == Relation::sentence || asked_.relation == Relation::paragraph)
      if (!right_.empty()) stretches_ = &matcher.stretches(asked_.relation, text);
  }

  bool holds() {
    if (asked_.negated) return std::ranges::any_of(left_, [&](const Match& one) { return is_free(one); });
    return std::ranges::any_of(left_, [&](const Match& one) {
      bool found = false;
      each_partner(one, [&](const Match&) { return !(found = true); });
      return found;
    });
  }

  Matches matches() {
    Matches out;
    for (auto& one : left_) {
      if (asked_.negated) {
        if (is_free(one)) out.push_back(std::move(one));
        continue;
      }
      each_partner(one, [&](const Match& other) {
        Match both{std::min(one.begin, other.begin), std::max(one.end, other.end), one.pieces};
        both.pieces.insert(both.pieces.end(), other.pieces.begin(), other.pieces.end());
        matcher_.spend(both.pieces.size());
        out.push_back(std::move(both));
        if (out.size() > most_matches) throw OutOfTime();
        return true;
      });
    }
    return out;
  }

 private:
  bool is_free(const Match& one) {
    bool free = true;
    each_partner(one, [&](const Match&) { return free = false; });
    return free;
  }

  bool stands_so(const Match& one, const Match& other) const {
    if (share_a_position(one, other)) return asked_.negated;  // sharing a position counts as near there
    switch (asked_.relation) {
      case Relation::near:
        return distance(one, other) <= asked_.distance;
      case Relation::adjacent:
        return other.begin >= one.end && other.begin - one.end + 1 <= asked_.distance;
      case Relation::sentence:
      case Relation::paragraph: {
        const auto in = stretch_of(one, *stretches_);
        return in && in == stretch_of(other, *stretches_);
      }
    }
    return false;
  }

  /// Calls visit(other) for the matches of the right side that stand so to `one`, while it gives true.
  template <typename Visit>
  void each_partner(const Match& one, Visit visit) {
    std::uint32_t least = 0, most = UINT32_MAX;
    if (asked_.relation == Relation::near || asked_.relation == Relation::adjacent) {
      const std::uint32_t reach = asked_.distance + longest_;
      least = one.begin > reach ? one.begin - reach : 0;
      most = one.end + asked_.distance;
    }
    auto other = std::ranges::lower_bound(right_, least, {}, &Match::begin);
    for (; other != right_.end() && other->begin <= most; ++other) {
      matcher_.spend(1);
      if (stands_so(one, *other) && !visit(*other)) return;
    }
  }

  Matcher& matcher_;
  const QueryNode& asked_;
  Matches left_, right_;
  std::uint32_t longest_ = 0;
  const std::vector<PositionMatch>* stretches_ = nullptr;
};

/// Looks at the clock now and then.
void Matcher::spend(std::size_t work) {
  constexpr std::size_t step = 100'000;
  if ((work_ += work) < step) return;
  work_ = 0;
  if (deadline_ && std::chrono::steady_clock::now() > *deadline_) throw OutOfTime();
}

/// Sentences or paragraphs, as positions of the words in them.
const std::vector<PositionMatch>& Matcher::stretches(Relation relation, Text text) {
  const auto [known, is_new] = stretches_.try_emplace({relation, text});
  if (!is_new) return known->second;
  const Article article = part_.article(article_);
  const std::string& shown = text == Text::title ? article.title : article.body;
  std::vector<Token> tokens;
  analyzer_.find_places(shown, tokens);
  std::vector<Stretch> found = paragraphs(shown);
  if (relation == Relation::sentence) {
    std::vector<Stretch> all;
    for (const auto& paragraph : found)
      std::ranges::copy(sentences(shown, paragraph, article.lang), std::back_inserter(all));
    found = std::move(all);
  }
  std::uint32_t at = 0;
  for (const auto& stretch : found) {
    while (at < tokens.size() && tokens[at].begin < stretch.begin) ++at;
    PositionMatch words{at, at};
    while (at < tokens.size() && tokens[at].end <= stretch.end) words.end = ++at;
    if (words.end > words.begin) known->second.push_back(words);
  }
  return known->second;
}

Matcher::Matches Matcher::matches(const PositionalNode& node, Text text) {
  switch (node.kind) {
    case PositionalNode::Kind::text:
      return leaf_matches(node.leaf, text);
    case PositionalNode::Kind::proximity:
      return Related(*this, node, text).matches();
    case PositionalNode::Kind::at_least:  // stands alone
    case PositionalNode::Kind::any_of:
      break;
  }
  Matches out;
  for (const auto& child : node.children) std::ranges::move(matches(child, text), std::back_inserter(out));
  return out;
}

/// Distinct matches in both texts.
std::size_t Matcher::mentions(const PositionalNode& node) {
  std::size_t count = 0;
  for (const auto text : {Text::title, Text::body}) {
    std::set<std::vector<Cover>> covers;
    for (const auto& match : matches(node, text)) covers.insert(cover_of(match));
    count += covers.size();
  }
  return count;
}

bool Matcher::holds(const PositionalNode& node, Text text) {
  switch (node.kind) {
    case PositionalNode::Kind::text:
      return leaf_holds(node.leaf, text);
    case PositionalNode::Kind::proximity:
      return Related(*this, node, text).holds();
    case PositionalNode::Kind::any_of:
      return std::ranges::any_of(node.children, [&](const PositionalNode& child) { return holds(child, text); });
    case PositionalNode::Kind::at_least:
      break;
  }
  return false;
}

bool Matcher::holds(std::size_t positional) {
  const PositionalNode& node = question_.positionals[positional];
  if (node.kind == PositionalNode::Kind::at_least) return mentions(node.children[0]) >= node.node->mentions;
  return holds(node, Text::title) || holds(node, Text::body);
}

void Matcher::put(const Matches& found, Text text, Verdict& verdict) const {
  auto& marks = text == Text::title ? verdict.title : verdict.body;
  auto& hulls = text == Text::title ? verdict.title_matches : verdict.body_matches;
  for (const auto& match : found) {
    hulls.push_back({match.begin, match.end});
    for (const auto& piece : match.pieces) mark(piece.occurrence, piece.test, piece.leaf, marks);
  }
}

bool Matcher::judge(const PositionalNode& node, Verdict& verdict) {
  const bool counted = node.kind == PositionalNode::Kind::at_least;
  if (counted && mentions(node.children[0]) < node.node->mentions) return false;
  bool any = false;
  for (const auto text : {Text::title, Text::body}) {
    const Matches found = matches(counted ? node.children[0] : node, text);
    any = any || !found.empty();
    put(found, text, verdict);
  }
  return any;
}

bool Matcher::judge(const QuestionNode& node, const std::function<bool(std::size_t)>& filter_holds, Verdict& verdict) {
  switch (node.kind) {
    case QueryNode::Kind::everything:
      return true;
    case QueryNode::Kind::nothing:
      return false;
    case QueryNode::Kind::filter:
      return filter_holds(node.number);
    case QueryNode::Kind::text:
    case QueryNode::Kind::proximity:
    case QueryNode::Kind::at_least:
      return judge(question_.positionals[node.number], verdict);
    case QueryNode::Kind::none_of: {
      Verdict unused;
      return !judge(node.children[0], filter_holds, unused);
    }
    case QueryNode::Kind::all_of:
    case QueryNode::Kind::any_of:
      break;
  }
  const bool all = node.kind == QueryNode::Kind::all_of;
  const std::size_t title = verdict.title.size(), body = verdict.body.size();
  const std::size_t title_matches = verdict.title_matches.size(), body_matches = verdict.body_matches.size();
  bool any = false;
  for (const auto& child : node.children) {
    const bool holds = judge(child, filter_holds, verdict);
    any = any || holds;
    if (!all || holds) continue;
    verdict.title.resize(title);  // what half of an AND found proves nothing
    verdict.body.resize(body);
    verdict.title_matches.resize(title_matches);
    verdict.body_matches.resize(body_matches);
    return false;
  }
  return all || any;
}

Matcher::Verdict Matcher::judge(const std::function<bool(std::size_t)>& filter_holds) {
  Verdict verdict;
  try {
    verdict.holds = judge(question_.root, filter_holds, verdict);
  } catch (const OutOfTime&) {
    verdict.holds = true;  // some of the marks of an article that was found
  }
  const auto order = [](const PositionMark& a, const PositionMark& b) {
    return std::tuple(a.begin, a.end, a.first_cluster, a.end_cluster, a.leaf) <
           std::tuple(b.begin, b.end, b.first_cluster, b.end_cluster, b.leaf);
  };
  for (auto* marks : {&verdict.title, &verdict.body}) {
    std::ranges::sort(*marks, order);
    marks->erase(std::unique(marks->begin(), marks->end()), marks->end());
  }
  for (auto* matches : {&verdict.title_matches, &verdict.body_matches}) {
    std::ranges::sort(*matches);
    matches->erase(std::unique(matches->begin(), matches->end()), matches->end());
  }
  return verdict;
}

}  // namespace broadsheet
