#pragma once

#include <gumbo.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::server {

/// A page as an HTML parser reads it, to find things in it by role and name, as people with screen readers do.
class PageDocument {
 public:
  struct Element {
    std::string tag;
    std::map<std::string, std::string> attributes;
    std::string text;                 ///< all text inside, white space folded; without what is aria-hidden
    std::string role, name;           ///< empty where there is none
    const Element* parent = nullptr;  ///< nothing above html
    std::string attribute(const std::string& key) const {
      const auto found = attributes.find(key);
      return found == attributes.end() ? std::string{} : found->second;
    }
    bool has(const std::string& key) const { return attributes.contains(key); }
    bool inside(const Element& other) const {
      for (const Element* up = parent; up != nullptr; up = up->parent)
        if (up == &other) return true;
      return false;
    }
  };
  using Elements = std::vector<const Element*>;

  explicit PageDocument(const std::string& html);

  Elements all() const;  ///< in the order of the source
  Elements by_tag(std::string_view tag) const;
  Elements by_role(std::string_view role, std::string_view name = {}) const;
  Elements by_role(const Element& within, std::string_view role, std::string_view name = {}) const;
  /// The only one; fails the test where there is none or another.
  const Element& only(std::string_view role, std::string_view name = {}) const;
  bool has(std::string_view role, std::string_view name = {}) const { return !by_role(role, name).empty(); }

 private:
  void read(const GumboNode& node, const Element* parent);
  std::vector<std::unique_ptr<Element>> elements_;
};

}  // namespace broadsheet::server
