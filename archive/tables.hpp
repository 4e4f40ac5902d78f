#pragma once

#include <array>
#include <broadsheet/article.hpp>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/analyzer.hpp"
#include "archive/durable_file.hpp"
#include "archive/hash.hpp"
#include "archive/packed_articles.hpp"
#include "archive/sketch.hpp"

// `tables`: what is derived from the articles of a part for speed, in one write-once file that is mapped and used as
// it lies. All of it can be made again from the part's database (make_tables). A section that a file does not have is
// made again in memory when the part is opened: the part is still searched, and opens slower.
//
// The file, little-endian: "BSTABLES", uint32 format, uint32 number of sections, uint64 articles, 40 zero bytes;
// then for each section {char name[24], uint64 offset, uint64 bytes, uint32 bytes an item, uint32 0}; then the
// sections, each at a multiple of 64.
//
// Adding a section: a row in section_rows (tables_format.hpp), its part in TablesBuilder::finish, its accessor in
// Tables.
namespace broadsheet {

inline constexpr std::uint32_t tables_format = 3;

/// A word of the part's vocabulary: its key (Word::key) in the text section, and how often it stands there. A pair
/// (`e-mail`, which is also `email`) is in the vocabulary too, though no code names it.
struct WordEntry {
  std::uint64_t key_begin;
  std::uint32_t key_bytes;
  std::uint32_t articles;     ///< that hold it as one word
  std::uint32_t occurrences;  ///< as one word; saturates
  std::uint32_t pairs;        ///< as a pair; saturates
};

/// A posting list that is kept in the tables too: where it lies, for which term.
struct ListEntry {
  std::uint64_t begin;     ///< in the data; then packed articles (archive/packed_articles.hpp), then impacts
  std::uint32_t text_end;  ///< of the term
  std::uint32_t articles;
  std::uint32_t bytes;    ///< of the packed articles
  std::uint32_t impacts;  ///< a byte each; none if all of them are 0
};

/// Articles in which one frequent form directly follows another.
struct BigramEntry {
  std::uint32_t forms;  ///< the first's number × 65,536 + the second's
  std::uint32_t articles;
  std::uint64_t begin;  ///< of packed articles in the data, which go to the next one's
};

/// Posting lists of a finished database, handed over one by one, terms ascending.
using TakeList = std::function<void(std::string_view term, std::span<const std::uint32_t> articles,
                                    std::span<const std::uint8_t> impacts)>;
using EachList = std::function<void(const TakeList&)>;

/// Terms that stand in so many of the articles of a part have their lists in its tables: shorter ones are walked as
/// fast in the database.
inline constexpr std::uint64_t list_articles_least(std::uint64_t all) { return all / 800 > 64 ? all / 800 : 64; }

/// Where to find words by something they are compared by: the hash of a form, a base, a stem, or one of them folded.
struct WordKey {
  std::uint32_t hash;
  std::uint32_t word;
  auto operator<=>(const WordKey&) const = default;
};
std::uint32_t word_key_hash(std::string_view compared);
/// All that a word may be compared by; a run: nothing.
std::vector<std::string> compared_by(const Word& word);

/// Values that columns hold as lists of numbers into a list of spellings.
enum class Column : std::uint8_t { tag = 0, author = 1, source = 2, section = 3, lang = 4 };
inline constexpr std::size_t column_count = 5;
std::string_view column_name(Column column);
std::optional<Column> column_of(std::string_view name);

/// Fields that are there, as bits. Never renumber: archives store them.
enum class Has : std::uint16_t {
  title = 1,
  body = 2,
  tag = 4,
  author = 8,
  source = 16,
  section = 32,
  lang = 64,
  url = 128,
  date = 256
};
std::optional<Has> has_of(std::string_view field);

inline constexpr Day no_day = INT32_MIN;  ///< first day of an article without a date

inline constexpr std::int64_t no_instant = INT64_MIN;

struct ArticleDays {
  Day first = no_day;
  Day last = no_day;
  bool dated() const { return first != no_day; }
};

// The tokens of an article are 16-bit codes: title, title_end, body. A code below first_sign is a word; a sign before
// a word tells the gap before it. Two runs touch and all other neighbours are apart unless a sign says otherwise.
namespace code {
inline constexpr std::uint16_t first_sign = 0xFFF0, ampersand = 0xFFFB, hyphen = 0xFFFC, apart = 0xFFFD, wide = 0xFFFE,
                               title_end = 0xFFFF;
}  // namespace code

/// A word where it stands in an article.
struct StoredToken {
  std::uint32_t word;  ///< number in the part's vocabulary
  Gap gap;             ///< to the token before; other for the first of a text. touching only between runs
};
struct StoredTokens {
  std::vector<StoredToken> title, body;
};

/// The tables of a part. What the spans show lives as long as this does. One thread.
class Tables {
 public:
  /// Maps the file. Sections may be missing: see complete(). Throws Error(archive) for a file that is not one.
  explicit Tables(const std::filesystem::path& file);
  /// Takes the bytes of such a file.
  explicit Tables(std::string bytes, const std::string& name);

