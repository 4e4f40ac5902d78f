#include "server/page_markup.hpp"

#include <broadsheet/web_url.hpp>

#include "output/markup_text.hpp"

namespace broadsheet::server {
namespace {

constexpr std::array<std::string_view, 4> void_elements = {"input", "meta", "link", "br"};
// A line ends behind these, so that the source of a page can be read.
constexpr std::array<std::string_view, 30> block_elements = {
    "head", "body",  "header", "main",  "footer", "nav",        "section", "form", "p",     "h1",
    "h2",   "h3",    "ul",     "ol",    "li",     "dl",         "dt",      "dd",   "div",   "figure",
    "svg",  "table", "thead",  "tbody", "tr",     "figcaption", "pre",     "br",   "title", "details"};

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// What a browser would drop or change on the way is changed here, in sight: NUL and the other controls.
std::string escaped(std::string_view text) {
  std::string clean;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F)
      clean += "\xEF\xBF\xBD";
    else
      clean += c;
  }
  return broadsheet::markup_text(clean);
}

}  // namespace

class MarkupWriter {
 public:
  static Markup markup(std::string html) { return Markup(std::move(html)); }
  static Attribute attribute(std::string_view name, std::string_view value) {
    return Attribute(' ' + std::string(name) + "=\"" + escaped(value) + '"');
  }
  static std::string opening(std::string_view name, std::initializer_list<Attribute> attributes) {
    std::string out = '<' + std::string(name);
    for (const auto& attribute : attributes) out += attribute.html_;
    return out + '>';
  }
};

std::optional<Address> Address::of_web(std::string_view url) {
  auto web = web_url(url);
  return web ? std::optional(Address(std::move(*web))) : std::nullopt;
}

Attribute attribute(AttributeName name, std::string_view value) { return MarkupWriter::attribute(name.text(), value); }
Attribute href(const Address& address) { return MarkupWriter::attribute("href", address.text()); }
Attribute action(const Address& address) { return MarkupWriter::attribute("action", address.text()); }
Attribute source(const Address& address) { return MarkupWriter::attribute("src", address.text()); }

Markup text(std::string_view text) { return MarkupWriter::markup(escaped(text)); }

Markup element(ElementName name, std::initializer_list<Attribute> attributes, std::initializer_list<Markup> children) {
  std::string out = MarkupWriter::opening(name.text(), attributes);
  for (const auto& child : children) out += child.html();
  if (!is_one_of(void_elements, name.text())) out.append("</").append(name.text()).append(">");
  if (is_one_of(block_elements, name.text())) out += '\n';
  return MarkupWriter::markup(std::move(out));
}

Markup module_script(const Address& address) {
  return MarkupWriter::markup(MarkupWriter::opening("script", {attribute("type", "module"), source(address)}) +
                              "</script>");
}

std::string document(const Markup& html) { return "<!DOCTYPE html>\n" + html.html() + "\n"; }

}  // namespace broadsheet::server
