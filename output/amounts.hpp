#pragma once

#include <broadsheet/results.hpp>
#include <cstdint>
#include <string>

// Numbers as people read them.
namespace broadsheet {

std::string grouped(std::uint64_t number);                               ///< `1,204`
std::string counted(std::uint64_t number, const std::string& singular);  ///< `1 article`, `2 articles`
std::string counted(const Count& count, const std::string& singular);    ///< `at least 2 articles`
std::string bytes(std::uint64_t number);                                 ///< `12.3 MB`
std::string decimals(double number, int digits);                         ///< `0.50`

/// Why a count is only a lower bound, in words: the reasons of docs/query-language.md.
std::string reason_text(const std::string& reason);

/// The number of bytes in `512M`, `2G`, `64k`, `1000`. Throws Error(usage) that names `option`.
std::uint64_t parse_bytes(const std::string& typed, const std::string& option);

}  // namespace broadsheet
