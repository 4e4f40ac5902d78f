#include "archive/calendar.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace broadsheet;

namespace {
std::string value_of(std::string_view text) {
  std::string why;
  const auto date = parse_date(text, "test", &why);
  return date ? date->value : "refused: " + why;
}
}  // namespace

TEST_CASE("days are counted from 1970-01-01 in the proleptic Gregorian calendar") {
  struct Row {
    CivilDate civil;
    Day day;
  };
  for (const auto& row : {Row{{1970, 1, 1}, 0}, Row{{1969, 12, 31}, -1}, Row{{2000, 2, 29}, 11016},
                          Row{{1, 1, 1}, -719162}, Row{{9999, 12, 31}, 2932896}, Row{{1900, 3, 1}, -25508}}) {
    CAPTURE(row.day);
    CHECK(to_day(row.civil) == row.day);
    CHECK(to_civil(row.day) == row.civil);
  }
}

TEST_CASE("a day that is not in the calendar has no number") {
  for (const auto& civil :
       {CivilDate{2025, 2, 29}, CivilDate{1900, 2, 29}, CivilDate{2025, 13, 1}, CivilDate{2025, 0, 1},
        CivilDate{2025, 1, 0}, CivilDate{2025, 4, 31}, CivilDate{0, 1, 1}, CivilDate{10000, 1, 1}}) {
    CAPTURE(civil.year);
    CAPTURE(civil.month);
    CHECK(!to_day(civil));
  }
}

TEST_CASE("a day is printed as year, month and day") {
  CHECK(print_day(0) == "1970-01-01");
  CHECK(print_day(*to_day({1, 2, 3})) == "0001-02-03");
}

TEST_CASE("a month later is the same day, or the last the month has") {
  struct Row {
    CivilDate from;
    int months;
    CivilDate to;
  };
  for (const auto& row : {Row{{2025, 1, 31}, 1, {2025, 2, 28}}, Row{{2024, 1, 31}, 1, {2024, 2, 29}},
                          Row{{2025, 3, 31}, -1, {2025, 2, 28}}, Row{{2025, 1, 15}, -13, {2023, 12, 15}},
                          Row{{2025, 12, 1}, 1, {2026, 1, 1}}, Row{{2025, 5, 5}, 0, {2025, 5, 5}},
                          Row{{9999, 12, 5}, 1, {9999, 12, 31}}, Row{{1, 1, 5}, -1, {1, 1, 1}}}) {
    CAPTURE(row.months);
    CHECK(print_day(add_months(*to_day(row.from), row.months)) == print_day(*to_day(row.to)));
  }
}

TEST_CASE("a date is read as precisely as it is written, and no more") {
  struct Row {
    const char* text;
    const char* value;
    Precision precision;
    const char* zone;
    const char* first;
    const char* last;
  };
  const auto p = [](int n) { return static_cast<Precision>(n); };
  for (const auto& row : {
           Row{"1920s", "1920s", p(0), "", "1920-01-01", "1929-12-31"},
           Row{"1963", "1963", p(1), "", "1963-01-01", "1963-12-31"},
           Row{"1963-05", "1963-05", p(2), "", "1963-05-01", "1963-05-31"},
           Row{"2024-02", "2024-02", p(2), "", "2024-02-01", "2024-02-29"},
           Row{"2025-01-27", "2025-01-27", p(3), "", "2025-01-27", "2025-01-27"},
           Row{"2025-01-27T09:12+01:00", "2025-01-27T09:12+01:00", p(4), "+01:00", "2025-01-27", "2025-01-27"},
           Row{"2025-01-27T23:59:00-11:00", "2025-01-27T23:59:00-11:00", p(5), "-11:00", "2025-01-27", "2025-01-27"},
           Row{"2025-01-27T09:12:00Z", "2025-01-27T09:12:00Z", p(5), "Z", "2025-01-27", "2025-01-27"},
           Row{"2025-01-27T09:12", "2025-01-27T09:12", p(4), "", "2025-01-27", "2025-01-27"},
           Row{"2025-01-27Z", "2025-01-27", p(3), "Z", "2025-01-27", "2025-01-27"},
       }) {
    CAPTURE(row.text);
    const auto date = parse_date(row.text, "here");
    REQUIRE(date);
    CHECK(date->value == row.value);
    CHECK(date->precision == row.precision);
    CHECK(date->zone == row.zone);
    CHECK(date->origin == "here");
    CHECK(print_day(date->first_day) == row.first);
    CHECK(print_day(date->last_day) == row.last);
  }
}

