#include <algorithm>

#include "cli/present.hpp"
#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

constexpr std::size_t words_shown = 20;  // of an expansion; --format json has them all

std::string label(const ExplainedNode& node) {
  if (node.kind == "everything") return "every article";
  if (node.kind == "nothing") return "nothing";
  if (node.kind == "and") return "all of";
  if (node.kind == "or") return "any of";
  if (node.kind == "not") return "not";
  return node.asks.empty() ? node.query : node.asks;
}

struct Line {
  std::string text;  // safe
  const ExplainedNode* node;
};

// As deep as a query may nest: 256 nodes at most.
void add_lines(const ExplainedNode& node, const std::string& rails, std::vector<Line>& lines) {
  for (const auto& child : node.children) {
    const bool last = &child == &node.children.back();
    lines.push_back({rails + (last ? "└─ " : "├─ ") + terminal_text(label(child)), &child});
    add_lines(child, rails + (last ? "   " : "│  "), lines);
  }
}

}  // namespace

void present_tree(const ExplainedNode& root, std::ostream& out) {
  std::vector<Line> lines = {{terminal_text(label(root)), &root}};
  add_lines(root, "", lines);
  std::size_t width = 0;
  for (const auto& line : lines) width = std::max(width, columns_of(line.text));
  for (const auto& [text, node] : lines) {
    if (!node->articles) {
      out << text << '\n';
      continue;
    }
    out << padded(text, width);
    if (node->holds)
      out << (*node->holds ? "  holds" : "  fails") << (node->score > 0 ? "  " + score_text(node->score) : "");
    else
      out << "  " << counted(*node->articles, "article");
    out << '\n';
  }
}

void present_expansions(const std::vector<Expansion>& expansions, std::ostream& out) {
  for (const auto& expansion : expansions) {
    std::string line = expansion.from + " stands for " + counted(expansion.words, "word");
    for (std::size_t i = 0; i < std::min(expansion.to.size(), words_shown); ++i) {
      line.append(i ? ", " : ": ").append(expansion.to[i].text);
      if (expansion.to[i].occurrences > 0) line.append(" ").append(grouped(expansion.to[i].occurrences));
    }
    if (expansion.to.size() > words_shown) line += ", …";
    out << terminal_text(line) << '\n';
  }
}

}  // namespace broadsheet::cli
