#include "indexer/news_status.hpp"

#include <ctime>

#include "archive/clock.hpp"
#include "indexer/clean.hpp"
#include "indexer/dates.hpp"
#include "indexer/wire_parts.hpp"

namespace broadsheet {
namespace {

enum class Time { past, to_come, unknown };

Time time_of(const std::string& text) {
  if (text.empty()) return Time::unknown;
  const DateReading reading = read_date(text, "en", DayOrder::unknown, "embargo");
  // Far in the future a date is refused as that of an article.
  if (!reading.date) return reading.why.find("future") != std::string::npos ? Time::to_come : Time::unknown;
  constexpr std::int64_t last_zone = 12 * 3600;  // where a day ends last
  const auto from = utc_seconds(*reading.date) + (reading.date->zone.empty() ? last_zone : 0);
  return from > std::time(nullptr) ? Time::to_come : Time::past;
}

struct Refusal {
  std::string_view status;
  const char* why;
};
constexpr Refusal refusals[] = {
    {"canceled", "cancelled by its agency"}, {"cancelled", "cancelled by its agency"},
    {"killed", "cancelled by its agency"},   {"recalled", "cancelled by its agency"},
    {"withheld", "withheld by its agency"},
};

/// Why the item is not to be found; empty: it is.
std::string why_kept_out(const NewsStatus& status) {
  const bool changed = !status.later.empty() && time_of(status.later_from) == Time::past;
  const std::string said = lower_ascii(last_part(changed ? status.later : status.status));
  for (const auto& row : refusals)
    if (said == row.status) return row.why;
  std::string until = status.embargo;
  if (said == "embargoed" && until.empty()) until = status.later.empty() ? status.release : status.later_from;
  if (!until.empty() && time_of(until) == Time::unknown)
    return "embargoed until " + quote(until) + ", which is no date";
  if (until.empty() && (said == "embargoed" || status.embargoed)) return "embargoed by its agency";
  for (const auto& time : {until, status.release})
    if (time_of(time) == Time::to_come) return "embargoed until " + quote(time);
  return {};
}

}  // namespace

void put_news(Item&& item, const NewsStatus& status, ArticleSink& sink) {
  std::string why = why_kept_out(status);
  if (why.empty()) return put_item(std::move(item), sink);
  withhold(std::move(item.article), std::move(why), sink);
}

}  // namespace broadsheet
