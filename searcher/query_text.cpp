#include "searcher/query_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "archive/calendar.hpp"
#include "archive/code_points.hpp"
#include "archive/schema.hpp"
#include "searcher/query_items.hpp"
#include "searcher/query_operators.hpp"

namespace broadsheet {
namespace {

using Kind = QueryNode::Kind;

bool is_plain_value(std::string_view value) {
  for (std::size_t at = 0; at < value.size(); ++at)
    if (is_white_space(value, at, nullptr)) return false;
  return !value.empty() &&
         std::ranges::all_of(value,
                             [](char c) {
                               return static_cast<unsigned char>(c) >= 0x80 || is_ascii_digit(c) ||
                                      (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '_';
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

std::string_view spelled(Relation relation) {
  switch (relation) {
    case Relation::near:
      return "NEAR/";
    case Relation::adjacent:
      return "ADJ/";
    case Relation::sentence:
      return "SENTENCE";
    case Relation::paragraph:
      break;
  }
  return "PARAGRAPH";
}

std::string print_number(double number) {
  std::array<char, 64> text{};
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  return error == std::errc() ? std::string(text.data(), end) : "1";
}

std::string print_scope(const QueryNode& text) {
  std::string out;
  switch (text.zone) {
    case Zone::anywhere:
      break;
    case Zone::title:
      out = "title:";
      break;
    case Zone::body:
      out = "body:";
      break;
    case Zone::hlead:
      out = "hlead:";
      break;
    case Zone::first:
      out = "first" + std::to_string(text.zone_words) + ":";
      break;
  }
  const auto worded = std::ranges::find_if(text.phrase, [](const PhrasePart& part) { return !part.words.empty(); });
  const Case capitals = worded == text.phrase.end() ? Case::any : worded->words[0].capitals;
  if (capitals == Case::some) out += "caps:";
  if (capitals == Case::all) out += "allcaps:";
  if (capitals == Case::none) out += "nocaps:";
  return out;
}

std::string print_text(const QueryNode& text) {
  std::string out = print_scope(text);
  out += text.synonyms ? "synonyms(" + text.printed + ")" : text.printed;
  if (text.boost != 1) out += "^" + print_number(text.boost);
  return out;
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
      return print_text(node);
    case Kind::none_of:
      // `--a` would be one negation.
      return node.children[0].kind == Kind::none_of || node.children[0].kind == Kind::nothing
                 ? "-(" + print(node.children[0], false) + ")"
                 : "-" + print(node.children[0], true);
    case Kind::at_least:
      return operator_of(node) + "(" + print(node.children[0], false) + ")";
    case Kind::all_of:
    case Kind::any_of:
    case Kind::proximity:
      break;
  }
  const std::string between = node.kind == Kind::all_of ? "AND" : node.kind == Kind::any_of ? "OR" : operator_of(node);
  std::string out;
  for (const auto& child : node.children) {
    if (!out.empty()) out += " " + between + " ";
    out += print(child, true);
  }
  return inside ? "(" + out + ")" : out;
}

}  // namespace

bool reads_as_syntax(std::string_view chunk) {
  if (is_proximity_spelling(chunk) || number_behind(lower(chunk), "atleast") || chunk == "*" || chunk == "@title" ||
      chunk == "@body" || chunk == "@headline")
    return true;
  // A name with `:` or `=`; a sign at the front.
  const auto items = query_items(chunk);
  return items.size() != 1 || items[0].kind != QueryItem::Kind::chunk || !items[0].suffix.empty();
}

std::string print_filter(const QueryNode& filter) {
  std::string out(field_row(filter.filter).name);
  out += ':';
  if (filter.wildcard) {
    // Signs work only outside quotes; blanks of a value are written as what is compared like them.
    std::string pattern = filter.words.empty() ? filter.value : joined(filter.words);
    std::ranges::replace(pattern, ' ', '_');
    const std::size_t front = out.size();
    for (std::size_t at = 0; at < pattern.size(); ++at) {
      const char c = pattern[at];
      const bool sign_in_front = out.size() == front && std::string_view("-!+~=").find(c) != std::string_view::npos;
      if (sign_in_front || quote_mark_at(pattern, at) ||
          std::string_view("\\()|&,^~").find(c) != std::string_view::npos)
        out += '\\';
      out += c;
    }
    // What looks like another field in front is part of the value.
    if (const auto items = query_items(std::string_view(out).substr(front));
        !items.empty() && items[0].kind == QueryItem::Kind::scope)
      if (const auto sign = out.find_first_of(":=<>", front); sign != std::string::npos) out.insert(sign, 1, '\\');
    return out;
  }
  switch (filter.filter) {
    case Filter::date:
      return out + print_days(filter);
    case Filter::words:
      return out + print_counts(filter);
    default:
      return out + quoted_value(filter.value);
  }
}

std::string operator_of(const QueryNode& node) {
  if (node.kind == Kind::at_least) return "atleast" + std::to_string(node.mentions);
  std::string out = (node.negated ? "NOT " : "") + std::string(spelled(node.relation));
  if (node.relation == Relation::near || node.relation == Relation::adjacent) out += std::to_string(node.distance);
  return out;
}

std::string canonical(const QueryNode& root) { return print(root, false); }

}  // namespace broadsheet
