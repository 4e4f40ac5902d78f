#pragma once

#include <string>

#include "indexer/json_parts.hpp"
#include "indexer/reader.hpp"

namespace broadsheet {

/// The tables of an export of Ghost: the object that has `posts`, `users`, `tags`; nothing where it is none.
JsonPart ghost_tables(const JsonPart& document);

/// The posts of the tables; pages are passed over, drafts kept out.
void put_ghost(const std::string& place, const JsonPart& tables, ArticleSink& sink);

/// True for a post by itself, with its authors and tags inside, as Ghost's interfaces give it.
bool is_ghost_post(const JsonPart& object);
void put_ghost_post(const JsonPart& post, const std::string& place, ArticleSink& sink);

}  // namespace broadsheet
