// Reading: which words of the part the question accepts, and where they stand in an article.
#include <algorithm>

#include "searcher/matcher.hpp"

namespace broadsheet {

Matcher::Matcher(const Question& question, const Part& part, std::size_t part_number, Analyzer& analyzer)
    : question_(question), part_(part), analyzer_(analyzer), part_number_(part_number) {
  for (const auto& test : question_.tests) {
    if (test.word.run) run_tests_.push_back(test.number);
    if (test.expands()) pairs_matter_ = true;
  }
  title_only_ = !question_.leaves.empty() &&
                std::ranges::all_of(question_.leaves, [](const TextLeaf& leaf) { return leaf.zone == Zone::title; });
  for (auto* text : {&title_, &body_}) {
    text->of_test.resize(question_.tests.size());
    text->of_ampersand.resize(question_.tests.size());
  }
  accept_words();
}

void Matcher::accept(std::uint32_t word, std::size_t test) {
  tests_of_word_[word].push_back(test);
  // What a pair is as one word is in the vocabulary too: if none is accepted, none needs a look.
  if (part_.tables().words()[word].pairs > 0) pairs_matter_ = true;
}

/// Finds the words of the part that the tests accept: candidates by hash, then the rule itself.
void Matcher::accept_words() {
  const Tables& tables = part_.tables();
  const auto keys = tables.word_keys();
  Word candidate;
  for (const auto& test : question_.tests) {
    if (test.word.run) continue;
    if (test.expands()) {
      for (const auto number : test.words_of_parts[part_number_]) accept(number, test.number);
      continue;
    }
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
      const auto key = tables.word_key(number);
      const bool is_word =
          test.word.exact ? Analyzer::stemless_word_of_key(key, candidate) : analyzer_.word_of_key(key, candidate);
      if (is_word && test.accepts(candidate)) accept(number, test.number);
    }
  }
}

const Word& Matcher::word(std::uint32_t number) {
  const auto [place, is_new] = words_.try_emplace(number);
  if (is_new) analyzer_.word_of_key(part_.tables().word_key(number), place->second);
  return place->second;
}

void Matcher::load(std::uint32_t article) {
  article_ = article;
  stretches_.clear();
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

void Matcher::class_codes() {
  class_of_code_.assign(65536, CodeClass::nothing);
  std::fill(class_of_code_.begin() + code::first_sign, class_of_code_.end(), CodeClass::sign);
  for (const auto& [word, tests] : tests_of_word_)
    if (word < code::first_sign) class_of_code_[word] = CodeClass::accepted;
}

/// Reads the stored codes once and notes where accepted words and pairs stand.
void Matcher::read_codes(std::uint32_t article) {
  if (class_of_code_.empty()) class_codes();
  auto codes = part_.tables().codes(article);
  if (title_only_) {  // bodies are many times as long
    const auto end = std::ranges::find(codes, code::title_end) - codes.begin();
    codes = codes.first(std::min<std::size_t>(static_cast<std::size_t>(end) + 1, codes.size()));
  }
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
    spend(question_.tests.size() * 16);
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
      if (wanted.capitals == Case::some || wanted.capitals == Case::all) continue;  // a run has none
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

}  // namespace broadsheet
