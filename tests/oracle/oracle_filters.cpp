// Section 5: the fields that are compared with a value.

#include <algorithm>
#include <charconv>

#include "oracle_parts.hpp"

namespace broadsheet::oracle {
namespace {

// --- fields (section 5) ---

bool is_blank(char32_t letter) { return letter == U'-' || letter == U'_' || is_white_space(letter); }

/// The key of a whole value: folded, each run of blanks one blank, none at the ends.
std::u32string value_key(std::string_view value) {
  std::u32string key;
  bool after_blank = false;
  for (const char32_t letter : letters_of(fold(casefold(value), ""))) {
    if (!is_blank(letter)) {
      if (after_blank && !key.empty()) key += U' ';
      key += letter;
    }
    after_blank = is_blank(letter);
  }
  return key;
}

bool is_value(std::string_view asked, std::string_view value) {
  std::u32string key = value_key(asked);
  std::replace(key.begin(), key.end(), U'*', any_letters);
  std::replace(key.begin(), key.end(), U'?', one_letter);
  return !key.empty() && fits_pattern(key, value_key(value));
}

/// Words of a name or an address; of a run its characters, since runs are compared by characters.
std::vector<std::string> compared_words(std::string_view text) {
  const ReadText read = read_text(text, "");
  std::vector<std::string> out;
  for (std::size_t i = 0; i < read.words.size(); ++i) {
    if (!read.words[i].is_run) out.push_back(read.words[i].folded_base);
    for (const RunCharacter& character : read.characters)
      if (character.word == i) out.push_back(character.key);
  }
  return out;
}

bool has_words_in_row(std::string_view asked, std::string_view text) {
  const std::vector<std::string> wanted = compared_words(asked), words = compared_words(text);
  return !wanted.empty() && std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return lower;
}

bool is_language(std::string_view asked, std::string_view lang) {
  const std::string wanted = ascii_lower(asked);
  const std::string given = ascii_lower(lang);
  return !wanted.empty() && (given == wanted || given.starts_with(wanted + "-"));
}

bool is_site(std::string_view asked, std::string_view url) {
  const std::string wanted = ascii_lower(asked);
  const std::string host = host_of(url);
  return !wanted.empty() && (host == wanted || host.ends_with("." + wanted));
}

template <typename Values, typename Test>
bool any_is(const Values& values, Test test) {
  return std::any_of(values.begin(), values.end(), test);
}

bool has_field(std::string_view field, const Document& document) {
  if (field == "title") return !document.title.empty();
  if (field == "body") return !document.body.empty();
  if (field == "author") return !document.authors.empty();
  if (field == "tag") return !document.tags.empty();
  if (field == "source") return !document.source.empty();
  if (field == "section") return !document.section.empty();
  if (field == "lang") return !document.lang.empty();
  if (field == "url") return !document.url.empty();
  return field == "date" && days_of(document.date).has_value();
}

bool is_word_count(const Expr& expr, std::size_t count) {
  return (!expr.min_words || *expr.min_words <= count) && (!expr.max_words || count <= *expr.max_words);
}

bool is_dated(const Expr& expr, std::string_view date) {
  const auto days = days_of(date);
  if (!days) return false;
  const auto& [first, last] = *days;
  if (expr.overlapping)
    return (!expr.first_day || *expr.first_day <= last) && (!expr.last_day || first <= *expr.last_day);
  return (!expr.first_day || *expr.first_day <= first) && (!expr.last_day || last <= *expr.last_day);
}

}  // namespace

bool passes_filter(const Expr& expr, const ReadDocument& read_document) {
  const Document& document = read_document.document;
  switch (expr.kind) {
    case Kind::everything:
      return true;
    case Kind::tag:
      return any_is(document.tags, [&](const std::string& tag) { return is_value(expr.typed, tag); });
    case Kind::source:
      return is_value(expr.typed, document.source);
    case Kind::section:
      return is_value(expr.typed, document.section);
    case Kind::lang:
      return is_language(expr.typed, document.lang);
    case Kind::author:
      return any_is(document.authors, [&](const std::string& name) { return has_words_in_row(expr.typed, name); });
    case Kind::id:
      return expr.typed == document.id;
    case Kind::url:
      return has_words_in_row(expr.typed, document.url);
    case Kind::site:
      return is_site(expr.typed, document.url);
    case Kind::has:
      return has_field(expr.typed, document);
    case Kind::words:
      return is_word_count(expr, read_document.body.words.size());
    case Kind::date:
      return is_dated(expr, document.date);
    default:
      return false;
  }
}

// --- dates and hosts ---

std::optional<std::pair<std::chrono::sys_days, std::chrono::sys_days>> days_of(std::string_view date) {
  using namespace std::chrono;
  const auto number = [&](std::size_t begin, std::size_t length) {
    int value = -1;
    if (begin + length <= date.size()) std::from_chars(date.data() + begin, date.data() + begin + length, value);
    return value;
  };
  const year year_of{number(0, 4)};
  if (date.size() < 4) return std::nullopt;
  if (date.size() == 4) return std::pair{sys_days{year_of / January / 1}, sys_days{year_of / December / 31}};
  const month month_of{static_cast<unsigned>(number(5, 2))};
  if (date.size() < 7 || !month_of.ok()) return std::nullopt;
  if (date.size() == 7) return std::pair{sys_days{year_of / month_of / 1}, sys_days{year_of / month_of / last}};
  const year_month_day whole{year_of, month_of, day{static_cast<unsigned>(number(8, 2))}};
  if (date.size() < 10 || !whole.ok()) return std::nullopt;
  return std::pair{sys_days{whole}, sys_days{whole}};
}

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  return ascii_lower(host.substr(0, host.find(':')));
}

}  // namespace broadsheet::oracle
