#pragma once

#include <broadsheet/archive.hpp>
#include <broadsheet/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "server/message.hpp"
#include "server/problem.hpp"

namespace broadsheet::server {

/// Something about a parameter that was not taken as it may have been meant.
struct ParameterWarning {
  std::string code, parameter, message;
};

/// The one reading of parameters; each has the name of a long option of the command line.
struct SearchRequest {
  std::string text;       ///< `q`
  SearchOptions options;  ///< filters, page, order, … as asked, or as the endpoint has them by default
  Offsets offsets = Offsets::utf16;
  /// The ones that are known, in the order of the endpoint's table, those that say the default left out: an address of
  /// the same answer.
  Parameters parameters;
  std::vector<ParameterWarning> warnings;

  /// What a parameter says, or its default; all values of one that may be repeated.
  std::string value(std::string_view name) const;
  std::vector<std::string> values(std::string_view name) const;
  std::size_t number(std::string_view name) const;
  bool has(std::string_view name) const;

  Parameters defaults;  ///< of those that have one
};

struct ParameterRow;

/// Throws Problem for a known parameter with a wrong value. `rows`: the endpoint's table of parameters, in routes.hpp.
SearchRequest read_search_request(const Request& request, const std::vector<const ParameterRow*>& rows);

/// Text and parameters as they were typed, whether or not they can be read: for the page that says that they cannot.
SearchRequest as_typed(const Request& request, const std::vector<const ParameterRow*>& rows);

}  // namespace broadsheet::server
