#pragma once

#include <string>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// CSV or TSV with a header (RFC 4180): an article a row, its columns by the names that JSON has, or by `--map`
/// (`title=/Headline`). The header tells whether commas, semicolons or tabs divide. UTF-8, UTF-16 with its mark, or an
/// older charset that the first MiB shows. Places are `file.csv#3`, the line that the row begins in. A row over several
/// lines that does not fit the header costs its first line only: a quote too much may have joined them.
void read_table(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// True if the first line of `head` is the header of such a table: two columns or more, one of them a title or a body.
bool is_table_header(std::string_view head);

}  // namespace broadsheet
