#include "cli/present.hpp"
#include "cli/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

std::string field_name(Filter filter) {
  switch (filter) {
    case Filter::tag:
      return "tag";
    case Filter::source:
      return "source";
    case Filter::section:
      return "section";
    case Filter::lang:
      return "lang";
    case Filter::author:
      return "author";
    case Filter::id:
      return "id";
    case Filter::url:
      return "url";
    case Filter::site:
      return "site";
    case Filter::has:
      return "has";
    case Filter::words:
      return "words";
    case Filter::date:
      return "date";
  }
  return "filter";
}

std::string label(const QueryNode& node) {
  using Kind = QueryNode::Kind;
  switch (node.kind) {
    case Kind::everything:
      return "every article";
    case Kind::nothing:
      return "nothing";
    case Kind::all_of:
      return "all of";
    case Kind::any_of:
      return "any of";
    case Kind::none_of:
      return "not";
    case Kind::filter:
      return field_name(node.filter) + ":" + node.printed;
    case Kind::text:
      break;
  }
  return (node.zone == Zone::title ? "title:" : node.zone == Zone::body ? "body:" : "") + node.printed;
}

// As deep as a query may nest: 256 nodes at most.
void present_children(const QueryNode& node, const std::string& rails, std::ostream& out) {
  for (const auto& child : node.children) {
    const bool last = &child == &node.children.back();
    out << rails << (last ? "└─ " : "├─ ") << terminal_text(label(child)) << '\n';
    present_children(child, rails + (last ? "   " : "│  "), out);
  }
}

}  // namespace

void present_tree(const QueryNode& root, std::ostream& out) {
  out << terminal_text(label(root)) << '\n';
  present_children(root, "", out);
}

}  // namespace broadsheet::cli
