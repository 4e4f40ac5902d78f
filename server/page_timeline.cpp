#include "server/page_timeline.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <map>

#include "output/amounts.hpp"
#include "server/page_links.hpp"
#include "server/page_words.hpp"

namespace broadsheet::server {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr double chart_height = 66, chart_top = 18, axis_height = 18;  // pixels; widths are in percent
constexpr std::size_t bars_at_most = 120;

/// Of `2025`, `2025-01`, `2025-01-27` and `1920s`: its first day, and the first day behind it.
struct Days {
  sys_days first, behind;
};

std::optional<Days> days_of(std::string_view from, std::string_view unit) {
  const bool decade = from.size() == 5 && from[4] == 's';
  if (!decade && from.size() != 4 && from.size() != 7 && from.size() != 10) return {};
  for (std::size_t i = 0; i < from.size() - (decade ? 1 : 0); ++i)
    if (i == 4 || i == 7 ? from[i] != '-' : from[i] < '0' || from[i] > '9') return {};
  const auto number = [&](std::size_t at, std::size_t size) {
    unsigned value = 0;
    for (const char c : from.substr(at, size)) value = value * 10 + static_cast<unsigned>(c - '0');
    return value;
  };
  const std::chrono::year_month_day begin{std::chrono::year{static_cast<int>(number(0, 4))},
                                          std::chrono::month{from.size() >= 7 ? number(5, 2) : 1},
                                          std::chrono::day{from.size() >= 10 ? number(8, 2) : 1}};
  if (!begin.ok()) return {};
  const sys_days first{begin};
  if (unit == "week") return Days{first, first + days(7)};
  if (from.size() == 10) return Days{first, first + days(1)};
  if (from.size() == 7) return Days{first, sys_days{begin + std::chrono::months(1)}};
  return Days{first, sys_days{begin + std::chrono::years(decade ? 10 : 1)}};
}

template <typename Number>
std::string padded(Number number, std::size_t size) {
  const std::string digits = std::to_string(number);
  return std::string(size > digits.size() ? size - digits.size() : 0, '0') + digits;
}

std::string day_text(sys_days day) {
  const std::chrono::year_month_day civil{day};
  return padded(static_cast<int>(civil.year()), 4) + '-' + padded(static_cast<unsigned>(civil.month()), 2) + '-' +
         padded(static_cast<unsigned>(civil.day()), 2);
}

struct Bar {
  double certain = 0;
  double spread = 0;  ///< its part of the articles that are dated more coarsely
};

/// Bars of the buckets; `placed` is how many of the unplaced are in them.
std::vector<Bar> bars_of(const Timeline& timeline, std::uint64_t& placed) {
  std::vector<Bar> bars;
  std::vector<std::optional<Days>> periods;
  for (const auto& bucket : timeline.buckets) {
    bars.push_back({static_cast<double>(bucket.articles)});
    periods.push_back(days_of(bucket.from, timeline.unit));
  }
  for (const auto& coarse : timeline.unplaced) {
    const auto whole = days_of(coarse.from, {});
    if (!whole) continue;
    std::vector<Bar*> inside;
    for (std::size_t i = 0; i < bars.size(); ++i)
      if (periods[i] && periods[i]->first < whole->behind && whole->first < periods[i]->behind)
        inside.push_back(&bars[i]);
    for (Bar* bar : inside) bar->spread += static_cast<double>(coarse.articles) / static_cast<double>(inside.size());
    if (!inside.empty()) placed += coarse.articles;
  }
  return bars;
}

/// With at most two decimals.
std::string number(double value) {
  const auto hundredths = std::llround(value * 100);
  std::string text = std::to_string(hundredths / 100);
  if (const auto rest = hundredths % 100; rest != 0) text += (rest < 10 ? ".0" : ".") + std::to_string(rest);
  return text;
}
std::string percent(double value) { return number(value) + '%'; }

Markup box(std::string_view kind, double x, double wide, double y, double high) {
  return element("rect", {attribute("class", kind), attribute("x", percent(x)), attribute("width", percent(wide)),
                          attribute("y", number(y)), attribute("height", number(high))});
}

/// Begins at x, or ends there.
Markup label(double x, double y, std::string_view words, bool ends = false) {
  return element(
      "text", {attribute("x", percent(x)), attribute("y", number(y)), attribute("text-anchor", ends ? "end" : "start")},
      {text(words)});
}

Markup hatching() {
  return element(
      "defs", {},
      {element("pattern",
               {attribute("id", "hatched"), attribute("width", "5"), attribute("height", "5"),
                attribute("patternUnits", "userSpaceOnUse")},
               {element("path", {attribute("class", "hatching"), attribute("d", "M-1 1L1 -1M0 5L5 0M4 6L6 4")})})});
}

/// A year; of days and weeks, a month.
struct Stretch {
  std::string name;
  int number = 0;  ///< of years or months, counted from the year 0
  double x = 0;
};

std::vector<Stretch> stretches(const Timeline& timeline, double step, bool of_months) {
  std::vector<Stretch> out;
  for (std::size_t i = 0; i < timeline.buckets.size(); ++i) {
    const std::string name = timeline.buckets[i].from.substr(0, of_months ? 7 : 4);
    if (!out.empty() && out.back().name == name) continue;
    const int year = std::stoi(name.substr(0, 4));
    out.push_back({name, of_months ? year * 12 + std::stoi(name.substr(5)) - 1 : year, static_cast<double>(i) * step});
  }
  return out;
}

/// As many ticks as have room for their labels on a phone, at round years, or months by halves and quarters of a year.
Markup axis(const Timeline& timeline, double step) {
  const bool few_months = timeline.unit == "month" && timeline.buckets.size() <= 12;
  const bool of_months = timeline.unit == "day" || timeline.unit == "week" || few_months;
  const double room = of_months ? 27 : 12;  // percent: of 288 pixels `January 2024` takes 76, `2024` 30
  const double buckets = timeline.unit == "day"                    ? 30.4
                         : timeline.unit == "week"                 ? 4.3
                         : timeline.unit == "month" && !few_months ? 12
                                                                   : 1;
  static constexpr std::array<int, 10> years = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
  static constexpr std::array<int, 10> months = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600};
  int every = 1;
  for (const int each : of_months ? months : years)
    if ((every = each) * buckets * step >= room) break;
  auto ticks = stretches(timeline, step, of_months);
  const auto first = ticks.front();
  std::erase_if(ticks, [&](const Stretch& one) { return one.number % every != 0; });
  if (ticks.empty() || ticks.front().x >= room) ticks.insert(ticks.begin(), first);
  Markup out;
  for (const auto& tick : ticks) {
    out += element("rect", {attribute("class", "tick"), attribute("x", percent(tick.x)), attribute("width", "1"),
                            attribute("y", number(chart_top + chart_height)), attribute("height", "5")});
    out += label(tick.x, chart_top + chart_height + axis_height - 4, date_text(tick.name), tick.x > 100 - room);
  }
  return out;
}

