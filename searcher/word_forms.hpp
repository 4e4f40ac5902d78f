#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "archive/snapshot.hpp"
#include "archive/word_table.hpp"

namespace broadsheet {

/// Words of all parts by their form: `The`, `the`, `the's`, in whichever language, are one. Numbers go from 0.
class WordForms {
 public:
  explicit WordForms(const std::vector<Part>& parts);

  std::uint32_t size() const { return static_cast<std::uint32_t>(forms_.size()); }
  std::string_view text(std::uint32_t form) const { return forms_.key(form); }
  /// Of a word of a part, as StoredToken has it.
  std::uint32_t of(std::size_t part, std::uint32_t word) const { return words_[part].at(word).form; }
  bool has_capitals(std::size_t part, std::uint32_t word) const { return words_[part].at(word).capitals; }
  /// True where the form stands with capitals more often than without, in all texts.
  bool is_mostly_capital(std::uint32_t form) const { return balance_[form] > 0; }

 private:
  struct OfWord {
    std::uint32_t form;
    bool capitals;
  };
  WordTable forms_;
  std::vector<std::int64_t> balance_;       ///< occurrences with capitals less those without
  std::vector<std::vector<OfWord>> words_;  ///< by part and number of the word
};

}  // namespace broadsheet
