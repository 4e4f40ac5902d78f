#include "searcher/term_plan.hpp"

#include <algorithm>
#include <bit>
#include <map>

#include "archive/impact.hpp"
#include "archive/schema.hpp"
#include "searcher/postings.hpp"

namespace broadsheet {
namespace {

std::uint64_t bit(LanguageId language) { return std::uint64_t{1} << language; }

/// Which terms of an article of each language can stand for the word.
///
/// Bare: fold(stem(base)) equal, which the term of that stem proves; or fold(base) equal. A word without accents whose
/// base is the folded one has the stem of that base, which proves nothing if it is not the stem typed; an accented
/// one has it too, or else the term XF + folded base, which is a proof.
/// Exact: the form typed is the form or base of the word (then the stem of the typed base or form is its term), or one
/// of these folded (then XF + that, or the stem again). Nothing but the text proves it.
PlannedTest plan_word(const WordTest& test, const std::vector<LanguageId>& languages) {
  struct Masks {
    std::uint64_t any = 0, sure = 0;
  };
  std::map<std::string, Masks> terms;
  const auto add = [&](const std::string& term, LanguageId language, bool sure) {
    auto& masks = terms[term];
    masks.any |= bit(language);
    if (sure) masks.sure |= bit(language);
  };
  const std::string folded_prefix(prefix::folded);
  const bool proves = !test.word.exact && !test.word.initials;
  for (const auto language : languages) {
    const auto& in = test.languages[language];
    add(in.stem, language, proves);
    add(folded_prefix + in.folded, language, proves);
    if (in.stem_of_folded != in.stem) add(in.stem_of_folded, language, false);
    if (test.word.exact) {
      add(in.stem_of_form, language, false);
      add(folded_prefix + test.word.form, language, false);
    }
  }
  PlannedTest plan;
  plan.proves = proves;
  for (const auto& [term, masks] : terms) plan.terms.push_back({term, masks.any, masks.sure, 0});
  return plan;
}

/// Whether an expansion takes all words of a part that have this stem in articles of this language.
bool takes_all(const WordTest& test, std::size_t part, const Tables& tables, const std::string& stem,
               LanguageId language, Analyzer& analyzer) {
  const auto& taken = test.words_of_parts[part];
  const auto hash = word_key_hash(stem);
  const auto keys = tables.word_keys();
  Word word;
  for (auto at = std::ranges::lower_bound(keys, hash, {}, &WordKey::hash); at != keys.end() && at->hash == hash; ++at)
    if (!std::ranges::binary_search(taken, at->word) && !tables.is_run(at->word) &&
        analyzer.word_of_key(tables.word_key(at->word), word) && word.language == language && word.stem == stem)
      return false;
  return true;
}

/// A wildcard or fuzzy word: the terms of the words of the archive that it stands for. A posting is proof where all
/// words of the archive with its stem are among them; else the text is.
PlannedTest plan_expansion(const WordTest& test, const std::vector<Part>& parts, Analyzer& analyzer) {
  std::map<std::string, std::uint64_t> terms;
  Word word;
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (const auto number : test.words_of_parts[i])
      if (analyzer.word_of_key(parts[i].tables().word_key(number), word)) terms[word.stem] |= bit(word.language);
  PlannedTest plan;
  plan.proves = true;
  for (const auto& [term, languages] : terms) {
    std::uint64_t sure = 0;
    for (auto left = languages; left != 0; left &= left - 1) {
      const auto language = static_cast<LanguageId>(std::countr_zero(left));
      bool all = true;
      for (std::size_t i = 0; all && i < parts.size(); ++i)
        all = takes_all(test, i, parts[i].tables(), term, language, analyzer);
      if (all) sure |= bit(language);
    }
    plan.terms.push_back({term, languages, sure, 0});
  }
  return plan;
}

PlannedTest plan_run(const WordTest& test) {
  PlannedTest plan;
  plan.all = true;
  const auto& clusters = test.word.clusters;
  // A run has no capital letters.
  if (test.word.capitals == Case::some || test.word.capitals == Case::all) {
    plan.all = false;
    return plan;
  }
  const bool whole = std::ranges::none_of(clusters, &std::string::empty);
  plan.proves = whole && clusters.size() <= 2 && test.word.mark_before.empty() && test.word.mark_after.empty();
  std::vector<std::string> terms;
  if (clusters.size() == 1 || !whole)
    terms = clusters;
  else
    for (std::size_t i = 1; i < clusters.size(); ++i) terms.push_back(clusters[i - 1] + " " + clusters[i]);
  std::ranges::sort(terms);
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  std::erase(terms, "");
  for (auto& term : terms)
    plan.terms.push_back({std::move(term), ~std::uint64_t{0}, plan.proves ? ~std::uint64_t{0} : 0, 0});
  return plan;
}

double frequency(const std::string& term, const std::vector<Part>& parts) {
  double sum = 0;
  for (const auto& part : parts) sum += count_postings(part, term);
  return sum;
}

/// A word weighs by how rare it is as a whole; each term of a run by itself.
void weigh(PlannedTest& plan, const std::vector<Part>& parts) {
  double all = 0;
  for (const auto& part : parts) all += part.articles();
  std::vector<double> frequencies;
  for (const auto& term : plan.terms) frequencies.push_back(frequency(term.term, parts));
  double sum = 0;
  for (const auto n : frequencies) sum += n;
  for (std::size_t i = 0; i < plan.terms.size(); ++i)
    plan.terms[i].weight = static_cast<float>(impact_weight(plan.all ? frequencies[i] : std::min(sum, all), all));
  // Lists without a posting are not walked.
  if (!plan.all)
    for (std::size_t i = plan.terms.size(); i-- > 0;)
      if (frequencies[i] == 0) plan.terms.erase(plan.terms.begin() + static_cast<std::ptrdiff_t>(i));
}

}  // namespace

std::vector<PlannedTest> plan_terms(const Question& question, const std::vector<Part>& parts, Analyzer& analyzer) {
  std::vector<PlannedTest> plans;
  for (const auto& test : question.tests) {
    plans.push_back(test.expands()  ? plan_expansion(test, parts, analyzer)
                    : test.word.run ? plan_run(test)
                                    : plan_word(test, question.languages));
    weigh(plans.back(), parts);
  }
  return plans;
}

}  // namespace broadsheet
