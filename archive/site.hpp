#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "archive/analyzer.hpp"

namespace broadsheet {

/// The host of a URL, lower-case, without user and port; empty where there is none.
std::string host_of(std::string_view url);

/// The host and each domain above it: `www.example.com`, `example.com`, `com`.
std::vector<std::string> domains_of(std::string_view url);

/// The words of a name or address as filters compare them: folded bases, no language, no stems; of a run,
/// its characters.
std::vector<std::string> plain_words(std::string_view text, Analyzer& analyzer);

/// True if `wanted` stand in a row in `words`; an empty row stands nowhere.
bool stand_in_a_row(const std::vector<std::string>& wanted, const std::vector<std::string>& words);

}  // namespace broadsheet
