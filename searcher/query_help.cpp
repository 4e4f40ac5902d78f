#include "searcher/query_help.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>

#include "archive/fold.hpp"
#include "searcher/query_nodes.hpp"
#include "searcher/query_words.hpp"

namespace broadsheet {
namespace {

using Kind = QueryNode::Kind;

constexpr std::uint64_t few_articles = 3;       // fewer are helped
constexpr std::size_t spellings_of_a_word = 3;  // shown
constexpr std::size_t spellings_tried = 8;
constexpr double help_seconds = 2;  // all of it; what comes later is left out

/// A query tried on the way; nothing once the time for help is over.
class Trials {
 public:
  Trials(const Archive::State& state, std::size_t max_expansions) : state_(state), max_expansions_(max_expansions) {}
  bool is_over() const { return broadsheet::is_over(deadline_); }
  std::optional<Count> count(const QueryNode& node) const {
    if (is_over()) return {};
    try {
      return Run(node, state_, false, max_expansions_, deadline_).articles();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::query) throw;
      return {};  // alone it is over a limit
    }
  }
  const Archive::State& state() const { return state_; }
  Moment deadline() const { return deadline_; }

 private:
  const Archive::State& state_;
  std::size_t max_expansions_;
  Moment deadline_ = after(help_seconds);
};

bool is_filter(const QueryNode& node) {
  return node.kind == Kind::filter || (node.kind == Kind::none_of && node.children[0].kind == Kind::filter);
}

std::vector<Help::Conjunct> parts_alone(const QueryNode& root, const Trials& trials) {
  std::vector<Help::Conjunct> out;
  if (root.kind != Kind::all_of) return out;
  for (const auto& part : root.children)
    if (const auto articles = trials.count(part)) out.push_back({canonical(part), *articles});
  return out;
}

std::vector<Help::Conjunct> filters_in_the_way(const QueryNode& root, std::uint64_t found, const Trials& trials) {
  std::vector<Help::Conjunct> out;
  if (root.kind != Kind::all_of) return out;
  for (std::size_t i = 0; i < root.children.size(); ++i) {
    if (!is_filter(root.children[i])) continue;
    std::vector<QueryNode> others = root.children;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    const QueryNode rest = combine(Kind::all_of, std::move(others));
    if (const auto articles = trials.count(rest); articles && articles->value > found)
      out.push_back({canonical(root.children[i]), *articles});
  }
  return out;
}

/// Words that are looked for as they are, outside NOT, one to a leaf.
void collect_words(QueryNode& node, std::vector<QueryNode*>& out) {
  if (node.kind == Kind::none_of) return;
  if (node.kind == Kind::text && node.phrase.size() == 1 && node.phrase[0].kind == PhrasePart::Kind::word)
    out.push_back(&node);
  for (auto& child : node.children) collect_words(child, out);
}

/// Numbers are never spelled otherwise, and short words are like too many others.
bool may_be_misspelled(const QueryWord& word) {
  return !word.run && !word.wildcard && word.edits == 0 && !has_number(word.form) &&
         count_letters(fold(word.form)) >= 4;
}

/// Spellings a letter or two away, most frequent first.
std::vector<std::string> near_spellings(const QueryWord& word, const Trials& trials) {
  QueryNode leaf = leaf_node(Kind::text);
  PhrasePart part;
  part.words = {word};
  part.words[0].edits = count_letters(fold(word.form)) >= 8 ? 2 : 1;
  part.words[0].exact = true;
  leaf.phrase = {part};
  const auto& state = trials.state();
  const Question question =
      make_question(leaf, state.snapshot, state.languages, {}, {spellings_tried, trials.deadline()}, state.analyzer);
  std::vector<std::string> out;
  for (const auto& spelling : question.expansions.at(0).to)
    if (spelling.text != word.form && spelling.occurrences > 0) out.push_back(spelling.text);
  return out;
}

/// A word that hardly any article has, and how it may have been meant.
struct Misspelled {
  QueryNode* leaf;
  std::string typed;
  std::vector<std::string> spellings;
};

void respell(QueryNode& leaf, const std::string& spelling, QueryWords& words) {
  const Typed how = leaf.phrase[0].words[0].exact ? Typed::exact : Typed::bare;
  leaf.phrase = words.parts(spelling, how);
  leaf.printed = words.printed(spelling, how);
  if (how == Typed::exact) leaf.printed = "\"" + leaf.printed + "\"";
}

/// One word spelled otherwise; where that does not help, all of them.
std::vector<Help::Spelling> other_spellings(const QueryNode& root, std::uint64_t found, const Trials& trials) {
  QueryNode changed = root;
  std::vector<QueryNode*> leaves;
  collect_words(changed, leaves);
  std::vector<Misspelled> misspelled;
  for (QueryNode* leaf : leaves) {
    const QueryWord& word = leaf->phrase[0].words[0];
    if (!may_be_misspelled(word)) continue;
    if (const auto articles = trials.count(*leaf); !articles || articles->value >= few_articles) continue;
    if (auto spellings = near_spellings(word, trials); !spellings.empty())
      misspelled.push_back({leaf, word.typed, std::move(spellings)});
  }
  std::vector<Help::Spelling> out;
  QueryWords words;
  const auto try_it = [&](const std::string& from, const std::string& to) {
    const auto articles = trials.count(changed);
    if (!articles || articles->value <= found) return false;
    out.push_back({from, to, canonical(changed), *articles});
    return true;
  };
  for (const auto& one : misspelled) {
    const QueryNode typed = *one.leaf;
    std::size_t shown = 0;
    for (const auto& spelling : one.spellings) {
      respell(*one.leaf, spelling, words);
      if (try_it(one.typed, spelling) && ++shown == spellings_of_a_word) break;
    }
    *one.leaf = typed;
  }
  if (!out.empty() || misspelled.size() < 2) return out;
  std::string from, to;
  for (const auto& one : misspelled) {
    respell(*one.leaf, one.spellings[0], words);
    from.append(from.empty() ? "" : " ").append(one.typed);
    to.append(to.empty() ? "" : " ").append(one.spellings[0]);
  }
  try_it(from, to);
  return out;
}

const char* kind_name(Kind kind) {
  switch (kind) {
    case Kind::everything:
      return "everything";
    case Kind::nothing:
      return "nothing";
    case Kind::text:
      return "text";
    case Kind::filter:
      return "filter";
    case Kind::all_of:
      return "and";
    case Kind::any_of:
      return "or";
    case Kind::none_of:
      return "not";
    case Kind::proximity:
      return "proximity";
    case Kind::at_least:
      return "atleast";
  }
  return "";
}

}  // namespace

