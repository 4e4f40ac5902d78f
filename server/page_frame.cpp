#include "server/page_frame.hpp"

#include "server/page_links.hpp"
#include "server/page_words.hpp"

namespace broadsheet::server {
namespace {

Markup head(const Frame& frame, const PageContext& context) {
  const std::string& name = context.name;
  Markup out = element("meta", {attribute("charset", "utf-8")});
  out += element(
      "title", {},
      {text(frame.title.empty() ? std::string(says::product)
                                : frame.title + std::string(says::title_between) + std::string(says::product))});
  out += element("meta", {attribute("name", "viewport"), attribute("content", "width=device-width, initial-scale=1")});
  out += element("meta", {attribute("name", "robots"), attribute("content", "noindex")});
  out += element("meta", {attribute("name", "color-scheme"), attribute("content", "light dark")});
  out += element("link", {attribute("rel", "icon"), href(Address::nothing())});
  out += element("link", {attribute("rel", "stylesheet"), href(Address::ours("/page.css"))});
  out += element("link", {attribute("rel", "search"), attribute("type", "application/opensearchdescription+xml"),
                          href(Address::ours("/opensearch.xml")),
                          attribute("title", name.empty() ? says::product : std::string_view(name))});
  if (frame.feed)
    out += element("link", {attribute("rel", "alternate"), attribute("type", "application/atom+xml"), href(*frame.feed),
                            attribute("title", says::feed)});
  return element("head", {}, {out, module_script(Address::ours("/broadsheet-search.js"))});
}

Markup masthead() {
  return element(
      "header", {attribute("class", "masthead")},
      {element("p", {attribute("class", "name")}, {element("a", {href(Address::ours("/"))}, {text(says::product)})}),
       element("nav", {attribute("aria-label", says::site_pages)},
               {element("a", {href(Address::ours("/search"))}, {text(says::search)}), text(" "),
                element("a", {href(Address::ours("/explore"))}, {text(says::explore)})})});
}

Markup archive_line(const Frame& frame, const PageContext& context) {
  const Markup name = text(std::string(says::archive) + ' ') + element("bdi", {}, {text(context.name)});
  if (context.archive.uuid.empty()) return element("p", {}, {name});  // where the archive was not opened
  std::string line(says::between);
  line.append(says::revision).append(" ").append(std::to_string(context.archive.revision));
  line.append(says::between).append(counted(context.archive.documents, says::article));
  if (!frame.took.empty()) line.append(says::between).append(frame.took);
  return element("p", {}, {name, text(line)});
}

}  // namespace

Markup search_form(const std::string& query, const Parameters& kept) {
  return element(
      "broadsheet-search", {},
      {element("form", {attribute("class", "search"), attribute("role", "search"), action(Address::ours("/search"))},
               {element("label", {attribute("for", "q")}, {text(says::search_the_archive)}),
                element("input", {attribute("id", "q"), attribute("name", "q"), attribute("type", "search"),
                                  attribute("value", query), attribute("dir", "auto"),
                                  attribute("autocapitalize", "none"), attribute("spellcheck", "false")}),
                element("button", {}, {text(says::search)}), hidden_fields(kept)})});
}

std::string page(const Frame& frame, const PageContext& context) {
  const Markup body = element(
      "body", {},
      {element("a", {attribute("class", "skip"), href(Address::within("content"))}, {text(says::skip)}), masthead(),
       frame.form ? search_form(frame.query, frame.kept) : Markup{},
       element(
           "div", {attribute("class", frame.beside.empty() ? "columns" : "columns two")},
           {element("main", {attribute("id", "content"), attribute("tabindex", "-1")}, {frame.main}), frame.beside}),
       element("footer", {}, {frame.foot, archive_line(frame, context)})});
  return document(element("html", {attribute("lang", "en")}, {head(frame, context), body}));
}

}  // namespace broadsheet::server
