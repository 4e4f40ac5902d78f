#pragma once

#include <string>
#include <string_view>

namespace broadsheet {

/// The address that a link means in a document at `base` (RFC 3986, section 5.2). The link as it stands where it is
/// whole already, or where the base is no address of the web.
std::string resolved_address(std::string_view link, std::string_view base);

}  // namespace broadsheet