std::optional<Help> help_for(const Query& query, const Run& run, const Archive::State& state,
                             std::size_t max_expansions) {
  const std::uint64_t found = run.articles().value;
  if (found >= few_articles || run.partial()) return {};
  const Trials trials(state, max_expansions);
  Help help;
  if (found == 0) help.conjuncts = parts_alone(query.root, trials);
  help.spelling = other_spellings(query.root, found, trials);
  help.without = filters_in_the_way(query.root, found, trials);
  if (help.conjuncts.empty() && help.spelling.empty() && help.without.empty()) return {};
  return help;
}

ExplainedNode outline(const QueryNode& node) {
  ExplainedNode out;
  out.kind = kind_name(node.kind);
  out.query = canonical(node);
  if (node.kind == Kind::proximity || node.kind == Kind::at_least) out.asks = operator_of(node);
  for (const auto& child : node.children) out.children.push_back(outline(child));
  return out;
}

ExplainedNode explain_node(const QueryNode& node, const Archive::State& state, const std::optional<Asked>& asked,
                           std::size_t max_expansions, Moment deadline) {
  ExplainedNode out = outline(node);
  const Run alone(node, state, asked.has_value(), max_expansions, deadline);
  out.articles = alone.articles();
  if (asked && !alone.partial()) {
    const PartAnswer& answer = alone.answers()[asked->part];
    out.holds = answer.found[asked->article];
    if (*out.holds) out.score = static_cast<double>(answer.scores[asked->article]);
  }
  for (std::size_t i = 0; i < node.children.size() && !is_over(deadline); ++i)
    out.children[i] = explain_node(node.children[i], state, asked, max_expansions, deadline);
  return out;
}

}  // namespace broadsheet