const says::UnitWords& words_of(std::string_view unit) {
  const auto* words = std::ranges::find(says::units, unit, &says::UnitWords::unit);
  return words == std::end(says::units) ? says::units[2] : *words;
}

Markup drawing(const Timeline& timeline, const std::vector<Bar>& bars) {
  double most = 0;
  for (const auto& bar : bars) most = std::max(most, bar.certain + bar.spread);
  if (most <= 0) return {};
  const auto top = static_cast<std::uint64_t>(std::ceil(most - 1e-9));
  const double scale = chart_height / static_cast<double>(top), step = 100.0 / static_cast<double>(bars.size());
  const double wide = bars.size() > 60 ? step * 0.8 : step * 0.95, bottom = chart_top + chart_height;
  Markup shapes = hatching() + box("rule", 0, 100, chart_top, 1) +
                  label(0, chart_top - 7, grouped(top) + std::string(words_of(timeline.unit).each));
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double x = static_cast<double>(i) * step, high = bars[i].certain * scale, over = bars[i].spread * scale;
    if (high > 0) shapes += box("bar", x, wide, bottom - high, high);
    if (over > 0)
      shapes += element(
          "rect", {attribute("fill", "url(#hatched)"), attribute("x", percent(x)), attribute("width", percent(wide)),
                   attribute("y", number(bottom - high - over)), attribute("height", number(over))});
  }
  shapes += box("base", 0, 100, bottom, 1) + axis(timeline, step);
  return element("svg",
                 {attribute("aria-hidden", "true"), attribute("width", "100%"),
                  attribute("height", number(chart_top + chart_height + axis_height))},
                 {shapes});
}

