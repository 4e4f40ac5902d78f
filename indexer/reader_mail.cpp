// RFC 5322 (fields), 2045 to 2047 and 2231 (MIME), 2557 (MHTML), 4155 (mbox).
#include "indexer/reader_mail.hpp"

#include <algorithm>
#include <vector>

#include "archive/code_points.hpp"
#include "archive/limits.hpp"
#include "indexer/charset.hpp"
#include "indexer/clean.hpp"
#include "indexer/http_message.hpp"
#include "indexer/item.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {
namespace {

int hex_value(char c) {
  if (is_ascii_digit(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// `=C3=A4`, and `=` at the end of a line that goes on. In a header a `_` is a blank.
std::string from_quoted_printable(std::string_view text, bool header) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_' && header) {
      out += ' ';
    } else if (text[i] != '=') {
      out += text[i];
    } else if (i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else if (const auto end = text.find_first_not_of(" \t\r", i + 1); end != text.npos && text[end] == '\n') {
      i = end;  // blanks may have been added behind it on the way
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string from_base64(std::string_view text) {
  static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0, held = 0;
  for (const char c : text) {
    const auto value = alphabet.find(c);
    if (value == alphabet.npos) continue;
    held = held << 6 | static_cast<unsigned>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(held >> bits & 0xFF);
  }
  return out;
}

std::string in_utf8(std::string_view bytes, const std::string& charset) {
  std::string text;
  if (!charset.empty() && decode(bytes, charset, text)) return text;
  return decode_page(bytes, {}).text;
}

/// `=?utf-8?Q?caf=C3=A9?=` and what stands between. Blanks between two encoded words mean nothing; a character may
/// begin in one and end in the next, so bytes of one charset are decoded together.
std::string decoded_field(std::string_view text) {
  std::string out, bytes, charset_of_bytes;
  const auto end_bytes = [&] {
    if (!bytes.empty()) out += in_utf8(bytes, charset_of_bytes);
    bytes.clear();
  };
  while (!text.empty()) {
    const auto begin = text.find("=?");
    const auto charset_end = begin == text.npos ? text.npos : text.find('?', begin + 2);
    const auto kind_end = charset_end == text.npos ? text.npos : text.find('?', charset_end + 1);
    const auto end = kind_end == text.npos ? text.npos : text.find("?=", kind_end + 1);
    const auto between = text.substr(0, end == text.npos ? end : begin);
    if (bytes.empty() || end == text.npos || between.find_first_not_of(" \t\r\n") != between.npos) {
      end_bytes();
      out += in_utf8(between, {});
    }
    if (end == text.npos) break;
    std::string charset = lower_ascii(text.substr(begin + 2, charset_end - begin - 2));
    charset = charset.substr(0, charset.find('*'));  // a language may follow
    if (charset != charset_of_bytes) end_bytes();
    charset_of_bytes = std::move(charset);
    const auto content = text.substr(kind_end + 1, end - kind_end - 1);
    const bool base64 = lower_ascii(text.substr(charset_end + 1, kind_end - charset_end - 1)) == "b";
    bytes += base64 ? from_base64(content) : from_quoted_printable(content, true);
    text.remove_prefix(end + 2);
  }
  end_bytes();
  return out;
}

struct Part {
  HeaderFields fields;
  std::string_view content;

  std::string type() const {
    auto type = fields.media_type();
    return type.empty() ? "text/plain" : type;
  }
  std::string bytes() const {
    const std::string encoding = lower_ascii(fields.value("content-transfer-encoding"));
    if (encoding == "base64") return from_base64(content);
    if (encoding == "quoted-printable") return from_quoted_printable(content, false);
    return std::string(content);
  }
  std::string charset() const { return fields.parameter("content-type", "charset"); }
  bool is_attachment() const { return lower_ascii(fields.value("content-disposition")).starts_with("attachment"); }
};

Part part_of(std::string_view text) {
  std::size_t body = 0;
  Part part;
  part.fields = read_fields(text, &body);
  part.content = text.substr(body);
  return part;
}

/// The parts between the boundaries of a multipart: lines that hold nothing else but blanks behind (RFC 2046, 5.1.1).
std::vector<Part> parts_in(const Part& whole) {
  std::vector<Part> out;
  const std::string boundary = "--" + whole.fields.parameter("content-type", "boundary");
  if (boundary.size() == 2) return out;
  const auto text = whole.content;
  std::size_t begin = text.npos;
  const auto end_part = [&](std::size_t end) {
    if (begin < end && out.size() < limit::mail_parts) out.push_back(part_of(text.substr(begin, end - begin)));
  };
  for (auto at = text.find(boundary); at != text.npos; at = text.find(boundary, at + boundary.size())) {
    if (at != 0 && text[at - 1] != '\n') continue;
    const auto line_end = std::min(text.find('\n', at), text.size());
    auto rest = text.substr(at + boundary.size(), line_end - std::min(line_end, at + boundary.size()));
    const bool last = rest.starts_with("--");
    if (last) rest.remove_prefix(2);
    if (rest.find_first_not_of(" \t\r") != rest.npos) continue;  // a longer boundary
    end_part(at);
    if (last) return out;
    begin = std::min(line_end + 1, text.size());
  }
  end_part(text.size());
  return out;
}

/// All parts that hold no parts, in order.
void leaves_of(const Part& part, std::vector<Part>& out) {
  struct Open {
    Part part;
    std::size_t depth;
  };
  std::vector<Open> open{{part, 0}};
  while (!open.empty()) {
    const Open top = std::move(open.back());
    open.pop_back();
    if (!top.part.type().starts_with("multipart/") || top.depth >= limit::mail_depth) {
      if (out.size() < limit::mail_parts) out.push_back(top.part);
      continue;
    }
    auto inner = parts_in(top.part);
    std::ranges::reverse(inner);
    for (auto& one : inner) open.push_back({std::move(one), top.depth + 1});
  }
}

/// `"Ana Li" <ana@example.com>`, `ana@example.com (Ana Li)`
std::string sender(std::string_view field) {
  std::string text = clean_line(decoded_field(field));
  if (const auto open = text.find('<'); open != text.npos && open > 0) text = clean_line(text.substr(0, open));
  if (const auto open = text.find('('), close = text.rfind(')');
      open != text.npos && close != text.npos && close > open && text.find('@') < open)
    text = text.substr(open + 1, close - open - 1);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return text.find('@') == text.npos ? text : std::string();
}

bool read_page_of(const std::string& place, const std::vector<Part>& leaves, const Part& whole,
                  const ReadOptions& options, ArticleSink& sink) {
  const auto page = std::ranges::find_if(
      leaves, [](const Part& part) { return part.type() == "text/html" || part.type() == "application/xhtml+xml"; });
  if (page == leaves.end()) return false;
  std::string url(page->fields.value("content-location"));
  if (!url.starts_with("http")) url = whole.fields.value("snapshot-content-location");
  if (!url.starts_with("http")) url.clear();
  read_html_bytes(place, page->bytes(), {url, page->charset()}, options, sink);
  return true;
}

/// `From ana@example.com Mon Jan 27 09:12:00 2025`: the time keeps out sentences.
bool begins_message(std::string_view line) {
  const auto colon = line.find(':');
  return line.starts_with("From ") && colon != line.npos && colon + 1 < line.size() &&
         is_ascii_digit(line[colon - 1]) && is_ascii_digit(line[colon + 1]);
}

/// The messages of an mbox file, each behind a line of its own, with an empty line before.
class Messages {
 public:
  explicit Messages(ByteStream& bytes) : cursor_(bytes) { cursor_.line(line_); }

  /// The next message; false at the end. One that is too large is empty.
  bool next(std::string& message, bool* too_large) {
    message.clear();
    *too_large = false;
    bool any = false, after_empty = false;
    while (cursor_.line(line_)) {
      if (after_empty && begins_message(line_)) return true;
      any = true;
      after_empty = line_ == "\n" || line_ == "\r\n";
      const auto quotes = line_.find_first_not_of('>');  // what looked like such a line was quoted
      const bool quoted = quotes != line_.npos && quotes > 0 && line_.compare(quotes, 5, "From ") == 0;
      if (message.size() + line_.size() > limit::page_bytes) *too_large = true;
      if (*too_large)
        message.clear();
      else
        message.append(line_, quoted ? 1 : 0);
    }
    return any;
  }
  bool at_end() { return cursor_.at_end(); }

 private:
  ByteCursor cursor_;
  std::string line_;
};

/// One message, of which all parts lie in `text`.
void read_message(const std::string& place, std::string_view text, const ReadOptions& options, ArticleSink& sink) {
  const Part whole = part_of(text);
  std::vector<Part> leaves;
  leaves_of(whole, leaves);
  const bool page = whole.type() == "multipart/related" || !whole.fields.value("snapshot-content-location").empty() ||
                    lower_ascii(whole.fields.value("from")).find("saved by") != std::string::npos;
  if (page && read_page_of(place, leaves, whole, options, sink)) return;

  Item item;
  Article& article = item.article;
  article.file = place;
  article.title = clean_line(decoded_field(whole.fields.value("subject")));
  if (auto name = sender(whole.fields.value("from")); !name.empty()) article.authors.push_back(std::move(name));
  article.lang = whole.fields.value("content-language");
  article.source = sender(whole.fields.value("list-id"));
  std::string id(whole.fields.value("message-id"));
  std::erase_if(id, [](char c) { return c == '<' || c == '>' || c == ' '; });
  article.id = id;
  item.date = decoded_field(whole.fields.value("date"));
  item.date_origin = "mail date";
  const auto find = [&](std::string_view type) {
    return std::ranges::find_if(leaves, [&](const Part& part) { return part.type() == type && !part.is_attachment(); });
  };
  // HTML has the paragraphs that plain text breaks at 70 columns.
  if (const auto html = find("text/html"); html != leaves.end())
    article.body = text_of_html(in_utf8(html->bytes(), html->charset()));
  if (article.body.empty())
    if (const auto plain = find("text/plain"); plain != leaves.end())
      article.body = in_utf8(plain->bytes(), plain->charset());
  put_item(std::move(item), sink);
}

}  // namespace

bool is_mail(std::string_view head) {
  if (head.starts_with("From ") && head.find('\n') != head.npos) head.remove_prefix(head.find('\n') + 1);
  const auto colon = head.find(':');
  if (colon == head.npos || colon > 40 || head.substr(0, colon).find_first_of(" \t\r\n<{") != head.npos) return false;
  std::size_t body = 0;
  const HeaderFields fields = read_fields(head, &body);
  const bool message =
      !fields.value("from").empty() && (!fields.value("subject").empty() || !fields.value("date").empty());
  const bool mime = !fields.value("mime-version").empty() && !fields.value("content-type").empty();
  return mime || (message && (!fields.value("message-id").empty() || !fields.value("date").empty()));
}

void read_mail(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink) {
  std::string text, why;
  if (!bytes.peek(5).starts_with("From ")) {
    if (!read_page_bytes(bytes, text, &why)) return reject_source(sink, place, why);
    return read_message(place, text, options, sink);
  }
  Messages messages(bytes);
  std::uint64_t number = 0;
  for (bool large = false; !sink.stop() && messages.next(text, &large);) {
    const std::string where = place + '#' + std::to_string(++number);
    if (messages.at_end() && !bytes.fault().empty())
      reject_source(sink, where, bytes.fault());
    else if (large)
      reject_source(sink, where, "larger than " + print_bytes(limit::page_bytes) + ", the limit for one page");
    else
      read_message(where, text, options, sink);
  }
  if (number == 0) reject_source(sink, place, "a mailbox without messages");
}

}  // namespace broadsheet
