#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace broadsheet {

/// How much of a date is known. Never renumber: archives store it.
enum class Precision : std::uint8_t { decade = 0, year = 1, month = 2, day = 3, minute = 4, second = 5 };

/// A day counted from 1970-01-01 (0) in the proleptic Gregorian calendar.
using Day = std::int32_t;

/// A date as precise as its source, no more. `first_day` to `last_day`, both inside, are the calendar days it
/// may mean: a month spans the month; a time of day counts on the calendar day printed with it.
struct Date {
  std::string value;  ///< `1963`, `1963-05`, `2025-01-27`, `2025-01-27T09:12+01:00`, `1920s`
  Precision precision = Precision::day;
  std::string origin;  ///< where it was found: `json`, `text`, …; empty if not known
  std::string zone;    ///< `Z`, `+01:00`, or empty where none was given
  Day first_day = 0;
  Day last_day = 0;

  bool operator==(const Date&) const = default;
};

/// One article as its source gives it. All text is valid UTF-8 without control characters except line breaks
/// and tabs; absent parts are empty. The JSON line of it ("article line") is described in article_line.hpp.
struct Article {
  std::string file;  ///< where it came from: `path`, `lines.jsonl#17`, `archive.zip!entry`
  std::string id;    ///< stable name inside an archive, 1 byte or more
  std::string title;
  std::string body;
  std::string url;
  std::optional<Date> date;
  std::optional<Date> updated;
  std::vector<std::string> authors;
  std::vector<std::string> tags;
  std::string source;  ///< the publication
  std::string section;
  std::string lang;  ///< BCP 47, lower-case language: `en`, `en-GB`; empty: unknown
  std::string description;
  std::uint64_t version = 0;          ///< as its agency numbers it, or by the time of its capture: a higher one
                                      ///< replaces a lower; 0: none given
  std::uint32_t words = 0;            ///< words of the body, counted by the analyzer
  std::vector<std::string> warnings;  ///< what was dropped or changed on the way in

  bool operator==(const Article&) const = default;
};

}  // namespace broadsheet
