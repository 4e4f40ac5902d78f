#include "searcher/query_items.hpp"

#include <algorithm>
#include <array>

#include "archive/code_points.hpp"
#include "archive/schema.hpp"

namespace broadsheet {
namespace {

constexpr std::array<std::string_view, 6> quote_marks = {"\"",           "\xE2\x80\x9C", "\xE2\x80\x9D",
                                                         "\xE2\x80\x9E", "\xC2\xAB",     "\xC2\xBB"};

/// White space beyond ASCII that people paste: no-break, ideographic, en, em, thin, narrow blanks, line separators.
constexpr std::array<std::string_view, 18> wide_blanks = {
    "\xC2\xA0",     "\xC2\x85",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82",
    "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88",
    "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE3\x80\x80"};

bool is_hebrew(std::string_view bytes) {  // U+05D0–05EA
  return bytes.size() == 2 && bytes[0] == '\xD7' && static_cast<unsigned char>(bytes[1]) >= 0x90 &&
         static_cast<unsigned char>(bytes[1]) <= 0xAA;
}

std::size_t length_at(std::string_view text, std::size_t at) {
  std::size_t length = 1;
  while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80) ++length;
  return length;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr std::array<std::string_view, 4> date_scopes = {"after", "before", "since", "until"};
constexpr std::array<std::string_view, 3> kept_for_later = {"ocr", "num", "money"};
constexpr std::array<std::string_view, 12> text_scopes = {"title", "hd",  "headline", "intitle", "body",   "intext",
                                                          "hlead", "hlp", "caps",     "allcaps", "nocaps", "synonyms"};
/// Of these, the ones that are also written like a function: `caps(a b)`.
constexpr std::array<std::string_view, 5> functions = {"hlead", "caps", "allcaps", "nocaps", "synonyms"};

bool is_in(const auto& names, std::string_view name) { return std::ranges::find(names, name) != names.end(); }

bool takes_range(std::string_view name) {
  if (is_in(date_scopes, name)) return true;
  const FieldRow* row = find_field(name);
  return row && (row->filter == Filter::date || row->filter == Filter::words);
}

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  std::vector<QueryItem> cut() {
    while (skip_blanks()) next();
    return std::move(items_);
  }

 private:
  bool skip_blanks() {
    std::size_t length = 0;
    while (at_ < text_.size() && is_white_space(text_, at_, &length)) at_ += length;
    return at_ < text_.size();
  }

  bool ends_operand(std::size_t at) const {
    return at >= text_.size() || is_white_space(text_, at, nullptr) || text_[at] == ')' || text_[at] == '|' ||
           text_.substr(at, 2) == "&&";
  }

  QueryItem& put(QueryItem::Kind kind, std::size_t length) {
    QueryItem item;
    item.kind = kind;
    item.begin = at_;
    item.end = at_ += length;
    items_.push_back(std::move(item));
    return items_.back();
  }

  void next() {
    const char c = text_[at_];
    if (c == '(') return void(put(QueryItem::Kind::open, 1));
    if (c == ')') return take_suffix(put(QueryItem::Kind::close, 1));
    if (c == '|') return void(put(QueryItem::Kind::either, text_.substr(at_, 2) == "||" ? 2 : 1));
    if (text_.substr(at_, 2) == "&&") return void(put(QueryItem::Kind::both, 2));
    if (const auto mark = quote_mark_at(text_, at_)) return quote(mark);
    if (sign() || scope()) return;
    chunk();
  }

  bool sign() {
    const char c = text_[at_];
    std::size_t length = 0;
    if (c == '-' || c == '!') {
      while (at_ + length < text_.size() && (text_[at_ + length] == '-' || text_[at_ + length] == '!')) ++length;
    } else if (c == '+' || c == '~' || c == '=') {
      length = 1;
    }
    if (length == 0 || ends_operand(at_ + length)) return false;
    put(QueryItem::Kind::sign, length).text = c == '!' ? "-" : std::string(1, c);
    return true;
  }

