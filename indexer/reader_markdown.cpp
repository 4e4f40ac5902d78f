#include "indexer/reader_markdown.hpp"

#include <md4c-html.h>

#include <algorithm>
#include <vector>

#include "indexer/article_fields.hpp"
#include "indexer/charset.hpp"
#include "indexer/clean.hpp"
#include "indexer/item.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {
namespace {

/// A field of the front matter: one value, or a list.
struct MatterField {
  std::string name;
  std::vector<std::string> values;
};

std::string_view trim(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// Without quotes, escapes undone; a comment behind a plain value is dropped.
std::string scalar(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && (text[0] == '"' || text[0] == '\'')) {
    const char quote = text[0];
    std::string out;
    for (std::size_t i = 1; i < text.size(); ++i) {
      if (text[i] == quote) {
        if (quote == '\'' && i + 1 < text.size() && text[i + 1] == quote) {
          out += quote;
          ++i;
          continue;
        }
        break;
      }
      if (quote == '"' && text[i] == '\\' && i + 1 < text.size()) ++i;
      out += text[i];
    }
    return out;
  }
  if (const auto comment = text.find(" #"); comment != text.npos) text = trim(text.substr(0, comment));
  if (text == "null" || text == "~") return {};
  return std::string(text);
}

/// `[a, "b, c"]`
std::vector<std::string> flow_list(std::string_view text) {
  std::vector<std::string> out;
  text.remove_prefix(1);
  if (const auto end = text.rfind(']'); end != text.npos) text = text.substr(0, end);
  std::size_t begin = 0;
  char quote = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && quote == 0 && (text[i] == '"' || text[i] == '\''))
      quote = text[i];
    else if (i < text.size() && quote != 0 && text[i] == quote)
      quote = 0;
    else if (i == text.size() || (quote == 0 && text[i] == ',')) {
      if (auto one = scalar(text.substr(begin, i - begin)); !one.empty()) out.push_back(std::move(one));
      begin = i + 1;
    }
  }
  return out;
}

/// The fields that articles have: one a line, lists in brackets or as lines that begin with `-`, text over several
/// lines behind `|` or `>`. Deeper structure is passed over; `author: {name: …}` and `- name: …` give the name.
std::vector<MatterField> read_matter(std::string_view text, char assign) {
  std::vector<MatterField> fields;
  bool block = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto line = text.substr(begin, end - begin);
    begin = end + 1;
    const auto content = trim(line);
    if (content.empty() || content.starts_with('#')) continue;
    const bool indented = line[0] == ' ' || line[0] == '\t';
    if (!fields.empty() && content.starts_with("- ")) {
      auto item = trim(content.substr(2));
      for (const std::string_view key : {"name:", "title:"})
        if (item.starts_with(key)) item = trim(item.substr(key.size()));
      if (auto one = scalar(item); !one.empty()) fields.back().values.push_back(std::move(one));
      continue;
    }
    if (indented && !fields.empty()) {
      if (block) {
        auto& value = fields.back().values;
        if (value.empty()) value.emplace_back();
        value.back().append(value.back().empty() ? "" : " ").append(content);
      } else if (content.starts_with("name:")) {
        fields.back().values.push_back(scalar(content.substr(5)));
      }
      continue;
    }
    const auto at = line.find(assign);
    if (at == line.npos) continue;
    MatterField field;
    for (const char c : trim(line.substr(0, at)))
      if (c != '"') field.name += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
    auto value = trim(line.substr(at + 1));
    block = value == "|" || value == ">" || value == ">-" || value == "|-";
    if (value.starts_with('[')) {
      std::string list(value);
      while (list.find(']') == list.npos && begin < text.size()) {  // over several lines
        const auto more = std::min(text.find('\n', begin), text.size());
        list += ' ';
        list += trim(text.substr(begin, more - begin));
        begin = more + 1;
      }
      field.values = flow_list(list);
    } else if (!block) {
      if (auto one = scalar(value); !one.empty()) field.values.push_back(std::move(one));
    }
    fields.push_back(std::move(field));
  }
  return fields;
}

