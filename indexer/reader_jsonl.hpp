#pragma once

#include <string>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// JSON lines: one object a line, blank lines passed over, a byte order mark allowed. Each object becomes an article
/// by the names in article_fields.hpp, or a rejection with its line. `place` names the stream.
void read_jsonl(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

}  // namespace broadsheet
