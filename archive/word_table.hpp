#pragma once

#include <xxhash.h>

#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet {

/// Byte strings → numbers 0, 1, 2, … in the order of their first appearance. A flat table with the hash beside the
/// number: words are looked up some hundred times an article, and a node for each would miss the cache each time.
/// Keys are copied and stay where they are. One thread.
class WordTable {
 public:
  WordTable() : slots_(1024) {}

  static constexpr std::uint32_t none = 0xFFFFFFFF;

  /// The number of `key`, and true if it is new.
  std::pair<std::uint32_t, bool> insert(std::string_view key) {
    const auto hash = static_cast<std::uint32_t>(XXH3_64bits(key.data(), key.size()));
    std::size_t at = hash & (slots_.size() - 1);
    for (; slots_[at].number != none; at = (at + 1) & (slots_.size() - 1))
      if (slots_[at].hash == hash && keys_[slots_[at].number] == key) return {slots_[at].number, false};
    const auto number = static_cast<std::uint32_t>(keys_.size());
    slots_[at] = {hash, number};
    keys_.push_back(keep(key));
    if (keys_.size() * 2 > slots_.size()) grow();
    return {number, true};
  }

  std::uint32_t find(std::string_view key) const {
    const auto hash = static_cast<std::uint32_t>(XXH3_64bits(key.data(), key.size()));
    for (std::size_t at = hash & (slots_.size() - 1); slots_[at].number != none; at = (at + 1) & (slots_.size() - 1))
      if (slots_[at].hash == hash && keys_[slots_[at].number] == key) return slots_[at].number;
    return none;
  }

  std::string_view key(std::uint32_t number) const { return keys_[number]; }
  std::size_t size() const { return keys_.size(); }
  std::size_t bytes() const { return kept_bytes_ + slots_.size() * sizeof(Slot) + keys_.capacity() * sizeof(keys_[0]); }

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = none;
  };

  std::string_view keep(std::string_view key) {
    if (key.size() > block_left_) {
      block_left_ = key.size() > block_bytes ? key.size() : block_bytes;
      blocks_.push_back(std::make_unique<char[]>(block_left_));
      kept_bytes_ += block_left_;
      free_ = blocks_.back().get();
    }
    char* const place = free_;
    if (!key.empty()) std::memcpy(place, key.data(), key.size());
    free_ += key.size();
    block_left_ -= key.size();
    return {place, key.size()};
  }

  void grow() {
    std::vector<Slot> larger(slots_.size() * 2);
    for (const Slot& slot : slots_) {
      if (slot.number == none) continue;
      std::size_t at = slot.hash & (larger.size() - 1);
      while (larger[at].number != none) at = (at + 1) & (larger.size() - 1);
      larger[at] = slot;
    }
    slots_ = std::move(larger);
  }

  static constexpr std::size_t block_bytes = 1 << 16;
  std::vector<Slot> slots_;
  std::vector<std::string_view> keys_;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  std::size_t block_left_ = 0;
  std::size_t kept_bytes_ = 0;
};

}  // namespace broadsheet
