#pragma once

#include <string>

#include "indexer/json_parts.hpp"
#include "indexer/reader.hpp"

namespace broadsheet {

/// True for an object of ninjs (IPTC News in JSON), any version.
bool is_ninjs(const JsonPart& object);

/// Its article, or why it is none.
void put_ninjs(const JsonPart& object, std::string place, ArticleSink& sink);

}  // namespace broadsheet
