#include "indexer/reader_markdown.hpp"

#include <md4c.h>
#include <yaml.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <toml.hpp>
#include <vector>

#include "archive/limits.hpp"
#include "indexer/charset.hpp"
#include "indexer/clean.hpp"
#include "indexer/item.hpp"
#include "indexer/reader_html.hpp"

namespace broadsheet {
namespace {

/// A field of the front matter: one value, or a list. Of a mapping, the name in it is the value: `author: {name: …}`.
struct MatterField {
  std::string name;
  std::vector<std::string> values;
};

bool is_name(std::string_view key) { return key == "name" || key == "title"; }

/// YAML, event by event: no reference is expanded, and depth costs nothing but a place on a list.
std::vector<MatterField> read_yaml(std::string_view text, std::string* why) {
  std::vector<MatterField> fields;
  if (text.empty()) return fields;  // libyaml ends the program where there is no text
  yaml_parser_t parser;
  if (yaml_parser_initialize(&parser) == 0) throw std::bad_alloc();
  const std::unique_ptr<yaml_parser_t, decltype(&yaml_parser_delete)> parsing(&parser, yaml_parser_delete);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  struct Open {
    bool map = false, at_key = false;
    std::string key;
  };
  std::vector<Open> open;
  const auto begin_key = [&](const std::string& key) {  // empty: one that is no text
    if (open.empty() || !open.back().at_key) return;
    open.back().key = key;
    if (open.size() == 1) fields.push_back({key, {}});
  };
  const auto end_value = [&] {
    if (!open.empty() && open.back().map) open.back().at_key = !open.back().at_key;
  };
  for (yaml_event_type_t type = YAML_NO_EVENT; type != YAML_DOCUMENT_END_EVENT && type != YAML_STREAM_END_EVENT;) {
    yaml_event_t event;
    if (yaml_parser_parse(&parser, &event) == 0) {
      *why = "line " + std::to_string(parser.problem_mark.line + 2) + ": " +
             (parser.problem == nullptr ? "it cannot be read" : parser.problem);
      return {};
    }
    const std::unique_ptr<yaml_event_t, decltype(&yaml_event_delete)> parsed(&event, yaml_event_delete);
    type = event.type;
    if (type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT) {
      begin_key({});
      open.push_back({type == YAML_MAPPING_START_EVENT, type == YAML_MAPPING_START_EVENT, {}});
    } else if (type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT) {
      open.pop_back();
      end_value();
    } else if (type == YAML_SCALAR_EVENT && !open.empty()) {
      const auto& scalar = event.data.scalar;
      std::string value(reinterpret_cast<const char*>(scalar.value), scalar.length);
      if (scalar.style == YAML_PLAIN_SCALAR_STYLE && (value == "~" || value == "null")) value.clear();
      if (open.back().at_key) {
        begin_key(value);
      } else if (open[0].map && !value.empty() &&
                 std::all_of(open.begin() + 1, open.end(), [](const Open& in) { return !in.map || is_name(in.key); })) {
        fields.back().values.push_back(std::move(value));
      }
      end_value();
    } else if (type == YAML_ALIAS_EVENT) {
      begin_key({});
      end_value();
    }
  }
  return fields;
}

using Toml = toml::basic_value<toml::discard_comments, std::map>;

void add_values(const Toml& value, std::vector<std::string>& values) {
  std::ostringstream text;
  switch (value.type()) {
    case toml::value_t::array:
      for (const auto& one : value.as_array()) add_values(one, values);
      break;
    case toml::value_t::table:
      for (const auto& [key, one] : value.as_table())
        if (is_name(key)) add_values(one, values);
      break;
    case toml::value_t::string:
      values.push_back(value.as_string().str);
      break;
    default:
      text << value;
      values.push_back(text.str());
  }
}

std::vector<MatterField> read_toml(std::string_view text, std::string* why) {
  std::vector<MatterField> fields;
  try {
    std::istringstream in{std::string(text)};
    const auto whole = toml::parse<toml::discard_comments, std::map>(in, "front matter");
    for (const auto& [key, value] : whole.as_table()) {
      fields.push_back({key, {}});
      add_values(value, fields.back().values);
    }
  } catch (const std::exception& error) {
    const std::string_view message = error.what();
    *why = quote(message.substr(0, message.find('\n')), 200);
  }
  return fields;
}

/// The front matter, and what follows it.
struct Divided {
  std::string_view matter, rest;
  bool toml = false;
  bool too_long = false;  ///< then `matter` is but its first line
};
std::optional<Divided> divide(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const bool toml = text.starts_with("+++");
  const std::string_view mark = toml ? "+++" : "---";
  bool first = true;
  const auto begin = text.find('\n') + 1;
  for (std::size_t at = 0; at < text.size(); first = false) {
    if (at > begin + limit::matter_bytes)
      return Divided{text.substr(begin, text.find('\n', begin) - begin), text, toml, true};
    const auto end = std::min(text.find('\n', at), text.size());
    auto line = text.substr(at, end - at);
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    if (first && line != mark) return {};
    if (!first && (line == mark || (!toml && line == "...")))
      return Divided{text.substr(begin, at - begin), text.substr(std::min(end + 1, text.size())), toml};
    at = end + 1;
  }
  return {};
}

/// True where a line of the matter is `name: …` or `name = …`; what stands between two lines of a text is none.
bool has_names(const Divided& divided) {
  for (std::string_view rest = divided.matter; !rest.empty();) {
    const auto end = rest.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-\"'");
    const auto sign = end == 0 || end == rest.npos ? end : rest.find_first_not_of(' ', end);
    if (end != 0 && sign != rest.npos && rest[sign] == (divided.toml ? '=' : ':')) return true;
    rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
  }
  return false;
}

/// True where one line opens more quotes and lists than HTML may have open: md4c keeps a place for each.
bool is_too_deep(std::string_view text) {
  std::size_t opened = 0;
  bool prefix = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i], next = i + 1 < text.size() ? text[i + 1] : '\n';
    const bool item = std::string_view("-+*.)").find(c) != std::string_view::npos && (next == ' ' || next == '\t');
    if (c == '\n') {
      opened = 0;
      prefix = true;
    } else if (prefix && (c == '>' || item)) {
      if (++opened > limit::html_depth) return true;
    } else if (c != ' ' && c != '\t' && (c < '0' || c > '9')) {
      prefix = false;
    }
  }
  return false;
}

