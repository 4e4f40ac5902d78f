#pragma once

#include <string>
#include <string_view>

namespace broadsheet {

/// Text by others as HTML or XML, in text and in quoted values alike: the only way in which such text gets into a page
/// or a feed. The signs that turn the direction of text are written by number, so that a terminal or an editor does
/// not obey them.
std::string markup_text(std::string_view text);

}  // namespace broadsheet