  /// name: or name= or words> … or caps( … or atleast5, where the name is known and something follows.
  bool scope() {
    std::size_t end = at_;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    std::string name = lower(text_.substr(at_, end - at_));
    if (name == "first" || name == "atleast") {
      if (end >= text_.size() || !is_ascii_digit(text_[end])) return false;
      while (end < text_.size() && is_ascii_digit(text_[end])) ++end;
    }
    if (end == at_ || end >= text_.size()) return false;
    const char c = text_[end];
    if (name == "atleast") return at_least(end);
    if (c == '(' && is_in(functions, name)) {
      put(QueryItem::Kind::scope, end - at_).text = std::move(name);
      return true;
    }
    if (name != "first" && (!is_scope_name(name) || is_kept_for_later(name))) return false;
    const bool range = takes_range(name);
    const FieldRow* row = find_field(name);
    const bool compares = (c == '>' || c == '<' || c == '=') && row && row->filter == Filter::words;
    const bool equals = c == '=' && (name == "hd" || name == "by" || name == "hlp");
    if (c != ':' && !compares && !equals) return false;
    if (ends_operand(compares ? end : end + 1)) return false;
    name = lower(text_.substr(at_, end - at_));  // with the number of `first50`
    put(QueryItem::Kind::scope, end - at_ + (compares ? 0 : 1)).text = std::move(name);
    if (range) this->range();
    return true;
  }

  /// `atleast5(a)`, `atleast5 a`: also with a blank before what it asks of.
  bool at_least(std::size_t end) {
    if (text_[end] != '(' && !is_white_space(text_, end, nullptr)) return false;
    const bool is_value = !items_.empty() && items_.back().kind == QueryItem::Kind::scope && items_.back().end == at_ &&
                          find_field(items_.back().text);
    if (is_value) return false;  // `tag:atleast3`
    std::string name = lower(text_.substr(at_, end - at_));
    put(QueryItem::Kind::scope, end - at_).text = std::move(name);
    return true;
  }

  /// Up to white space or a bracket that closes; `[A TO B]` whole. A group or quote is left to the usual way.
  void range() {
    if (text_[at_] == '(' || quote_mark_at(text_, at_)) return;
    std::size_t end = at_;
    if (text_[end] == '~' && end + 1 < text_.size()) ++end;  // date:~[A TO B]
    if (text_[end] == '[') {
      if (const auto closing = text_.find(']', end); closing != std::string_view::npos) end = closing + 1;
    }
    while (!ends_operand(end)) ++end;
    const std::size_t begin = at_;
    put(QueryItem::Kind::range, end - at_).raw = text_.substr(begin, end - begin);
  }

  void quote(std::size_t mark) {
    QueryItem item;
    item.kind = QueryItem::Kind::quote;
    item.begin = at_;
    at_ += mark;
    const std::size_t inside = at_;
    while (at_ < text_.size()) {
      if (const auto closing = quote_mark_at(text_, at_); closing && !between_hebrew(at_)) {
        item.raw = text_.substr(inside, at_ - inside);
        at_ += closing;
        item.end = at_;
        items_.push_back(std::move(item));
        return take_suffix(items_.back());
      }
      literal(item);
    }
    item.raw = text_.substr(inside);
    item.unclosed = true;
    item.end = text_.size();
    items_.push_back(std::move(item));
  }

  bool between_hebrew(std::size_t at) const {
    return text_[at] == '"' && at >= 2 && is_hebrew(text_.substr(at - 2, 2)) &&
           is_hebrew(text_.substr(std::min(at + 1, text_.size()), 2));
  }

  /// One character into item.text; `\` makes the next one literal.
  void literal(QueryItem& item) {
    if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
      ++at_;
      item.escaped = true;
    } else if (text_[at_] == '*' || text_[at_] == '?') {
      item.wild.push_back(item.text.size());
    }
    const auto length = length_at(text_, at_);
    item.text += text_.substr(at_, length);
    at_ += length;
  }

  void chunk() {
    QueryItem item;
    item.begin = at_;
    std::size_t suffix = std::string::npos;  // in item.text, where an unescaped ^, ~ or / begins a suffix
    while (!ends_operand(at_) && text_[at_] != '(') {
      if (quote_mark_at(text_, at_) && !between_hebrew(at_)) break;
      const bool may_begin = text_[at_] == '^' || text_[at_] == '~' ||
                             (text_[at_] == '/' && at_ + 1 < text_.size() && text_[at_ + 1] == 'F');
      if (may_begin && suffix == std::string::npos && !item.text.empty() && is_suffix(at_)) suffix = item.text.size();
      literal(item);
    }
    item.end = at_;
    item.raw = text_.substr(item.begin, item.end - item.begin);
    if (suffix != std::string::npos) {
      item.suffix = item.text.substr(suffix);
      item.text.resize(suffix);
      item.raw.resize(item.raw.size() - item.suffix.size());
    }
    items_.push_back(std::move(item));
  }

