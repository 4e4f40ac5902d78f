#pragma once

#include <broadsheet/article.hpp>
#include <broadsheet/query.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

/// A count that says whether it is exact; where it is not, `reason` says why.
struct Count {
  enum class Relation : std::uint8_t { eq, gte };
  std::uint64_t value = 0;
  Relation relation = Relation::eq;
  std::string reason = {};
};

/// What a wildcard, a fuzzy word, a synonym or like: stands for in the archive.
struct Expansion {
  struct Word {
    std::string text;
    std::uint64_t occurrences = 0;  ///< of this spelling in titles and bodies; 0 of a synonym or a word of like:
  };
  std::string from;                ///< as the canonical line has it
  std::vector<Word> to;            ///< most frequent first; of like: the most distinctive
  std::uint64_t words = 0;         ///< spellings there are; more than `to` has where the number was capped
  std::size_t begin = 0, end = 0;  ///< place in the input, half-open bytes
};

/// Half-open range of bytes, on character boundaries.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool operator==(const Span&) const = default;
};

/// Text and the proof in it: spans ascend and do not touch each other's bytes.
struct MarkedText {
  std::string text;
  std::vector<Span> spans;
};

/// A piece of a body, cut at sentences where they are short enough, else at words.
struct Passage {
  std::string text;
  std::size_t start = 0;            ///< its first byte in the body
  std::size_t start_utf16 = 0;      ///< the same place in units of UTF-16
  std::size_t start_codepoint = 0;  ///< and in code points
  std::vector<Span> spans;          ///< in `text`
};

/// The story an article is of: the id of its first article, and how many articles it has in the archive.
struct Story {
  std::string id;
  std::uint64_t copies = 1;
};

struct Hit {
  Article article;  ///< without its body, unless SearchOptions::body
  double score = 0;
  std::optional<Story> story;  ///< where it has more than one article
  MarkedText title;
  std::vector<Passage> passages;
};

/// `stories`, of a query's facets: the articles, copies counted once; a story can be in several rows. `base`, where a
/// share was asked for: articles there are at all in this row, found or not.
struct FacetRow {
  std::string value;
  std::uint64_t articles = 0;
  std::uint64_t stories = 0;
  std::uint64_t base = 0;
};

/// All values of a field in the articles found, most frequent first, ties by value.
struct Facet {
  std::string field;
  std::vector<FacetRow> rows;
  std::uint64_t without = 0;  ///< articles found that have no value
  std::uint64_t without_base = 0;
};

/// Articles found by the period they appeared in. Buckets are contiguous and in order;
/// sum of buckets + sum of unplaced + undated = total, and the same for the bases.
struct Timeline {
  struct Bucket {
    std::string from;  ///< `2025`, `2025-01`, `2025-01-27` (weeks: their Monday)
    std::uint64_t articles = 0;
    std::uint64_t stories = 0;  ///< the same, copies within the bucket counted once
    std::uint64_t base = 0;
  };
  struct Unplaced {
    std::string from;
    Precision precision = Precision::year;
    std::uint64_t articles = 0;
    std::uint64_t stories = 0;
    std::uint64_t base = 0;
  };
  std::string unit;
  std::vector<Bucket> buckets;
  std::vector<Unplaced> unplaced;  ///< dates coarser than the unit
  std::uint64_t undated = 0;
  std::uint64_t undated_base = 0;
};

/// Which archive, and which state of it, an answer comes from.
struct ArchiveInfo {
  std::string uuid;
  std::uint64_t revision = 0;
  std::uint64_t documents = 0;
  std::string built;  ///< RFC 3339, UTC: when the revision was committed
  std::string analyzer;
  std::string icu;
  std::string synonyms;  ///< names the table of synonyms, by its hash; empty where there is none
};

/// For a query that finds nothing or next to nothing: where to go from here. All counts are of the same archive.
struct Help {
  struct Conjunct {
    std::string query;
    Count articles;
  };
  /// Another spelling of a word that hardly any article has; the query with it finds something.
  struct Spelling {
    std::string from, to;
    std::string query;
    Count articles;
  };
  std::vector<Conjunct> conjuncts;  ///< each part alone, where the query finds nothing
  std::vector<Spelling> spelling;
  std::vector<Conjunct> without;  ///< filters that stand in the way, and what the rest finds without each
};

/// A node of a query as `explain` shows it.
struct ExplainedNode {
  std::string kind;               ///< everything nothing text filter and or not proximity atleast
  std::string query;              ///< canonical
  std::string asks;               ///< proximity and atleast: the operator, `NEAR/5`
  std::optional<Count> articles;  ///< what it finds alone, where an archive was asked
  std::optional<bool> holds;      ///< of the article asked about
  double score = 0;               ///< of the same: what it adds to the score
  std::vector<ExplainedNode> children;
};

/// The tree of a query without an archive: no counts.
ExplainedNode outline(const QueryNode& root);

struct Results {
  Query query;
  std::string canonical;
  std::string query_hash;  ///< XXH3-64 of the canonical line, hex
  Count articles;
  Count stories;                                     ///< of the articles found: copies count once
  Count sources;                                     ///< distinct publications of the articles found
  std::optional<std::string> first_date, last_date;  ///< of the articles found, where asked for and any is dated
  std::vector<Expansion> expansions;
  std::vector<Hit> hits;
  std::vector<Facet> facets;
  std::optional<Timeline> timeline;
  /// Articles that facets and timeline are shares of: those of the filters given as options, found or not.
  std::optional<Count> base;

  struct Relaxed {
    Count articles;
    std::vector<Hit> hits;
  };
  std::optional<Relaxed> relaxed;  ///< articles that lack some of the words; in no other number
  std::optional<Help> help;
  std::optional<ExplainedNode> explained;  ///< by Archive::explain
  std::optional<std::size_t> next_offset;
  ArchiveInfo index;
  double took_ms = 0;
  bool partial = false;
};

/// Statistics of an archive for `stats`.
struct ArchiveStats {
  struct Part {
    std::string name;
    std::uint64_t articles = 0;
    std::uint64_t gone = 0;  ///< replaced or removed, still on disk until a merge
    std::uint64_t bytes = 0;
  };
  ArchiveInfo index;
  std::vector<Part> parts;
  std::vector<FacetRow> languages, sources;
  std::optional<std::string> first_date, last_date;
  std::uint64_t undated = 0;
  std::uint64_t words = 0;           ///< of all bodies
  std::uint64_t distinct_words = 0;  ///< different spellings, summed over parts
  double reference_length = 0;
};

/// What is known of the dates of an archive, for `stats --dates`. Rows with most articles first.
struct DateStats {
  ArchiveInfo index;
  std::vector<FacetRow> precisions;  ///< `day`, `minute`, …
  std::vector<FacetRow> origins;     ///< `json`, `url`, `meta article:published_time`, …; `not known`
  std::vector<FacetRow> refused;     ///< why dates of articles were dropped
  std::uint64_t undated = 0;         ///< articles without a date, refused ones among them
};

struct Suggestion {
  std::string kind;   ///< `term`, `tag`, `source`, `author`, `title`
  std::string text;   ///< a query
  std::string label;  ///< what to show
  Count articles;     ///< what the query finds
};

}  // namespace broadsheet
