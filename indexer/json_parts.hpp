#pragma once

#include <simdjson.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Looking into JSON whose shape a standard gives: what is missing or of another type is empty.
namespace broadsheet {

class JsonPart {
 public:
  JsonPart() = default;
  explicit JsonPart(simdjson::dom::element element) : element_(element) {}

  bool there() const { return element_.has_value(); }
  bool is_text() const { return element_ && element_->is_string(); }
  bool is_object() const { return element_ && element_->is_object(); }
  bool is_list() const { return element_ && element_->is_array(); }

  /// The value of the first key that is there and not null.
  JsonPart at(std::initializer_list<std::string_view> keys) const;
  JsonPart at(std::string_view key) const { return at({key}); }
  /// Of a list its values; of one value itself; of nothing none.
  std::vector<JsonPart> each() const;
  /// A string as it is, a number or truth value as it is written; else empty.
  std::string text() const;
  /// As JSON text again.
  std::string printed() const;
  std::string text(std::initializer_list<std::string_view> keys) const { return at(keys).text(); }

 private:
  std::optional<simdjson::dom::element> element_;
};

}  // namespace broadsheet
