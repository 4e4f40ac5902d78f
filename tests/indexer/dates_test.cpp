#include "indexer/dates.hpp"

#include <doctest/doctest.h>

#include <string>

#include "indexer/date_words.hpp"

using namespace broadsheet;

namespace {
std::string value_of(const DateReading& reading) {
  return reading.date ? reading.date->value : "refused: " + reading.why;
}
std::string read(std::string_view lang, std::string_view text, DayOrder order = DayOrder::unknown) {
  return value_of(read_date(text, lang, order, "test"));
}
std::string find(std::string_view lang, std::string_view text) {
  return value_of(find_date(text, lang, DayOrder::unknown, "test"));
}
struct Row {
  const char* lang;
  const char* text;
  const char* value;
};
}  // namespace

TEST_CASE("a date is read in the words of its language") {
  for (const auto& row : {
           Row{"de", "27. Januar 2025", "2025-01-27"},
           Row{"de", "27. Jän. 2025", "2025-01-27"},
           Row{"de", "7. Dez 2018 um 13:22 Uhr", "2018-12-07T13:22"},
           Row{"fr", "1er février 2025 à 9h12", "2025-02-01T09:12"},
           Row{"es", "Lunes, 27 de Enero de 2025 a las 07:46hrs.", "2025-01-27T07:46"},
           Row{"pt", "27 de janeiro de 2025, 05:34 h", "2025-01-27T05:34"},
           Row{"it", "27 gennaio 2025 alle 09:12", "2025-01-27T09:12"},
           Row{"nl", "27 januari 2025 om 9.12 uur", "2025-01-27T09:12"},
           Row{"sv", "27 januari 2025 kl 09:12", "2025-01-27T09:12"},
           Row{"da", "27. januar 2025 kl. 09.12", "2025-01-27T09:12"},
           Row{"fi", "27. tammikuuta 2025", "2025-01-27"},
           Row{"pl", "27 stycznia 2025 11:22", "2025-01-27T11:22"},
           Row{"pl", "5 listopada 2020", "2020-11-05"},
           Row{"hr", "5. listopada 2020.", "2020-10-05"},
           Row{"cs", "27. ledna 2025", "2025-01-27"},
           Row{"hu", "2025. január 27., hétfő, 9:12", "2025-01-27T09:12"},
           Row{"lt", "2025 m. sausio 27 d.", "2025-01-27"},
           Row{"lv", "2025. gada 27. janvāris", "2025-01-27"},
           Row{"ru", "27 января 2025 г., 09:12", "2025-01-27T09:12"},
           Row{"ru", "27 янв. 2025", "2025-01-27"},
           Row{"uk", "27 січня 2025 року", "2025-01-27"},
           Row{"el", "27 Ιανουαρίου 2025, 09:12", "2025-01-27T09:12"},
           Row{"tr", "27 Ocak 2025 09:12", "2025-01-27T09:12"},
           Row{"he", "27 בינואר 2025", "2025-01-27"},
           Row{"vi", "Ngày 27 tháng 1 năm 2025", "2025-01-27"},
           Row{"en", "Monday, January 27, 2025 at 9:12 p.m. EST", "2025-01-27T21:12-05:00"},
           Row{"en", "22:00 GMT, 26 September 2020", "2020-09-26T22:00Z"},
           Row{"en", "Nov 18, 2019 @17:19 PM", "2019-11-18T17:19"},
           Row{"", "27 января 2025", "2025-01-27"},
           Row{"de", "January 27, 2025", "2025-01-27"},
       }) {
    CAPTURE(row.text);
    CHECK(read(row.lang, row.text) == row.value);
  }
}

