#include "server/page_narrow.hpp"

#include <algorithm>

#include "output/amounts.hpp"
#include "server/page_links.hpp"
#include "server/page_words.hpp"

namespace broadsheet::server {
namespace {

constexpr std::size_t values_shown = 10;
constexpr std::size_t values_to_unfold = 50;

const says::Filter* find_filter(std::string_view parameter) {
  const auto* filter = std::ranges::find(says::filters, parameter, &says::Filter::parameter);
  return filter == std::end(says::filters) ? nullptr : filter;
}

bool same_but_for_capitals(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(left, right, {}, lower, lower);
}

const Parameter* chosen(const Parameters& parameters, std::string_view field, std::string_view value) {
  const auto one = std::ranges::find_if(parameters, [&](const Parameter& parameter) {
    return parameter.name == field && same_but_for_capitals(parameter.value, value);
  });
  return one == parameters.end() ? nullptr : &*one;
}

std::string value_of(const Parameters& parameters, std::string_view name) {
  const auto one = std::ranges::find(parameters, name, &Parameter::name);
  return one == parameters.end() ? std::string{} : one->value;
}

Markup date_field(const char* id, std::string_view label, std::string_view value, std::string_view example) {
  return element("div", {},
                 {element("label", {attribute("for", id)}, {text(label)}),
                  element("input", {attribute("id", id), attribute("name", id), attribute("value", value),
                                    attribute("placeholder", example), attribute("autocomplete", "off"),
                                    attribute("spellcheck", "false")})});
}

Markup published(const Parameters& parameters) {
  return element("form", {attribute("class", "published"), action(Address::ours("/search"))},
                 {element("fieldset", {},
                          {element("legend", {}, {text(says::published)}),
                           date_field("since", says::from_field, value_of(parameters, "since"), says::from_example),
                           date_field("until", says::until_field, value_of(parameters, "until"), says::until_example),
                           element("button", {}, {text(says::apply)})}),
                  hidden_fields(without(without(parameters, "since"), "until"))});
}

/// A value that is chosen leads to the results without it.
Markup value_link(const std::string& field, const FacetRow& row, const Parameters& parameters) {
  const Parameter* now = chosen(parameters, field, row.value);
  const Parameters then = now != nullptr ? without(parameters, *now) : adding(parameters, field, row.value);
  return element(
      "li", {},
      {element("a", {href(search_address(then)), now != nullptr ? attribute("aria-current", "true") : Attribute{}},
               {element("bdi", {}, {text(row.value)}), text(" "),
                element("span", {attribute("class", "count")}, {text(grouped(row.articles))})})});
}

Markup facet_list(const Facet& facet, const Parameters& parameters) {
  const auto* filter = find_filter(facet.field);
  if (filter == nullptr || facet.rows.empty()) return {};
  const std::string heading = "narrow-" + facet.field;
  Markup values, folded;
  std::size_t at = 0, more = 0;
  for (const auto& row : facet.rows) {
    if (at++ < values_shown || chosen(parameters, facet.field, row.value) != nullptr)
      values += value_link(facet.field, row, parameters);
    else if (++more <= values_to_unfold)
      folded += value_link(facet.field, row, parameters);
  }
  const auto and_more = [](std::size_t count) {
    return text(std::string(says::and_more) + counted(count, says::more_value));
  };
  Markup rest;
  if (!folded.empty()) {
    const std::string summary = heading + "-more";
    rest = element("ul", {attribute("role", "list"), attribute("aria-labelledby", summary)}, {folded});
    if (more > values_to_unfold)
      rest += element("p", {attribute("class", "rest")}, {and_more(more - values_to_unfold)});
    rest = element("details", {}, {element("summary", {attribute("id", summary)}, {and_more(more)}), rest});
  }
  return element("h3", {attribute("id", heading)}, {text(filter->words)}) +
         element("ul", {attribute("role", "list"), attribute("aria-labelledby", heading)}, {values}) + rest;
}

}  // namespace

Markup narrow(const SearchRequest& request, const std::vector<Facet>& facets) {
  Markup lists;
  for (const auto& filter : says::filters)  // in our order, whatever order they were asked for in
    for (const auto& facet : facets)
      if (facet.field == filter.parameter) lists += facet_list(facet, request.parameters);
  return element("nav", {attribute("class", "narrow"), attribute("aria-label", says::narrow_the_results)},
                 {element("h2", {}, {text(says::narrow)}), published(request.parameters), lists});
}

Markup filters_in_force(const SearchRequest& request) {
  Markup items;
  for (const auto& parameter : request.parameters) {
    const auto* filter = find_filter(parameter.name);
    if (filter == nullptr) continue;
    items += element("li", {},
                     {element("a", {href(search_address(without(request.parameters, parameter)))},
                              {element("span", {attribute("class", "unseen")}, {text(says::remove_the_filter)}),
                               text(std::string(filter->words) + std::string(says::label_ends)),
                               element("bdi", {}, {text(parameter.value)}),
                               element("span", {attribute("aria-hidden", "true")}, {text(says::removes)})})});
  }
  if (items.empty()) return {};
  return element(
      "ul", {attribute("class", "filters"), attribute("role", "list"), attribute("aria-label", says::filters_in_force)},
      {items});
}

}  // namespace broadsheet::server
