#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/html_blocks.hpp"

namespace broadsheet {

/// What is known of the article before its body is looked for; what repeats it is not body.
struct BodyHints {
  std::string_view title;
  std::string_view description;
};

/// Marks each block as the article's or not, with the rule that decided.
void choose_blocks(const HtmlTree& tree, const BodyHints& hints, std::vector<HtmlBlock>& blocks);

/// The text of the blocks that are kept, a paragraph a line, the cells of a table's row side by side.
std::string body_text(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks);

}  // namespace broadsheet
