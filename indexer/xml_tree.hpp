#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/source_file.hpp"

namespace broadsheet {

/// An element, or the text between two tags (its name is empty). Nodes stand in the order of the document; what is
/// below a node are those behind it up to `end`.
struct XmlNode {
  std::uint32_t parent = 0;
  std::uint32_t end = 0;
  std::string name;  ///< local name, after the prefix of its namespace in xml_tree.cpp: `title`, `dc:creator`
  std::string text;
  std::vector<std::pair<std::string, std::string>> attributes;
};

/// One record of an XML document (a feed's item, a news item), flat.
class XmlTree {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  std::vector<XmlNode> nodes;

  /// The first child of that name; none where there is none, also of none.
  std::size_t child(std::size_t node, std::string_view name) const;
  std::vector<std::size_t> children(std::size_t node, std::string_view name) const;
  /// All below `node` of that name, in order.
  std::vector<std::size_t> all(std::size_t node, std::string_view name) const;
  std::size_t first(std::size_t node, std::string_view name) const;

  /// True if there are other things than text in it.
  bool has_elements(std::size_t node) const;

  /// Child after child: `path(0, {"head", "docdata"})`.
  std::size_t path(std::size_t node, std::initializer_list<std::string_view> names) const;

  /// Empty for none, and where there is no such attribute (local name).
  std::string_view attribute(std::size_t node, std::string_view name) const;
  /// All text below on one line, white space as one blank; empty for none.
  std::string text(std::size_t node) const;
  std::string child_text(std::size_t node, std::string_view name) const { return text(child(node, name)); }
  /// The text as it stands, for text that is markup itself.
  std::string raw_text(std::size_t node) const;
  /// A line for each paragraph: elements named as those of HTML, NITF and TEI that stand on lines of their own.
  /// What is below `without` is left out.
  std::string paragraphs(std::size_t node, std::size_t without = none) const;
};

/// What to do with the records of a document.
struct XmlRecords {
  /// True for elements that are records, by name and depth (the root has depth 0). Records inside records are parts.
  std::function<bool(std::string_view name, std::size_t depth)> is_record;
  /// Called at the end of each, with all that stood outside of records until then (the root is its node 0) and the
  /// line it began in. False: read no further.
  std::function<bool(const XmlTree& record, const XmlTree& around, std::size_t line)> use;
};

/// Reads a document front to back. Nothing is fetched, no entity of its own is expanded: a document type with an
/// internal subset is refused. Gives why and where it ended early; empty where it did not. Records before that are
/// good.
std::string read_xml(ByteStream& bytes, const XmlRecords& records);

/// The name of the root element of the beginning of a document, with its prefix as in XmlNode; empty: none is there.
std::string xml_root(std::string_view head);

}  // namespace broadsheet