TEST_CASE("digits and calendars of all scripts come out as days of ours") {
  for (const auto& row : {
           Row{"ar", "الاثنين، 27 يناير 2025 - 09:12 م", "2025-01-27T21:12"},
           Row{"ar", "٢٧ كانون الثاني ٢٠٢٥", "2025-01-27"},
           Row{"ar", "27 رجب 1446 هـ", "2025-01-27"},
           Row{"fa", "۱۴۰۳/۱۱/۰۸ - ۱۸:۵۹", "2025-01-27T18:59"},
           Row{"fa", "دوشنبه ۸ بهمن ۱۴۰۳ ساعت ۹:۱۲", "2025-01-27T09:12"},
           Row{"fa", "۲ تير ۱۳۹۹", "2020-06-22"},  // with the Arabic yeh
           Row{"hi", "२७ जनवरी २०२५", "2025-01-27"},
           Row{"bn", "২৭ জানুয়ারি ২০২৫", "2025-01-27"},
           Row{"th", "วันจันทร์ที่ 27 มกราคม พ.ศ. 2568 เวลา 09.12 น.", "2025-01-27T09:12"},
           Row{"th", "๒๗ ม.ค. ๒๕๖๘", "2025-01-27"},
           Row{"ja", "2025年1月27日(月) 9時12分", "2025-01-27T09:12"},
           Row{"ja", "令和7年1月27日", "2025-01-27"},
           Row{"ja", "昭和元年12月25日", "1926-12-25"},
           Row{"zh", "二〇二五年一月二十七日", "2025-01-27"},
           Row{"zh", "民國114年1月27日", "2025-01-27"},
           Row{"zh", "2025年1月27日 星期一 09:12", "2025-01-27T09:12"},
           Row{"ko", "2025년 1월 27일 월요일 오후 9시 12분", "2025-01-27T21:12"},
           Row{"ko", "2025. 1. 27.", "2025-01-27"},
           Row{"", "２０２５年１月", "2025-01"},
       }) {
    CAPTURE(row.text);
    CHECK(read(row.lang, row.text) == row.value);
  }
}

TEST_CASE("a date of a wire, a mail or a computer is read in any language") {
  for (const auto& row : {
           Row{"", "20250127T091200Z", "2025-01-27T09:12:00Z"},
           Row{"", "20250127T091200+0100", "2025-01-27T09:12:00+01:00"},
           Row{"", "2025-01-27T09:12:00.834+01:00", "2025-01-27T09:12:00+01:00"},
           Row{"de", "Mon, 27 Jan 2025 09:12:00 GMT", "2025-01-27T09:12:00Z"},
           Row{"", "Mon, 27 Jan 25 09:12:00 +0100", "2025-01-27T09:12:00+01:00"},
           Row{"", "Mon Jan 27 09:12:00 CET 2025", "2025-01-27T09:12:00+01:00"},
           Row{"", "26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"},
           Row{"", "1920s", "1920s"},
           Row{"", "1963-05", "1963-05"},
           Row{"", "1824", "1824"},
       }) {
    CAPTURE(row.text);
    CHECK(read(row.lang, row.text) == row.value);
  }
}

TEST_CASE("day and month are never guessed: the language, its country or the source decide") {
  const std::string swapped = "refused: day and month could be swapped";
  CHECK(read("", "02/03/2020") == swapped);
  CHECK(read("en", "02/03/2020") == swapped);
  CHECK(read("en", "2.3.2020") == swapped);
  CHECK(read("ja", "02-03-2020") == swapped);
  CHECK(read_date("02/03/2020", "en", DayOrder::unknown, {}).swappable);
  CHECK(read("en-US", "02/03/2020") == "2020-02-03");
  CHECK(read("en-GB", "02/03/2020") == "2020-03-02");
  CHECK(read("de", "02/03/2020") == "2020-03-02");
  CHECK(read("ru", "02-03-2020") == "2020-03-02");
  CHECK(read("", "2.3.2020") == "2020-03-02");
  CHECK(read("en", "02/03/2020 15:00", DayOrder::day_first) == "2020-03-02T15:00");
  CHECK(read("de", "02/03/2020", DayOrder::month_first) == "2020-02-03");
  CHECK(read("", "3/3/2020") == "2020-03-03");
}

