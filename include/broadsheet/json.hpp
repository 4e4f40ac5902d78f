#pragma once

#include <broadsheet/archive.hpp>
#include <broadsheet/numbers.hpp>
#include <string>

namespace broadsheet {

/// The unit of every place in the JSON: bytes of UTF-8, units of UTF-16, or code points.
enum class Offsets { utf8, utf16, codepoint };

/// The answer document, `"format": 1`; its shape stands above the code in searcher/answer_json.cpp. One line, no
/// line break at the end.
std::string to_json(const Results& results, Offsets offsets = Offsets::utf8);
std::string to_json(const Hit& hit, Offsets offsets = Offsets::utf8);
std::string to_json(const ArchiveStats& stats);
std::string to_json(const DateStats& stats);
std::string to_json(const Archive::Reading& reading, const ArchiveInfo& index, Offsets offsets = Offsets::utf8);
std::string to_json(const std::vector<Suggestion>& suggestions, const ArchiveInfo& index);

/// Figures: `format`, `query`, `total` (with `base`), the figures, `index`, `took_ms`, as written above the code in
/// searcher/numbers_json.cpp.
std::string to_json(const Trend& trend, Offsets offsets = Offsets::utf8);
std::string to_json(const Comparison& comparison, Offsets offsets = Offsets::utf8);
std::string to_json(const Terms& terms, Offsets offsets = Offsets::utf8);
std::string to_json(const Collocates& collocates, Offsets offsets = Offsets::utf8);
std::string to_json(const Dispersion& dispersion, Offsets offsets = Offsets::utf8);
std::string to_json(const Silence& silence, Offsets offsets = Offsets::utf8);

/// How a query was understood: `format`, `query`, `tree`; and `total` and `index` where an archive was asked.
std::string explain_json(const Results& results, Offsets offsets = Offsets::utf8);

}  // namespace broadsheet
