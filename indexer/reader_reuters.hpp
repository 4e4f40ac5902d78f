#pragma once

#include <string>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// Reuters-21578 as it is distributed: SGML files of `<REUTERS …>` items, in Latin-1, with topics, places, date and
/// text.
void read_reuters(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

}  // namespace broadsheet
