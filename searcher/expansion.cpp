#include "searcher/expansion.hpp"

#include <algorithm>
#include <unordered_map>

#include "archive/fold.hpp"
#include "archive/impact.hpp"
#include "searcher/wildcard.hpp"

namespace broadsheet {
namespace {

constexpr std::size_t like_terms = 25;

/// False if a word that is its own base and fold is not accepted. Most words are that, and need no more than this.
bool may_accept(const WordTest& test, std::string_view form) {
  if (test.word.wildcard) return matches_wildcard(test.word.form, form);
  const auto& asked = test.folded[0];
  if (form.size() + 2 < asked.base.size() || form.size() > asked.form.size() + 2) return false;
  const std::u32string letters(form.begin(), form.end());
  return edit_distance(asked.form, letters, test.word.edits) <= test.word.edits ||
         edit_distance(asked.base, letters, test.word.edits) <= test.word.edits;
}

/// The words of a part that may be accepted, ascending.
std::vector<std::uint32_t> words_to_try(const WordTest& test, const Tables& tables) {
  const auto& pattern = test.word.form;
  const auto front = test.word.wildcard ? std::string_view(pattern).substr(0, pattern.find_first_of("*?")) : "";
  const auto to_fold = tables.words_to_fold();
  std::vector<std::uint32_t> out(to_fold.begin(), to_fold.end());
  for (const auto number : tables.words_with_front(front))
    if (may_accept(test, tables.word_form(number))) out.push_back(number);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// How often gone articles hold each of these words, as one word or as a pair.
std::unordered_map<std::uint32_t, std::uint64_t> occurrences_gone(const Part& part,
                                                                  const std::vector<std::uint32_t>& words,
                                                                  Analyzer& analyzer) {
  std::unordered_map<std::uint32_t, std::uint64_t> counts;
  if (part.gone_count() == 0) return counts;
  const Tables& tables = part.tables();
  std::unordered_map<std::string_view, std::uint32_t> by_key;
  for (const auto word : words) {
    counts[word] = 0;
    by_key[tables.word_key(word)] = word;
  }
  StoredTokens tokens;
  Word first, second;
  const auto count_pair = [&](const StoredToken& left, const StoredToken& right, LanguageId language) {
    analyzer.word_of_key(tables.word_key(left.word), first);
    analyzer.word_of_key(tables.word_key(right.word), second);
    const std::string key = analyzer.joined(first, second, right.gap, language).key();
    if (const auto at = by_key.find(key); at != by_key.end()) ++counts[at->second];
  };
  for (std::uint32_t article = 0; article < part.articles(); ++article) {
    if (!part.is_gone(article)) continue;
    tables.tokens(article, tokens);
    for (const auto* text : {&tokens.title, &tokens.body})
      for (std::size_t i = 0; i < text->size(); ++i) {
        const StoredToken& token = (*text)[i];
        if (const auto at = counts.find(token.word); at != counts.end()) ++at->second;
        if (i > 0 && (token.gap == Gap::hyphen || token.gap == Gap::ampersand))
          count_pair((*text)[i - 1], token, tables.languages()[article]);
      }
  }
  return counts;
}

}  // namespace

Expansion expand(WordTest& test, const std::vector<Part>& parts, std::size_t most, Analyzer& analyzer) {
  std::unordered_map<std::string, std::uint64_t> forms;
  test.words_of_parts.assign(parts.size(), {});
  Word word;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Tables& tables = parts[i].tables();
    auto& accepted = test.words_of_parts[i];
    for (const auto number : words_to_try(test, tables))
      if (!tables.is_run(number) && analyzer.word_of_key(tables.word_key(number), word) && test.accepts(word))
        accepted.push_back(number);
    const auto gone = occurrences_gone(parts[i], accepted, analyzer);
    for (const auto number : accepted) {
      const WordEntry& entry = tables.words()[number];
      std::uint64_t count = std::uint64_t{entry.occurrences} + entry.pairs;
      if (const auto at = gone.find(number); at != gone.end()) count -= std::min(count, at->second);
      forms[std::string(tables.word_form(number))] += count;
    }
  }
  Expansion out;
  out.words = forms.size();
  for (auto& [form, count] : forms) out.to.push_back({form, count});
  std::ranges::sort(out.to, [](const Expansion::Word& a, const Expansion::Word& b) {
    return a.occurrences != b.occurrences ? a.occurrences > b.occurrences : a.text < b.text;
  });
  if (out.to.size() <= most) return out;
  out.to.resize(most);
  test.kept.emplace();
  for (const auto& kept : out.to) test.kept->insert(kept.text);
  for (std::size_t i = 0; i < parts.size(); ++i)
    std::erase_if(test.words_of_parts[i], [&](std::uint32_t number) {
      return !test.kept->contains(std::string(parts[i].tables().word_form(number)));
    });
  return out;
}

std::vector<LikeTerm> distinctive_terms(std::string_view id, const std::vector<Part>& parts, Analyzer& analyzer) {
  std::vector<LikeTerm> out;
  for (const auto& part : parts) {
    const auto article = part.find(id);
    if (!article) continue;
    struct Counted {
      unsigned count = 0;
      std::string form;
    };
    std::unordered_map<std::string, Counted> by_term;
    std::unordered_map<std::string, double> worth_of_term;
    StoredTokens tokens;
    part.tables().tokens(*article, tokens);
    Word word;
    std::size_t length = 0;
    const auto count = [&](const std::vector<StoredToken>& text, unsigned weight) {
      for (const auto& token : text) {
        length += weight;
        if (!analyzer.word_of_key(part.tables().word_key(token.word), word)) continue;
        if (word.run ? word.clusters.size() < 2 : has_number(word.form) || word.form.size() < 3) continue;
        std::string term, form;
        if (word.run) {
          term = word.clusters[0] + " " + word.clusters[1];
          form = word.clusters[0] + word.clusters[1];
        } else {
          term = word.stem;
          form = word.base;
        }
        auto& counted = by_term[term];
        counted.count += weight;
        if (counted.form.empty() || form.size() < counted.form.size()) counted.form = form;
      }
    };
    count(tokens.title, static_cast<unsigned>(title_weight));
    count(tokens.body, 1);
    double all = 0;
    for (const auto& other : parts) all += other.articles();
    for (const auto& [term, counted] : by_term) {
      double frequency = 0;
      for (const auto& other : parts) frequency += other.database().get_termfreq(term);
      if (frequency < 2) continue;
      const double rarity = impact_weight(frequency, all);
      worth_of_term[term] = rarity * impact(counted.count, static_cast<double>(length), default_reference_length);
      out.push_back({term, counted.form, static_cast<float>(rarity)});
    }
    std::ranges::sort(out, [&](const LikeTerm& a, const LikeTerm& b) {
      const double left = worth_of_term[a.term], right = worth_of_term[b.term];
      return left != right ? left > right : a.term < b.term;
    });
    break;
  }
  if (out.size() > like_terms) out.resize(like_terms);
  return out;
}

}  // namespace broadsheet
