#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace broadsheet {

/// What the JSON-LD of a page says of its article (schema.org). All of it as written, tags and entities included;
/// empty where nothing is said.
struct LinkedData {
  std::string headline, description, section, language, url, publisher, body;
  std::string published, modified;   ///< of the article
  std::string page_published;        ///< of the WebPage it is on
  std::vector<std::string> authors;  ///< names of author, else of creator
  std::vector<std::string> tags;     ///< keywords, divided at commas where they are one text
  bool is_article = false;           ///< there is an article among the nodes
};

/// Reads the blocks of one page (`<script type="application/ld+json">`), which may be wrapped in comments or CDATA,
/// have line breaks in strings, trailing commas or a semicolon at the end. Of several articles the one counts whose
/// headline is the page's `<title>`, or its beginning; else the first. What cannot be mended is passed over.
LinkedData read_json_ld(const std::vector<std::string>& blocks, std::string_view page_title);

}  // namespace broadsheet
