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
  const std::string rest = escaped(chunk.substr(1), is_scope ? "\\\"()|^~=<>!:" : "\\\"()|^~=<>!");
  const bool in_front =
      needs_escape_in_front(chunk) || std::string_view("\\\"()|^").find(chunk.front()) != std::string_view::npos;
  return (in_front ? "\\" : "") + std::string(1, chunk.front()) + rest;
}

std::string quoted(std::string_view text) { return '"' + escaped(text, "\\\"") + '"'; }

std::string phrase_text(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : " ") + escaped(part, "\\\"");
  return '"' + text + '"';
}

bool is_plain_value(std::string_view value) {
  const std::u32string letters = letters_of(value);
  return !letters.empty() && std::all_of(letters.begin(), letters.end(), is_letter_or_number) &&
         !looks_like_operator(value);
}

bool has_typed_signs(std::string_view value) { return value.find_first_of("*?") != std::string_view::npos; }

std::string value_text(std::string_view value) {
  return is_plain_value(value) || has_typed_signs(value) ? std::string(value) : quoted(value);
}

std::string range_text(const std::string& first, const std::string& last) {
  return first == last ? first : first + ".." + last;
}

std::string count_text(std::optional<std::size_t> count) { return count ? std::to_string(*count) : ""; }

std::string two_digits(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string day_text(std::optional<std::chrono::sys_days> day) {
  if (!day) return {};
  const std::chrono::year_month_day date(*day);
  return std::to_string(static_cast<int>(date.year())) + '-' + two_digits(static_cast<unsigned>(date.month())) + '-' +
         two_digits(static_cast<unsigned>(date.day()));
}

// --- ways to write the same (section 3, "also accepted") ---

/// Of several ways the one asked for, if the others are wanted at all.
std::string spelled(const Expr& expr, const std::vector<std::string>& ways) {
  return ways[expr.spelling % ways.size()];
}

/// The canonical way first.
std::vector<std::string> ways_of_operator(const Expr& expr) {
  const std::string n = std::to_string(expr.number);
  switch (expr.kind) {
    case Kind::and_:
      return {" AND ", " && ", " "};
    case Kind::or_:
      return {" OR ", " | ", " || "};
    case Kind::near:
      if (expr.number == 10) return {" NEAR/10 ", " NEAR ", " W/10 ", " /10 "};
      return {" NEAR/" + n + " ", " W/" + n + " ", " /" + n + " ", " near" + n + " ", " AROUND(" + n + ") "};
    case Kind::adjacent:
      if (expr.number == 1) return {" ADJ/1 ", " ADJ ", " pre/1 "};
      return {" ADJ/" + n + " ", " PRE/" + n + " ", " adj" + n + " "};
    case Kind::sentence:
      return {" SENTENCE ", " /s ", " W/S ", " w/sent "};
    default:
      return {" PARAGRAPH ", " /p ", " W/P ", " w/para ", " SAME "};
  }
}

/// In front of what a scope touches; where it ends with a bracket, another closes it.
std::vector<std::string> ways_of_scope(const Expr& expr) {
  switch (expr.kind) {
    case Kind::title:
      return {"title:", "hd=", "headline:", "intitle:", "TITLE:"};
    case Kind::body:
      return {"body:", "intext:"};
    case Kind::hlead:
      return {"hlead:", "HLEAD(", "hlp="};
    case Kind::caps:
      return {"caps:", "caps("};
    case Kind::all_caps:
      return {"allcaps:", "allcaps("};
    case Kind::no_caps:
      return {"nocaps:", "nocaps("};
    default:
      return {"first" + std::to_string(expr.number) + ":"};
  }
}

std::string in_brackets(const Expr& expr) { return '(' + to_text(expr) + ')'; }

/// What stands by itself whatever touches it. The others get brackets.
bool is_leaf(const Expr& expr) { return expr.children.empty(); }

std::string bracketed_unless_leaf(const Expr& expr) { return is_leaf(expr) ? to_text(expr) : in_brackets(expr); }

std::string list_text(const Expr& expr) {
  std::string text;
  for (const Expr& child : expr.children) {
    if (!text.empty()) text += spelled(expr, ways_of_operator(expr));
    text += child.kind == Kind::and_ || child.kind == Kind::or_ ? in_brackets(child) : to_text(child);
  }
  return text;
}

/// From the left, so a proximity there needs no brackets.
std::string proximity_text(const Expr& expr) {
  const Expr& left = expr.children[0];
  const Expr& right = expr.children[1];
  if (expr.kind == Kind::near && !expr.negated && expr.spelling % 7 == 6 && left.kind == Kind::exact &&
      right.kind == Kind::exact)
    return phrase_text({left.typed, right.typed}) + "~" + std::to_string(expr.number);
  const auto needs_brackets = [](const Expr& side) { return side.kind == Kind::and_ || side.kind == Kind::or_; };
  return (needs_brackets(left) ? in_brackets(left) : to_text(left)) + (expr.negated ? " NOT" : "") +
         spelled(expr, ways_of_operator(expr)) +
         (needs_brackets(right) || is_proximity(right.kind) ? in_brackets(right) : to_text(right));
}

std::string scoped_text(const Expr& expr) {
  const Expr& child = expr.children.front();
  const bool may_have_suffix = child.kind == Kind::word || child.kind == Kind::chunk || child.kind == Kind::and_;
  if (expr.kind == Kind::first && expr.spelling % 2 == 1 && may_have_suffix)
    return bracketed_unless_leaf(child) + "/F" + std::to_string(expr.number) + "/";
  const std::string front = spelled(expr, ways_of_scope(expr));
  return front.back() == '(' ? front + to_text(child) + ')' : front + bracketed_unless_leaf(child);
}

}  // namespace

