#include "searcher/question.hpp"

#include <algorithm>

#include "searcher/expansion.hpp"
#include "searcher/query_text.hpp"
#include "searcher/query_words.hpp"
#include "searcher/wildcard.hpp"

namespace broadsheet {
namespace {

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : static_cast<char32_t>(lead & (0x3F >> (length - 1)));
    for (std::size_t i = 1; i < length && at + i < text.size(); ++i)
      c = c << 6 | static_cast<char32_t>(static_cast<unsigned char>(text[at + i]) & 0x3F);
    out += c;
    at += length;
  }
  return out;
}

bool has_capitals(Case asked, Capitals there) {
  switch (asked) {
    case Case::any:
      return true;
    case Case::some:
      return there != Capitals::none;
    case Case::all:
      return there == Capitals::all;
    case Case::none:
      return there == Capitals::none;
  }
  return true;
}

/// True if two wildcards or fuzzy words stand for the same spellings.
bool is_same_expansion(const QueryWord& a, const QueryWord& b) {
  return a.form == b.form && a.wildcard == b.wildcard && a.edits == b.edits && a.capitals == b.capitals &&
         a.mark_before == b.mark_before && a.mark_after == b.mark_after && a.exact == b.exact;
}

/// Makes a question of a query.
class Asker {
 public:
  Asker(Question& question, const Snapshot& snapshot, const SynonymTable& synonyms, const ExpansionLimits& limits,
        Analyzer& analyzer)
      : question_(question), snapshot_(snapshot), synonyms_(synonyms), limits_(limits), analyzer_(analyzer) {}

  QuestionNode node(const QueryNode& from) {
    QuestionNode out;
    out.kind = from.kind;
    switch (from.kind) {
      case QueryNode::Kind::filter:
        out.number = filter(from);
        return out;
      case QueryNode::Kind::text:
      case QueryNode::Kind::proximity:
      case QueryNode::Kind::at_least: {
        out.kind = QueryNode::Kind::text;
        PositionalNode made = positional(from);
        out.number = question_.positionals.size();
        question_.positionals.push_back(std::move(made));
        return out;
      }
      default:
        for (const auto& child : from.children) out.children.push_back(node(child));
        return out;
    }
  }

 private:
  std::size_t add_test(const QueryWord& word, const QueryNode& from) {
    WordTest test;
    test.word = word;
    test.base = word.run ? word.form : base_of(word.form, word.initials);
    test.number = question_.tests.size();
    if (!word.run && !word.wildcard) {
      test.languages.resize(broadsheet::languages().size());
      for (const auto language : question_.languages) {
        auto& in = test.languages[language];
        in.folded = fold(test.base, broadsheet::languages()[language].own);
        in.stem = analyzer_.stem(test.base, language);
        in.stem_of_form = analyzer_.stem(word.form, language);
        in.stem_of_folded = analyzer_.stem(in.folded, language);
      }
    }
    if (word.edits > 0)
      for (std::size_t own = 0; own < test.folded.size(); ++own)
        test.folded[own] = {code_points(fold(word.form, static_cast<OwnLetters>(own))),
                            code_points(fold(test.base, static_cast<OwnLetters>(own)))};
    const auto known = std::ranges::find_if(
        question_.tests, [&](const WordTest& other) { return other.expands() && is_same_expansion(other.word, word); });
    if (test.expands() && known != question_.tests.end()) {
      test.words_of_parts = known->words_of_parts;
      test.kept = known->kept;
    } else if (test.expands()) {
      test.words_of_parts.resize(snapshot_.parts().size());
      Expansion expansion;
      if (std::chrono::steady_clock::now() < limits_.deadline)
        expansion = expand(test, snapshot_.parts(), limits_.most, analyzer_);
      expansion.from = word.wildcard ? word.form : word.form + "~" + std::to_string(word.edits);
      expansion.begin = from.begin;
      expansion.end = from.end;
      question_.capped = question_.capped || expansion.words > expansion.to.size();
      question_.expansions.push_back(std::move(expansion));
    }
    question_.tests.push_back(std::move(test));
    return question_.tests.size() - 1;
  }

  PositionalNode text(const QueryNode& from, const std::vector<PhrasePart>& phrase) {
    TextLeaf leaf;
    leaf.node = &from;
    leaf.zone = from.zone;
    for (const auto& part : phrase) {
      TestedPart tested;
      tested.kind = part.kind;
      for (const auto& word : part.words) tested.tests.push_back(add_test(word, from));
      if (part.joined) tested.joined = add_test(*part.joined, from);
      leaf.parts.push_back(std::move(tested));
    }
    PositionalNode out;
    out.node = &from;
    out.leaf = question_.leaves.size();
    question_.leaves.push_back(std::move(leaf));
    return out;
  }

  PositionalNode positional(const QueryNode& from) {
    if (from.kind == QueryNode::Kind::text) return from.synonyms ? with_synonyms(from) : text(from, from.phrase);
    PositionalNode out;
    out.node = &from;
    out.kind = from.kind == QueryNode::Kind::any_of     ? PositionalNode::Kind::any_of
               : from.kind == QueryNode::Kind::at_least ? PositionalNode::Kind::at_least
                                                        : PositionalNode::Kind::proximity;
    for (const auto& child : from.children) out.children.push_back(positional(child));
    return out;
  }

