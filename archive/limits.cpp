#include "archive/limits.hpp"

#include <broadsheet/upkeep.hpp>

namespace broadsheet {
namespace {

std::string bytes(std::uint64_t count) {
  if (count % (1 << 30) == 0) return std::to_string(count >> 30) + " GiB";
  if (count % (1 << 20) == 0) return std::to_string(count >> 20) + " MiB";
  if (count % (1 << 10) == 0) return std::to_string(count >> 10) + " KiB";
  return std::to_string(count) + " bytes";
}

}  // namespace

std::vector<std::pair<std::string, std::string>> limits() {
  return {
      {"source of lines, uncompressed", bytes(limit::stream_bytes)},
      {"one page", bytes(limit::page_bytes)},
      {"bytes out of one compressed source", bytes(limit::unpacked_bytes)},
      {"ratio of compression after 10 MiB", std::to_string(limit::unpacked_ratio)},
      {"memory for unpacking", bytes(limit::unpack_memory)},
      {"one record (a JSON line)", bytes(limit::record_bytes)},
      {"depth of JSON", std::to_string(limit::json_depth)},
      {"depth of folders", std::to_string(limit::folder_depth)},
      {"entries of a zip or tar file", std::to_string(limit::box_entries)},
      {"one page of Markdown", bytes(limit::markdown_bytes)},
      {"front matter", bytes(limit::matter_bytes)},
      {"columns of a table", std::to_string(limit::table_columns)},
      {"depth of XML", std::to_string(limit::xml_depth)},
      {"open elements of HTML", std::to_string(limit::html_depth)},
      {"open formatting elements of HTML", std::to_string(limit::html_formatting)},
      {"attributes of an HTML tag", std::to_string(limit::html_attributes)},
      {"tags of an HTML page", std::to_string(limit::html_nodes)},
      {"seconds to parse an HTML page", std::to_string(static_cast<int>(limit::html_seconds))},
      {"memory to parse an HTML page", bytes(limit::html_memory)},
      {"depth of the parts of a mail", std::to_string(limit::mail_depth)},
      {"parts of a part of a mail", std::to_string(limit::mail_parts)},
      {"body", bytes(limit::body_bytes)},
      {"title", bytes(limit::title_bytes)},
      {"author, tag, source, section, id", bytes(limit::value_bytes)},
      {"URL", bytes(limit::url_bytes)},
      {"description", bytes(limit::description_bytes)},
      {"tags of an article", std::to_string(limit::tags)},
      {"authors of an article", std::to_string(limit::authors)},
      {"words of an article that can be found", std::to_string(limit::tokens)},
      {"code points of a word", std::to_string(limit::form_code_points)},
      {"combining marks of a letter", std::to_string(limit::combining_marks)},
      {"articles waiting for the order of dates", std::to_string(limit::held_articles)},
      {"text of articles waiting so", bytes(limit::held_bytes)},
      {"query", bytes(limit::query_bytes)},
      {"parts of a query, bare words not counted", std::to_string(limit::query_nodes)},
      {"nested brackets of a query", std::to_string(limit::query_depth)},
      {"words of a distance in a query", std::to_string(limit::proximity_words)},
      {"words of first…", std::to_string(limit::first_words)},
      {"mentions of atleast…", std::to_string(limit::mentions)},
      {"spellings of a wildcard or fuzzy word", std::to_string(limit::expansions)},
      {"seconds of a query", std::to_string(static_cast<int>(limit::query_seconds))},
      {"parts of an archive before some are merged", std::to_string(limit::parts)},
  };
}

}  // namespace broadsheet
