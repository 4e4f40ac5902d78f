#include "searcher/question.hpp"

namespace broadsheet {
namespace {

std::size_t add_test(Question& question, const QueryWord& word, Analyzer& analyzer) {
  WordTest test;
  test.word = word;
  test.base = word.run ? word.form : base_of(word.form, word.initials);
  test.number = question.tests.size();
  if (!word.run) {
    test.languages.resize(broadsheet::languages().size());
    for (const auto language : question.languages) {
      auto& in = test.languages[language];
      in.folded = fold(test.base, broadsheet::languages()[language].own);
      in.stem = analyzer.stem(test.base, language);
      in.stem_of_form = analyzer.stem(word.form, language);
      in.stem_of_folded = analyzer.stem(in.folded, language);
    }
  }
  question.tests.push_back(std::move(test));
  return question.tests.size() - 1;
}

QuestionNode collect(const QueryNode& node, Question& question, Analyzer& analyzer) {
  QuestionNode out;
  out.kind = node.kind;
  if (node.kind == QueryNode::Kind::filter) {
    out.number = question.filters.size();
    question.filters.push_back(&node);
  }
  if (node.kind == QueryNode::Kind::text) {
    TextLeaf leaf;
    leaf.node = &node;
    leaf.zone = node.zone;
    for (const auto& part : node.phrase) {
      TestedPart tested;
      tested.kind = part.kind;
      for (const auto& word : part.words) tested.tests.push_back(add_test(question, word, analyzer));
      if (part.joined) tested.joined = add_test(question, *part.joined, analyzer);
      leaf.parts.push_back(std::move(tested));
    }
    out.number = question.leaves.size();
    question.leaves.push_back(std::move(leaf));
  }
  for (const auto& child : node.children) out.children.push_back(collect(child, question, analyzer));
  return out;
}

}  // namespace

bool WordTest::accepts(const Word& other) const {
  if (other.run) return false;
  if (word.exact) {
    if (!word.mark_before.empty() && word.mark_before != other.mark_before) return false;
    if (!word.mark_after.empty() && word.mark_after != other.mark_after) return false;
    if (word.form == other.form || word.form == other.base) return true;
    const OwnLetters own = broadsheet::languages()[other.language].own;
    return word.form == fold(other.form, own) || word.form == fold(other.base, own);
  }
  if (word.initials && !other.initials && other.capitals != Capitals::all) return false;
  const InLanguage& in = languages[other.language];
  return in.stem == other.stem || in.folded == fold(other.base, broadsheet::languages()[other.language].own);
}

Question make_question(const QueryNode& root, const std::vector<LanguageId>& languages, Analyzer& analyzer) {
  Question question;
  question.languages = languages;
  question.root = collect(root, question, analyzer);
  return question;
}

}  // namespace broadsheet
