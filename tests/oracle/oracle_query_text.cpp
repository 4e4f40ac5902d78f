// Section 2, the other way round: from a query to a text that can only be read as that query.

#include <algorithm>
#include <regex>

#include "oracle.hpp"

namespace broadsheet::oracle {
namespace {

/// All that section 2 calls an operator spelled as a word; a few that are none do no harm, since `\` only makes a
/// letter literal.
bool looks_like_operator(std::string_view chunk) {
  static const std::regex in_capitals("AND|OR|NOT|NEAR(/.*)?|ADJ(/.*)?|SENTENCE|PARAGRAPH|SAME|AROUND.*");
  static const std::regex in_any_case("(near|adj|pre|w)/?[0-9]+|/[0-9]+|/[sp]|w/(s|p|sent|para)", std::regex::icase);
  const std::string text(chunk);
  return std::regex_match(text, in_capitals) || std::regex_match(text, in_any_case);
}

/// Where a `:` would make the front of a chunk a scope, all names of section 5.
bool is_scope_name(std::string_view name) {
  static const std::regex names(
      "@?(title|body|hd|headline|intitle|intext|hlead|hlp|first[0-9]*|author|by|byline|url|inurl|site|tag|source|"
      "section|lang|id|story|has|words|length|wc|"
      "date|after|before|since|until|caps|allcaps|nocaps|like|ocr|num|money|synonyms|atleast[0-9]*)",
      std::regex::icase);
  return std::regex_match(std::string(name), names);
}

bool needs_escape_in_front(std::string_view chunk) {
  static const std::regex glued("(atleast|first)[0-9].*", std::regex::icase);
  const bool is_sign = std::string_view("-!+~=").find(chunk.front()) != std::string_view::npos;
  const bool is_title_alias = chunk.front() == '@' && is_scope_name(chunk);
  return is_sign || is_title_alias || looks_like_operator(chunk) || std::regex_match(std::string(chunk), glued);
}

std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

/// Quote marks that are no ASCII must not occur in chunks and values; the generator makes none.
std::string chunk_text(std::string_view chunk) {
  if (chunk.empty()) return "\"\"";
  const std::size_t colon = chunk.find(':');
  const bool is_scope = colon != std::string_view::npos && is_scope_name(chunk.substr(0, colon));
  const std::string rest = escaped(chunk.substr(1), is_scope ? "\\\"()|*?^~=<>!:" : "\\\"()|*?^~=<>!");
  const bool in_front =
      needs_escape_in_front(chunk) || std::string_view("\\\"()|*?^").find(chunk.front()) != std::string_view::npos;
  return (in_front ? "\\" : "") + std::string(1, chunk.front()) + rest;
}

std::string quoted(std::string_view text) { return '"' + escaped(text, "\\\"") + '"'; }

std::string phrase_text(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts)
    text += (text.empty() ? "" : " ") + (part == "*" ? part : escaped(part, "\\\"*?"));
  return '"' + text + '"';
}

bool is_plain_value(std::string_view value) {
  const std::u32string letters = letters_of(value);
  return !letters.empty() && std::all_of(letters.begin(), letters.end(), is_letter_or_number) &&
         !looks_like_operator(value);
}

std::string value_text(std::string_view value) { return is_plain_value(value) ? std::string(value) : quoted(value); }

std::string range_text(const std::string& first, const std::string& last) {
  return first == last ? first : first + ".." + last;
}

std::string count_text(std::optional<std::size_t> count) { return count ? std::to_string(*count) : ""; }

std::string padded(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string day_text(std::optional<std::chrono::sys_days> day) {
  if (!day) return {};
  const std::chrono::year_month_day date(*day);
  return std::to_string(static_cast<int>(date.year())) + '-' + padded(static_cast<unsigned>(date.month())) + '-' +
         padded(static_cast<unsigned>(date.day()));
}

bool is_operation(const Expr& expr) {
  return expr.kind == Kind::and_ || expr.kind == Kind::or_ || expr.kind == Kind::not_;
}

bool is_scope(const Expr& expr) { return expr.kind == Kind::title || expr.kind == Kind::body; }

std::string in_brackets(const Expr& expr) { return '(' + to_text(expr) + ')'; }

std::string negated_text(const Expr& expr) { return '-' + (is_operation(expr) ? in_brackets(expr) : to_text(expr)); }

std::string scoped_text(const std::string& scope, const Expr& expr) {
  return scope + (is_operation(expr) || is_scope(expr) ? in_brackets(expr) : to_text(expr));
}

std::string list_text(const std::vector<Expr>& children, std::string_view separator) {
  std::string text;
  for (const Expr& child : children) {
    if (!text.empty()) text += separator;
    text += child.kind == Kind::and_ || child.kind == Kind::or_ ? in_brackets(child) : to_text(child);
  }
  return text;
}

}  // namespace

std::string to_text(const Expr& expr) {
  switch (expr.kind) {
    case Kind::everything:
      return "*";
    case Kind::word:
    case Kind::chunk:
      return chunk_text(expr.typed);
    case Kind::exact:
      return '=' + chunk_text(expr.typed);
    case Kind::phrase:
      return phrase_text(expr.parts);
    case Kind::and_:
      return list_text(expr.children, " AND ");
    case Kind::or_:
      return list_text(expr.children, " OR ");
    case Kind::not_:
      return negated_text(expr.children.front());
    case Kind::title:
      return scoped_text("title:", expr.children.front());
    case Kind::body:
      return scoped_text("body:", expr.children.front());
    case Kind::tag:
      return "tag:" + value_text(expr.typed);
    case Kind::source:
      return "source:" + value_text(expr.typed);
    case Kind::section:
      return "section:" + value_text(expr.typed);
    case Kind::lang:
      return "lang:" + value_text(expr.typed);
    case Kind::author:
      return "author:" + value_text(expr.typed);
    case Kind::id:
      return "id:" + value_text(expr.typed);
    case Kind::url:
      return "url:" + value_text(expr.typed);
    case Kind::site:
      return "site:" + value_text(expr.typed);
    case Kind::has:
      return "has:" + expr.typed;
    case Kind::words:
      return "words:" + count_text(expr.min_words) + ".." + count_text(expr.max_words);
    case Kind::date:
      return std::string("date:") + (expr.overlapping ? "~" : "") +
             range_text(day_text(expr.first_day), day_text(expr.last_day));
  }
  return {};
}

}  // namespace broadsheet::oracle
