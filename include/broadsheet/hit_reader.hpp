#pragma once

#include <broadsheet/archive.hpp>
#include <memory>
#include <optional>
#include <string_view>

namespace broadsheet {

/// The hits of a query one after another, each made when it is asked for: memory does not grow with the length of
/// their texts, however many they are (it holds 24 bytes for each). The archive must outlive it, and must not be asked
/// anything else before it is done.
class HitReader {
 public:
  /// Options and errors are those of Archive::search; nothing is relaxed. Set `options.body` for whole articles.
  HitReader(const Archive& archive, std::string_view query, const SearchOptions& options);
  ~HitReader();
  HitReader(HitReader&&) noexcept;

  /// The answer without its hits: totals, how the query was understood, which archive.
  const Results& answer() const;

  /// The next hit in order; nothing after the last one.
  std::optional<Hit> next();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace broadsheet
