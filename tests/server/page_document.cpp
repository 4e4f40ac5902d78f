#include "server/page_document.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace broadsheet::server {
namespace {

struct TagRole {
  std::string_view tag, role;
};
constexpr TagRole roles[] = {
    {"header", "banner"},  {"footer", "contentinfo"}, {"main", "main"},     {"nav", "navigation"},
    {"h1", "heading"},     {"h2", "heading"},         {"h3", "heading"},    {"ul", "list"},
    {"ol", "list"},        {"li", "listitem"},        {"figure", "figure"}, {"table", "table"},
    {"button", "button"},  {"article", "article"},    {"details", "group"}, {"section", "region"},
    {"fieldset", "group"}, {"time", "time"}};

std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

const GumboVector* children_of(const GumboNode& node) {
  const bool element = node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
  return element ? &node.v.element.children : nullptr;
}

bool hidden(const GumboNode& node) {
  const GumboAttribute* attribute = gumbo_get_attribute(&node.v.element.attributes, "aria-hidden");
  return attribute != nullptr && std::string_view(attribute->value) == "true";
}

void add_text(const GumboNode& node, std::string& out) {
  if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA)
    out += node.v.text.text;
  const auto* children = children_of(node);
  if (children == nullptr || hidden(node)) return;
  for (unsigned i = 0; i < children->length; ++i) add_text(*static_cast<GumboNode*>(children->data[i]), out);
}

std::string tag_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece piece = element.original_tag;
  gumbo_tag_from_original_text(&piece);
  return {piece.data, piece.length};
}

std::string role_of(const PageDocument::Element& element) {
  if (element.has("role")) return element.attribute("role");
  if (element.tag == "a" && element.has("href")) return "link";
  if (element.tag == "input")
    return element.attribute("type") == "search" ? "searchbox" : element.attribute("type") == "hidden" ? "" : "textbox";
  const auto* role = std::ranges::find(roles, element.tag, &TagRole::tag);
  return role == std::end(roles) ? std::string{} : std::string(role->role);
}

}  // namespace

PageDocument::PageDocument(const std::string& html) {
  GumboOptions options = kGumboDefaultOptions;
  GumboOutput* output = gumbo_parse_with_options(&options, html.data(), html.size());
  read(*output->root, nullptr);
  gumbo_destroy_output(&options, output);
  const auto text_of = [&](auto matches) {
    for (const auto& element : elements_)
      if (matches(*element)) return element->text;
    return std::string{};
  };
  for (const auto& element : elements_) {
    element->role = role_of(*element);
    const std::string id = element->attribute("id"), by = element->attribute("aria-labelledby");
    if (element->has("aria-label"))
      element->name = element->attribute("aria-label");
    else if (!by.empty())
      element->name = text_of([&](const Element& other) { return other.attribute("id") == by; });
    else if (element->tag == "input")
      element->name =
          text_of([&](const Element& other) { return other.tag == "label" && other.attribute("for") == id; });
    else if (element->role == "link" || element->role == "heading" || element->role == "button")
      element->name = element->text;
  }
}

void PageDocument::read(const GumboNode& node, const Element* parent) {
  const auto* children = children_of(node);
  if (children == nullptr) return;
  auto element = std::make_unique<Element>();
  element->tag = tag_of(node.v.element);
  element->parent = parent;
  const GumboVector& attributes = node.v.element.attributes;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto& attribute = *static_cast<GumboAttribute*>(attributes.data[i]);
    element->attributes[attribute.name] = attribute.value;
  }
  std::string text;
  add_text(node, text);
  element->text = folded(text);
  const Element* here = elements_.emplace_back(std::move(element)).get();
  for (unsigned i = 0; i < children->length; ++i) read(*static_cast<GumboNode*>(children->data[i]), here);
}

PageDocument::Elements PageDocument::all() const {
  Elements out;
  for (const auto& element : elements_) out.push_back(element.get());
  return out;
}

PageDocument::Elements PageDocument::by_tag(std::string_view tag) const {
  Elements out;
  for (const auto& element : elements_)
    if (element->tag == tag) out.push_back(element.get());
  return out;
}

PageDocument::Elements PageDocument::by_role(std::string_view role, std::string_view name) const {
  Elements out;
  for (const auto& element : elements_)
    if (element->role == role && (name.empty() || element->name == name)) out.push_back(element.get());
  return out;
}

PageDocument::Elements PageDocument::by_role(const Element& within, std::string_view role,
                                             std::string_view name) const {
  Elements out;
  for (const Element* element : by_role(role, name))
    if (element->inside(within)) out.push_back(element);
  return out;
}

const PageDocument::Element& PageDocument::only(std::string_view role, std::string_view name) const {
  const auto found = by_role(role, name);
  INFO(role, " '", name, "'");
  REQUIRE(found.size() == 1);
  return *found.front();
}

}  // namespace broadsheet::server
