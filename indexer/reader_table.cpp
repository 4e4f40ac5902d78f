#include "indexer/reader_table.hpp"

#include <simdjson.h>

#include <algorithm>
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
    std::vector<std::string> values;  ///< no more than a row may have
    std::size_t count = 0;            ///< of values
    std::uint64_t line = 0;           ///< that it begins in
    std::uint64_t quote_line = 0;     ///< of the quote that was opened last
    bool unclosed = false;            ///< it was not closed before the end of the table, or of what a row may have
    bool too_large = false;
  };

  void set_separator(char separator) { separator_ = separator; }
  void set_most_values(std::size_t count) { most_values_ = count; }

  bool next(Row& row) {
    if (pass_line_) pass_line();
    row = {};
    row.line = line_;
    begin_ = at_;
    second_line_ = 0;
    std::string value;
    bool quoted = false, begun = false;
    const auto end_value = [&] {
      ++row.count;
      if (row.values.size() < most_values_) row.values.push_back(std::move(value));
      value.clear();
      begun = false;
    };
    const auto add = [&](char c) {
      begun = true;
      if (row.count < most_values_) value += c;
    };
    for (char c = 0; get(c);) {
      if (c != '\n' && at_ - begin_ > limit::record_bytes) {
        row.too_large = pass_line_ = true;
        row.unclosed = quoted && second_line_ != 0;
        return true;
      }
      if (c == '\n') {
        ++line_;
        if (second_line_ == 0) second_line_ = at_ - begin_;
      }
      if (quoted) {
        if (c != '"') {
          add(c);
        } else if (peek() == '"') {
          get(c);
          add('"');
        } else {
          quoted = false;
        }
      } else if (c == '"' && !begun) {
        quoted = begun = true;
        row.quote_line = line_;
      } else if (c == separator_) {
        end_value();
      } else if (c == '\n') {
        end_value();
        return true;
      } else if (c != '\r' || peek() != '\n') {
        add(c);
      }
    }
    if (at_ == begin_) return false;
    row.unclosed = quoted;
    end_value();
    return true;
  }

  /// After a row that goes over several lines and is none: goes back to the second of them, since a quote that stands
  /// alone makes one row of many. False where it was one line, or so much has been read again that it takes too long.
  bool go_back(const Row& row) {
    if (second_line_ == 0 || second_line_ == at_ - begin_) return false;
    again_ += at_ - begin_;
    if (again_ > 8 * limit::record_bytes) return false;
    at_ = begin_ + second_line_;
    line_ = row.line + 1;
    pass_line_ = false;
    return true;
  }

 private:
  bool fill() {
    if (at_ < text_.size()) return true;
    text_.erase(0, begin_);
    at_ -= begin_;
    begin_ = 0;
    text_.resize(at_ + (std::size_t{64} << 10));
    text_.resize(at_ + bytes_.read(text_.data() + at_, text_.size() - at_));
    return at_ < text_.size();
  }
  bool get(char& c) {
    if (!fill()) return false;
    c = text_[at_++];
    return true;
  }
  char peek() { return fill() ? text_[at_] : '\0'; }
  /// The rest of a line that is too long, none of it kept.
  void pass_line() {
    pass_line_ = false;
    for (char c = 0; c != '\n' && get(c);) begin_ = at_;
    ++line_;
  }

  ByteStream& bytes_;
  std::string text_;                ///< from the row's beginning, or from before it
  std::size_t begin_ = 0, at_ = 0;  ///< in it: of the row, and where we read
  std::size_t second_line_ = 0;     ///< from begin_; 0: none so far
  std::uint64_t line_ = 1, again_ = 0;
  std::size_t most_values_ = limit::table_columns;
  char separator_ = ',';
  bool pass_line_ = false;
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
  const bool utf16 = head.starts_with("\xFE\xFF") || head.starts_with("\xFF\xFE");
  const std::string text = decode_page(utf16 ? head : first_line(head), {}).text;
  const auto line = first_line(text);
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
  std::string name = lower_ascii(typed);
  for (char& c : name)
    if (c == ' ' || c == '-') c = '_';
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

/// Where the beginning of the table was UTF-8, or told nothing, and this row is not.
std::string in_utf8(std::string row) {
  if (simdjson::validate_utf8(row)) return row;
  Decoded decoded = decode_page(row, {});
  return decoded.warning.empty() ? std::move(decoded.text) : row;  // nearly UTF-8: JsonArticles mends it and says so
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

void read_table(const std::string& place, ByteStream& packed, const ReadOptions& options, ArticleSink& sink) {
  const auto decoded = text_stream(packed);
  ByteStream& bytes = decoded ? *decoded : packed;
  const auto line = first_line(bytes.peek(std::size_t{64} << 10));
  RowReader rows(bytes);
  rows.set_separator(separator_of(line));
  RowReader::Row row;
  if (!rows.next(row)) return reject_source(sink, place, "an empty file");
  if (row.too_large || row.count > limit::table_columns)
    return reject_source(sink, place,
                         "its header names more than " + std::to_string(limit::table_columns) + " columns");
  std::vector<std::string> names = row.values;
  if (names[0].starts_with("\xEF\xBB\xBF")) names[0].erase(0, 3);
  if (names[0].size() > 1 && names[0].starts_with('"') && names[0].ends_with('"'))
    names[0] = names[0].substr(1, names[0].size() - 2);
  for (auto& name : names) name = column_name(clean_line(clean_utf8(name)));
  rows.set_most_values(names.size());
  JsonArticles articles(options, sink);
  std::uint64_t count = 0;
  while (!sink.stop() && rows.next(row)) {
    if (row.count == 1 && row.values[0].empty() && !row.too_large) continue;
    ++count;
    const std::string where = place + '#' + std::to_string(row.line);
    if (!row.too_large && !row.unclosed && row.count == names.size()) {
      articles.object(in_utf8(as_object(names, row.values)), where);
      continue;
    }
    const std::string counted = std::to_string(row.count) + (row.count == 1 ? " value" : " values") +
                                " where the header names " + std::to_string(names.size());
    std::string why = row.unclosed ? "the quote opened in line " + std::to_string(row.quote_line) + " is never closed"
                      : row.too_large ? "longer than " + print_bytes(limit::record_bytes)
                                      : "has " + counted;
    if (rows.go_back(row)) why += "; only this line is left out";
    reject_source(sink, where, why);
  }
  if (!bytes.fault().empty())
    reject_source(sink, place, bytes.fault() + "; read up to there: " + std::to_string(count) + " rows");
  else if (count == 0 && !sink.stop())
    reject_source(sink, place, "a header without rows");
}

}  // namespace broadsheet
