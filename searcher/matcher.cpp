#include "searcher/matcher.hpp"

#include <algorithm>
#include <broadsheet/error.hpp>
#include <set>

#include "archive/fold.hpp"

namespace broadsheet {

Matcher::Matcher(const Question& question, const Part& part, Analyzer& analyzer)
    : question_(question), part_(part), analyzer_(analyzer), class_of_code_(65536, CodeClass::nothing) {
  for (const auto& test : question_.tests) {
    if (test.word.run)
      run_tests_.push_back(test.number);
    else
      pairs_matter_ = true;
  }
  std::fill(class_of_code_.begin() + code::first_sign, class_of_code_.end(), CodeClass::sign);
  for (auto* text : {&title_, &body_}) {
    text->of_test.resize(question_.tests.size());
    text->of_ampersand.resize(question_.tests.size());
  }
  accept_words();
}

void Matcher::accept(std::uint32_t word, std::size_t test) {
  tests_of_word_[word].push_back(test);
  if (word < code::first_sign) class_of_code_[word] = CodeClass::accepted;
}

/// Finds the words of the part that the tests accept: candidates by hash, then the rule itself.
void Matcher::accept_words() {
  const Tables& tables = part_.tables();
  const auto keys = tables.word_keys();
  Word candidate;
  for (const auto& test : question_.tests) {
    if (test.word.run) continue;
    std::vector<std::uint32_t> hashes;
    if (test.word.exact) hashes.push_back(word_key_hash(test.word.form));
    for (const auto language : question_.languages) {
      if (test.word.exact) break;
      hashes.push_back(word_key_hash(test.languages[language].stem));
      hashes.push_back(word_key_hash(test.languages[language].folded));
    }
    std::ranges::sort(hashes);
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    std::vector<std::uint32_t> words;
    for (const auto hash : hashes)
      for (auto key = std::ranges::lower_bound(keys, hash, {}, &WordKey::hash); key != keys.end() && key->hash == hash;
           ++key)
        words.push_back(key->word);
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    for (const auto number : words) {
      if (!analyzer_.word_of_key(tables.word_key(number), candidate) || !test.accepts(candidate)) continue;
      accept(number, test.number);
    }
  }
}

const Word& Matcher::word(std::uint32_t number) {
  const auto [place, is_new] = words_.try_emplace(number);
  if (is_new) analyzer_.word_of_key(part_.tables().word_key(number), place->second);
  return place->second;
}

void Matcher::load(std::uint32_t article) {
  language_ = part_.tables().languages()[article];
  for (auto* text : {&title_, &body_}) {
    for (auto& list : text->of_test) list.clear();
    for (auto& list : text->of_ampersand) list.clear();
  }
  read_codes(article);
  if (run_tests_.empty() || !part_.tables().has_runs()) return;
  part_.tables().tokens(article, tokens_);
  find_runs(tokens_.title, title_);
  find_runs(tokens_.body, body_);
}

/// Reads the stored codes once and notes where accepted words and pairs stand.
void Matcher::read_codes(std::uint32_t article) {
  const auto codes = part_.tables().codes(article);
  const auto wide = part_.tables().wide_words(article);
  std::size_t wide_at = 0;
  TextOccurrences* text = &title_;
  std::uint32_t position = 0, last_word = 0;
  Gap gap = Gap::other;
  bool pairs_added = false;
  const auto note = [&](std::uint32_t word) {
    if (const auto tests = tests_of_word_.find(word); tests != tests_of_word_.end())
      for (const auto test : tests->second) text->of_test[test].push_back({position, position + 1});
  };
  for (std::size_t at = 0; at < codes.size(); ++at) {
    const std::uint16_t c = codes[at];
    if (class_of_code_[c] == CodeClass::nothing && gap == Gap::other) {
      ++position;
      continue;
    }
    std::uint32_t word = c;
    switch (c) {
      case code::title_end:
        title_words_ = position;
        position = 0;
        gap = Gap::other;
        text = &body_;
        continue;
      case code::hyphen:
      case code::ampersand: {
        if (!pairs_matter_ || position == 0) continue;
        // The word before: the code before, or the wide word read last.
        const std::uint16_t before = codes[at - 1];
        last_word = before == code::wide ? wide[wide_at - 1] : before;
        gap = c == code::hyphen ? Gap::hyphen : Gap::ampersand;
        continue;
      }
      case code::wide:
        if (wide_at >= wide.size()) return;
        word = wide[wide_at++];
        break;
      default:
        if (c >= code::first_sign) continue;
    }
    note(word);
    if (gap != Gap::other) {
      auto& lists = gap == Gap::hyphen ? text->of_test : text->of_ampersand;
      for (const auto test : tests_of_pair(last_word, word, gap)) {
        lists[test].push_back({position - 1, position + 1});
        pairs_added = true;
      }
      gap = Gap::other;
    }
    ++position;
  }
  body_words_ = position;
  if (!pairs_added) return;
  for (auto* one : {&title_, &body_})
    for (auto& list : one->of_test)
      std::ranges::sort(list, [](const Occurrence& a, const Occurrence& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
      });
}

const std::vector<std::size_t>& Matcher::tests_of_pair(std::uint32_t first, std::uint32_t second, Gap gap) {
  // Vocabularies stay far below 2^28 words, languages below 2^6.
  const std::uint64_t key = std::uint64_t{first} << 36 | std::uint64_t{second} << 8 | std::uint64_t{language_} << 1 |
                            (gap == Gap::ampersand ? 1U : 0U);
  const auto [place, is_new] = tests_of_pairs_.try_emplace(key);
  if (is_new) {
    const Word joined = analyzer_.joined(word(first), word(second), gap, language_);
    for (const auto& test : question_.tests)
      if (!test.word.run && test.accepts(joined)) place->second.push_back(test.number);
  }
  return place->second;
}

/// Looks for runs character by character in each stretch of touching words of run scripts.
void Matcher::find_runs(const std::vector<StoredToken>& tokens, TextOccurrences& out) {
  struct Character {
    const std::string* key;
    std::uint32_t position;
    std::uint32_t cluster;
  };
  std::vector<Character> stretch;
  const auto search = [&] {
    for (const auto number : run_tests_) {
      const QueryWord& wanted = question_.tests[number].word;
      const std::size_t length = wanted.clusters.size();
      for (std::size_t at = 0; at + length <= stretch.size(); ++at) {
        std::size_t same = 0;
        while (same < length && *stretch[at + same].key == wanted.clusters[same]) ++same;
        if (same < length) continue;
        const Character &first = stretch[at], &last = stretch[at + length - 1];
        const Word &first_word = word(tokens[first.position].word), &last_word = word(tokens[last.position].word);
        if (!wanted.mark_before.empty() && (first.cluster != 0 || first_word.mark_before != wanted.mark_before))
          continue;
        if (!wanted.mark_after.empty() &&
            (last.cluster + 1 != last_word.clusters.size() || last_word.mark_after != wanted.mark_after))
          continue;
        out.of_test[number].push_back({first.position, last.position + 1, first.cluster, last.cluster + 1, true});
      }
    }
    stretch.clear();
  };
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    if (!part_.tables().is_run(tokens[i].word)) {
      search();
      continue;
    }
    if (tokens[i].gap != Gap::touching) search();
    const auto& clusters = word(tokens[i].word).clusters;
    for (std::uint32_t c = 0; c < clusters.size(); ++c) stretch.push_back({&clusters[c], i, c});
  }
  search();
}

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

