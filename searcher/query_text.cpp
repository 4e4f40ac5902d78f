#include "searcher/query_text.hpp"

#include <algorithm>
#include <array>

#include "archive/calendar.hpp"
#include "archive/schema.hpp"
#include "searcher/query_items.hpp"

namespace broadsheet {
namespace {

using Kind = QueryNode::Kind;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

bool is_plain_value(std::string_view value) {
  return !value.empty() &&
         std::ranges::all_of(value,
                             [](char c) {
                               return static_cast<unsigned char>(c) >= 0x80 || is_digit(c) || (c >= 'a' && c <= 'z') ||
                                      (c >= 'A' && c <= 'Z') || c == '.' || c == '_';
                             }) &&
         value.find("\xC2") == std::string_view::npos && value.find("\xE2\x80") == std::string_view::npos &&
         value.find("\xE3\x80") == std::string_view::npos;
}

std::string quoted_value(std::string_view value) {
  if (is_plain_value(value)) return std::string(value);
  std::string out = "\"";
  for (std::size_t at = 0; at < value.size(); ++at) {
    if (value[at] == '\\' || quote_mark_at(value, at)) out += '\\';
    out += value[at];
  }
  return out + "\"";
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

std::string print_days(const QueryNode& node) {
  std::string out = node.perhaps ? "~" : "";
  const auto day = [](std::int64_t d) { return print_day(static_cast<Day>(d)); };
  if (node.least && node.most && *node.least == *node.most) return out + day(*node.least);
  if (node.least) out += day(*node.least);
  out += "..";
  if (node.most) out += day(*node.most);
  return out;
}

std::string print_counts(const QueryNode& node) {
  if (node.least && node.most && *node.least == *node.most) return std::to_string(*node.least);
  return (node.least ? std::to_string(*node.least) : "") + ".." + (node.most ? std::to_string(*node.most) : "");
}

/// What stands inside another operator has brackets; negation binds closer than all.
std::string print(const QueryNode& node, bool inside) {
  switch (node.kind) {
    case Kind::everything:
      return "*";
    case Kind::nothing:
      return "-*";
    case Kind::filter:
      return node.printed;
    case Kind::text:
      return (node.zone == Zone::title ? "title:" : node.zone == Zone::body ? "body:" : "") + node.printed;
    case Kind::none_of:
      // `--a` would be one negation.
      return node.children[0].kind == Kind::none_of || node.children[0].kind == Kind::nothing
                 ? "-(" + print(node.children[0], false) + ")"
                 : "-" + print(node.children[0], true);
    case Kind::all_of:
    case Kind::any_of:
      break;
  }
  std::string out;
  for (const auto& child : node.children) {
    if (!out.empty()) out += node.kind == Kind::all_of ? " AND " : " OR ";
    out += print(child, true);
  }
  return inside ? "(" + out + ")" : out;
}

}  // namespace

bool is_proximity_spelling(std::string_view text) {
  constexpr std::array<std::string_view, 5> capitals = {"NEAR", "ADJ", "SENTENCE", "PARAGRAPH", "SAME"};
  if (std::ranges::find(capitals, text) != capitals.end()) return true;
  const std::string typed = lower(text);
  constexpr std::array<std::string_view, 7> words = {"/s", "/p", "w/s", "w/p", "w/sent", "w/para", "around"};
  if (std::ranges::find(words, typed) != words.end()) return typed != "around" || text == "AROUND";
  constexpr std::array<std::string_view, 7> counted = {"near/", "adj/", "pre/", "near", "adj", "w/", "/"};
  return std::ranges::any_of(counted, [&](std::string_view front) {
    return typed.starts_with(front) && all_digits(std::string_view(typed).substr(front.size()));
  });
}

bool reads_as_syntax(std::string_view chunk) {
  if (is_proximity_spelling(chunk) || chunk == "*" || chunk == "@title" || chunk == "@body" || chunk == "@headline")
    return true;
  // A name with `:` or `=`; a sign at the front.
  const auto items = query_items(chunk);
  return items.size() != 1 || items[0].kind != QueryItem::Kind::chunk || !items[0].suffix.empty();
}

std::string print_filter(const QueryNode& filter) {
  std::string out(field_row(filter.filter).name);
  out += ':';
  switch (filter.filter) {
    case Filter::date:
      return out + print_days(filter);
    case Filter::words:
      return out + print_counts(filter);
    case Filter::author:
    case Filter::url:
      return out + quoted_value(joined(filter.words));
    default:
      return out + quoted_value(filter.value);
  }
}

std::string canonical(const QueryNode& root) { return print(root, false); }

}  // namespace broadsheet