/// Markdown as HTML of its blocks, which text_of_html reads. What links lead to is left out: one definition can stand
/// for a million of them.
class MarkdownBlocks {
 public:
  /// False where it cannot be read.
  static bool html(std::string_view markdown, std::string& out) {
    MarkdownBlocks blocks(out);
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB;
    parser.enter_block = [](MD_BLOCKTYPE type, void*, void* self) { return of(self).block("<", type); };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) { return of(self).block("</", type); };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) { return of(self).enter(type, detail); };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) { return of(self).leave(type); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return of(self).text(type, {text, size});
    };
    return md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &blocks) == 0;
  }

 private:
  explicit MarkdownBlocks(std::string& out) : out_(out) {}
  static MarkdownBlocks& of(void* self) { return *static_cast<MarkdownBlocks*>(self); }

  int block(const char* begin, MD_BLOCKTYPE type) {
    static constexpr std::array<const char*, 16> tags{"",    "blockquote", "ul",    "ol",    "li",    "hr", "h2", "pre",
                                                      "div", "p",          "table", "thead", "tbody", "tr", "th", "td"};
    if (type != MD_BLOCK_DOC) out_.append(begin).append(tags.at(type)).append(">");
    return 0;
  }
  int enter(MD_SPANTYPE type, void* detail) {
    if (type == MD_SPAN_IMG) ++images_;
    if (type == MD_SPAN_A) links_ += static_cast<MD_SPAN_A_DETAIL*>(detail)->href.size;
    if (type == MD_SPAN_IMG) links_ += static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src.size;
    return links_ > limit::page_bytes ? -1 : 0;  // only what is negative ends it
  }
  int leave(MD_SPANTYPE type) {
    if (type == MD_SPAN_IMG) --images_;
    return 0;
  }
  int text(MD_TEXTTYPE type, std::string_view text) {
    if (images_ > 0) return 0;
    if (type == MD_TEXT_BR)
      out_ += "<br>";
    else if (type == MD_TEXT_HTML || type == MD_TEXT_ENTITY)
      out_ += text;
    else if (type != MD_TEXT_NULLCHAR)
      for (const char c : text) c == '<' ? out_ += "&lt;" : c == '&' ? out_ += "&amp;" : out_ += c;
    return 0;
  }

  std::string& out_;
  std::size_t images_ = 0;  ///< open ones: what stands in them is no text of the article
  std::size_t links_ = 0;   ///< bytes of addresses
};

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
  const auto divided = divide(head);
  return divided && has_names(*divided);
}

void read_markdown(const std::string& place, ByteStream& bytes, const ReadOptions&, ArticleSink& sink) {
  std::string page, why;
  if (!read_page_bytes(bytes, page, &why)) return reject_source(sink, place, why);
  const Decoded decoded = decode_page(page, {});
  const Divided divided = divide(decoded.text).value_or(Divided{{}, decoded.text});
  if (divided.too_long)  // whether it is a draft is not known
    return reject_source(sink, place, "its front matter is longer than " + print_bytes(limit::matter_bytes));
  // toml11 goes deeper with each bracket, and libyaml looks at all that are open for each word.
  const bool deep = std::ranges::count_if(divided.matter, [](char c) { return c == '[' || c == '{'; }) > 500;
  std::vector<MatterField> fields;
  if (deep)
    why = "more than 500 brackets";
  else
    fields = divided.toml ? read_toml(divided.matter, &why) : read_yaml(divided.matter, &why);
  if (!why.empty())
    return reject_source(sink, place,
                         "its front matter is no " + std::string(divided.toml ? "TOML: " : "YAML: ") + why);
  Item item;
  item.article.file = place;
  bool draft = false;
  for (auto field : fields) {
    field.name = lower_ascii(field.name);
    const bool yes = !field.values.empty() && (field.values[0] == "true" || field.values[0] == "yes");
    const bool no = !field.values.empty() && (field.values[0] == "false" || field.values[0] == "no");
    draft = draft || (field.name == "draft" && yes) || (field.name == "published" && no);
    if (field.name != "published" || !(yes || no)) take(field, item);
  }
  if (!decoded.warning.empty()) item.article.warnings.push_back(decoded.warning);
  if (draft) return keep_out(sink, place, {}, "a draft");
  if (divided.rest.size() > limit::markdown_bytes)
    return reject_source(sink, place, "its text is larger than " + print_bytes(limit::markdown_bytes));
  if (is_too_deep(divided.rest))
    return reject_source(
        sink, place,
        "nested too deep: a line opens more than " + std::to_string(limit::html_depth) + " quotes or lists");
  std::string html;
  if (!MarkdownBlocks::html(divided.rest, html))
    return reject_source(sink, place, "the addresses of its links are more than " + print_bytes(limit::page_bytes));
  item.article.body = text_of_html(html);
  put_item(std::move(item), sink);
}

}  // namespace broadsheet
