#pragma once

#include <string>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// A web archive (ISO 28500, WARC 1.0 and 1.1): each page that was fetched whole, with its address. Places are
/// `file.warc.gz#1234`: the byte, unpacked, that the record begins at, counted in the stream of all gzip members
/// (`zcat file.warc.gz | tail -c +1235`). When a page was fetched is no date of it, but its version: the later capture
/// of an address replaces the earlier, whichever is read first. A record that is cut off or damaged is rejected alone:
/// the next is looked for, also in the next gzip member.
void read_warc(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

}  // namespace broadsheet
