#include "searcher/query_filters.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "archive/calendar.hpp"
#include "archive/fold.hpp"
#include "archive/schema.hpp"
#include "archive/site.hpp"
#include "searcher/date_range.hpp"
#include "searcher/query_items.hpp"
#include "searcher/query_nodes.hpp"
#include "searcher/query_text.hpp"
#include "searcher/wildcard.hpp"

namespace broadsheet {

std::optional<QueryNode> FilterReader::dates(const FilterScope& scope, std::string_view typed, QueryNode node) {
  std::string text(typed);
  using C = FilterScope::Compares;
  if (scope.compares == C::after || scope.compares == C::since) text.insert(0, ">=");
  if (scope.compares == C::before) text.insert(0, "<");
  if (scope.compares == C::until) text.insert(0, "<=");
  std::string why;
  const auto range = read_date_range(text, today_, why);
  if (!range) {
    warnings_.add("bad_date", node.begin, node.end, "'" + std::string(typed) + "' is left out: " + why);
    return {};
  }
  if (range->reversed)
    warnings_.add("range_reversed", node.begin, node.end,
                  "the ends of '" + std::string(typed) + "' are in the wrong order; they are swapped");
  if (range->time_ignored)
    warnings_.add("time_ignored", node.begin, node.end, "dates are compared by day; the time of day is ignored");
  const Day first = *to_day({1, 1, 1}), last = *to_day({9999, 12, 31});
  if (range->least.value_or(first) > last || range->most.value_or(last) < first) {
    warnings_.add("bad_date", node.begin, node.end,
                  "'" + std::string(typed) + "' is left out: there is no such day in the years 1 to 9999");
    return {};
  }
  node.least = range->least;
  node.most = range->most;
  node.perhaps = range->perhaps;
  return node;
}

std::optional<QueryNode> FilterReader::word_counts(std::string_view typed, QueryNode node) {
  const auto number = [](std::string_view text) -> std::optional<std::int64_t> {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || value < 0 || value > 1'000'000'001)
      return {};
    return value;
  };
  const auto bad = [&]() -> std::optional<QueryNode> {
    warnings_.add("bad_number", node.begin, node.end,
                  "'" + std::string(typed) + "' is left out: give a number of words as in 1200, 800..1200, >1199");
    return {};
  };
  std::string_view from = typed, to = typed;
  bool two_ends = false;
  if (typed.starts_with('[') && typed.ends_with(']')) {
    const auto middle = typed.find(" TO ");
    if (middle == std::string_view::npos) return bad();
    from = typed.substr(1, middle - 1);
    to = typed.substr(middle + 4, typed.size() - middle - 5);
    two_ends = true;
  } else if (const auto dots = typed.find(".."); dots != std::string_view::npos) {
    from = typed.substr(0, dots);
    to = typed.substr(dots + 2);
    two_ends = true;
  }
  if (two_ends) {
    if (from == "*") from = {};
    if (to == "*") to = {};
    if (from.empty() && to.empty()) return bad();
    if (!from.empty() && !(node.least = number(from))) return bad();
    if (!to.empty() && !(node.most = number(to))) return bad();
    if (node.least && node.most && *node.least > *node.most) {
      std::swap(node.least, node.most);
      warnings_.add("range_reversed", node.begin, node.end,
                    "the ends of '" + std::string(typed) + "' are in the wrong order; they are swapped");
    }
    return node;
  }
  std::string_view digits = typed;
  while (!digits.empty() && (digits.front() == '<' || digits.front() == '>' || digits.front() == '='))
    digits.remove_prefix(1);
  const auto sign = typed.substr(0, typed.size() - digits.size());
  const auto value = number(digits);
  if (!value) return bad();
  if (sign == ">")
    node.least = *value + 1;
  else if (sign == ">=")
    node.least = value;
  else if (sign == "<=")
    node.most = value;
  else if (sign == "<" && *value > 0)
    node.most = *value - 1;
  else if (sign.empty() || sign == "=")
    node.least = node.most = value;
  else
    return bad();
  return node;
}

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

}  // namespace

std::optional<QueryNode> FilterReader::has(std::string_view typed, QueryNode node) {
  constexpr std::array<std::string_view, 10> names = {"title",   "body", "tag", "author", "source",
                                                      "section", "lang", "url", "date",   "story"};
  node.value = lower(typed);
  if (std::ranges::find(names, node.value) != names.end()) return node;
  warnings_.add("unknown_field", node.begin, node.end,
                "has: does not know '" + std::string(typed) +
                    "' (it knows title body tag author source section lang url date story); it is left out");
  return {};
}

