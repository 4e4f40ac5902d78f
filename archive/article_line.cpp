#include <simdjson.h>

#include <array>
#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "archive/calendar.hpp"

namespace broadsheet {
namespace {

// By the numbers of Precision.
constexpr std::array<std::string_view, 6> precision_names{"decade", "year", "month", "day", "minute", "second"};

// ---- Writing. By hand: it is called for every article that is indexed.

constexpr std::array<bool, 256> needs_escape = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = true;
  table['"'] = table['\\'] = table[0x7F] = true;
  return table;
}();

void write_escape(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\r':
      out += "\\r";
      return;
    default:
      break;
  }
  constexpr std::string_view hex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += hex[byte >> 4];
  out += hex[byte & 15];
}

void write_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!needs_escape[static_cast<unsigned char>(text[i])]) continue;
    out.append(text, plain, i - plain);
    write_escape(out, text[i]);
    plain = i + 1;
  }
  out.append(text, plain, text.size() - plain);
  out += '"';
}

void write_key(std::string& out, std::string_view key) {
  if (out.back() != '{') out += ',';
  out += '"';
  out += key;
  out += "\":";
}

void write(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  write_key(out, key);
  write_string(out, value);
}

void write(std::string& out, std::string_view key, std::uint64_t number) {
  if (number == 0) return;
  write_key(out, key);
  out += std::to_string(number);
}

void write(std::string& out, std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  write_key(out, key);
  char separator = '[';
  for (const auto& value : values) {
    out += separator;
    write_string(out, value);
    separator = ',';
  }
  out += ']';
}

void write(std::string& out, std::string_view key, const std::optional<Date>& date) {
  if (!date) return;
  write_key(out, key);
  out += '{';
  write(out, "value", date->value);
  write(out, "precision", precision_names.at(static_cast<std::size_t>(date->precision)));
  write(out, "origin", date->origin);
  write(out, "zone", date->zone);
  out += '}';
}

// ---- Reading. The line is ours, so anything unexpected in it means damage, and is refused.

[[noreturn]] void refuse_line(std::string_view what) {
  throw Error(ErrorKind::archive, "this is not an article line: " + std::string(what));
}

using Element = simdjson::dom::element;

std::string read_string(const Element& element, std::string_view key) {
  std::string_view text;
  if (element.get(text) != simdjson::SUCCESS) refuse_line("'" + std::string(key) + "' is not a string");
  return std::string(text);
}

std::vector<std::string> read_list(const Element& element, std::string_view key) {
  simdjson::dom::array list;
  if (element.get(list) != simdjson::SUCCESS) refuse_line("'" + std::string(key) + "' is not a list");
  std::vector<std::string> values;
  values.reserve(list.size());
  for (const auto value : list) values.push_back(read_string(value, key));
  return values;
}

Date read_date(const Element& element, std::string_view key) {
  simdjson::dom::object object;
  if (element.get(object) != simdjson::SUCCESS) refuse_line("'" + std::string(key) + "' is not an object");
  std::string value, precision, origin, zone;
  for (const auto part : object) {
    if (part.key == "value") {
      value = read_string(part.value, key);
    } else if (part.key == "precision") {
      precision = read_string(part.value, key);
    } else if (part.key == "origin") {
      origin = read_string(part.value, key);
    } else if (part.key == "zone") {
      zone = read_string(part.value, key);
    } else {
      refuse_line("'" + std::string(key) + "' has a part '" + std::string(part.key) + "'");
    }
  }
  auto date = parse_date(value, origin);
  if (!date || date->value != value) refuse_line("'" + std::string(key) + "' is no date: '" + value + "'");
  if (precision_names.at(static_cast<std::size_t>(date->precision)) != precision) {
    refuse_line("'" + std::string(key) + "' is not of precision '" + precision + "'");
  }
  date->zone = zone;
  return *date;
}

std::uint64_t read_number(const Element& element, std::string_view key) {
  std::uint64_t number = 0;
  if (element.get(number) != simdjson::SUCCESS) refuse_line("'" + std::string(key) + "' is not a number");
  return number;
}

std::uint32_t read_words(const Element& element) {
  const auto words = read_number(element, "words");
  if (words > std::numeric_limits<std::uint32_t>::max()) refuse_line("'words' is not a count");
  return static_cast<std::uint32_t>(words);
}

// The keys in their order, each with what it fills.
struct LinePart {
  std::string_view key;
  void (*read)(Article&, const Element&);
};
constexpr std::array<LinePart, 16> parts{{
    {"file", [](Article& a, const Element& e) { a.file = read_string(e, "file"); }},
    {"id", [](Article& a, const Element& e) { a.id = read_string(e, "id"); }},
    {"title", [](Article& a, const Element& e) { a.title = read_string(e, "title"); }},
    {"body", [](Article& a, const Element& e) { a.body = read_string(e, "body"); }},
    {"url", [](Article& a, const Element& e) { a.url = read_string(e, "url"); }},
    {"date", [](Article& a, const Element& e) { a.date = read_date(e, "date"); }},
    {"updated", [](Article& a, const Element& e) { a.updated = read_date(e, "updated"); }},
    {"authors", [](Article& a, const Element& e) { a.authors = read_list(e, "authors"); }},
    {"tags", [](Article& a, const Element& e) { a.tags = read_list(e, "tags"); }},
    {"source", [](Article& a, const Element& e) { a.source = read_string(e, "source"); }},
    {"section", [](Article& a, const Element& e) { a.section = read_string(e, "section"); }},
    {"lang", [](Article& a, const Element& e) { a.lang = read_string(e, "lang"); }},
    {"version", [](Article& a, const Element& e) { a.version = read_number(e, "version"); }},
    {"words", [](Article& a, const Element& e) { a.words = read_words(e); }},
    {"description", [](Article& a, const Element& e) { a.description = read_string(e, "description"); }},
    {"warnings", [](Article& a, const Element& e) { a.warnings = read_list(e, "warnings"); }},
}};

}  // namespace

std::string to_article_line(const Article& article) {
  std::string out;
  out.reserve(article.body.size() + article.body.size() / 16 + article.title.size() + article.description.size() + 512);
  out += '{';
  write(out, "file", article.file);
  write(out, "id", article.id);
  write(out, "title", article.title);
  write(out, "body", article.body);
  write(out, "url", article.url);
  write(out, "date", article.date);
  write(out, "updated", article.updated);
  write(out, "authors", article.authors);
  write(out, "tags", article.tags);
  write(out, "source", article.source);
  write(out, "section", article.section);
  write(out, "lang", article.lang);
  write(out, "version", article.version);
  write(out, "words", article.words);
  write(out, "description", article.description);
  write(out, "warnings", article.warnings);
  out += '}';
  return out;
}

Article from_article_line(std::string_view line) {
  thread_local simdjson::dom::parser parser;
  simdjson::dom::object object;
  const auto error = parser.parse(line.data(), line.size()).get(object);
  if (error != simdjson::SUCCESS) refuse_line(simdjson::error_message(error));
  Article article;
  std::size_t next = 0;
  for (const auto part : object) {
    while (next < parts.size() && parts[next].key != part.key) ++next;
    if (next == parts.size())
      refuse_line("it has a part '" + std::string(part.key) + "', or has it twice or out of order");
    parts[next].read(article, part.value);
    ++next;
  }
  if (article.id.empty()) refuse_line("it has no id");
  return article;
}

}  // namespace broadsheet