  /// ^number, ~, ~n or /Fn/, up to where the operand ends.
  bool is_suffix(std::size_t at) const {
    const char c = text_[at];
    std::size_t end = at + (c == '/' ? 2 : 1);
    const std::size_t digits = end;
    while (end < text_.size() && (is_ascii_digit(text_[end]) || (c == '^' && text_[end] == '.'))) ++end;
    if (c != '~' && end == digits) return false;
    if (c == '/') {
      if (end >= text_.size() || text_[end] != '/') return false;
      ++end;
    }
    return ends_operand(end) ||
           (end < text_.size() && (text_[end] == '^' || text_[end] == '~' || text_[end] == '/') && is_suffix(end));
  }

  void take_suffix(QueryItem& item) {
    if (at_ >= text_.size() || (text_[at_] != '^' && text_[at_] != '~' && text_[at_] != '/') || !is_suffix(at_)) return;
    const std::size_t begin = at_;
    while (!ends_operand(at_)) ++at_;
    item.suffix = text_.substr(begin, at_ - begin);
    item.end = at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<QueryItem> items_;
};

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

bool is_white_space(std::string_view text, std::size_t at, std::size_t* length) {
  const char c = text[at];
  if (c == ' ' || (c >= '\t' && c <= '\r') || c == '\x1C' || c == '\x1D' || c == '\x1E' || c == '\x1F') {
    if (length) *length = 1;
    return true;
  }
  if (static_cast<unsigned char>(c) < 0x80) return false;
  for (const auto blank : wide_blanks)
    if (text.substr(at).starts_with(blank)) {
      if (length) *length = blank.size();
      return true;
    }
  return false;
}

std::size_t quote_mark_at(std::string_view text, std::size_t at) {
  for (const auto mark : quote_marks)
    if (text.substr(at).starts_with(mark)) return mark.size();
  return 0;
}

std::vector<std::string_view> scope_names() {
  std::vector<std::string_view> names(text_scopes.begin(), text_scopes.end());
  names.insert(names.end(), date_scopes.begin(), date_scopes.end());
  for (const auto& row : field_rows()) {
    names.push_back(row.name);
    for (std::string_view also = row.also; !also.empty();) {
      const auto end = std::min(also.find(' '), also.size());
      names.push_back(also.substr(0, end));
      also.remove_prefix(std::min(end + 1, also.size()));
    }
  }
  return names;
}

bool is_kept_for_later(std::string_view name) { return is_in(kept_for_later, name); }

bool is_text_scope(std::string_view name) { return is_in(text_scopes, name); }

bool is_scope_name(std::string_view name) {
  return find_field(name) || is_text_scope(name) || is_in(date_scopes, name) || is_kept_for_later(name);
}

std::optional<std::uint64_t> number_behind(std::string_view name, std::string_view front) {
  if (!name.starts_with(front) || name.size() == front.size()) return {};
  std::uint64_t number = 0;
  for (const char c : name.substr(front.size())) {
    if (!is_ascii_digit(c)) return {};
    number = std::min<std::uint64_t>(number * 10 + static_cast<std::uint64_t>(c - '0'), 1'000'000'000);
  }
  return number;
}

std::vector<std::size_t> wild_within(const QueryItem& item, std::size_t begin, std::size_t end) {
  std::vector<std::size_t> out;
  for (const auto at : item.wild)
    if (at >= begin && at < end) out.push_back(at - begin);
  return out;
}

std::vector<QueryItem> query_items(std::string_view text) { return Cutter(text).cut(); }

std::vector<QueryItem> plain_items(std::string_view text) {
  std::vector<QueryItem> items;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    if (is_white_space(text, at, &length)) {
      at += length;
      continue;
    }
    QueryItem item;
    item.begin = at;
    while (at < text.size() && !is_white_space(text, at, nullptr)) at += length_at(text, at);
    item.end = at;
    item.text = item.raw = text.substr(item.begin, at - item.begin);
    item.escaped = true;  // nothing in it is an operator
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace broadsheet