/// `tag:*`
QueryNode FilterReader::anything(const FilterScope& scope, QueryNode node) {
  node.filter = Filter::has;
  node.value = field_row(scope.filter).name;
  if (scope.filter == Filter::id || scope.filter == Filter::has || scope.filter == Filter::words ||
      scope.filter == Filter::like)
    return leaf_node(QueryNode::Kind::everything, node.begin, node.end);
  if (scope.filter == Filter::site) node.value = "url";
  node.printed = print_filter(node);
  return node;
}

/// Values are compared with `*` and `?` where the field takes them and two letters stand beside the signs.
bool FilterReader::takes_wildcards(Filter filter, std::string_view typed, const std::vector<std::size_t>& wild,
                                   std::size_t begin, std::size_t end) {
  const bool takes = filter == Filter::tag || filter == Filter::source || filter == Filter::section ||
                     filter == Filter::lang || filter == Filter::author || filter == Filter::url ||
                     filter == Filter::site;
  const bool works = std::ranges::any_of(wild, [&](std::size_t at) {
    // A `?` at an end of what is compared is a question mark.
    return typed[at] == '*' || (!value_key(typed.substr(0, at)).empty() && !value_key(typed.substr(at + 1)).empty());
  });
  if (!works || !takes) return false;
  if (letters_beside_wildcards(value_key(typed)) >= 2) return true;  // of what is compared: U+FEFF is none
  warnings_.add("wildcard_too_short", begin, end,
                "'" + std::string(typed) + "' has fewer than two letters beside its wildcard, which is left out");
  return false;
}

std::optional<QueryNode> FilterReader::read(const FilterScope& scope, std::string_view typed, std::size_t begin,
                                            std::size_t end, const std::vector<std::size_t>& wild) {
  QueryNode node = leaf_node(QueryNode::Kind::filter, begin, end);
  node.filter = scope.filter;
  if (scope.compares == FilterScope::Compares::values && typed == "*" && !wild.empty())
    return anything(scope, std::move(node));
  node.wildcard = takes_wildcards(scope.filter, typed, wild, begin, end);
  std::string without_signs;
  if (!node.wildcard && !wild.empty() && scope.filter != Filter::id && scope.filter != Filter::story &&
      scope.filter != Filter::like) {
    for (std::size_t at = 0; at < typed.size(); ++at)
      if (!std::ranges::binary_search(wild, at)) without_signs += typed[at];
    typed = without_signs;
  }
  bool empty = false;
  switch (scope.filter) {
    case Filter::words: {
      auto made = word_counts(typed, std::move(node));
      if (made) made->printed = print_filter(*made);
      return made;
    }
    case Filter::date: {
      auto made = dates(scope, typed, std::move(node));
      if (made) made->printed = print_filter(*made);
      return made;
    }
    case Filter::has: {
      auto made = has(typed, std::move(node));
      if (made) made->printed = print_filter(*made);
      return made;
    }
    case Filter::tag:
    case Filter::source:
    case Filter::section:
    case Filter::lang:
      node.value = value_key(typed);
      empty = node.value.empty();
      break;
    case Filter::author:
    case Filter::url:
      if (node.wildcard) {
        // The signs are no letters to the analyzer; a part between blanks or other signs that has one is a pattern.
        std::string parts = value_key(typed);
        std::ranges::replace_if(
            parts, [](char c) { return std::string_view("/.:&=#%+@!;,").find(c) != std::string_view::npos; }, ' ');
        for (const auto& part : divided_values(parts))
          if (part.find_first_of("*?") != std::string::npos)
            node.words.push_back(part);
          else
            std::ranges::copy(words_.plain(part), std::back_inserter(node.words));
      } else {
        node.words = words_.plain(typed);
        node.value = joined(node.words);
        if (words_.plain(node.value) != node.words) node.value = typed;  // for the canonical line
      }
      empty = node.words.empty();
      break;
    case Filter::site: {
      const std::string address =
          typed.find("://") == std::string_view::npos ? "x://" + std::string(typed) : std::string(typed);
      node.value = node.wildcard ? lower(typed) : host_of(address);
      while (node.value.starts_with('.')) node.value.erase(0, 1);
      empty = node.value.empty();
      break;
    }
    case Filter::id:
    case Filter::story:
    case Filter::like:
      node.value = typed;
      empty = node.value.empty();
      break;
  }
  if (empty) {
    warnings_.add("ignored", begin, end, "'" + std::string(typed) + "' has nothing to compare with; it is ignored");
    return {};
  }
  node.printed = print_filter(node);
  return node;
}

}  // namespace broadsheet