std::string to_text(const Expr& expr) {
  if (is_proximity(expr.kind)) return proximity_text(expr);
  if (is_scope(expr.kind)) return scoped_text(expr);
  switch (expr.kind) {
    case Kind::word:
    case Kind::chunk:
      return chunk_text(expr.typed);
    case Kind::exact:
      return '=' + chunk_text(expr.typed);
    case Kind::phrase:
      return phrase_text(expr.parts);
    case Kind::fuzzy:
      return chunk_text(expr.typed) + "~" + (expr.number > 0 ? std::to_string(expr.number) : "");
    case Kind::and_:
    case Kind::or_:
      return list_text(expr);
    case Kind::not_:
      return spelled(expr, {"-", "NOT ", "!"}) + bracketed_unless_leaf(expr.children.front());
    case Kind::at_least:
      return "atleast" + std::to_string(expr.number) +
             (expr.spelling % 2 == 1 && expr.children[0].kind == Kind::word ? " " + to_text(expr.children[0])
                                                                            : in_brackets(expr.children[0]));
    case Kind::boost:
      return bracketed_unless_leaf(expr.children.front()) + "^" + std::to_string(expr.number);
    case Kind::synonyms:
      return spelled(expr, {"synonyms", "~"}) + in_brackets(expr.children.front());
    case Kind::tag:
      return "tag:" + value_text(expr.typed);
    case Kind::source:
      return "source:" + value_text(expr.typed);
    case Kind::section:
      return "section:" + value_text(expr.typed);
    case Kind::lang:
      return "lang:" + value_text(expr.typed);
    case Kind::author:
      return spelled(expr, {"author:", "by=", "byline:"}) + value_text(expr.typed);
    case Kind::id:
      return "id:" + value_text(expr.typed);
    case Kind::url:
      return spelled(expr, {"url:", "inurl:"}) + value_text(expr.typed);
    case Kind::site:
      return "site:" + value_text(expr.typed);
    case Kind::has:
      return expr.spelling % 2 == 1 ? expr.typed + ":*" : "has:" + expr.typed;
    case Kind::words:
      if (!expr.typed.empty()) return expr.typed;
      return "words:" + count_text(expr.min_words) + ".." + count_text(expr.max_words);
    case Kind::date:
      if (!expr.typed.empty()) return expr.typed;
      return std::string("date:") + (expr.overlapping ? "~" : "") +
             range_text(day_text(expr.first_day), day_text(expr.last_day));
    default:
      return "*";
  }
}

}  // namespace broadsheet::oracle
