#pragma once

#include <string>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// A JSON document: a list of articles, read value by value; or one object: an article, a list of them under a usual
/// name (`articles`, `items`, …), a JSON Feed, an export of Ghost. Places are `file.json#3`, the number of the value.
void read_json(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

}  // namespace broadsheet
