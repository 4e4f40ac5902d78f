#pragma once

#include <broadsheet/results.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace broadsheet {

/// The address of an article as a link, where it is one of the web: http or https with a host, once the controls and
/// spaces are taken away that browsers take away. Nothing for anything else, so that no link can run a script.
std::optional<std::string> web_url(std::string_view url);

/// The same page scrolled to a passage, by a text fragment (https://wicg.github.io/scroll-to-text-fragment/). Nothing
/// where web_url gives nothing, or the passage has no words.
std::optional<std::string> passage_url(std::string_view url, const Passage& passage);

/// The first of a hit's passages for which there is one.
std::optional<std::string> passage_url(const Hit& hit);

}  // namespace broadsheet
