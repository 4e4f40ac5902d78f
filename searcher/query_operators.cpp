#include "searcher/query_operators.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace broadsheet {
namespace {

using Item = QueryItem::Kind;

struct Spelling {
  std::string_view text;  ///< what stands before the number
  Relation relation;
  enum class Number : std::uint8_t { none, usual, needed } number;
  bool capitals;  ///< only as it stands here; else in any case
  std::uint32_t usual = 0;
  bool ambiguous = false;
};

constexpr std::array<Spelling, 18> spellings = {{
    {"NEAR", Relation::near, Spelling::Number::none, true, 10},
    {"near/", Relation::near, Spelling::Number::needed, false},
    {"near", Relation::near, Spelling::Number::needed, false},
    {"ADJ", Relation::adjacent, Spelling::Number::none, true, 1},
    {"adj/", Relation::adjacent, Spelling::Number::needed, false},
    {"adj", Relation::adjacent, Spelling::Number::needed, false},
    {"pre/", Relation::adjacent, Spelling::Number::needed, false},
    {"w/", Relation::near, Spelling::Number::needed, false, 0, true},
    {"/", Relation::near, Spelling::Number::needed, false},
    {"SENTENCE", Relation::sentence, Spelling::Number::none, true},
    {"PARAGRAPH", Relation::paragraph, Spelling::Number::none, true},
    {"SAME", Relation::paragraph, Spelling::Number::none, true},
    {"/s", Relation::sentence, Spelling::Number::none, false},
    {"w/s", Relation::sentence, Spelling::Number::none, false},
    {"w/sent", Relation::sentence, Spelling::Number::none, false},
    {"/p", Relation::paragraph, Spelling::Number::none, false},
    {"w/p", Relation::paragraph, Spelling::Number::none, false},
    {"w/para", Relation::paragraph, Spelling::Number::none, false},
}};

std::optional<SpelledProximity> read_spelling(std::string_view text) {
  const std::string typed = lower(text);
  for (const auto& row : spellings) {
    SpelledProximity out;
    out.how.relation = row.relation;
    out.ambiguous = row.ambiguous;
    if (row.number == Spelling::Number::none) {
      if (row.capitals ? text != row.text : typed != row.text) continue;
      out.number = row.usual;
      return out;
    }
    const auto number = number_behind(typed, row.text);
    if (!number) continue;
    out.number = *number;
    return out;
  }
  return {};
}

bool is_chunk(const std::vector<QueryItem>& items, std::size_t at) {
  return at < items.size() && items[at].kind == Item::chunk && !items[at].escaped && items[at].suffix.empty();
}

/// AROUND(5), the four items touching.
std::optional<SpelledProximity> around(const std::vector<QueryItem>& items, std::size_t at) {
  if (at + 3 >= items.size() || items[at].text != "AROUND" || items[at + 1].kind != Item::open ||
      items[at + 1].begin != items[at].end || !is_chunk(items, at + 2) || items[at + 3].kind != Item::close)
    return {};
  const auto number = number_behind("n" + items[at + 2].text, "n");
  if (!number) return {};
  SpelledProximity out;
  out.number = *number;
  out.items = 4;
  return out;
}

}  // namespace

std::optional<SpelledProximity> proximity_at(const std::vector<QueryItem>& items, std::size_t at,
                                             QueryOptions::Dialect dialect) {
  if (!is_chunk(items, at)) return {};
  if (items[at].text == "NOT") {
    if (is_chunk(items, at + 1) && items[at + 1].text == "NOT") return {};
    auto inner = proximity_at(items, at + 1, dialect);
    if (!inner) return {};
    inner->how.negated = true;
    ++inner->items;
    return inner;
  }
  auto out = around(items, at);
  if (!out) out = read_spelling(items[at].text);
  if (!out || !out->ambiguous) return out;
  if (dialect == QueryOptions::Dialect::factiva) out->how.relation = Relation::adjacent;
  out->ambiguous = dialect == QueryOptions::Dialect::broadsheet;
  return out;
}

std::vector<QuerySuffix> suffixes_of(const QueryItem& item) {
  std::vector<QuerySuffix> out;
  const std::string_view text = item.suffix;
  const std::size_t begin = item.end - text.size();
  for (std::size_t at = 0; at < text.size();) {
    QuerySuffix suffix;
    suffix.sign = text[at];
    std::size_t from = at + (suffix.sign == '/' ? 2 : 1), end = from;
    while (end < text.size() && ((text[end] >= '0' && text[end] <= '9') || text[end] == '.')) ++end;
    double number = 0;
    const auto [read_to, error] = std::from_chars(text.data() + from, text.data() + end, number);
    if (error == std::errc() && read_to == text.data() + end) suffix.number = number;
    if (suffix.sign == '/') ++end;
    suffix.begin = begin + at;
    suffix.end = begin + std::min(end, text.size());
    out.push_back(suffix);
    at = end;
  }
  return out;
}

std::uint32_t bounded(std::uint64_t number, std::uint32_t least, std::uint32_t most, std::string_view what,
                      std::size_t begin, std::size_t end, QueryWarnings& warnings) {
  if (number >= least && number <= most) return static_cast<std::uint32_t>(number);
  const std::uint32_t taken = number < least ? least : most;
  warnings.add("clipped", begin, end,
               "the number of " + std::string(what) + " is from " + std::to_string(least) + " to " +
                   std::to_string(most) + "; " + std::to_string(taken) + " is taken");
  return taken;
}

std::uint64_t count_of(const QuerySuffix& suffix, double otherwise) {
  return static_cast<std::uint64_t>(std::min(suffix.number.value_or(otherwise), 1e9));
}

bool is_proximity_spelling(std::string_view chunk) { return read_spelling(chunk).has_value(); }

}  // namespace broadsheet