/// False if no chain can be, seen without making steps: the ends reached so far against where the next words begin.
bool Matcher::may_chain(const TextLeaf& asked, const TextOccurrences& in) {
  reached_.clear();
  for (std::size_t i = 0; i < asked.parts.size(); ++i) {
    if (asked.parts[i].kind != PhrasePart::Kind::word) return true;
    const auto& list = in.of_test[asked.parts[i].tests[0]];
    if (list.empty()) return false;
    reaching_.clear();
    for (const auto& one : list)
      if (i == 0 || std::ranges::binary_search(reached_, one.begin)) reaching_.push_back(one.end);
    if (reaching_.empty()) return false;
    std::swap(reached_, reaching_);
    if (!std::ranges::is_sorted(reached_)) std::ranges::sort(reached_);
  }
  return true;
}

/// A phrase is a chain of steps, each beginning where the one before ends. Marks are the words of all whole chains:
/// those steps that some chain reaches from the front and from the back.
bool Matcher::find_leaf(std::size_t leaf, Text text, std::vector<PositionMark>* marks,
                        std::vector<PositionMatch>* matches) {
  const TextLeaf& asked = question_.leaves[leaf];
  if (asked.zone != Zone::anywhere && (asked.zone == Zone::title) != (text == Text::title)) return false;
  const TextOccurrences& in = text == Text::title ? title_ : body_;
  const std::uint32_t words = text == Text::title ? title_words_ : body_words_;
  if (asked.parts.size() == 1 && asked.parts[0].kind == PhrasePart::Kind::word) {
    const auto test = asked.parts[0].tests[0];
    if (marks)
      for (const auto& one : in.of_test[test]) {
        mark(one, test, leaf, *marks);
        matches->push_back({one.begin, one.end});
      }
    return !in.of_test[test].empty();
  }
  if (!marks && !may_chain(asked, in)) return false;
  std::vector<std::vector<Step>> chain(asked.parts.size());
  std::vector<std::uint32_t> reached;
  for (std::size_t i = 0; i < asked.parts.size(); ++i) {
    chain[i] = steps(asked.parts[i], in, words);
    if (i > 0)
      std::erase_if(chain[i], [&](const Step& step) { return !std::ranges::binary_search(reached, step.begin); });
    if (chain[i].empty()) return false;
    reached.clear();
    for (const auto& step : chain[i]) reached.push_back(step.end);
    std::ranges::sort(reached);
  }
  if (!marks) return true;
  for (std::size_t i = chain.size(); i-- > 0;) {
    if (i + 1 < chain.size())
      std::erase_if(chain[i], [&](const Step& step) { return !std::ranges::binary_search(reached, step.end); });
    reached.clear();
    for (const auto& step : chain[i]) {
      reached.push_back(step.begin);
      if (step.first_test != SIZE_MAX) mark(step.first, step.first_test, leaf, *marks);
      if (step.second) mark(*step.second, step.second_test, leaf, *marks);
    }
    std::ranges::sort(reached);
  }
  for (const auto& first : chain.front()) {
    std::set<std::uint32_t> ends = {first.end};
    for (std::size_t i = 1; i < chain.size(); ++i) {
      std::set<std::uint32_t> further;
      for (const auto& step : chain[i])
        if (ends.contains(step.begin)) further.insert(step.end);
      ends = std::move(further);
    }
    for (const auto end : ends) matches->push_back({first.begin, end});
  }
  return true;
}

