#pragma once

#include <string>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// CSV or TSV with a header (RFC 4180): an article a row, its columns by the names that JSON has, or by `--map`
/// (`title=/Headline`). The header tells whether commas, semicolons or tabs divide. Places are `file.csv#3`, the line
/// that the row begins in.
void read_table(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// True if the first line of `head` is the header of such a table: two columns or more, one of them a title or a body.
bool is_table_header(std::string_view head);

}  // namespace broadsheet
