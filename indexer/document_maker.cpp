#include "indexer/document_maker.hpp"

#include <cstdio>

#include "archive/calendar.hpp"
#include "archive/impact.hpp"
#include "archive/schema.hpp"
#include "archive/site.hpp"

namespace broadsheet {
namespace {

void add_boolean(Xapian::Document& document, std::string_view prefix, std::string_view value) {
  if (!value.empty()) document.add_boolean_term(boolean_term(prefix, value));
}

std::string digits(const CivilDate& date, int count) {
  char out[16];
  std::snprintf(out, sizeof out, "%04d%02u%02u", date.year, date.month, date.day);
  return std::string(out, static_cast<std::size_t>(count));
}

void add_date(Xapian::Document& document, const Date& date) {
  const CivilDate civil = to_civil(date.first_day);
  document.add_value(static_cast<unsigned>(Slot::day), digits(civil, 8));
  if (date.precision >= Precision::year) add_boolean(document, prefix::year, digits(civil, 4));
  if (date.precision < Precision::month) return;
  document.add_value(static_cast<unsigned>(Slot::month), digits(civil, 6));
  add_boolean(document, prefix::month, digits(civil, 6));
  if (date.precision >= Precision::day) add_boolean(document, prefix::day, digits(civil, 8));
}

/// `en-GB` is found by `en-gb` and by `en`.
void add_language(Xapian::Document& document, std::string_view tag) {
  const std::string key = value_key(tag);  // `en gb`
  for (std::size_t end = 0; end != std::string::npos;) {
    end = key.find(' ', end == 0 ? 0 : end + 1);
    add_boolean(document, prefix::language, key.substr(0, end));
  }
}

}  // namespace

void DocumentMaker::forget() {
  terms_ = WordTable();
  counts_.clear();
  terms_of_words_.clear();
}

std::uint32_t DocumentMaker::term_number(std::string_view term) {
  const auto [number, is_new] = terms_.insert(term);
  if (is_new) counts_.push_back(0);
  return number;
}

void DocumentMaker::count(std::uint32_t term, unsigned weight) {
  if (counts_[term] == 0) counted_.push_back(term);
  counts_[term] += weight;
}

void DocumentMaker::count_word(std::uint32_t number, unsigned weight) {
  if (number >= terms_of_words_.size()) terms_of_words_.resize(analyzer_.words());
  TermsOfWord& terms = terms_of_words_[number];
  if (terms.stem == TermsOfWord::unknown) {
    const Word& word = analyzer_.word(number);
    terms.stem = term_number(word.stem);
    // A bare word also matches by its base without accents; that needs a term of its own only where the stem of
    // the base typed without accents is another one.
    if (!is_ascii(word.base)) {
      const std::string folded = fold(word.base, languages()[word.language].own);
      if (folded != word.base && analyzer_.stem(folded, word.language) != word.stem)
        terms.folded = term_number(std::string(prefix::folded) + folded);
    }
  }
  count(terms.stem, weight);
  if (terms.folded != TermsOfWord::none) count(terms.folded, weight);
}

void DocumentMaker::count_run(std::span<const Token> touching, unsigned weight) {
  const std::string* last = nullptr;
  for (const Token& token : touching) {
    for (const auto& cluster : analyzer_.word(token.word).clusters) {
      if (cluster.empty()) {  // an invisible character: stands in no term, and nothing is its neighbour
        last = nullptr;
        continue;
      }
      count(term_number(cluster), weight);
      if (last) {
        pair_.assign(*last).append(1, ' ').append(cluster);
        count(term_number(pair_), weight);
      }
      last = &cluster;
    }
  }
}

void DocumentMaker::count_text(std::span<const Token> tokens, LanguageId language, unsigned weight) {
  for (std::size_t i = 0; i < tokens.size();) {
    const std::size_t first = i++;
    if (first > 0 && (tokens[first].gap == Gap::hyphen || tokens[first].gap == Gap::ampersand))
      count_word(analyzer_.joined(tokens[first - 1].word, tokens[first].word, tokens[first].gap, language), weight);
    if (!analyzer_.word(tokens[first].word).run) {
      count_word(tokens[first].word, weight);
      continue;
    }
    while (i < tokens.size() && tokens[i].gap == Gap::touching && analyzer_.word(tokens[i].word).run) ++i;
    count_run(tokens.subspan(first, i - first), weight);
  }
}

Xapian::Document DocumentMaker::document(const Article& article, std::span<const Token> title,
                                         std::span<const Token> body, const std::string& record) {
  const LanguageId language = language_of(article.lang);
  counted_.clear();
  count_text(title, language, static_cast<unsigned>(title_weight));
  count_text(body, language, 1);

  Xapian::Document document;
  const double length = static_cast<double>(body.size()) + title_weight * static_cast<double>(title.size());
  for (const auto term : counted_) {
    document.add_term(std::string(terms_.key(term)), impact(counts_[term], length, reference_length_));
    counts_[term] = 0;
  }
  add_boolean(document, prefix::id, article.id);
  add_language(document, article.lang);
  std::string tag_keys;
  for (const auto& tag : article.tags) {
    const std::string key = value_key(tag);
    add_boolean(document, prefix::tag, key);
    if (!key.empty()) tag_keys.append(key).append(1, '\x1F');
  }
  for (const auto& author : article.authors) {
    add_boolean(document, prefix::author, value_key(author));
    for (const auto& word : plain_words(author, analyzer_)) add_boolean(document, prefix::author_word, word);
  }
  add_boolean(document, prefix::source, value_key(article.source));
  add_boolean(document, prefix::section, value_key(article.section));
  for (const auto& word : plain_words(article.url, analyzer_)) add_boolean(document, prefix::url_word, word);
  for (const auto& domain : domains_of(article.url)) add_boolean(document, prefix::host, domain);
  if (article.date) add_date(document, *article.date);
  document.add_value(static_cast<unsigned>(Slot::tags), tag_keys);
  document.add_value(static_cast<unsigned>(Slot::source), value_key(article.source));
  document.add_value(static_cast<unsigned>(Slot::words), Xapian::sortable_serialise(static_cast<double>(body.size())));
  document.set_data(record);
  return document;
}

}  // namespace broadsheet
