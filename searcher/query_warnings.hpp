#pragma once

#include <broadsheet/query.hpp>
#include <string>
#include <vector>

namespace broadsheet {

/// What was found to say about a query while it is read; each thing about a place once.
class QueryWarnings {
 public:
  void add(const char* code, std::size_t begin, std::size_t end, std::string message) {
    for (const auto& known : list_)
      if (known.code == code && known.begin == begin && known.end == end) return;
    list_.push_back({code, begin, end, std::move(message), is_harmless(code)});
  }
  const std::vector<Warning>& list() const { return list_; }

 private:
  static bool is_harmless(std::string_view code) {
    return code == "ignored" || code == "mixed_and_or" || code == "lone_negation" || code == "dialect_ambiguous" ||
           code == "term_not_in_index" || code == "unfinished_word";
  }
  std::vector<Warning> list_;
};

}  // namespace broadsheet
