#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/dates.hpp"
#include "indexer/reader.hpp"

// 02/03/2020 is a day in February or in March, and the other dates of its source know which.
namespace broadsheet {

/// What a numeric date of the next article says, or asks, about the order of day and month in its source.
struct NumericDate {
  std::optional<Date> Article::*field = &Article::date;
  std::string text;     ///< of a date that day and month could be swapped in; else empty
  std::string origin;   ///< of the same
  std::string warning;  ///< by which the article says that it is dropped
  DayOrder shows = DayOrder::unknown;
  std::string source;  ///< whose order it is: the host of a page; empty: the file
};

/// Reads the dates of one article. Tells the sink before the article is handed to it.
class ArticleDates {
 public:
  explicit ArticleDates(std::string source = {}) : source_(std::move(source)) {}

  /// The date that `text` is, by the article's language (where it names none, the one that its text is written in),
  /// which has to be there before its dates; nothing, with a warning `date dropped: '…': why`, where it is none.
  std::optional<Date> read(Article& article, std::optional<Date> Article::*field, std::string_view text,
                           std::string_view origin);

  void tell(ArticleSink& sink);

 private:
  std::string source_;
  std::vector<NumericDate> numeric_;
};

/// `date` or `updated`, for a message.
std::string_view name_of(std::optional<Date> Article::*field);

/// Holds back articles whose date is waiting for another of the same source to show the order, and hands on all else as
/// it comes. Of a file, what follows is held too, so that the order of its articles stays, until a date decides or the
/// file ends; pages of a host wait for the end of all sources, so that the order of the files says nothing. A source
/// that shows both orders decides nothing. Beyond limit::held_articles and limit::held_bytes a source is asked no
/// longer.
class DateOrders final : public ArticleSink {
 public:
  explicit DateOrders(ArticleSink& next) : next_(next) {}

  void article(Article&& article) override;
  void numeric_date(NumericDate&& date) override { next_dates_.push_back(std::move(date)); }
  void reading_with(std::string_view reader) override;
  void reject(Outcome&& outcome) override { next_.reject(std::move(outcome)); }
  void withhold(Outcome&& outcome, std::uint64_t version) override { next_.withhold(std::move(outcome), version); }
  void read_bytes(std::uint64_t bytes) override { next_.read_bytes(bytes); }
  bool stop() override { return next_.stop(); }

  /// No more articles come from this file.
  void end_file();
  /// Nor from any other.
  void end_all();

 private:
  struct Held {
    Article article;
    std::vector<NumericDate> dates;  ///< that wait
    std::string reader;
  };
  struct Source {
    bool day_first = false, month_first = false;
    bool asked_no_longer = false;
    std::vector<Held> held;

    DayOrder order() const;
    void show(DayOrder order);
  };

  void hand_on(Held&& held, DayOrder order);
  void release(Source& source);
  void hold(Source& source, Held&& held);

  ArticleSink& next_;
  std::string reader_;
  std::vector<NumericDate> next_dates_;
  Source file_;
  std::map<std::string, Source> hosts_;
  std::size_t held_articles_ = 0, held_bytes_ = 0;
};

}  // namespace broadsheet
