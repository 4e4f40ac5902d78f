#include "indexer/date_orders.hpp"

#include <algorithm>
#include <utility>

#include "archive/language.hpp"
#include "archive/limits.hpp"
#include "indexer/clean.hpp"

namespace broadsheet {
namespace {

std::string dropped(std::optional<Date> Article::*field, std::string_view text, const std::string& why) {
  return std::string(name_of(field)) + " dropped: " + quote(text) + ": " + why;
}

std::size_t bytes_of(const Article& article) {
  return sizeof(Article) + article.title.size() + article.body.size() + article.url.size() + article.description.size();
}

}  // namespace

std::string_view name_of(std::optional<Date> Article::*field) {
  return field == &Article::updated ? "updated" : "date";
}

std::optional<Date> ArticleDates::read(Article& article, std::optional<Date> Article::*field, std::string_view text,
                                       std::string_view origin) {
  std::string ignored;
  auto lang = clean_lang(article.lang, &ignored);
  auto reading = read_date(text, lang, DayOrder::unknown, origin);
  if (reading.swappable && lang.empty()) {
    lang = detect_language(article.title, article.body);
    if (!lang.empty()) reading = read_date(text, lang, DayOrder::unknown, origin);
  }
  if (!reading.date) article.warnings.push_back(dropped(field, text, reading.why));
  if (reading.date && !reading.left_out.empty()) {
    const bool day = reading.date->precision <= Precision::day;
    article.warnings.push_back(std::string(name_of(field)) + ' ' + quote(text) +
                               (day ? ": only its day is kept: " : ": its zone is left out: ") + reading.left_out);
  }
  if (reading.swappable || reading.shows != DayOrder::unknown) {
    NumericDate numeric;
    numeric.field = field;
    numeric.shows = reading.shows;
    numeric.source = source_;
    if (reading.swappable) {
      numeric.text = text;
      numeric.origin = origin;
      numeric.warning = article.warnings.back();
    }
    numeric_.push_back(std::move(numeric));
  }
  return std::move(reading.date);
}

void ArticleDates::tell(ArticleSink& sink) {
  for (auto& date : numeric_) sink.numeric_date(std::move(date));
  numeric_.clear();
}

DayOrder DateOrders::Source::order() const {
  if (day_first == month_first) return DayOrder::unknown;
  return day_first ? DayOrder::day_first : DayOrder::month_first;
}

void DateOrders::Source::show(DayOrder order) {
  day_first = day_first || order == DayOrder::day_first;
  month_first = month_first || order == DayOrder::month_first;
}

void DateOrders::reading_with(std::string_view reader) {
  reader_ = reader;
  next_.reading_with(reader);
}

void DateOrders::article(Article&& article) {
  Held held{std::move(article), {}, reader_};
  Source* source = &file_;
  for (auto& date : next_dates_) {
    source = date.source.empty() ? &file_ : &hosts_[date.source];
    source->show(date.shows);
    if (!date.text.empty()) held.dates.push_back(std::move(date));
  }
  next_dates_.clear();
  const bool is_page = source != &file_;
  const bool is_shown = source->day_first || source->month_first;
  if (!is_page && is_shown) release(*source);
  const bool waits = !held.dates.empty() && !source->asked_no_longer && (is_page || !is_shown);
  if (waits || !file_.held.empty()) return hold(waits ? *source : file_, std::move(held));
  hand_on(std::move(held), source->asked_no_longer ? DayOrder::unknown : source->order());
}

void DateOrders::hold(Source& source, Held&& held) {
  ++held_articles_;
  held_bytes_ += bytes_of(held.article);
  source.held.push_back(std::move(held));
  if (held_articles_ <= limit::held_articles && held_bytes_ <= limit::held_bytes) return;
  release(source);
  source.asked_no_longer = true;
}

/// Gives the article its dates if the order is known. An article is the same whether its order came early or late.
void DateOrders::hand_on(Held&& held, DayOrder order) {
  auto& article = held.article;
  for (const auto& date : held.dates) {
    if (order == DayOrder::unknown) break;
    auto reading = read_date(date.text, {}, order, date.origin);
    const auto warning = std::find(article.warnings.begin(), article.warnings.end(), date.warning);
    if (!reading.date) {
      if (warning != article.warnings.end()) *warning = dropped(date.field, date.text, reading.why);
      continue;
    }
    if (warning != article.warnings.end()) article.warnings.erase(warning);
    if (!(article.*date.field)) article.*date.field = std::move(reading.date);
  }
  if (held.reader != reader_) next_.reading_with(held.reader);
  next_.article(std::move(article));
  if (held.reader != reader_) next_.reading_with(reader_);
}

void DateOrders::release(Source& source) {
  auto all = std::exchange(source.held, {});
  for (auto& held : all) {
    --held_articles_;
    held_bytes_ -= bytes_of(held.article);
    if (!next_.stop()) hand_on(std::move(held), source.order());
  }
}

void DateOrders::end_file() {
  next_dates_.clear();
  release(file_);
  file_ = {};
}

void DateOrders::end_all() {
  end_file();
  for (auto& [host, source] : hosts_) release(source);
  hosts_.clear();
}

}  // namespace broadsheet
