#pragma once

#include <memory>
#include <string>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// A zip or tar file: each entry goes to the reader that recognises it, as `file!entry`. Entries are read as they come,
/// nothing is written; a box inside a box is rejected, links and folders are not followed. That an entry of a zip file
/// is a link stands behind all entries, in its directory: such a one is met as a text, which is the name of its target,
/// and rejected as no article.
void read_box(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// True for the beginning of a zip or tar file.
bool is_box(std::string_view head);

/// What bzip2 packed, all streams one after the other.
std::unique_ptr<ByteStream> bzip2_stream(std::unique_ptr<ByteStream> packed);
bool is_bzip2(std::string_view magic);

}  // namespace broadsheet
