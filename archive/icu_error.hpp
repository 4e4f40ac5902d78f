#pragma once

#include <unicode/utypes.h>

#include <broadsheet/error.hpp>
#include <string>

namespace broadsheet {

/// ICU fails only where its data is missing or memory is short: nothing an article or a query can do.
inline void require_icu(UErrorCode status, const char* what) {
  if (U_FAILURE(status))
    throw Error(ErrorKind::archive,
                std::string("ICU has no ") + what + " (" + u_errorName(status) + "): install its data files again");
}

}  // namespace broadsheet
