// RFC 5322 (fields), 2045 to 2047 (MIME), 2557 (MHTML).
#include "indexer/reader_mail.hpp"

#include <algorithm>
#include <vector>

#include "archive/limits.hpp"
#include "indexer/charset.hpp"
#include "indexer/clean.hpp"
#include "indexer/http_message.hpp"
#include "indexer/item.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  return out;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
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
    } else if (i + 1 < text.size() && text[i + 1] == '\n') {
      i += 1;
    } else if (i + 2 < text.size() && text[i + 1] == '\r' && text[i + 2] == '\n') {
      i += 2;
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

/// `=?utf-8?Q?caf=C3=A9?=` and what stands between; blanks between two encoded words mean nothing.
std::string decoded_field(std::string_view text) {
  std::string out;
  bool after_encoded = false;
  while (!text.empty()) {
    const auto begin = text.find("=?");
    const auto charset_end = begin == text.npos ? text.npos : text.find('?', begin + 2);
    const auto kind_end = charset_end == text.npos ? text.npos : text.find('?', charset_end + 1);
    const auto end = kind_end == text.npos ? text.npos : text.find("?=", kind_end + 1);
    if (end == text.npos) {
      out += in_utf8(text, {});
      return out;
    }
    const auto between = text.substr(0, begin);
    if (!after_encoded || between.find_first_not_of(" \t\r\n") != between.npos) out += in_utf8(between, {});
    std::string charset(text.substr(begin + 2, charset_end - begin - 2));
    charset = charset.substr(0, charset.find('*'));  // a language may follow
    const auto content = text.substr(kind_end + 1, end - kind_end - 1);
    const bool base64 = lower(text.substr(charset_end + 1, kind_end - charset_end - 1)) == "b";
    out += in_utf8(base64 ? from_base64(content) : from_quoted_printable(content, true), charset);
    text.remove_prefix(end + 2);
    after_encoded = true;
  }
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
    const std::string encoding = lower(fields.value("content-transfer-encoding"));
    if (encoding == "base64") return from_base64(content);
    if (encoding == "quoted-printable") return from_quoted_printable(content, false);
    return std::string(content);
  }
  std::string charset() const { return fields.parameter("content-type", "charset"); }
  bool is_attachment() const { return lower(fields.value("content-disposition")).starts_with("attachment"); }
};

Part part_of(std::string_view text) {
  std::size_t body = 0;
  Part part;
  part.fields = read_fields(text, &body);
  part.content = text.substr(body);
  return part;
}

/// The parts between the boundaries of a multipart.
std::vector<Part> parts_in(const Part& whole) {
  std::vector<Part> out;
  const std::string boundary = "--" + whole.fields.parameter("content-type", "boundary");
  if (boundary.size() == 2) return out;
  const auto text = whole.content;
  std::size_t begin = text.npos;
  for (auto at = text.find(boundary); at != text.npos; at = text.find(boundary, at + boundary.size())) {
    if (at != 0 && text[at - 1] != '\n') continue;
    if (begin != text.npos && out.size() < limit::mail_parts) out.push_back(part_of(text.substr(begin, at - begin)));
    begin = std::min(text.find('\n', at), text.size() - 1) + 1;
    if (text.substr(at + boundary.size()).starts_with("--")) return out;
  }
  if (begin != text.npos && begin < text.size() && out.size() < limit::mail_parts)
    out.push_back(part_of(text.substr(begin)));
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
      out.push_back(top.part);
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
  if (!read_page_bytes(bytes, text, &why)) return reject_source(sink, place, why);
  std::string_view message = text;
  if (message.starts_with("From ") && message.find('\n') != message.npos) message.remove_prefix(message.find('\n') + 1);
  const Part whole = part_of(message);
  std::vector<Part> leaves;
  leaves_of(whole, leaves);
  const bool page = whole.type() == "multipart/related" || !whole.fields.value("snapshot-content-location").empty() ||
                    lower(whole.fields.value("from")).find("saved by") != std::string::npos;
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

}  // namespace broadsheet
