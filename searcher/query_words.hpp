#pragma once

#include <broadsheet/query.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "archive/analyzer.hpp"

namespace broadsheet {

/// What may be done with a typed stretch: `chunk` words are bare, `exact` ones are compared as typed.
enum class Typed : unsigned char { bare, exact };

/// `text` with the `*` and `?` at `wild` written as letters that nobody types, so that words are cut as if they were
/// letters. A `?` that is not between two letters remains a question mark.
std::string with_wildcards(std::string_view text, const std::vector<std::size_t>& wild);

/// Makes the words of typed text, by the same analyzer that makes an archive's. One thread.
class QueryWords {
 public:
  /// The parts of one stretch without white space, as steps of a phrase; empty if it holds no word. `typed` may come
  /// from with_wildcards().
  std::vector<PhrasePart> parts(std::string_view typed, Typed how);

  /// True if the last call of parts() or printed() left out a wildcard because its word has too few letters or none, or
  /// is a run.
  bool left_out_wildcard() const { return left_out_wildcard_; }

  /// A chunk that gives the same parts when read again: words by form, runs as typed, other signs between words as
  /// one of - & . @ : or /.
  std::string printed(std::string_view typed, Typed how);

  /// For author: and url:, see archive/site.hpp.
  std::vector<std::string> plain(std::string_view typed);

 private:
  struct Piece {
    QueryWord word;
    Gap gap = Gap::other;
    std::size_t begin = 0, end = 0;  ///< without marks
    std::size_t tokens = 1;
  };
  std::vector<Piece> pieces(std::string_view typed, Typed how);
  std::string printed_word(const Piece& piece, std::string_view typed);
  bool take_wildcards(QueryWord& word);
  Analyzer analyzer_;
  bool left_out_wildcard_ = false;
};

}  // namespace broadsheet
