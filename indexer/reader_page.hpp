#pragma once

#include <string>
#include <string_view>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// The text of a scraped page, or any text of a headline and paragraphs: one article from one stream.
void read_page(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// True if the beginning of a file, valid UTF-8 but for a character cut at its end, has a paragraph of 20 words.
bool has_paragraph(std::string_view text);

}  // namespace broadsheet
