#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "archive/tables.hpp"

// How the sections of a `tables` file are named and lie in it: what the reader (tables.cpp) and the builder
// (tables_builder.cpp) must agree on.
namespace broadsheet::tables_file {

enum class Section : std::size_t {
  words,
  word_text,
  word_keys,
  words_by_form,
  runs,
  tokens,
  token_starts,
  wide,
  wide_starts,
  days,
  precisions,
  body_words,
  has,
  languages,
  contents,
  id_ends,
  id_text,
  by_id,
  id_ranks,
  instants,
  sketches,
  texts,
  by_text,
  lists,
  list_text,
  list_data,
  bigram_form_ends,
  bigram_text,
  bigrams,
  bigram_data,
  pair_bits,
  columns
};

struct SectionRow {
  std::string_view name;
  std::uint32_t item_bytes;
};

// Row order is the order of Section; a new section goes before `columns`, which stands for four of each column.
inline constexpr std::array<SectionRow, 31> section_rows = {{
    {"words", sizeof(WordEntry)},
    {"words.text", 1},
    {"words.keys", sizeof(WordKey)},
    {"words.by_form", 4},
    {"words.runs", 8},
    {"tokens", 2},
    {"tokens.starts", 8},
    {"tokens.wide", 4},
    {"tokens.wide_starts", 4},
    {"days", sizeof(ArticleDays)},
    {"precisions", 1},
    {"body_words", 4},
    {"has", 2},
    {"languages", 1},
    {"contents", sizeof(Hash128)},
    {"ids.ends", 4},
    {"ids.text", 1},
    {"by_id", 4},
    {"id_ranks", 4},
    {"instants", 8},
    {"sketches", sizeof(Sketch)},
    {"text_hashes", sizeof(Hash128)},
    {"by_text", 4},
    {"lists", sizeof(ListEntry)},
    {"lists.text", 1},
    {"lists.data", 1},
    {"bigrams.ends", 4},
    {"bigrams.text", 1},
    {"bigrams", sizeof(BigramEntry)},
    {"bigrams.data", 1},
    {"pair_bits", 8},
}};

inline constexpr std::array<std::string_view, column_count> column_names = {"tag", "author", "source", "section",
                                                                            "lang"};
/// Of each column: ends of its spellings, their text, where each article's numbers start, the numbers.
inline constexpr std::array<std::string_view, 4> column_parts = {".ends", ".text", ".starts", ".list"};
inline constexpr std::array<std::uint32_t, 4> column_item_bytes = {4, 1, 4, 4};

inline constexpr std::string_view tables_magic = "BSTABLES";
inline constexpr std::size_t header_bytes = 64, alignment = 64;

struct DirectoryEntry {
  std::array<char, 24> name{};
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
  std::uint32_t item_bytes = 0;
  std::uint32_t zero = 0;
};
static_assert(sizeof(DirectoryEntry) == 48 && sizeof(WordEntry) == 24 && sizeof(ArticleDays) == 8 &&
              sizeof(ListEntry) == 24 && sizeof(BigramEntry) == 16);

template <typename Item>
std::string_view bytes_of(const std::vector<Item>& items) {
  static_assert(std::is_trivially_copyable_v<Item>);
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(Item)};
}

template <typename Item>
std::span<const Item> items_of(std::string_view bytes) {
  return {reinterpret_cast<const Item*>(bytes.data()), bytes.size() / sizeof(Item)};
}

inline std::string_view form_in_key(std::string_view key) { return key.substr(key.rfind('\x1E') + 1); }

}  // namespace broadsheet::tables_file
