#pragma once

#include <broadsheet/archive.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace broadsheet {

/// At most `options.passages` passages of `body`, each as `options.context` says, in the order of the text and not
/// overlapping: those that show most of what was asked for. `spans` are marks in the body, ascending, and
/// `leaves` tells for each which words or phrases of the query it proves (bits). A sentence too long is cut between
/// words. No spans: the beginning of the body, without marks. Every span of a passage is a span of the body.
std::vector<Passage> best_passages(std::string_view body, std::string_view lang, const std::vector<Span>& spans,
                                   const std::vector<std::uint64_t>& leaves, const SearchOptions& options);

}  // namespace broadsheet
