#pragma once

#include <broadsheet/query.hpp>

#include "archive/snapshot.hpp"
#include "searcher/bits.hpp"

namespace broadsheet {

/// The articles of a part that a filter holds for, exactly; gone articles may be among them.
Bits filter_set(const QueryNode& filter, const Part& part, Analyzer& analyzer);

}  // namespace broadsheet
