#pragma once

#include <broadsheet/archive.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

struct ConcordanceOptions {
  /// What lines are ordered by. `left` and `right`: the five words before or behind, the nearest first; words are
  /// compared as a query compares exact ones, without regard to capitals.
  enum class Key : std::uint8_t { left, right, match, date, source };

  std::vector<Key> sort = {};  ///< the first decides, the next where it is equal; at last, and if empty: the order of
                               ///< the articles found, and of the text
  std::size_t limit = 20;      ///< lines shown; SearchOptions::no_limit for all
  std::size_t offset = 0;      ///< lines skipped
  std::size_t sample = 0;      ///< draw so many of all lines before they are ordered; 0: take all
  std::uint64_t seed = 1;      ///< which ones are drawn: of the same articles always the same
  std::size_t width = 60;      ///< user-perceived characters on each side
  SearchOptions search = {};   ///< query, sort (of the articles), strict; the rest is not used
};

/// One place where what was asked for stands, and the text around it. White space is one blank; left + match + right
/// is the text as it reads, no character cut in two. `left` is what comes before, whichever way the writing runs.
struct ConcordanceLine {
  std::string id, source;
  std::optional<Date> date;
  bool in_title = false;
  std::size_t start = 0;  ///< first byte of the match in the title or body
  std::string left, match, right;
};

/// Every place where the words and phrases of a query stand that make articles match it, line by line; each text is
/// read when its line is asked for, so memory does not grow with the texts (it holds about 40 bytes for each line, and
/// its key where they are ordered). The archive must outlive it, and must not be asked anything else before it is
/// done.
class Concordance {
 public:
  /// Errors are those of Archive::search.
  Concordance(const Archive& archive, std::string_view query, const ConcordanceOptions& options = {});
  ~Concordance();
  Concordance(Concordance&&) noexcept;

  /// The answer without hits: totals of articles, how the query was understood, which archive.
  const Results& answer() const;
  /// All lines there are, shown or not.
  Count lines() const;

  /// The next line in order; nothing after the last one.
  std::optional<ConcordanceLine> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Where the user-perceived characters of a text end, in bytes, ascending; for those who must shorten a line.
std::vector<std::size_t> character_ends(std::string_view text);

/// `format`, `query`, `total {articles, lines}`, `sample {lines, seed}` where one was drawn, `lines [{id, source, date,
/// in "title"|"body", start, left, match, right}]`, `index`. Reads the concordance to its end.
std::string to_json(Concordance& concordance, const ConcordanceOptions& options);
std::string to_json(const ConcordanceLine& line);

}  // namespace broadsheet
