// The collection's README names the elements. It is SGML that an XML parser refuses (`&#3;`, unquoted text), and so
// regular that finding the tags is enough.
#include "indexer/reader_reuters.hpp"

#include <algorithm>

#include "indexer/charset.hpp"
#include "indexer/clean.hpp"
#include "indexer/item.hpp"

namespace broadsheet {
namespace {

/// What stands between `<NAME>` and `</NAME>`; empty where there is none.
std::string_view inside(std::string_view text, std::string_view name) {
  const std::string open = "<" + std::string(name), close = "</" + std::string(name) + ">";
  for (auto at = text.find(open); at != text.npos; at = text.find(open, at + 1)) {
    const char next = at + open.size() < text.size() ? text[at + open.size()] : '\0';
    if (next != '>' && next != ' ') continue;
    const auto begin = text.find('>', at);
    const auto end = text.find(close, at);
    if (begin == text.npos || end == text.npos || end < begin) return {};
    return text.substr(begin + 1, end - begin - 1);
  }
  return {};
}

std::string_view attribute(std::string_view tag, std::string_view name) {
  const auto at = tag.find(" " + std::string(name) + "=\"");
  if (at == tag.npos) return {};
  const auto begin = at + name.size() + 3, end = tag.find('"', begin);
  return end == tag.npos ? std::string_view() : tag.substr(begin, end - begin);
}

/// Entities undone; those of control characters mean nothing.
std::string undone(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto end = text[i] == '&' ? text.substr(i, 10).find(';') : text.npos;
    if (end == text.npos) {
      out += text[i++];
      continue;
    }
    const auto name = text.substr(i + 1, end - 1);
    if (name == "lt")
      out += '<';
    else if (name == "gt")
      out += '>';
    else if (name == "amp")
      out += '&';
    else if (!name.starts_with('#'))
      out += text.substr(i, end + 1);
    i += end + 1;
  }
  return out;
}

/// Lines of a paragraph are one; a paragraph begins where a line is indented.
std::string paragraphs(const std::string& text) {
  std::string out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto line = std::string_view(text).substr(begin, end - begin);
    const std::string clean = clean_line(line);
    if (!clean.empty()) {
      if (!out.empty()) out += line.starts_with("    ") ? "\n\n" : "\n";
      out += clean;
    }
    begin = end + 1;
  }
  return out;
}

void take_list(std::string_view list, std::vector<std::string>& out) {
  for (auto at = list.find("<D>"); at != list.npos; at = list.find("<D>", at + 3)) {
    const auto end = list.find("</D>", at);
    if (end == list.npos) return;
    out.push_back(undone(list.substr(at + 3, end - at - 3)));
  }
}

Item read_item(std::string_view record) {
  Item item;
  Article& article = item.article;
  const auto number = attribute(record.substr(0, record.find('>')), "NEWID");
  if (!number.empty()) article.id = "reuters-" + std::string(number);
  article.lang = "en";
  article.source = "Reuters";
  for (const auto name : {"TOPICS", "PLACES", "PEOPLE", "ORGS", "EXCHANGES"})
    take_list(inside(record, name), article.tags);
  const auto text = inside(record, "TEXT");
  article.title = clean_line(undone(inside(text, "TITLE")));
  std::string author = clean_line(undone(inside(text, "AUTHOR")));
  if (author.starts_with("By ") || author.starts_with("by ") || author.starts_with("BY ")) author.erase(0, 3);
  if (const auto comma = author.find(','); comma != author.npos) author.resize(comma);  // `, Reuters`
  if (!author.empty()) article.authors.push_back(author);
  std::string body = undone(inside(text, "BODY"));
  // Items of one line have no body: the text is all there is.
  if (body.empty() && text.find('<') == text.npos) body = undone(text);
  article.body = paragraphs(body);
  for (const std::string_view sign : {"Reuter", "REUTER", "reuter"})  // at the end of most
    if (article.body.ends_with(sign)) article.body.resize(article.body.size() - sign.size());
  if (const std::string line = clean_line(undone(inside(text, "DATELINE"))); !line.empty() && !article.body.empty())
    article.body = line + " " + article.body;
  item.date = clean_line(undone(inside(record, "DATE")));
  if (const auto dot = item.date.rfind('.'); dot != item.date.npos) item.date.resize(dot);  // hundredths
  item.date_origin = "reuters DATE";
  return item;
}

}  // namespace

void read_reuters(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  std::string page, why, text;
  if (!read_page_bytes(bytes, page, &why)) return reject_source(sink, place, why);
  decode(page, "windows-1252", text);
  std::size_t items = 0;
  for (auto at = text.find("<REUTERS"); at != text.npos && !sink.stop();) {
    const auto end = text.find("</REUTERS>", at);
    const auto next = text.find("<REUTERS", at + 1);
    const std::string where = place + '#' + std::to_string(++items);
    if (end == text.npos || (next != text.npos && next < end)) {
      reject_source(sink, where, "the item is not closed");
    } else {
      Item item = read_item(std::string_view(text).substr(at, end - at));
      item.article.file = where;
      put_item(std::move(item), sink);
    }
    at = next;
  }
  if (items == 0 && !sink.stop()) reject_source(sink, place, "no <REUTERS> item is in it");
}

}  // namespace broadsheet
