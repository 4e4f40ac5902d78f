#pragma once

#include <string>

#include "indexer/json_parts.hpp"
#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// A JSON document: a list of articles, read value by value; or one object: an article, a list of them under a usual
/// name (`articles`, `items`, …), a JSON Feed, an export of Ghost. Places are `file.json#3`, the number of the value.
void read_json(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// What an object holds that is none itself: the items of a JSON Feed, the posts of an export of Ghost, a list of
/// articles under one of the usual names. False: it holds none.
bool put_box(const JsonPart& object, const std::string& place, const ReadOptions& options, ArticleSink& sink);

}  // namespace broadsheet