TEST_CASE("every way of writing a date comes out the same way") {
  struct Row {
    const char* text;
    const char* value;
  };
  for (const auto& row : {
           Row{" 2025-01-27 ", "2025-01-27"},
           Row{"20250127", "2025-01-27"},
           Row{"20250127T091200Z", "2025-01-27T09:12:00Z"},
           Row{"20250127T0912", "2025-01-27T09:12"},
           Row{"20250127091200", "2025-01-27T09:12:00"},
           Row{"2025/01/27", "2025-01-27"},
           Row{"2025/1/7", "2025-01-07"},
           Row{"2025.01.27", "2025-01-27"},
           Row{"2025-01-27 09:12:00", "2025-01-27T09:12:00"},
           Row{"2025-01-27 9:12:00 -0500", "2025-01-27T09:12:00-05:00"},
           Row{"2016-07-13 15:00:00 -4", "2016-07-13T15:00:00-04:00"},
           Row{"2025-01-27 09:12:00+02:00", "2025-01-27T09:12:00+02:00"},
           Row{"2025-01-27T09:12:00.834Z", "2025-01-27T09:12:00Z"},
           Row{"2025-01-27T09:12:00,5+0530", "2025-01-27T09:12:00+05:30"},
           Row{"2025-01-27t09:12:00z", "2025-01-27T09:12:00Z"},
           Row{"2025-01-27T09:12:00-00:00", "2025-01-27T09:12:00Z"},
           Row{"2025-01-27T09:12:00+01:00[Europe/Paris]", "2025-01-27T09:12:00+01:00"},
           Row{"2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"},
           Row{"Mon, 27 Jan 2025 09:12:00 +0100", "2025-01-27T09:12:00+01:00"},
           Row{"Mon, 27 Jan 2025 09:12:00 GMT", "2025-01-27T09:12:00Z"},
           Row{"27 Jan 2025 09:12 EST", "2025-01-27T09:12-05:00"},
           Row{"Mon Jan 27 09:12:00 2025", "2025-01-27T09:12:00"},
           Row{"Mon Jan 27 09:12:00 +0000 2025", "2025-01-27T09:12:00+00:00"},
           Row{"Mon Jan 27 09:12:00 EST 2025", "2025-01-27T09:12:00-05:00"},
           Row{"Mon Jan 27 2025 09:12:00 GMT+0100 (Central European Standard Time)", "2025-01-27T09:12:00+01:00"},
           Row{"26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"},
           Row{"27 January 2025", "2025-01-27"},
           Row{"27 January 2025 09:12", "2025-01-27T09:12"},
           Row{"27th of January, 2025", "2025-01-27"},
           Row{"January 27, 2025", "2025-01-27"},
           Row{"Jan. 27, 2025, 9:12 p.m.", "2025-01-27T21:12"},
           Row{"January 27, 2025 at 12:05 am", "2025-01-27T00:05"},
           Row{"Monday, January 27, 2025", "2025-01-27"},
           Row{"Sept 3 2024", "2024-09-03"},
           Row{"January 2025", "2025-01"},
           Row{"27.01.2025", "2025-01-27"},
           Row{"3.4.2025", "2025-04-03"},
           Row{"27. Januar 2025", "2025-01-27"},
           Row{"27. 1. 2025, 09:12", "2025-01-27T09:12"},
           Row{"Montag, 27.01.2025", "2025-01-27"},
           Row{"1er février 2025", "2025-02-01"},
           Row{"3 AOÛT 2025", "2025-08-03"},
           Row{"27 de enero de 2025", "2025-01-27"},
           Row{"27/01/2025", "2025-01-27"},
           Row{"01/27/2025", "2025-01-27"},
           Row{"27-01-2025", "2025-01-27"},
           Row{"3/3/2025", "2025-03-03"},
           Row{"2025年1月27日", "2025-01-27"},
           Row{"2025年1月", "2025-01"},
           Row{"2025년 1월 27일 09:12", "2025-01-27T09:12"},
       }) {
    CAPTURE(row.text);
    CHECK(value_of(row.text) == row.value);
    CHECK(value_of(value_of(row.text)) == row.value);
  }
}

TEST_CASE("what is no date is refused, and the reason says why") {
  struct Row {
    const char* text;
    const char* why;
  };
  for (const auto& row : {
           Row{"", "it is empty"},
           Row{"2025-02-31", "February 2025 has no day 31"},
           Row{"1900-02-29", "February 1900 has no day 29"},
           Row{"2025-13", "there is no month 13"},
           Row{"2025-00-10", "there is no month 0"},
           Row{"2025-04-00", "April 2025 has no day 0"},
           Row{"0000", "there is no year 0"},
           Row{"0000s", "there is no year 0"},
           Row{"2025-01-27T25:00", "there is no hour 25"},
           Row{"2025-01-27T24:00:00", "there is no hour 24"},
           Row{"2025-01-27T10:60", "there is no minute 60"},
           Row{"2025-01-27T10:10:61", "there is no second 61"},
           Row{"2025-01-27T10:10:60", "there is no second 60"},
           Row{"January 27, 2025 13:00 pm", "there is no hour 13 p.m."},
           Row{"2025-01-27T10:10+17:00", "there is no time zone +17:00"},
           Row{"2025-01-27 10:10 XYZ", "the time zone 'xyz' is not known"},
           Row{"03/04/2025", "day and month cannot be told apart"},
           Row{"3-4-2025", "day and month cannot be told apart"},
           Row{"27/13/2025", "there is no month 13"},
           Row{"27/01/25", "the year has two digits"},
           Row{"27 Jan 25", "the year has two digits"},
           Row{"January 27", "the year is missing"},
           Row{"yesterday", "it is not written as a date"},
           Row{"1925s", "it is not written as a date"},
           Row{"12", "it is not written as a date"},
           Row{"202501", "it is not written as a date"},
           Row{"1706346720", "it is not written as a date"},
           Row{"2025-01-27T", "it is not written as a date"},
           Row{"2025-01-27T09", "it is not written as a date"},
           Row{"2025-01-27 and more", "it is not written as a date"},
           Row{"-2025-01-27", "it is not written as a date"},
           Row{"12025-01-27", "it is not written as a date"},
           Row{"Published January 27, 2025", "it is not written as a date"},
       }) {
    CAPTURE(row.text);
    CHECK(value_of(row.text) == std::string("refused: ") + row.why);
  }
  CHECK(value_of(std::string(5000, '1')) == "refused: it is too long for a date");
}
