#include <algorithm>
#include <broadsheet/numbers.hpp>
#include <map>
#include <tuple>

#include "searcher/archive_state.hpp"
#include "searcher/facets.hpp"
#include "searcher/names_in_text.hpp"
#include "searcher/number_sets.hpp"
#include "searcher/statistics.hpp"

namespace broadsheet {
namespace {

using Row = Terms::Row;

/// Articles on both sides.
struct Sides {
  std::uint64_t found = 0, others = 0;
};

bool is_greater(const Row& a, const Row& b) {
  return std::tie(b.log_likelihood, b.articles, a.text) < std::tie(a.log_likelihood, a.articles, b.text);
}

/// Says what is measured of `found` and `others`; nothing where it is not more frequent in the articles found.
std::optional<Row> measured(std::string text, std::uint64_t found, std::uint64_t others, const Sides& all) {
  const TwoSides sides{static_cast<double>(found), static_cast<double>(all.found), static_cast<double>(others),
                       static_cast<double>(all.others)};
  if (all.found == 0 || all.others == 0 || sides.a * sides.n <= sides.b * sides.m) return {};
  return Row{std::move(text), found, others, log_likelihood(sides), log_ratio(sides)};
}

bool covers(const std::vector<PositionMark>& marks, std::uint32_t begin, std::uint32_t end) {
  return std::ranges::any_of(marks, [&](const PositionMark& mark) { return mark.begin <= begin && end <= mark.end; });
}

/// Words by the articles that have them, title and body alike.
struct WordCounts {
  struct OfForm {
    std::uint32_t found = 0, base = 0;
    std::uint64_t last = 0;
    ArticlePlace first = {};  ///< found
  };
  std::vector<OfForm> forms;

  WordCounts(const WordForms& words, const NumberSets& sets) : forms(words.size()) {
    StoredTokens tokens;
    std::uint64_t serial = 0;
    for (std::size_t part = 0; part < sets.parts.size(); ++part)
      sets.base.answers()[part].found.each([&](std::uint32_t article) {
        sets.parts[part].tables().tokens(article, tokens);
        const bool is_found = sets.run.answers()[part].found[article];
        ++serial;
        for (const auto* text : {&tokens.title, &tokens.body})
          for (const auto& token : *text) {
            OfForm& form = forms[words.of(part, token.word)];
            if (form.last == serial) continue;
            form.last = serial;
            ++form.base;
            if (is_found && form.found++ == 0) form.first = {part, article};
          }
      });
  }
};

/// True if the query marks the form in this article.
bool is_own(std::uint32_t form, const ArticlePlace& place, const WordForms& words, NumberSets& sets) {
  const auto verdict = sets.run.judge(place.part, place.article);
  StoredTokens tokens;
  sets.parts[place.part].tables().tokens(place.article, tokens);
  const auto is_marked = [&](const std::vector<StoredToken>& text, const std::vector<PositionMark>& marks) {
    for (std::uint32_t at = 0; at < text.size(); ++at)
      if (words.of(place.part, text[at].word) == form && covers(marks, at, at + 1)) return true;
    return false;
  };
  return is_marked(tokens.title, verdict.title) || is_marked(tokens.body, verdict.body);
}

std::vector<Row> words_of(const WordForms& words, NumberSets& sets, const Sides& all, const TermsOptions& what) {
  const WordCounts counts(words, sets);
  struct Candidate {
    Row row;
    std::uint32_t form;
  };
  std::vector<Candidate> candidates;
  for (std::uint32_t form = 0; form < words.size(); ++form) {
    const auto& count = counts.forms[form];
    if (count.found < std::max<std::size_t>(1, what.minimum)) continue;
    if (auto row = measured(std::string(words.text(form)), count.found, count.base - count.found, all))
      candidates.push_back({std::move(*row), form});
  }
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) { return is_greater(a.row, b.row); });
  std::vector<Row> out;
  for (auto& [row, form] : candidates) {
    if (out.size() == what.limit) break;
    if (!is_own(form, counts.forms[form].first, words, sets)) out.push_back(std::move(row));
  }
  return out;
}

bool contains(const std::vector<std::uint32_t>& longer, const std::vector<std::uint32_t>& shorter) {
  return longer.size() > shorter.size() &&
         std::search(longer.begin(), longer.end(), shorter.begin(), shorter.end()) != longer.end();
}

std::vector<Row> names_of(const WordForms& words, NumberSets& sets, Analyzer& analyzer, const Sides& all,
                          const TermsOptions& what) {
  const CapitalRows capitals(words, sets.parts, sets.run.answers(), sets.base.answers(),
                             std::max<std::size_t>(1, what.minimum));
  struct Candidate {
    Row row;
    const CapitalRows::Row* words;
  };
  std::vector<Candidate> candidates;
  for (const auto& row : capitals.rows()) {
    // One word alone must be more than the beginning of sentences.
    const auto first = row.forms.front();
    if (row.forms.size() == 1 && (!words.is_mostly_capital(first) || words.text(first).size() < 2)) continue;
    std::string text;
    for (const auto form : row.forms) text += (text.empty() ? "" : " ") + std::string(words.text(form));
    if (auto one = measured(std::move(text), row.found, row.others, all)) candidates.push_back({std::move(*one), &row});
  }
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) { return is_greater(a.row, b.row); });
  const auto is_own = [&](const ArticlePlace& place, std::uint32_t begin, std::uint32_t end) {
    return covers(sets.run.judge(place.part, place.article).body, begin, end);
  };
  // A part of a name that mostly stands inside the whole is not another name; the whole comes after it or before.
  std::vector<Candidate> names;
  const std::size_t enough = what.limit > candidates.size() / 3 ? candidates.size() : what.limit * 3;
  for (auto& candidate : candidates) {
    if (names.size() == enough) break;
    const auto text = read_name(*candidate.words, words, sets.parts, analyzer, is_own);
    if (!text) continue;
    candidate.row.text = *text;
    names.push_back(std::move(candidate));
  }
  std::vector<Row> out;
  for (const auto& name : names) {
    const bool is_part = std::ranges::any_of(names, [&](const Candidate& whole) {
      return contains(whole.words->forms, name.words->forms) && whole.row.articles * 2 >= name.row.articles;
    });
    if (!is_part && out.size() < what.limit) out.push_back(name.row);
  }
  std::ranges::sort(out, is_greater);
  return out;
}

std::vector<Row> tags_of(const NumberSets& sets, const Sides& all, const TermsOptions& what) {
  std::vector<Row> out;
  for (const auto& row : count_facet(Column::tag, sets.run.answers(), sets.parts, &sets.base.answers()).rows) {
    if (row.articles < what.minimum) continue;
    if (auto one = measured(row.value, row.articles, row.base - row.articles, all)) out.push_back(std::move(*one));
  }
  std::ranges::sort(out, is_greater);
  if (out.size() > what.limit) out.resize(what.limit);
  return out;
}

}  // namespace

Terms distinctive_terms(const Archive& archive, std::string_view text, const SearchOptions& options,
                        const TermsOptions& what) {
  NumberSets sets(archive, text, options);
  const Sides all{sets.found.articles.value, sets.found.base->value - sets.found.articles.value};
  Terms out;
  if (what.words || what.names) {
    const WordForms words(sets.parts);
    if (what.words) out.words = words_of(words, sets, all, what);
    if (what.names) out.names = names_of(words, sets, archive.state().analyzer, all, what);
  }
  if (what.tags) out.tags = tags_of(sets, all, what);
  out.found = std::move(sets.found);
  return out;
}

}  // namespace broadsheet
