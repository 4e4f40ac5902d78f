#include "server/page_links.hpp"

#include <algorithm>
#include <array>

#include "server/page_strings.hpp"

namespace broadsheet::server {
namespace {

constexpr std::array<std::string_view, 2> of_the_page = {"offset", "cursor"};
// What shows a set of articles otherwise, without making it another.
constexpr std::array<std::string_view, 13> of_the_view = {
    "offset", "cursor",  "limit",         "sort",          "collapse", "facets",  "timeline",
    "format", "context", "passage-bytes", "highlight-all", "offsets",  "passages"};

template <typename Names>
bool is_one_of(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != std::ranges::end(names);
}

template <typename Keeps>
Parameters those(const Parameters& from, Keeps keeps) {
  Parameters out;
  for (const auto& parameter : from)
    if (!is_one_of(of_the_page, parameter.name) && keeps(parameter)) out.push_back(parameter);
  return out;
}

}  // namespace

Parameters without(const Parameters& from, std::string_view name) {
  return those(from, [&](const Parameter& one) { return one.name != name; });
}

Parameters without(const Parameters& from, const Parameter& gone) {
  return those(from, [&](const Parameter& one) { return one.name != gone.name || one.value != gone.value; });
}

Parameters adding(const Parameters& from, std::string_view name, std::string_view value) {
  Parameters out = those(from, [](const Parameter&) { return true; });
  out.push_back({std::string(name), std::string(value)});
  return out;
}

Parameters with(const Parameters& from, std::string_view name, std::string_view value) {
  return adding(without(from, name), name, value);
}

Parameters without_filters(const Parameters& from) {
  return those(from, [](const Parameter& one) {
    return std::ranges::find(says::filters, one.name, &says::Filter::parameter) == std::end(says::filters);
  });
}

Parameters of_the_set(const Parameters& from) {
  return those(from, [](const Parameter& one) { return !is_one_of(of_the_view, one.name); });
}

Address search_address(const Parameters& parameters) { return Address::ours("/search", parameters); }

Address article_address(std::string_view id, const Parameters& parameters) {
  return Address::ours("/article/" + percent_encoded(id), parameters);
}

Address story_address(std::string_view id, const Parameters& parameters) {
  return Address::ours("/story/" + percent_encoded(id), parameters);
}

Markup hidden_fields(const Parameters& parameters) {
  Markup fields;
  for (const auto& [name, value, repaired] : parameters)
    fields += element("input", {attribute("type", "hidden"), attribute("name", name), attribute("value", value)});
  return fields;
}

}  // namespace broadsheet::server
