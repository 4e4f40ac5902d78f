#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "archive/tables.hpp"
#include "archive/word_table.hpp"

namespace broadsheet {

/// What the tables need to know of some articles in order: the share of one batch, made by one thread.
class TablesBatch {
 public:
  /// `title` and `body` are the tokens that `analyzer` made of the article's texts.
  void add(const Article& article, std::span<const Token> title, std::span<const Token> body, Analyzer& analyzer);
  /// Adds an article of other tables.
  void add(const Tables& tables, std::uint32_t article, Analyzer& analyzer);
  std::size_t articles() const { return rows_.size(); }
  std::size_t bytes() const;

 private:
  friend class TablesBuilder;
  struct Row {
    ArticleDays days;
    Precision precision = Precision::day;
    LanguageId language = 0;
    std::uint16_t has = 0;
    std::uint32_t body_words = 0;
    std::int64_t instant = no_instant;
    Sketch sketch = no_sketch;
    Hash128 text;
    std::uint32_t id_end = 0;  ///< in ids_
    Hash128 content;
    std::array<std::uint32_t, column_count> value_ends{};  ///< in values_
    std::uint64_t tokens_end = 0;                          ///< in codes_
  };
  std::uint32_t local_word(std::string_view key);
  void count_word(std::uint32_t word);
  void count_pair(std::uint32_t first, std::uint32_t second, Gap gap, LanguageId language, Analyzer& analyzer);
  void end_row(Row row);

  WordTable words_;
  std::vector<std::uint32_t> articles_with_, occurrences_, pairs_, counted_for_;
  std::unordered_map<std::uint64_t, std::uint32_t> words_of_pairs_;
  std::array<WordTable, column_count> spellings_;
  std::vector<std::uint32_t> values_;  ///< numbers of spellings, row by row, column by column
  std::string ids_;
  std::vector<std::uint32_t> codes_;  ///< words, and signs as 0xFFFF0000 + code
  std::vector<Row> rows_;
  std::vector<std::uint32_t> known_words_;   ///< word of the analyzer → local word
  std::vector<std::uint64_t> known_hashes_;  ///< … → hash of its form
  const Analyzer* known_analyzer_ = nullptr;
};

/// Puts the batches of a part together. Equal articles in equal order give equal bytes, however they were batched.
/// Tokens wait in an unnamed temporary file; memory holds the vocabulary and the columns.
class TablesBuilder {
 public:
  /// The temporary file lies in `folder`; empty: where the system keeps such files.
  explicit TablesBuilder(const std::filesystem::path& folder = {});
  ~TablesBuilder();
  /// Batches may come in any order; `place` says which one this is (0, 1, …). Not for two threads at once.
  void add(std::size_t place, TablesBatch&& batch);
  std::uint64_t articles() const;
  std::size_t bytes() const;  ///< of memory
  /// Gives the bytes of the tables, front to back. `lists` is called late, when the database must be finished.
  void finish(const std::function<void(std::string_view)>& write, const EachList& lists = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet
