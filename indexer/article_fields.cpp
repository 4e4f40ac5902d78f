#include "indexer/article_fields.hpp"

#include <algorithm>
#include <array>
#include <broadsheet/error.hpp>
#include <unordered_map>

namespace broadsheet {
namespace {

using Names = std::string_view;

// To teach a name, add it to its row; a name stands in one row only. At most `most_names` a row.
constexpr Names id_names[] = {"id", "_id", "guid", "uuid", "article_id", "identifier"};
constexpr Names title_names[] = {"title", "headline", "head", "name", "webTitle"};
constexpr Names body_names[] = {"body",      "text",      "content",      "articleBody", "article_body", "maintext",
                                "full_text", "body_text", "content_text", "body_html",   "content_html", "html"};
constexpr Names url_names[] = {"url",     "link",   "canonical",   "permalink", "href",
                               "web_url", "webUrl", "article_url", "source_url"};
constexpr Names date_names[] = {
    "date",          "date_published",   "published",    "published_at",   "pub_date",          "pubDate",
    "datePublished", "publication_date", "created",      "created_at",     "timestamp",         "datetime",
    "publishedAt",   "publish_date",     "date_publish", "published_date", "webPublicationDate"};
constexpr Names updated_names[] = {"updated",    "modified",      "date_modified", "dateModified",
                                   "updated_at", "last_modified", "updatedAt",     "date_modify"};
constexpr Names authors_names[] = {"authors", "author", "byline", "creator", "by"};
constexpr Names tags_names[] = {"tags", "tag", "keywords", "topics", "categories", "category", "subjects", "keyword"};
constexpr Names source_names[] = {"source", "publication", "publisher",     "site",       "site_name",
                                  "outlet", "newspaper",   "source_domain", "source_name"};
constexpr Names section_names[] = {"section", "desk", "rubric", "sectionName"};
constexpr Names lang_names[] = {"lang", "language", "locale"};
constexpr Names description_names[] = {"description", "summary", "abstract", "lead",    "standfirst",
                                       "dek",         "teaser",  "excerpt",  "snippet", "short_description"};

constexpr std::array<FieldNames, field_count> table{{
    {Field::id, "id", id_names},
    {Field::title, "title", title_names},
    {Field::body, "body", body_names},
    {Field::url, "url", url_names},
    {Field::date, "date", date_names},
    {Field::updated, "updated", updated_names},
    {Field::authors, "authors", authors_names},
    {Field::tags, "tags", tags_names},
    {Field::source, "source", source_names},
    {Field::section, "section", section_names},
    {Field::lang, "lang", lang_names},
    {Field::description, "description", description_names},
}};
static_assert(std::all_of(table.begin(), table.end(),
                          [](const FieldNames& row) { return row.names.size() <= most_names; }));

std::unordered_map<std::string_view, FieldName> by_key() {
  std::unordered_map<std::string_view, FieldName> keys;
  for (const auto& row : table) {
    std::uint8_t rank = 0;
    for (const auto name : row.names) keys.emplace(name, FieldName{row.field, rank++});
  }
  return keys;
}

FieldMap::Pointer parse_pointer(const std::string& field, const std::string& text) {
  if (!text.starts_with('/')) {
    throw Error(ErrorKind::usage,
                "'" + field + "=" + text + "': a JSON pointer begins with a slash, as in /data/" + field);
  }
  FieldMap::Pointer pointer;
  std::string part;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == '/') {
      pointer.push_back(std::exchange(part, {}));
    } else if (text[i] == '~' && i + 1 < text.size() && (text[i + 1] == '0' || text[i + 1] == '1')) {
      part += text[++i] == '0' ? '~' : '/';
    } else {
      part += text[i];
    }
  }
  return pointer;
}

}  // namespace

std::span<const FieldNames, field_count> article_fields() { return table; }

std::optional<FieldName> field_of_key(std::string_view key) {
  static const auto keys = by_key();
  const auto found = keys.find(key);
  if (found == keys.end()) return {};
  return found->second;
}

FieldMap::FieldMap(const std::vector<std::pair<std::string, std::string>>& map) {
  for (const auto& row_of_map : map) {
    const auto& [field, pointer] = row_of_map;
    const auto row =
        std::find_if(table.begin(), table.end(), [&](const FieldNames& r) { return r.name == row_of_map.first; });
    if (row == table.end()) {
      std::string known;
      for (const auto& r : table) known += (known.empty() ? "" : ", ") + std::string(r.name);
      throw Error(ErrorKind::usage, "'" + field + "' is no field of an article; there are: " + known);
    }
    pointers_[static_cast<std::size_t>(row->field)].push_back(parse_pointer(field, pointer));
    empty_ = false;
  }
}

}  // namespace broadsheet
