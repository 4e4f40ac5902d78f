#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "server/message.hpp"

// HTML that is safe by the way it is made. Names of elements and attributes are written in our code and looked at when
// it is compiled; text and values are escaped; addresses are our own, or of the web. There is no way for a string of
// foreign bytes to become an element, a handler, a style or a link to a script.
namespace broadsheet::server {

/// Where a link, a form or a script may lead.
class Address {
 public:
  /// On this server. `path` is our own, segments of foreign text in it percent-encoded.
  static Address ours(std::string_view path, const Parameters& parameters = {}) {
    return Address(address(path, parameters));
  }
  /// An empty picture, so that browsers do not ask for /favicon.ico.
  static Address nothing() { return Address("data:,"); }
  /// Within the page: `#hit-1`.
  static Address within(std::string_view id) { return Address("#" + std::string(id)); }
  /// Of a page on the web, as web_url has it; nothing else becomes a link.
  static std::optional<Address> of_web(std::string_view url);

  const std::string& text() const { return text_; }

 private:
  explicit Address(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

/// The name of an element. `script` has a function of its own; `style` has none.
class ElementName {
 public:
  // NOLINTNEXTLINE: written as element("p", …)
  consteval ElementName(const char* name) : name_(name) {
    if (name_.empty() || name_ == "script" || name_ == "style" || name_ == "iframe" || name_ == "object" ||
        name_ == "embed" || name_ == "base")
      throw "an element that pages do not have";
    for (const char c : name_)
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) throw "no name of an element";
  }
  std::string_view text() const { return name_; }

 private:
  std::string_view name_;
};

/// The name of an attribute whose value is text. Those that take an address have functions of their own; `style` and
/// handlers are none.
class AttributeName {
 public:
  // NOLINTNEXTLINE: written as attribute("class", …)
  consteval AttributeName(const char* name) : name_(name) {
    constexpr std::array<std::string_view, 9> refused = {"style",  "href", "src",    "action",    "formaction",
                                                         "srcdoc", "data", "srcset", "http-equiv"};
    if (name_.empty() || name_.starts_with("on") || std::ranges::find(refused, name_) != refused.end())
      throw "an attribute that text does not go into";
    for (const char c : name_)
      if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-')) throw "no name of an attribute";
  }
  std::string_view text() const { return name_; }

 private:
  std::string_view name_;
};

/// A piece of HTML.
class Markup {
 public:
  Markup() = default;
  bool empty() const { return html_.empty(); }
  const std::string& html() const { return html_; }
  Markup& operator+=(const Markup& more) {
    html_ += more.html_;
    return *this;
  }
  friend Markup operator+(Markup left, const Markup& right) { return left += right; }

 private:
  friend class MarkupWriter;
  explicit Markup(std::string html) : html_(std::move(html)) {}
  std::string html_;
};

/// An attribute with its value; made without either, nothing is written.
class Attribute {
 public:
  Attribute() = default;

 private:
  friend class MarkupWriter;
  explicit Attribute(std::string html) : html_(std::move(html)) {}
  std::string html_;
};

Attribute attribute(AttributeName name, std::string_view value);
Attribute attribute(AttributeName name, const Address& value) = delete;
Attribute href(const Address& address);
Attribute action(const Address& address);
Attribute source(const Address& address);  ///< `src`

/// Text; controls that HTML does not have become U+FFFD.
Markup text(std::string_view text);
Markup element(ElementName name, std::initializer_list<Attribute> attributes, std::initializer_list<Markup> children);
inline Markup element(ElementName name, std::initializer_list<Attribute> attributes = {}) {
  return element(name, attributes, {});
}
Markup module_script(const Address& source);
/// The document that `<html>` makes.
std::string document(const Markup& html);

}  // namespace broadsheet::server
