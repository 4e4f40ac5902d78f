#pragma once

#include <string>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// NewsML-G2 (IPTC): the text items of a newsMessage, or one newsItem alone.
void read_newsml_g2(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// NewsML 1.0 to 1.2: the NewsItems of a document that have text.
void read_newsml_1(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

}  // namespace broadsheet
