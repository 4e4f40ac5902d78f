#pragma once

#include <string>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// METS of a newspaper issue: its articles by logical structure, from the ALTO pages that lie beside it. Words that
/// were divided are joined; how sure the recognition was stands in a warning, `OCR word confidence 0.81`.
void read_mets(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// A page of ALTO: one article, where no METS beside it speaks of the page.
void read_alto(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

}  // namespace broadsheet
