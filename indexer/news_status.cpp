#include "indexer/news_status.hpp"

#include <ctime>

#include "archive/clock.hpp"
#include "indexer/clean.hpp"
#include "indexer/dates.hpp"

namespace broadsheet {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  return out;
}

/// Why the item is not to be found; empty: it is.
std::string why_kept_out(const NewsStatus& status) {
  const std::string said = lower(status.status.substr(status.status.rfind(':') + 1));
  if (said == "canceled" || said == "cancelled" || said == "killed") return "cancelled by its agency";
  if (said == "withheld") return "withheld by its agency";
  if (!status.embargo.empty()) {
    const DateReading until = read_date(status.embargo, "en", DayOrder::unknown, "embargo");
    if (!until.date && until.why.find("future") == std::string::npos)
      return "embargoed until " + quote(status.embargo) + ", which is no date";
    // A date to come is refused as the date of an article; as an embargo it holds.
    if (!until.date || utc_seconds(*until.date) > std::time(nullptr)) return "embargoed until " + quote(status.embargo);
  } else if (said == "embargoed") {
    return "embargoed by its agency";
  }
  return {};
}

}  // namespace

void put_news(Item&& item, const NewsStatus& status, ArticleSink& sink) {
  const std::string why = why_kept_out(status);
  if (why.empty()) return put_item(std::move(item), sink);
  clean_article(item.article);  // for its id
  sink.withhold({Outcome::Kind::not_searchable, item.article.file, item.article.id, why, {}, {}}, item.article.version);
}

}  // namespace broadsheet