  /// The word or phrase, or one that stands in a row of the table with it.
  PositionalNode with_synonyms(const QueryNode& from) {
    PositionalNode out;
    out.kind = PositionalNode::Kind::any_of;
    out.node = &from;
    out.children.push_back(text(from, from.phrase));
    Expansion expansion;
    expansion.from = "synonyms(" + from.printed + ")";
    expansion.begin = from.begin;
    expansion.end = from.end;
    if (rows_.empty())
      for (const auto& row : synonyms_) {
        rows_.emplace_back();
        for (const auto& typed : row) rows_.back().push_back(phrase_of(typed));
      }
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      const auto& row = synonyms_[r];
      const auto& phrases = rows_[r];
      if (std::ranges::none_of(phrases, [&](const auto& phrase) { return is_same(phrase, from.phrase); })) continue;
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (phrases[i].empty() || is_same(phrases[i], from.phrase)) continue;
        out.children.push_back(text(from, phrases[i]));
        expansion.to.push_back({row[i], 0});
      }
    }
    expansion.words = expansion.to.size();
    question_.expansions.push_back(std::move(expansion));
    return out;
  }

  std::vector<PhrasePart> phrase_of(const std::string& typed) {
    std::vector<PhrasePart> out;
    for (const auto& word : divided_values(typed)) {
      auto parts = words_.parts(word, Typed::bare);
      std::ranges::move(parts, std::back_inserter(out));
    }
    return out;
  }

  /// Word for word by the same stem in some language of the archive, or the same characters.
  bool is_same(const std::vector<PhrasePart>& a, const std::vector<PhrasePart>& b) {
    const auto same = [&](const QueryWord& left, const QueryWord& right) {
      if (left.run || right.run) return left.run == right.run && left.clusters == right.clusters;
      const std::string left_base = base_of(left.form, left.initials), right_base = base_of(right.form, right.initials);
      return fold(left_base) == fold(right_base) || std::ranges::any_of(question_.languages, [&](LanguageId language) {
               return analyzer_.stem(left_base, language) == analyzer_.stem(right_base, language);
             });
    };
    return std::ranges::equal(a, b, [&](const PhrasePart& left, const PhrasePart& right) {
      return left.kind == right.kind && std::ranges::equal(left.words, right.words, same);
    });
  }

  std::size_t filter(const QueryNode& from) {
    question_.filters.push_back(&from);
    question_.stories.emplace_back();
    question_.likes.emplace_back();
    if (from.filter == Filter::like) {
      question_.likes.back() = distinctive_terms(from.value, snapshot_.parts(), analyzer_);
      Expansion expansion;
      expansion.from = from.printed;
      expansion.begin = from.begin;
      expansion.end = from.end;
      for (const auto& term : question_.likes.back()) expansion.to.push_back({term.form, 0});
      expansion.words = expansion.to.size();
      question_.expansions.push_back(std::move(expansion));
    }
    return question_.filters.size() - 1;
  }

  Question& question_;
  const Snapshot& snapshot_;
  const SynonymTable& synonyms_;
  const ExpansionLimits& limits_;
  Analyzer& analyzer_;
  QueryWords words_;
  std::vector<std::vector<std::vector<PhrasePart>>> rows_;  ///< of the synonyms, cut once
};

}  // namespace

bool WordTest::accepts(const Word& other) const {
  if (other.run || !has_capitals(word.capitals, other.capitals)) return false;
  if (kept && !kept->contains(other.form)) return false;
  const OwnLetters own = broadsheet::languages()[other.language].own;
  if (word.exact) {
    if (!word.mark_before.empty() && word.mark_before != other.mark_before) return false;
    if (!word.mark_after.empty() && word.mark_after != other.mark_after) return false;
  }
  if (word.wildcard)
    return matches_wildcard(word.form, other.form) || matches_wildcard(word.form, other.base) ||
           matches_wildcard(word.form, fold(other.form, own)) || matches_wildcard(word.form, fold(other.base, own));
  if (word.edits > 0) {
    const Folded& asked = folded[static_cast<std::size_t>(own)];
    return !has_number(other.form) &&
           (edit_distance(asked.form, code_points(fold(other.form, own)), word.edits) <= word.edits ||
            edit_distance(asked.base, code_points(fold(other.base, own)), word.edits) <= word.edits);
  }
  if (word.exact) {
    if (word.form == other.form || word.form == other.base) return true;
    return word.form == fold(other.form, own) || word.form == fold(other.base, own);
  }
  if (word.initials && !other.initials && other.capitals != Capitals::all) return false;
  const InLanguage& in = languages[other.language];
  return in.stem == other.stem || in.folded == fold(other.base, own);
}

Question make_question(const QueryNode& root, const Snapshot& snapshot, const std::vector<LanguageId>& languages,
                       const SynonymTable& synonyms, const ExpansionLimits& limits, Analyzer& analyzer) {
  Question question;
  question.languages = languages;
  question.root = Asker(question, snapshot, synonyms, limits, analyzer).node(root);
  return question;
}

}  // namespace broadsheet
