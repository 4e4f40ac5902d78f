#include "cli/present.hpp"
#include "cli/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

std::string relation_label(const QueryNode& node) {
  const std::string within = " within " + std::to_string(node.distance) + " words";
  std::string label;
  switch (node.relation) {
    case Relation::near:
      label = within.substr(1);
      break;
    case Relation::adjacent:
      label = "one after the other" + within;
      break;
    case Relation::sentence:
      label = "in one sentence";
      break;
    case Relation::paragraph:
      label = "in one paragraph";
      break;
  }
  return node.negated ? "the first, where the second is not " + label : label;
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
    case Kind::proximity:
      return relation_label(node);
    case Kind::at_least:
      return "at least " + std::to_string(node.mentions) + " mentions of";
    case Kind::filter:
    case Kind::text:
      break;
  }
  return canonical(node);
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
