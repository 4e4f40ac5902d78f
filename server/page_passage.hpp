#pragma once

#include <broadsheet/results.hpp>
#include <optional>
#include <string_view>

#include "server/page_markup.hpp"

namespace broadsheet::server {

/// The publisher's page, scrolled to a passage by a text fragment. Nothing where the page is not of the web.
std::optional<Address> passage_address(std::string_view url, const Passage& passage);

}  // namespace broadsheet::server
