#pragma once

#include <broadsheet/query.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// The schema of an archive in one place: what an article's parts are called in a query, under which prefix their terms
// stand, in which value slot they lie. Indexer, parser, help and documentation read this table.
//
// In each part's glass database a document holds
//   terms    every word of title and body by its stem, without prefix, the impact (archive/impact.hpp) as wdf, title
//            counted twice; single characters and pairs of neighbours of a run, the pair with a blank between; and the
//            boolean terms below, wdf 0. No positions, no term lists.
//   values   the slots below
//   data     the article line (broadsheet/article_line.hpp), raw: glass compresses it itself
// and, in `tables` beside the database, all that is derived for speed (archive/tables.hpp).
namespace broadsheet {

/// Raise when terms, slots or data change their meaning; older archives are then refused.
inline constexpr int schema_version = 1;

struct FieldRow {
  Filter filter;
  std::string_view name;
  std::string_view also;    ///< other spellings, separated by blanks
  std::string_view prefix;  ///< of its boolean term; empty: none, the columns answer
  std::string_view compares;
  std::string_view example;
};

/// Filters by what they compare. A further field is a row here, a line where documents are made
/// (indexer/document.cpp), and its comparison in searcher/filter_sets.cpp.
std::span<const FieldRow> field_rows();
const FieldRow& field_row(Filter filter);
/// The row for a name or alias in lower case; null where there is none.
const FieldRow* find_field(std::string_view name);

/// Prefixes of terms, by Omega's conventions where it has one. Never change: archives store them.
namespace prefix {
inline constexpr std::string_view id = "Q", tag = "K", author = "A", language = "L", host = "H", day = "D", month = "M",
                                  year = "Y", source = "XSO", section = "XSE", author_word = "XAW", url_word = "XUW",
                                  folded = "XF";  ///< fold(base) of an accented word that its stem does not lead to
}  // namespace prefix

/// Value slots. Never renumber: archives store them.
enum class Slot : unsigned {
  day = 0,     ///< first day as YYYYMMDD
  month = 1,   ///< YYYYMM, where the date is that precise
  tags = 2,    ///< keys of the tags, 0x1F after each
  source = 3,  ///< key of the source
  words = 4,   ///< Xapian::sortable_serialise of the number of words
};

/// A boolean term of at most 245 bytes: long values end in their hash.
std::string boolean_term(std::string_view prefix, std::string_view value);

}  // namespace broadsheet
