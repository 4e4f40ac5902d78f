#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "server/search_request.hpp"

namespace broadsheet::server {

/// A parameter of an endpoint: how its value is checked, what it does, and how OpenAPI shows it.
struct ParameterRow {
  enum class Kind { text, number, choice, choices, flag, date };
  std::string_view name;
  Kind kind = Kind::text;
  std::string_view about;                                       ///< one line
  std::string_view allowed = {};                                ///< choice, choices: `relevance|newest|oldest`
  std::string_view fallback = {};                               ///< its default, as it would be written; empty: none
  std::size_t least = 0, most = 0;                              ///< number: both inside; text: `most` bytes
  bool repeated = false;                                        ///< may stand several times
  bool required = false;                                        ///< must stand
  void (*apply)(SearchRequest&, const std::string&) = nullptr;  ///< where it is of SearchOptions
};

/// Lists of them, from which an endpoint's table is made.
namespace parameters {
std::span<const ParameterRow> query();        ///< q
std::span<const ParameterRow> two_queries();  ///< q, twice
std::span<const ParameterRow> filters();      ///< tag source author lang after before since until
std::span<const ParameterRow> reading();      ///< match words dialect prefix strict tz now max-expansions
std::span<const ParameterRow> places();       ///< offsets
std::span<const ParameterRow> page();         ///< limit offset cursor sort
std::span<const ParameterRow> shown();        ///< collapse passages context passage-bytes facets timeline
std::span<const ParameterRow> shown_on_page();
std::span<const ParameterRow> suggest();
std::span<const ParameterRow> trend();
std::span<const ParameterRow> facets();
std::span<const ParameterRow> terms();
std::span<const ParameterRow> compare();
std::span<const ParameterRow> kwic();
std::span<const ParameterRow> exported();
std::span<const ParameterRow> cite();
std::span<const ParameterRow> explain();
}  // namespace parameters

}  // namespace broadsheet::server
