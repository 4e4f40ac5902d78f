#pragma once

#include <string>
#include <string_view>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// Markdown with front matter, as Hugo and Jekyll keep articles: fields between two lines `---` (YAML) or `+++` (TOML),
/// then the text. Drafts are not searchable. Front matter that cannot be read is a rejection, since it may have said
/// so. A `slug` is no address: what the site is called does not stand there.
void read_markdown(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// True for the beginning of such a file.
bool has_front_matter(std::string_view head);

}  // namespace broadsheet
