// GET /box: the search box as another site would embed it.

#include "server/page_frame.hpp"
#include "server/page_words.hpp"

namespace broadsheet::server {
namespace {

/// Shown as text, not part of the page.
std::string snippet(const std::string& root) {
  return "<broadsheet-search src=\"" + root + "/\">\n  <form action=\"" + root +
         "/search\" role=\"search\">\n"
         "    <label for=\"q\">" +
         std::string(says::search_the_archive) +
         "</label>\n"
         "    <input id=\"q\" name=\"q\" type=\"search\">\n"
         "    <button>" +
         std::string(says::search) +
         "</button>\n"
         "  </form>\n"
         "</broadsheet-search>\n"
         "<script type=\"module\" src=\"" +
         root + "/broadsheet-search.js\"></script>\n";
}

}  // namespace

std::string box_page(const PageContext& context) {
  Frame frame;
  frame.title = says::the_box;
  const std::string root = context.public_url.empty() ? std::string(says::example_root) : context.public_url;
  frame.form = false;
  frame.main =
      element("h1", {}, {text(says::the_box)}) + search_form({}, {}) + element("p", {}, {text(says::box_is_here)}) +
      element("h2", {}, {text(says::to_embed)}) + element("p", {}, {text(says::embed_this)}) +
      element("pre", {attribute("tabindex", "0"), attribute("role", "region"), attribute("aria-label", says::to_embed)},
              {element("code", {}, {text(snippet(root))})}) +
      element("p", {}, {text(says::policy)});
  return page(frame, context);
}

}  // namespace broadsheet::server
