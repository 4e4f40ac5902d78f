#pragma once

#include <span>
#include <string>
#include <string_view>

// What the headers of a request ask for (RFC 9110, sections 8.8.3, 12.4 and 13.1.2).
namespace broadsheet::server {

/// How much a type is wanted, 0 to 1, by the most specific range of an Accept header; 1 where there is none.
double wanted(std::string_view accept, std::string_view type);

/// Of `types` the one that is wanted most, the first of equals. `*/*` and `type/*` speak for the first one only, and
/// where nothing is wanted it is the first one too.
std::string_view choose_type(std::string_view accept, std::span<const std::string_view> types);

/// True if gzip may be used and is not less welcome than the plain text.
bool wants_gzip(std::string_view accept_encoding);

/// True if `*` or a tag of the list is `tag` (quotes included), `W/` or not: the weak comparison of If-None-Match.
bool matches_tag(std::string_view if_none_match, std::string_view tag);

/// A hash of text for tags, 64 bits as hex (FNV-1a).
std::string short_hash(std::string_view text);

/// `localhost:8080`, `[::1]:80`, `news.example`: a plain host, with a port or not.
bool is_plain_host(std::string_view host);

}  // namespace broadsheet::server
