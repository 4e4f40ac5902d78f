#include <array>
#include <broadsheet/reference.hpp>
#include <broadsheet/web_url.hpp>
#include <nlohmann/json.hpp>
#include <vector>

#include "archive/hash.hpp"
#include "searcher/json_pieces.hpp"
#include "searcher/latex.hpp"
#include "searcher/person_name.hpp"

namespace broadsheet {
namespace {

std::string joined(const std::vector<std::string>& values, std::string_view between) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : std::string(between)) + one_line(value);
  return text;
}

/// Year, month and day as far as they are known; of a decade nothing.
std::vector<std::string> date_parts(const Date& date) {
  if (date.precision == Precision::decade) return {};
  std::vector<std::string> parts;
  const std::string day = date.value.substr(0, date.value.find('T'));
  for (std::size_t begin = 0; begin < day.size();) {
    const auto end = std::min(day.find('-', begin), day.size());
    parts.push_back(day.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// Lines `TAG  - value`, those without a value left out.
class RisLines {
 public:
  void add(std::string_view tag, std::string_view value) {
    if (const auto line = one_line(value); !line.empty()) text += std::string(tag) + "  - " + line + '\n';
  }
  std::string text;
};

std::string ris_name(const std::string& author) {
  const auto name = divide_name(author);
  if (!name.whole.empty()) return name.whole;
  return name.family + ", " + name.given + (name.suffix.empty() ? "" : ", " + name.suffix);
}

/// `2025/01/27/`; of a decade only the last part, which is free text: `///1920s`.
std::string ris_date(const Date& date) {
  const auto parts = date_parts(date);
  std::string text;
  for (std::size_t i = 0; i < 3; ++i) text += (i < parts.size() ? parts[i] : "") + '/';
  return parts.empty() ? text + date.value : text;
}

/// Addresses are read as they stand, so only what would end the field, or a command, is written another way.
std::string bibtex_address(std::string_view url) {
  std::string out;
  for (const char c : one_line(url)) {
    if (c == '{')
      out += "%7B";
    else if (c == '}')
      out += "%7D";
    else if (c == '\\')
      out += "%5C";
    else
      out += c;
  }
  return out;
}

std::string bibtex_name(const std::string& author) {
  const auto name = divide_name(author);
  if (!name.whole.empty()) return '{' + latex(name.whole) + '}';
  const auto part = [](const std::string& text) {  // an `and` inside would begin another author
    const bool divides = (' ' + text + ' ').find(" and ") != std::string::npos;
    return divides ? '{' + latex(text) + '}' : latex(text);
  };
  return part(name.family) + ", " + (name.suffix.empty() ? "" : part(name.suffix) + ", ") + part(name.given);
}

/// What of the id may stand in a key, and its hash where that is not all of it.
std::string bibtex_key(const std::string& id) {
  std::string key;
  for (const char c : id) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == ':' || c == '/' || c == '_';
    if (plain)
      key += c;
    else if (!key.ends_with('-'))
      key += '-';
  }
  return key == id && id.size() <= 80 ? key : key.substr(0, 60) + ':' + hex64(hash64(id));
}

void add_date(const Date& date, BibtexFields& fields) {
  static constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                           "jul", "aug", "sep", "oct", "nov", "dec"};
  const auto parts = date_parts(date);
  if (parts.empty()) return fields.add("year", date.value);
  fields.add("date", joined(parts, "-"));
  fields.add("year", parts[0]);
  if (parts.size() < 2) return;
  const auto month = std::stoul(parts[1]);
  if (month >= 1 && month <= 12) fields.text += "  month = " + std::string(months[month - 1]) + ",\n";
}

using Json = nlohmann::ordered_json;

Json csl_name(const std::string& author) {
  const auto name = divide_name(author);
  if (!name.whole.empty()) return {{"literal", name.whole}};
  Json out = {{"family", name.family}, {"given", name.given}};
  if (!name.suffix.empty()) out["suffix"] = name.suffix;
  return out;
}

Json csl_date(const Date& date) {
  Json parts = Json::array();
  for (const auto& part : date_parts(date)) parts.push_back(std::stoi(part));
  if (parts.empty()) return {{"literal", date.value}};
  return {{"date-parts", Json::array({parts})}};
}

}  // namespace

std::string to_ris(const Article& article) {
  RisLines lines;
  lines.add("TY", "NEWS");
  lines.add("ID", article.id);
  lines.add("TI", article.title);
  for (const auto& author : article.authors) lines.add("AU", ris_name(author));
  lines.add("T2", article.source);
  lines.add("SE", article.section);
  if (article.date) {
    if (const auto parts = date_parts(*article.date); !parts.empty()) lines.add("PY", parts[0]);
    lines.add("DA", ris_date(*article.date));
  }
  if (const auto url = web_url(article.url)) lines.add("UR", *url);
  lines.add("AB", article.description);
  for (const auto& tag : article.tags) lines.add("KW", tag);
  lines.add("LA", article.lang);
  return lines.text + "ER  - \n\n";
}

std::string to_bibtex(const Article& article) {
  BibtexFields fields;
  if (!article.title.empty()) fields.add_verbatim("title", '{' + latex(article.title) + '}');  // keeps its capitals
  std::string authors;
  for (const auto& author : article.authors) authors += (authors.empty() ? "" : " and ") + bibtex_name(author);
  fields.add_verbatim("author", authors);
  fields.add("journal", article.source);
  if (!article.source.empty()) fields.add("entrysubtype", "newspaper");
  if (article.date) add_date(*article.date, fields);
  if (const auto url = web_url(article.url)) fields.add_verbatim("url", bibtex_address(*url));
  fields.add("abstract", article.description);
  fields.add("keywords", joined(article.tags, ", "));
  fields.add("langid", article.lang);
  return (article.source.empty() ? "@misc{" : "@article{") + bibtex_key(article.id) + ",\n" + fields.text + "}\n\n";
}

std::string to_csl_json(const Article& article) {
  Json out = {{"id", article.id}, {"type", "article-newspaper"}};
  const auto put = [&](const char* name, std::string value) {
    if (!value.empty()) out[name] = std::move(value);
  };
  put("title", one_line(article.title));
  if (!article.authors.empty()) {
    Json names = Json::array();
    for (const auto& author : article.authors) names.push_back(csl_name(author));
    out["author"] = std::move(names);
  }
  put("container-title", one_line(article.source));
  put("section", one_line(article.section));
  if (article.date) out["issued"] = csl_date(*article.date);
  if (const auto url = web_url(article.url)) out["URL"] = *url;
  put("abstract", one_line(article.description));
  put("keyword", joined(article.tags, ", "));
  put("language", article.lang);
  return json_line(out);
}

}  // namespace broadsheet
