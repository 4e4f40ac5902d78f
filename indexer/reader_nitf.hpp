#pragma once

#include <string>

#include "indexer/item.hpp"
#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"
#include "indexer/xml_tree.hpp"

namespace broadsheet {

/// NITF (IPTC News Industry Text Format 3): one article a document.
void read_nitf(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// Headline, by-line, body, subjects and dates of an `nitf` element, wherever it stands; what is there already stays.
void take_nitf(const XmlTree& tree, std::size_t nitf, Item& item);

}  // namespace broadsheet
