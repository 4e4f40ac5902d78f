#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "searcher/part_search.hpp"
#include "searcher/word_forms.hpp"

namespace broadsheet {

struct ArticlePlace {
  std::size_t part = 0;
  std::uint32_t article = 0;
};

/// Words in a row, each with a capital, in the bodies of articles found: of those that enough of them have, in how many
/// articles found and in how many others they stand. Counted from the stored words, which know capitals but no stops;
/// read_name() looks at the text.
class CapitalRows {
 public:
  static constexpr std::size_t longest = 5;  ///< words

  struct Row {
    std::vector<std::uint32_t> forms;
    std::uint64_t found = 0, others = 0;
    std::vector<ArticlePlace> examples;  ///< the first few found
  };

  CapitalRows(const WordForms& forms, const std::vector<Part>& parts, const std::vector<PartAnswer>& found,
              const std::vector<PartAnswer>& base, std::size_t minimum);

  const std::vector<Row>& rows() const { return rows_; }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  struct Word {
    std::uint32_t form;
    bool capitals;
  };
  const std::vector<Word>& body(std::size_t part, std::uint32_t article);
  /// The row that is `row` and one form more.
  std::uint32_t longer(std::uint32_t row, std::uint32_t form) const;
  void count_of_length(std::size_t length, std::size_t minimum);
  void count_all();

  const WordForms& forms_;
  const std::vector<Part>& parts_;
  const std::vector<PartAnswer>& found_;
  const std::vector<PartAnswer>& base_;
  std::vector<Row> rows_;
  std::unordered_map<std::uint64_t, std::uint32_t> longer_;
  StoredTokens tokens_;
  std::vector<Word> body_;
};

/// The name as the text has it, from the first place in the examples where its words stand with nothing but blanks and
/// hyphens between, and the first one not at the beginning of a sentence. Nothing where there is no such place, or
/// `is_own(place, first word, words)` says that it is what was asked for.
std::optional<std::string> read_name(
    const CapitalRows::Row& row, const WordForms& forms, const std::vector<Part>& parts, Analyzer& analyzer,
    const std::function<bool(const ArticlePlace&, std::uint32_t, std::uint32_t)>& is_own);

}  // namespace broadsheet