/// The front matter and what follows; false where there is none.
bool divide(std::string_view text, std::string_view& matter, std::string_view& rest, char& assign) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const bool toml = text.starts_with("+++\n") || text.starts_with("+++\r\n");
  if (!toml && !text.starts_with("---\n") && !text.starts_with("---\r\n")) return false;
  const auto begin = text.find('\n') + 1;
  for (auto at = begin; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = trim(text.substr(at, end - at));
    if (line == (toml ? "+++" : "---") || (!toml && line == "...")) {
      matter = text.substr(begin, at - begin);
      rest = text.substr(std::min(end + 1, text.size()));
      assign = toml ? '=' : ':';
      return true;
    }
    at = end + 1;
  }
  return false;
}

/// Markdown as a reader sees it: by way of HTML, which knows all its signs.
std::string text_of_markdown(std::string_view markdown) {
  std::string html;
  const auto add = [](const MD_CHAR* text, MD_SIZE size, void* out) {
    static_cast<std::string*>(out)->append(text, size);
  };
  md_html(markdown.data(), static_cast<MD_SIZE>(markdown.size()), add, &html, MD_DIALECT_GITHUB, 0);
  return text_of_html(html);
}

void take(const MatterField& field, Item& item) {
  if (field.values.empty()) return;
  Article& article = item.article;
  const auto add = [&](std::vector<std::string>& list) {
    for (const auto& value : field.values)
      if (std::ranges::find(list, value) == list.end()) list.push_back(value);
  };
  const auto& first = field.values.front();
  if (field.name == "title")
    article.title = first;
  else if (field.name == "date" || field.name == "publishdate" || field.name == "published")
    item.date = first, item.date_origin = "front matter " + field.name;
  else if (field.name == "lastmod" || field.name == "updated" || field.name == "modified" ||
           field.name == "last_modified_at")
    item.updated = first, item.updated_origin = "front matter " + field.name;
  else if (field.name == "author" || field.name == "authors" || field.name == "by")
    add(article.authors);
  else if (field.name == "tags" || field.name == "tag" || field.name == "categories" || field.name == "category" ||
           field.name == "keywords")
    add(article.tags);
  else if (field.name == "section")
    article.section = first;
  else if (field.name == "lang" || field.name == "language" || field.name == "locale")
    article.lang = first;
  else if (field.name == "description" || field.name == "summary" || field.name == "excerpt" ||
           field.name == "subtitle")
    article.description = article.description.empty() ? first : article.description;
  else if (field.name == "url" || field.name == "canonical_url" || field.name == "canonicalurl" ||
           field.name == "permalink")
    article.url = first.starts_with("http") ? first : article.url;
  else if (field.name == "source" || field.name == "publication")
    article.source = first;
  else if (field.name == "id" || field.name == "guid")
    article.id = first;
}

}  // namespace

bool has_front_matter(std::string_view head) {
  std::string_view matter, rest;
  char assign = ':';
  return divide(head, matter, rest, assign) && !read_matter(matter, assign).empty();
}

void read_markdown(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  std::string page, why;
  if (!read_page_bytes(bytes, page, &why)) return reject_source(sink, place, why);
  const Decoded decoded = decode_page(page, {});
  std::string_view matter, rest = decoded.text;
  char assign = ':';
  divide(decoded.text, matter, rest, assign);
  Item item;
  item.article.file = place;
  bool draft = false;
  for (const auto& field : read_matter(matter, assign)) {
    const bool yes = !field.values.empty() && (field.values[0] == "true" || field.values[0] == "yes");
    const bool no = !field.values.empty() && (field.values[0] == "false" || field.values[0] == "no");
    draft = draft || (field.name == "draft" && yes) || (field.name == "published" && no);
    if (field.name != "published" || !(yes || no)) take(field, item);
  }
  if (!decoded.warning.empty()) item.article.warnings.push_back(decoded.warning);
  if (draft) return keep_out(sink, place, {}, "a draft");
  item.article.body = text_of_markdown(rest);
  put_item(std::move(item), sink);
}

}  // namespace broadsheet
