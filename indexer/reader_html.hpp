#pragma once

#include <string>
#include <string_view>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// What came with a page that a container held: the address it was fetched from, and the charset of its HTTP or MIME
/// header. Empty where nothing did.
struct PageOrigin {
  std::string url;
  std::string charset;
  std::uint64_t version = 0;  ///< of Article
};

/// One saved web page: one article, or a rejection.
void read_html(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);
/// The same of bytes in memory, with what is known of their origin.
void read_html_bytes(const std::string& place, std::string_view bytes, const PageOrigin& origin,
                     const ReadOptions& options, ArticleSink& sink);

/// The text of a piece of HTML in UTF-8 (a feed's content, a mail, an export): one paragraph a line, entities undone,
/// scripts and styles gone; nothing is judged. Past the guard (nesting, size) it gives the text with tags taken off.
std::string text_of_html(std::string_view html);

}  // namespace broadsheet