TEST_CASE("a numeric date in which only one number can be the day shows the order of its source") {
  CHECK(read_date("13/02/2020", "", DayOrder::unknown, {}).shows == DayOrder::day_first);
  CHECK(read_date("02/13/2020", "de", DayOrder::unknown, {}).shows == DayOrder::month_first);
  CHECK(read_date("02/03/2020", "de", DayOrder::unknown, {}).shows == DayOrder::unknown);
  CHECK(read_date("31/02/2020", "", DayOrder::unknown, {}).shows == DayOrder::unknown);
}

TEST_CASE("what is no date of a newspaper is refused with the reason") {
  for (const auto& row : {
           Row{"", "2999-01-01", "refused: it lies in the future"},
           Row{"", "1399-05-02", "refused: it lies before printing (1440)"},
           Row{"", "31 February 2020", "refused: February 2020 has no day 31"},
           Row{"en", "November 18", "refused: the year is missing"},
           Row{"de", "19.10.19", "refused: the year has two digits"},
           Row{"ar", "1446/07/27", "refused: the year may be of the Hijri calendar"},
           Row{"fa", "بهمن ۱۴۰۳", "refused: a month or a year of its calendar is none of ours"},
           Row{"", "listopad 5 2020", "refused: it is not written as a date"},
           Row{"", "two days ago", "refused: it is not written as a date"},
           Row{"en", "Posted January 27, 2025 by Ana Li", "refused: it is not written as a date"},
           Row{"", "", "refused: it is empty"},
       }) {
    CAPTURE(row.text);
    CHECK(read(row.lang, row.text) == row.value);
  }
}

TEST_CASE("a day is kept when its time or its zone is none") {
  const auto zone = read_date("2020-09-14 17:00 +17:00", "", DayOrder::unknown, "test");
  CHECK(value_of(zone) == "2020-09-14T17:00");
  CHECK(zone.left_out == "there is no time zone +17:00");
  const auto time = read_date("2020-09-14 27:00", "", DayOrder::unknown, "test");
  CHECK(value_of(time) == "2020-09-14");
  CHECK(time.left_out == "there is no hour 27");
  const auto unclear = read_date("14 September 2020 17:00 IST", "", DayOrder::unknown, "test");
  CHECK(value_of(unclear) == "2020-09-14T17:00");
  CHECK(unclear.left_out == "the time zone 'ist' is one of several");
}

TEST_CASE("a date is found inside a short line") {
  for (const auto& row : {
           Row{"en", "By Ana Li, 27 January 2025 at 9:12 | 14 comments", "2025-01-27T09:12"},
           Row{"en", "Published: Sept. 8, 2020 at 9:22 a.m. ET", "2020-09-08T09:22"},
           Row{"de", "Von Eva Holm, zuletzt geändert am 21.01.2022, 11:39 Uhr", "2022-01-21T11:39"},
           Row{"ar", "27 رجب 1446 هـ الموافق 27 يناير 2025", "2025-01-27"},
           Row{"en", "Updated 02/03/2020", "refused: day and month could be swapped"},
           Row{"en", "Call 555-01-2020 now", "refused: no date stands in it"},
           Row{"en", "8 years, 2 months ago", "refused: no date stands in it"},
       }) {
    CAPTURE(row.text);
    CHECK(find(row.lang, row.text) == row.value);
  }
}

TEST_CASE("a time stamp is seconds or milliseconds, as its size tells") {
  CHECK(value_of(date_of_stamp(1574231937, "json")) == "2019-11-20T06:38:57Z");
  CHECK(value_of(date_of_stamp(1574231937000.0, "json")) == "2019-11-20T06:38:57Z");
  CHECK(value_of(date_of_stamp(2025, "json")).starts_with("refused: a number of 9 to 13 digits"));
  CHECK(value_of(date_of_stamp(202501270912.0, "json")).starts_with("refused: milliseconds"));
}