bool Matcher::leaf_holds(std::size_t leaf) {
  return find_leaf(leaf, Text::title, nullptr) || find_leaf(leaf, Text::body, nullptr);
}

bool Matcher::judge(const QuestionNode& node, const std::function<bool(std::size_t)>& filter_holds, Verdict& verdict) {
  switch (node.kind) {
    case QueryNode::Kind::everything:
      return true;
    case QueryNode::Kind::nothing:
      return false;
    case QueryNode::Kind::filter:
      return filter_holds(node.number);
    case QueryNode::Kind::text: {
      const bool in_title = find_leaf(node.number, Text::title, &verdict.title, &verdict.title_matches);
      return find_leaf(node.number, Text::body, &verdict.body, &verdict.body_matches) || in_title;
    }
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
  verdict.holds = judge(question_.root, filter_holds, verdict);
  const auto order = [](const PositionMark& a, const PositionMark& b) {
    return std::tuple(a.begin, a.end, a.first_cluster, a.end_cluster, a.leaf) <
           std::tuple(b.begin, b.end, b.first_cluster, b.end_cluster, b.leaf);
  };
  std::ranges::sort(verdict.title, order);
  std::ranges::sort(verdict.body, order);
  for (auto* matches : {&verdict.title_matches, &verdict.body_matches}) {
    std::ranges::sort(*matches);
    matches->erase(std::unique(matches->begin(), matches->end()), matches->end());
  }
  return verdict;
}

std::vector<Span> spans_of(const std::vector<PositionMark>& marks, std::string_view text, Analyzer& analyzer,
                           std::vector<std::uint64_t>* leaves) {
  std::vector<Span> out;
  if (marks.empty()) return out;
  const std::uint32_t last_needed = std::ranges::max(marks, {}, &PositionMark::end).end;
  std::vector<Token> tokens;
  analyzer.find_places(text, tokens, last_needed);
  struct Marked {
    Span span;
    std::uint64_t leaves;
  };
  std::vector<Marked> found;
  for (const auto& mark : marks) {
    if (mark.end > tokens.size()) continue;  // cannot be: the text was cut as when it was indexed
    const Token &first = tokens[mark.begin], &last = tokens[mark.end - 1];
    Span span{first.begin, last.end};
    if (mark.run) {
      const auto ends = cluster_ends(text.substr(first.begin, first.end - first.begin));
      const auto last_ends = cluster_ends(text.substr(last.begin, last.end - last.begin));
      if (mark.first_cluster > 0 && mark.first_cluster <= ends.size())
        span.begin = first.begin + ends[mark.first_cluster - 1];
      if (mark.end_cluster > 0 && mark.end_cluster <= last_ends.size())
        span.end = last.begin + last_ends[mark.end_cluster - 1];
    }
    span.begin -= mark.before_bytes;
    span.end += mark.after_bytes;
    found.push_back({span, std::uint64_t{1} << (mark.leaf % 64)});
  }
  std::ranges::sort(found, [](const Marked& a, const Marked& b) {
    return std::pair(a.span.begin, a.span.end) < std::pair(b.span.begin, b.span.end);
  });
  for (const auto& [span, bits] : found) {
    const bool joins = !out.empty() && (span.begin <= out.back().end ||
                                        only_signs(text.substr(out.back().end, span.begin - out.back().end)));
    if (joins)
      out.back().end = std::max(out.back().end, span.end);
    else
      out.push_back(span);
    if (!leaves) continue;
    if (joins)
      leaves->back() |= bits;
    else
      leaves->push_back(bits);
  }
  return out;
}

}  // namespace broadsheet
