#include "server/negotiation.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <cstdio>

namespace broadsheet::server {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view take_until(std::string_view& text, char sign) {
  const auto one = text.substr(0, text.find(sign));
  text.remove_prefix(std::min(one.size() + 1, text.size()));
  return trimmed(one);
}

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

// `text/html;level=1;q=0.5` → its name and weight; a weight that is none counts as 0.
struct Range {
  std::string_view name;
  double weight = 1;
};

Range read_range(std::string_view text) {
  Range range{take_until(text, ';'), 1};
  while (!text.empty()) {
    std::string_view parameter = take_until(text, ';');
    if (!same(take_until(parameter, '='), "q")) continue;
    const auto [end, error] = std::from_chars(parameter.data(), parameter.data() + parameter.size(), range.weight);
    if (error != std::errc{} || end != parameter.data() + parameter.size() || range.weight < 0 || range.weight > 1)
      range.weight = 0;
  }
  return range;
}

enum class Fit { none, all, kind, whole };

Fit fit(std::string_view range, std::string_view type) {
  if (same(range, type)) return Fit::whole;
  if (range == "*/*" || range == "*") return Fit::all;
  const auto slash = type.find('/');
  return range.ends_with("/*") && same(range.substr(0, range.size() - 2), type.substr(0, slash)) ? Fit::kind
                                                                                                 : Fit::none;
}

struct Wanted {
  double weight = 0;
  Fit fit = Fit::none;
};

Wanted best_fit(std::string_view list, std::string_view type) {
  Wanted best;
  while (!list.empty()) {
    const Range range = read_range(take_until(list, ','));
    if (const Fit found = fit(range.name, type); found > best.fit) best = {range.weight, found};
  }
  return best;
}

}  // namespace

double wanted(std::string_view accept, std::string_view type) {
  return trimmed(accept).empty() ? 1 : best_fit(accept, type).weight;
}

std::string_view choose_type(std::string_view accept, std::span<const std::string_view> types) {
  std::string_view best = types.front();
  double most = wanted(accept, best);
  for (const auto type : types.subspan(1)) {
    const Wanted here = best_fit(accept, type);
    if (here.fit != Fit::whole || here.weight == 0) continue;
    // A range such as */* welcomes both alike; who names a type wants it.
    const bool named = best_fit(accept, best).fit == Fit::whole;
    if (here.weight > most || (here.weight == most && !named)) {
      best = type;
      most = here.weight;
    }
  }
  return best;
}

bool wants_gzip(std::string_view accept_encoding) {
  if (trimmed(accept_encoding).empty()) return false;
  const Wanted gzip = std::max(best_fit(accept_encoding, "gzip"), best_fit(accept_encoding, "x-gzip"),
                               [](const Wanted& a, const Wanted& b) { return a.fit < b.fit; });
  const Wanted plain = best_fit(accept_encoding, "identity");
  return gzip.weight > 0 && (plain.fit != Fit::whole || gzip.weight >= plain.weight);
}

bool matches_tag(std::string_view list, std::string_view tag) {
  if (trimmed(list) == "*") return true;
  while (!list.empty()) {
    list = list.substr(std::min(list.find_first_not_of(" \t,"), list.size()));
    if (list.starts_with("W/")) list.remove_prefix(2);
    if (!list.starts_with('"')) {  // not a tag: go on behind the next comma
      take_until(list, ',');
      continue;
    }
    const auto end = list.find('"', 1);
    if (end == std::string_view::npos) return false;
    if (list.substr(0, end + 1) == tag) return true;
    list.remove_prefix(end + 1);
  }
  return false;
}

std::string short_hash(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  std::array<char, 17> hex{};
  std::snprintf(hex.data(), hex.size(), "%016llx", static_cast<unsigned long long>(hash));
  return hex.data();
}

bool is_plain_host(std::string_view host) {
  const auto colon = host.starts_with('[') ? host.find(':', std::min(host.find(']'), host.size())) : host.find(':');
  const auto name = host.substr(0, colon);
  const auto is = [](std::string_view text, std::string_view more, bool letters) {
    return !text.empty() && std::ranges::all_of(text, [&](unsigned char c) {
      return (c >= '0' && c <= '9') || (letters && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))) ||
             more.find(static_cast<char>(c)) != std::string_view::npos;
    });
  };
  if (host.size() > 255) return false;
  if (colon != std::string_view::npos && (host.size() - colon > 6 || !is(host.substr(colon + 1), "", false)))
    return false;
  if (name.starts_with('['))
    return name.ends_with(']') && name.size() > 2 && is(name.substr(1, name.size() - 2), ":.", true);
  return is(name, ".-", true);
}

}  // namespace broadsheet::server
