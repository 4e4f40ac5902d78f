#pragma once

#include <broadsheet/archive.hpp>
#include <broadsheet/citation.hpp>
#include <string>
#include <string_view>

#include "server/search_request.hpp"

// The pages that the server makes; each gives a whole HTML document.
namespace broadsheet::server {

struct PageContext {
  std::string public_url;  ///< without a slash at its end; empty: not known
  ArchiveInfo archive;
  std::string name;  ///< of the archive, as shown
};

std::string start_page(const PageContext& context);                                                         // GET /
std::string search_page(const SearchRequest& request, const Results& results, const PageContext& context);  // /search
/// GET /article/{id}
std::string article_page(const SearchRequest& request, const Archive::Reading& reading, const PageContext& context);
std::string cite_page(const SearchRequest& request, const Citation& citation, const PageContext& context);  // /cite
/// GET /story/{id}: the copies of an article, the earliest first.
std::string story_page(const SearchRequest& request, std::string_view id, const Results& copies,
                       const PageContext& context);
std::string box_page(const PageContext& context);  // GET /box
/// An error on the path of a page; `request`, where it could be read, keeps what was typed.
std::string problem_page(const SearchRequest* request, const Problem& problem, const PageContext& context);
/// GET /problems/{code-with-hyphens}; `code` as in the address. Only codes of problem_kinds().
std::string problem_kind_page(std::string_view code, const PageContext& context);

}  // namespace broadsheet::server