Markup uncertain(const Timeline& timeline, std::uint64_t placed) {
  std::uint64_t coarse = 0;
  for (const auto& one : timeline.unplaced) coarse += one.articles;
  std::string words;
  const auto say = [&](std::string_view beginning, std::uint64_t articles, std::string_view end) {
    if (articles == 0) return;
    words.append(words.empty() ? "" : " ").append(beginning).append(counted(articles, says::article)).append(end);
  };
  say(says::hatched, placed, words_of(timeline.unit).uncertain);
  say(says::not_drawn, coarse - placed, says::dated_no_better);
  say(says::not_drawn, timeline.undated, says::undated);
  return words.empty() ? Markup{} : element("p", {attribute("class", "uncertain")}, {text(words)});
}

Markup row(const Markup& period, std::uint64_t articles) {
  return element("tr", {},
                 {element("th", {attribute("scope", "row")}, {period}), element("td", {}, {text(grouped(articles))})});
}

Markup table(const Timeline& timeline, const Parameters& parameters) {
  Markup rows;
  std::uint64_t all = timeline.undated;
  for (const auto& bucket : timeline.buckets) {
    all += bucket.articles;
    const auto period = days_of(bucket.from, timeline.unit);
    const bool week = timeline.unit == "week" && period;
    const Parameters narrower =
        with(with(parameters, "since", bucket.from), "until", week ? day_text(period->behind - days(1)) : bucket.from);
    const std::string words = (week ? std::string(says::week_of) : std::string{}) + date_text(bucket.from);
    rows += row(element("a", {href(search_address(narrower))}, {text(words)}), bucket.articles);
  }
  for (const auto& coarse : timeline.unplaced) {
    all += coarse.articles;
    rows += row(text(date_text(coarse.from) + std::string(words_of(timeline.unit).only)), coarse.articles);
  }
  if (timeline.undated > 0) rows += row(text(says::without_a_date), timeline.undated);
  const Markup head = element("tr", {},
                              {element("th", {attribute("scope", "col")}, {text(says::period)}),
                               element("th", {attribute("scope", "col")}, {text(says::articles_column)})});
  return element("table", {},
                 {element("thead", {}, {head}), element("tbody", {}, {rows}),
                  element("tfoot", {}, {row(text(says::all_of_them), all)})});
}

}  // namespace

std::string timeline_unit(const SearchRequest& request) {
  constexpr days two_months{62};
  const auto since = days_of(request.options.query.since, {}), until = days_of(request.options.query.until, {});
  const bool short_time = since && until && since->first < until->behind && until->behind - since->first <= two_months;
  return short_time ? "day" : "month";
}

Timeline by_year(const Timeline& months) {
  struct Year {
    std::uint64_t articles = 0, base = 0;
  };
  std::map<int, Year> found;
  const auto add = [&](const std::string& from, std::uint64_t articles, std::uint64_t base) {
    Year& year = found[std::stoi(from.substr(0, 4))];
    year.articles += articles;
    year.base += base;
  };
  Timeline years;
  years.unit = "year";
  years.undated = months.undated;
  years.undated_base = months.undated_base;
  for (const auto& month : months.buckets) add(month.from, month.articles, month.base);
  for (const auto& coarse : months.unplaced) {
    if (coarse.precision == Precision::year)
      add(coarse.from, coarse.articles, coarse.base);
    else
      years.unplaced.push_back(coarse);
  }
  if (found.empty()) return years;
  for (int year = found.begin()->first; year <= found.rbegin()->first; ++year) {
    const Year sums = found[year];
    years.buckets.push_back({padded(year, 4), sums.articles, 0, sums.base});
  }
  return years;
}

Markup timeline_figure(const Timeline& given, const Parameters& parameters) {
  if (given.buckets.empty() && given.unplaced.empty()) return {};
  const Timeline timeline = given.unit == "month" && given.buckets.size() > bars_at_most ? by_year(given) : given;
  std::uint64_t placed = 0;
  const auto bars = bars_of(timeline, placed);
  const Markup details =
      element("details", {}, {element("summary", {}, {text(says::timeline_as_table)}), table(timeline, parameters)});
  return element("figure", {attribute("class", "timeline"), attribute("aria-labelledby", "when")},
                 {element("figcaption", {attribute("id", "when")}, {text(says::when_published)}),
                  drawing(timeline, bars), uncertain(timeline, placed), details});
}

}  // namespace broadsheet::server
