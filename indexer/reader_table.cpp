#include "indexer/reader_table.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "archive/limits.hpp"
#include "indexer/article_fields.hpp"
#include "indexer/charset.hpp"
#include "indexer/clean.hpp"
#include "indexer/item.hpp"
#include "indexer/reader_jsonl.hpp"

namespace broadsheet {
namespace {

/// The rows of a table, front to back. A value in quotes may hold separators, line breaks, and quotes written twice.
class RowReader {
 public:
  explicit RowReader(ByteStream& bytes) : bytes_(bytes) {}

  struct Row {
    std::vector<std::string> values;
    std::uint64_t line = 0;  ///< that it begins in
    bool unclosed = false;   ///< a quote was not closed before the end
    bool too_large = false;
  };

  void set_separator(char separator) { separator_ = separator; }

  bool next(Row& row) {
    row = {{}, line_, false, false};
    std::string value;
    bool any = false, quoted = false, was_quoted = false;
    std::size_t size = 0;
    const auto end_value = [&] {
      row.values.push_back(std::move(value));
      value.clear();
      was_quoted = false;
    };
    for (char c = 0; get(c);) {
      any = true;
      if (c == '\n') ++line_;
      if ((size += 1) > limit::record_bytes) row.too_large = true;
      if (quoted) {
        if (c != '"') {
          if (!row.too_large) value += c;
        } else if (peek() == '"') {
          get(c);
          value += '"';
        } else {
          quoted = false;
        }
      } else if (c == '"' && value.empty() && !was_quoted) {
        quoted = was_quoted = true;
      } else if (c == separator_) {
        end_value();
      } else if (c == '\n') {
        end_value();
        return true;
      } else if (c != '\r' || peek() != '\n') {
        if (!row.too_large) value += c;
      }
    }
    if (!any) return false;
    row.unclosed = quoted;
    end_value();
    return true;
  }

 private:
  bool fill() {
    if (at_ < size_) return true;
    size_ = bytes_.read(buffer_.data(), buffer_.size());
    at_ = 0;
    return size_ > 0;
  }
  bool get(char& c) {
    if (!fill()) return false;
    c = buffer_[at_++];
    return true;
  }
  char peek() { return fill() ? buffer_[at_] : '\0'; }

  ByteStream& bytes_;
  std::array<char, std::size_t{64} << 10> buffer_{};
  std::size_t at_ = 0, size_ = 0;
  std::uint64_t line_ = 1;
  char separator_ = ',';
};

/// The character that divides the header most often.
char separator_of(std::string_view header) {
  char best = ',';
  std::ptrdiff_t most = 0;
  for (const char c : {',', ';', '\t', '|'})
    if (const auto count = std::ranges::count(header, c); count > most) {
      most = count;
      best = c;
    }
  return best;
}

std::string_view first_line(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  return head.substr(0, head.find('\n'));
}

std::vector<std::string> header_of(std::string_view head) {
  const auto line = first_line(head);
  const auto bytes = memory_stream(line);
  RowReader rows(*bytes);
  rows.set_separator(separator_of(line));
  RowReader::Row row;
  rows.next(row);
  for (auto& name : row.values) name = clean_line(clean_utf8(name));
  return row.values;
}

/// A column by the name that JSON would have: capitals and blanks are how people write headers.
std::string column_name(const std::string& typed) {
  if (field_of_key(typed)) return typed;
  std::string name = typed;
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
    if (c == ' ' || c == '-') c = '_';
  }
  return field_of_key(name) ? name : typed;
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += "0123456789abcdef"[byte >> 4];
      out += "0123456789abcdef"[byte & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

/// A row as the JSON object that it would be: one way from names to articles.
std::string as_object(const std::vector<std::string>& names, const std::vector<std::string>& values) {
  std::string out = "{";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty() || values[i].empty()) continue;
    if (out.size() > 1) out += ',';
    out += json_string(names[i]) + ':' + json_string(values[i]);
  }
  return out + '}';
}

}  // namespace

bool is_table_header(std::string_view head) {
  const auto names = header_of(head);
  if (names.size() < 2) return false;
  return std::ranges::any_of(names, [](const std::string& name) {
    const auto field = field_of_key(column_name(name));
    return field && (field->field == Field::title || field->field == Field::body);
  });
}

void read_table(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink) {
  const auto line = first_line(bytes.peek(std::size_t{64} << 10));
  RowReader rows(bytes);
  rows.set_separator(separator_of(line));
  RowReader::Row row;
  if (!rows.next(row)) return reject_source(sink, place, "an empty file");
  std::vector<std::string> names = row.values;
  if (names[0].starts_with("\xEF\xBB\xBF")) names[0].erase(0, 3);
  if (names[0].size() > 1 && names[0].starts_with('"') && names[0].ends_with('"'))
    names[0] = names[0].substr(1, names[0].size() - 2);
  for (auto& name : names) name = column_name(clean_line(clean_utf8(name)));
  JsonArticles articles(options, sink);
  std::uint64_t count = 0;
  while (!sink.stop() && rows.next(row)) {
    const std::string where = place + '#' + std::to_string(row.line);
    if (row.values.size() == 1 && row.values[0].empty()) continue;
    ++count;
    if (row.too_large)
      reject_source(sink, where, "longer than " + print_bytes(limit::record_bytes));
    else if (row.unclosed)
      reject_source(sink, where, "a quote is opened and never closed");
    else if (row.values.size() != names.size())
      reject_source(sink, where,
                    "has " + std::to_string(row.values.size()) + " values where the header names " +
                        std::to_string(names.size()));
    else
      articles.object(as_object(names, row.values), where);
  }
  if (!bytes.fault().empty())
    reject_source(sink, place, bytes.fault() + "; read up to there: " + std::to_string(count) + " rows");
  else if (count == 0 && !sink.stop())
    reject_source(sink, place, "a header without rows");
}

}  // namespace broadsheet
