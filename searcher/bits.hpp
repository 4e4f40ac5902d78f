#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace broadsheet {

/// A set of articles of one part: a bit for each, bits beyond the last article are 0.
class Bits {
 public:
  explicit Bits(std::size_t size = 0, bool all = false)
      : size_(size), words_((size + 63) / 64, all ? ~std::uint64_t{0} : 0) {
    trim();
  }

  std::size_t size() const { return size_; }
  bool operator[](std::size_t i) const { return words_[i / 64] >> (i % 64) & 1; }
  void set(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
  /// Adds those of the 64 from `first` on (a multiple of 64) whose bit is 1.
  void set_64(std::size_t first, std::uint64_t bits) { words_[first / 64] |= bits; }
  void clear(std::size_t i) { words_[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }

  Bits& operator&=(const Bits& other) {
    return combine(other, [](auto a, auto b) { return a & b; });
  }
  Bits& operator|=(const Bits& other) {
    return combine(other, [](auto a, auto b) { return a | b; });
  }
  Bits& remove(const Bits& other) {
    return combine(other, [](auto a, auto b) { return a & ~b; });
  }
  void remove(const std::vector<std::uint64_t>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) words_[i] &= ~words[i];
  }
  void invert() {
    for (auto& word : words_) word = ~word;
    trim();
  }

  std::size_t count() const {
    std::size_t sum = 0;
    for (const auto word : words_) sum += ones(word);
    return sum;
  }
  bool none() const {
    for (const auto word : words_)
      if (word) return false;
    return true;
  }

  /// Calls visit(article) ascending.
  template <typename Visit>
  void each(Visit visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t word = words_[i]; word; word &= word - 1)
        visit(static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
  }
  /// Calls visit(article) ascending while it gives true.
  template <typename Visit>
  void each_from_begin(Visit visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t word = words_[i]; word; word &= word - 1)
        if (!visit(static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))))) return;
  }
  /// Calls visit(article) descending while it gives true.
  template <typename Visit>
  void each_from_end(Visit visit) const {
    for (std::size_t i = words_.size(); i-- > 0;)
      for (std::uint64_t word = words_[i]; word;) {
        const auto bit = 63 - static_cast<std::size_t>(std::countl_zero(word));
        if (!visit(static_cast<std::uint32_t>(i * 64 + bit))) return;
        word &= ~(std::uint64_t{1} << bit);
      }
  }

 private:
  template <typename Combine>
  Bits& combine(const Bits& other, Combine combine) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] = combine(words_[i], other.words_[i]);
    return *this;
  }
  /// std::popcount is a call of a function where the processor may lack the instruction; this becomes vector code.
  static std::size_t ones(std::uint64_t word) {
    word -= word >> 1 & 0x5555555555555555;
    word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
    word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F;
    return word * 0x0101010101010101 >> 56;
  }
  void trim() {
    if (size_ % 64) words_.back() &= (std::uint64_t{1} << (size_ % 64)) - 1;
  }
  std::size_t size_;
  std::vector<std::uint64_t> words_;
};

}  // namespace broadsheet
