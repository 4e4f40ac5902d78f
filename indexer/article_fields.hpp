#pragma once

#include <broadsheet/indexer.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Which names the parts of an article go by in JSON that was not made for us.
namespace broadsheet {

enum class Field : std::uint8_t {
  id,
  title,
  body,
  url,
  date,
  updated,
  authors,
  tags,
  source,
  section,
  lang,
  description
};
inline constexpr std::size_t field_count = 12;
inline constexpr std::size_t most_names = 24;

/// A part of an article, its name for `--map`, and the names it is looked for by: the first that is there and has
/// a value that can be used wins.
struct FieldNames {
  Field field;
  std::string_view name;
  std::span<const std::string_view> names;
};
std::span<const FieldNames, field_count> article_fields();

/// Which field, and which of its names, a key is; nothing for a key that is none.
struct FieldName {
  Field field;
  std::uint8_t rank;
};
std::optional<FieldName> field_of_key(std::string_view key);

/// `--map` as read: for each field the pointers to look at, in order; a field that has any is looked for by no name.
class FieldMap {
 public:
  /// The parts of a JSON pointer (RFC 6901), unescaped.
  using Pointer = std::vector<std::string>;

  FieldMap() = default;
  /// Throws Error(usage) for a field or a pointer that is none.
  explicit FieldMap(const std::vector<std::pair<std::string, std::string>>& map);

  const std::vector<Pointer>& pointers(Field field) const { return pointers_[static_cast<std::size_t>(field)]; }
  bool empty() const { return empty_; }

 private:
  std::vector<Pointer> pointers_[field_count];
  bool empty_ = true;
};

}  // namespace broadsheet
