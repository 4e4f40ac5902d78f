#pragma once

#include <string>
#include <string_view>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

namespace broadsheet {

/// An export of WordPress (WXR): its published posts, with the names of their authors, categories and tags.
void read_wxr(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink);

/// The text of a post: HTML in which blank lines divide paragraphs, block comments and shortcodes mean nothing.
std::string text_of_post(std::string_view content);

}  // namespace broadsheet
