#pragma once

#include <broadsheet/query.hpp>
#include <cstdint>
#include <optional>

#include "archive/snapshot.hpp"
#include "searcher/bits.hpp"

namespace broadsheet {

/// The articles of a part that a filter holds for, exactly; gone articles may be among them. `story`: for story: the
/// key of the one asked for, if there is one.
Bits filter_set(const QueryNode& filter, const Part& part, Analyzer& analyzer, std::optional<std::uint64_t> story);

}  // namespace broadsheet