  bool complete() const { return complete_; }
  std::uint32_t articles() const { return articles_; }

  std::span<const WordEntry> words() const { return words_; }
  std::string_view word_key(std::uint32_t word) const;
  std::span<const WordKey> word_keys() const { return word_keys_; }          ///< ascending
  std::span<const std::uint32_t> words_by_form() const { return by_form_; }  ///< word numbers, forms ascending
  /// Those whose form begins with these bytes.
  std::span<const std::uint32_t> words_with_front(std::string_view front) const;
  /// Words whose form has a letter beyond ASCII or a sign, ascending: only theirs can differ from their base and fold.
  /// Looks at all words the first time.
  std::span<const std::uint32_t> words_to_fold() const;

  bool is_run(std::uint32_t word) const { return word / 64 < runs_.size() && (runs_[word / 64] >> (word % 64) & 1); }
  bool has_runs() const { return !runs_.empty(); }
  /// Replaces what `out` holds. Like every accessor, throws Error(archive) where the file's numbers point nowhere.
  void tokens(std::uint32_t article, StoredTokens& out) const;
  /// The same as it lies: codes, and the numbers that code::wide stands for, in order.
  std::span<const std::uint16_t> codes(std::uint32_t article) const;
  std::span<const std::uint32_t> wide_words(std::uint32_t article) const;

  ArticleDays days(std::uint32_t article) const { return days_[article]; }
  std::span<const ArticleDays> all_days() const { return days_; }
  std::span<const std::uint8_t> precisions() const { return precisions_; }  ///< Precision, of dated articles
  std::span<const std::uint32_t> body_words() const { return body_words_; }
  std::span<const std::uint16_t> has() const { return has_; }
  std::span<const LanguageId> languages() const { return languages_; }
  Hash128 content(std::uint32_t article) const { return contents_[article]; }
  std::span<const Sketch> sketches() const { return sketches_; }  ///< of the bodies
  std::span<const Hash128> texts() const { return texts_; }       ///< text_of() of each article
  std::string_view word_form(std::uint32_t word) const;           ///< or of a run its characters

  /// Spellings of a column by number, and for each article its numbers.
  std::size_t value_count(Column column) const { return columns_[static_cast<std::size_t>(column)].ends.size(); }
  std::string_view value(Column column, std::uint32_t number) const;
  std::span<const std::uint32_t> values(Column column, std::uint32_t article) const {
    const auto& view = columns_[static_cast<std::size_t>(column)];
    const std::uint32_t begin = view.starts[article], end = view.starts[article + 1];
    if (begin > end || end > view.list.size()) damaged("an article has no values");
    return view.list.subspan(begin, end - begin);
  }

  /// In how many articles each value of a column stands, by number. Looks at all articles the first time.
  std::span<const std::uint32_t> value_articles(Column column) const;

