// GET /explore: a page that its script fills. Where that does not run, a link leads to the search page with the same
// query, and what it has to say only the server knows.

#include "server/assets.hpp"
#include "server/endpoints.hpp"
#include "server/problem.hpp"

namespace broadsheet::server {
namespace {

constexpr std::string_view link = "href=\"/search\" id=\"search-page\"";

/// All that it has is percent-encoded but what parts the parameters.
std::string attribute_text(const std::string& address) {
  std::string out;
  for (const char c : address) out += c == '&' ? "&amp;" : std::string(1, c);
  return out;
}

}  // namespace

Response site_explore(const Call& call) {
  const Asset* asset = find_asset("/explore.html");
  const std::size_t at = asset ? asset->body.find(link) : std::string_view::npos;
  if (at == std::string_view::npos) throw problem("not_found", "this program was built without its explorer");
  Response response;
  response.body = asset->body;
  response.body.replace(at, link.size(),
                        "href=\"" + attribute_text(address("/search", call.request.parameters)) + "\"");
  return response;
}

}  // namespace broadsheet::server
