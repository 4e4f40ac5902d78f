#pragma once

#include <xapian.h>

#include <broadsheet/article.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "archive/analyzer.hpp"
#include "archive/word_table.hpp"

namespace broadsheet {

/// Makes Xapian documents of articles: the only place where terms and values are added. What stands in a document is
/// told in archive/schema.hpp. Remembers the terms of the analyzer's words; one thread.
class DocumentMaker {
 public:
  DocumentMaker(Analyzer& analyzer, double reference_length)
      : analyzer_(analyzer), reference_length_(reference_length) {}

  /// `title` and `body` are the tokens that the analyzer made of the article; `record` becomes the document's data.
  Xapian::Document document(const Article& article, std::span<const Token> title, std::span<const Token> body,
                            const std::string& record);

  /// Memory held for remembered terms.
  std::size_t bytes() const {
    return terms_.bytes() + counts_.capacity() * 4 + terms_of_words_.capacity() * sizeof(TermsOfWord);
  }
  /// To be called with Analyzer::forget().
  void forget();

 private:
  struct TermsOfWord {
    static constexpr std::uint32_t unknown = 0xFFFFFFFE, none = 0xFFFFFFFF;
    std::uint32_t stem = unknown;
    std::uint32_t folded = none;
  };
  void count_text(std::span<const Token> tokens, LanguageId language, unsigned weight);
  void count_word(std::uint32_t word, unsigned weight);
  void count_run(std::span<const Token> touching, unsigned weight);
  void count(std::uint32_t term, unsigned weight);
  std::uint32_t term_number(std::string_view term);

  Analyzer& analyzer_;
  double reference_length_;
  WordTable terms_;
  std::vector<std::uint32_t> counts_;   ///< by term; 0 between documents
  std::vector<std::uint32_t> counted_;  ///< terms of this document
  std::vector<TermsOfWord> terms_of_words_;
  std::string pair_;
};

}  // namespace broadsheet