  std::string_view id(std::uint32_t article) const;
  /// The place of the article's id among the ids of the part, bytes ascending; equal ids by article.
  std::uint32_t id_rank(std::uint32_t article) const { return id_ranks_[article]; }
  /// The articles with this id, gone ones included.
  std::span<const std::uint32_t> with_id(std::string_view id) const;
  std::span<const std::uint32_t> with_text(const Hash128& text) const;  ///< by text_of()

  /// A posting list as the database has it, walked several times faster.
  struct List {
    PackedArticles articles;
    std::span<const std::uint8_t> impacts;  ///< empty: all are 0
  };
  /// Nothing for a term that is rare here, or unknown: then the database has the list.
  std::optional<List> list(std::string_view term) const;

  /// The articles that hold a word which the exact word `first` accepts, directly followed by one that `second` does,
  /// in the title or in the body; words are also pairs with a hyphen, as one. Nothing unless both forms are frequent
  /// here.
  std::optional<PackedArticles> bigram(std::string_view first, std::string_view second) const;

  /// Takes out of `articles` most of those in which one of the pairs (pair_hash) does not stand as bigram() says, and
  /// none in which all do. Of a pair, one form must be no frequent one: bigram() knows nothing of it.
  void keep_with_pairs(std::span<const std::uint64_t> pairs, std::vector<std::uint32_t>& articles) const;

  /// Seconds since 1970 in UTC of the beginning of what the date may mean; no_instant where there is none.
  std::span<const std::int64_t> instants() const { return instants_; }
  /// True if no article is dated before the one ahead of it. Looks at all of them the first time.
  bool in_date_order() const;

  /// Throws the Error(archive) for a file whose numbers cannot be.
  [[noreturn]] void damaged(const std::string& what) const;

 private:
  void read(std::string_view bytes);
  struct ColumnView {
    std::span<const std::uint32_t> ends;  ///< of the spellings in `text`
    std::string_view text;
    std::span<const std::uint32_t> starts;  ///< articles + 1
    std::span<const std::uint32_t> list;
  };
  std::string name_;
  MappedFile file_;
  std::shared_ptr<const std::string> memory_;
  bool complete_ = false;
  std::uint32_t articles_ = 0;
  std::span<const WordEntry> words_;
  std::string_view word_text_;
  std::span<const WordKey> word_keys_;
  std::span<const std::uint32_t> by_form_;
  std::span<const std::uint64_t> runs_;  ///< a bit for each word that is a run; empty where none is
  std::span<const std::uint16_t> tokens_;
  std::span<const std::uint64_t> token_starts_;
  std::span<const std::uint32_t> wide_;
  std::span<const std::uint32_t> wide_starts_;
  std::span<const ArticleDays> days_;
  std::span<const std::uint8_t> precisions_;
  std::span<const std::uint32_t> body_words_;
  std::span<const std::uint16_t> has_;
  std::span<const LanguageId> languages_;
  std::span<const Hash128> contents_;
  std::span<const Sketch> sketches_;
  std::span<const Hash128> texts_;
  std::span<const std::uint32_t> by_text_;
  std::array<ColumnView, column_count> columns_;
  std::span<const std::uint32_t> id_ends_;
  std::string_view id_text_;
  std::span<const std::uint32_t> by_id_;  ///< articles, ids ascending
  std::span<const std::uint32_t> id_ranks_;
  std::span<const std::int64_t> instants_;
  std::span<const ListEntry> lists_;  ///< terms ascending
  std::string_view list_text_, list_data_;
  std::span<const std::uint32_t> bigram_form_ends_;  ///< of frequent forms, ascending
  std::string_view bigram_text_, bigram_data_;
  std::span<const BigramEntry> bigrams_;  ///< forms ascending
  std::span<const std::uint64_t> pair_bits_;
  mutable std::optional<bool> in_date_order_;
  mutable std::optional<std::vector<std::uint32_t>> words_to_fold_;
  mutable std::array<std::vector<std::uint32_t>, column_count> value_articles_;
};

/// Hash of what an article says, apart from where it came from and what was warned about.
Hash128 content_of(const Article& article);

/// Hash of title, body and source: two articles with the same are one, whatever their ids.
Hash128 text_of(const Article& article);

}  // namespace broadsheet
