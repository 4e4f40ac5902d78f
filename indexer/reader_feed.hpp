#pragma once

#include <string>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// RSS 0.9 to 2.0 and Atom: an article an item. The whole content where the feed has it, else its summary, which a
/// warning says. Places are `feed.xml#17`: the number of the item.
void read_feed(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

}  // namespace broadsheet
