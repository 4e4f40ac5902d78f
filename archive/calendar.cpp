#include "archive/calendar.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "archive/code_points.hpp"

namespace broadsheet {
namespace {

constexpr int first_year = 1;
constexpr int last_year = 9999;

struct Name {
  std::string_view name;
  int number;
};

// Months as sources print them, lower case, without a final full stop. A spelling means the same month in every
// language listed (en de fr es it pt nl); one that would not must stay out.
constexpr std::array month_names{
    Name{"january", 1},    Name{"jan", 1},       Name{"januar", 1},     Name{"jänner", 1},    Name{"janvier", 1},
    Name{"janv", 1},       Name{"enero", 1},     Name{"ene", 1},        Name{"gennaio", 1},   Name{"gen", 1},
    Name{"janeiro", 1},    Name{"januari", 1},   Name{"february", 2},   Name{"feb", 2},       Name{"februar", 2},
    Name{"février", 2},    Name{"févr", 2},      Name{"fév", 2},        Name{"febrero", 2},   Name{"febbraio", 2},
    Name{"fevereiro", 2},  Name{"fev", 2},       Name{"februari", 2},   Name{"march", 3},     Name{"mar", 3},
    Name{"märz", 3},       Name{"mär", 3},       Name{"mrz", 3},        Name{"mars", 3},      Name{"marzo", 3},
    Name{"março", 3},      Name{"maart", 3},     Name{"mrt", 3},        Name{"april", 4},     Name{"apr", 4},
    Name{"avril", 4},      Name{"avr", 4},       Name{"abril", 4},      Name{"abr", 4},       Name{"aprile", 4},
    Name{"may", 5},        Name{"mai", 5},       Name{"mayo", 5},       Name{"maggio", 5},    Name{"mag", 5},
    Name{"maio", 5},       Name{"mei", 5},       Name{"june", 6},       Name{"jun", 6},       Name{"juni", 6},
    Name{"juin", 6},       Name{"junio", 6},     Name{"giugno", 6},     Name{"giu", 6},       Name{"junho", 6},
    Name{"july", 7},       Name{"jul", 7},       Name{"juli", 7},       Name{"juillet", 7},   Name{"juil", 7},
    Name{"julio", 7},      Name{"luglio", 7},    Name{"lug", 7},        Name{"julho", 7},     Name{"august", 8},
    Name{"aug", 8},        Name{"août", 8},      Name{"aout", 8},       Name{"agosto", 8},    Name{"ago", 8},
    Name{"augustus", 8},   Name{"september", 9}, Name{"sept", 9},       Name{"sep", 9},       Name{"septembre", 9},
    Name{"septiembre", 9}, Name{"settembre", 9}, Name{"set", 9},        Name{"setembro", 9},  Name{"october", 10},
    Name{"oct", 10},       Name{"oktober", 10},  Name{"okt", 10},       Name{"octobre", 10},  Name{"octubre", 10},
    Name{"ottobre", 10},   Name{"ott", 10},      Name{"outubro", 10},   Name{"out", 10},      Name{"november", 11},
    Name{"nov", 11},       Name{"novembre", 11}, Name{"noviembre", 11}, Name{"novembro", 11}, Name{"december", 12},
    Name{"dec", 12},       Name{"dezember", 12}, Name{"dez", 12},       Name{"décembre", 12}, Name{"déc", 12},
    Name{"diciembre", 12}, Name{"dic", 12},      Name{"dicembre", 12},  Name{"dezembro", 12},
};

constexpr std::array<std::string_view, 44> weekday_names{
    "monday",   "mon",      "tuesday",    "tues",    "tue",      "wednesday", "wed",     "thursday",  "thurs",
    "thur",     "thu",      "friday",     "fri",     "saturday", "sat",       "sunday",  "sun",       "montag",
    "dienstag", "mittwoch", "donnerstag", "freitag", "samstag",  "sonnabend", "sonntag", "lundi",     "mardi",
    "mercredi", "jeudi",    "vendredi",   "samedi",  "dimanche", "lunes",     "martes",  "miércoles", "jueves",
    "viernes",  "sábado",   "domingo",    "lunedì",  "martedì",  "mercoledì", "giovedì", "venerdì"};

struct ZoneName {
  std::string_view name;
  std::string_view offset;
};

// RFC 2822 section 4.3, and names that mean one offset wherever they are used. BST and IST mean several, so they are
// not here; CST is the American one because the RFC says so.
constexpr std::array zone_names{
    ZoneName{"z", "Z"},         ZoneName{"utc", "Z"},       ZoneName{"gmt", "Z"},       ZoneName{"ut", "Z"},
    ZoneName{"est", "-05:00"},  ZoneName{"edt", "-04:00"},  ZoneName{"cst", "-06:00"},  ZoneName{"cdt", "-05:00"},
    ZoneName{"mst", "-07:00"},  ZoneName{"mdt", "-06:00"},  ZoneName{"pst", "-08:00"},  ZoneName{"pdt", "-07:00"},
    ZoneName{"wet", "+00:00"},  ZoneName{"cet", "+01:00"},  ZoneName{"cest", "+02:00"}, ZoneName{"eet", "+02:00"},
    ZoneName{"eest", "+03:00"}, ZoneName{"msk", "+03:00"},  ZoneName{"jst", "+09:00"},  ZoneName{"kst", "+09:00"},
    ZoneName{"aest", "+10:00"}, ZoneName{"aedt", "+11:00"}, ZoneName{"nzst", "+12:00"}, ZoneName{"nzdt", "+13:00"},
};

constexpr std::array<std::string_view, 12> english_months{"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};

// Why a text is no date. Thrown and caught in this file only: it ends a descent of a dozen small steps.
struct Refused {
  std::string why;
};
[[noreturn]] void refuse(std::string why) { throw Refused{std::move(why)}; }
[[noreturn]] void refuse_form() { refuse("it is not written as a date"); }

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

// A number and how many digits it was written with.
struct Number {
  int value = 0;
  int digits = 0;
};

// Looks at a text from the left; every take_… either takes what it names or leaves all as it was.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }
  bool take_any(std::string_view of, char* which = nullptr) {
    if (rest_.empty() || of.find(rest_.front()) == of.npos) return false;
    if (which != nullptr) *which = rest_.front();
    rest_.remove_prefix(1);
    return true;
  }
  bool take_blanks() {
    const auto size = rest_.size();
    while (take_any(" \t") || take("\xC2\xA0") || take("\xE2\x80\xAF")) {
    }
    return rest_.size() != size;
  }
  // All digits here if there are 1 to `most`.
  std::optional<std::string_view> take_digits(std::size_t most) {
    std::size_t length = 0;
    while (length < rest_.size() && is_ascii_digit(rest_[length])) ++length;
    if (length == 0 || length > most) return {};
    const auto digits = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return digits;
  }
  std::optional<Number> take_number(std::size_t most) {
    const auto digits = take_digits(most);
    if (!digits) return {};
    Number number{0, static_cast<int>(digits->size())};
    for (const char c : *digits) number.value = number.value * 10 + (c - '0');
    return number;
  }
  // A run of letters in lower case, with the full stop of an abbreviation taken off.
  std::string take_word() {
    std::string word;
    std::size_t length = 0;
    while (length < rest_.size() && is_letter(rest_[length]) && !rest_.substr(length).starts_with("\xC2\xA0")) {
      auto c = static_cast<unsigned char>(rest_[length]);
      const bool latin1_upper =
          c >= 0x80 && c <= 0x9E && length > 0 && static_cast<unsigned char>(rest_[length - 1]) == 0xC3;
      if ((c >= 'A' && c <= 'Z') || latin1_upper) c = static_cast<unsigned char>(c + 0x20);
      word += static_cast<char>(c);
      ++length;
    }
    rest_.remove_prefix(length);
    if (!word.empty()) take(".");
    return word;
  }

 private:
  std::string_view rest_;
};

int month_of(std::string_view word) {
  const auto* found =
      std::find_if(month_names.begin(), month_names.end(), [&](const Name& n) { return n.name == word; });
  return found == month_names.end() ? 0 : found->number;
}

bool is_weekday(std::string_view word) {
  return std::find(weekday_names.begin(), weekday_names.end(), word) != weekday_names.end();
}

// What was read, before it is checked against the calendar.
struct Reading {
  int year = 0;
  std::optional<int> month, day, hour, minute, second;
  bool decade = false;
  std::string zone;
};

std::string two_digits(int number) {
  return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

std::string offset_text(char sign, int hours, int minutes) {
  if (hours > 15 || minutes > 59)
    refuse("there is no time zone " + (sign + two_digits(hours)) + ":" + two_digits(minutes));
  // RFC 3339 and RFC 2822 write -00:00 for "UTC, and where it was is not known".
  if (sign == '-' && hours == 0 && minutes == 0) return "Z";
  return sign + two_digits(hours) + ":" + two_digits(minutes);
}

// zone := ('+' | '-') h[h][[:]mm] | name | ('UTC' | 'GMT') offset; then '(…)' or '[…]' are notes of a computer.
void read_zone(Scanner& scanner, Reading& reading, bool year_may_follow = false) {
  const Scanner before = scanner;
  const bool blank = scanner.take_blanks();
  if (is_letter(scanner.peek())) {
    const auto word = scanner.take_word();
    const auto* found =
        std::find_if(zone_names.begin(), zone_names.end(), [&](const ZoneName& n) { return n.name == word; });
    if (found == zone_names.end()) {
      if (word.size() > 5) refuse_form();
      refuse("the time zone '" + word + "' is not known");
    }
    reading.zone = found->offset;
    if (word != "utc" && word != "gmt") return;
  }
  char sign = '+';
  const Scanner at_sign = scanner;
  if (scanner.take_any("+-", &sign) || (scanner.take("\xE2\x88\x92") && (sign = '-', true))) {
    const auto digits = scanner.take_digits(4);
    if (!digits) refuse_form();
    const auto number = [](std::string_view text) {
      int value = 0;
      for (const char c : text) value = value * 10 + (c - '0');
      return value;
    };
    if (digits->size() <= 2) {
      int minutes = 0;
      if (scanner.take(":")) {
        const auto read = scanner.take_number(2);
        if (!read || read->digits != 2) refuse_form();
        minutes = read->value;
      }
      reading.zone = offset_text(sign, number(*digits), minutes);
    } else {
      const auto split = digits->size() - 2;
      reading.zone = offset_text(sign, number(digits->substr(0, split)), number(digits->substr(split)));
    }
  } else if (reading.zone.empty()) {
    if (blank && year_may_follow) scanner = before;
    return;
  } else {
    scanner = at_sign;
  }
}

// time := h[h] ':' mm [':' ss [('.' | ',') fraction]] [am | pm] | h[h] (am | pm) | hhmm[ss] (after T)
void read_time(Scanner& scanner, Reading& reading, bool after_t) {
  const auto digits = scanner.take_digits(6);
  if (!digits) refuse_form();
  const auto part = [&](std::size_t at) { return ((*digits)[at] - '0') * 10 + ((*digits)[at + 1] - '0'); };
  bool whole_hour = false;
  if (digits->size() > 2) {
    if (!after_t || digits->size() % 2 != 0) refuse_form();
    reading.hour = part(0);
    reading.minute = part(2);
    if (digits->size() == 6) reading.second = part(4);
  } else {
    reading.hour = digits->size() == 2 ? part(0) : (*digits)[0] - '0';
    if (scanner.take(":")) {
      const auto minute = scanner.take_number(2);
      if (!minute || minute->digits != 2) refuse_form();
      reading.minute = minute->value;
      if (scanner.take(":")) {
        const auto second = scanner.take_number(2);
        if (!second || second->digits != 2) refuse_form();
        reading.second = second->value;
      }
    } else {
      whole_hour = true;
    }
  }
  if (reading.second && scanner.take_any(".,") && !scanner.take_digits(12)) refuse_form();

  Scanner ahead = scanner;
  ahead.take_blanks();
  char half = '\0';
  if (ahead.take_any("aApP", &half)) {
    ahead.take(".");
    if (ahead.take_any("mM") && (ahead.take(".") || !is_letter(ahead.peek()))) {
      if (*reading.hour < 1 || *reading.hour > 12) {
        refuse("there is no hour " + std::to_string(*reading.hour) + (half == 'a' || half == 'A' ? " a.m." : " p.m."));
      }
      reading.hour = *reading.hour % 12 + (half == 'p' || half == 'P' ? 12 : 0);
      if (whole_hour) reading.minute = 0;
      whole_hour = false;
      scanner = ahead;
    }
  }
  if (whole_hour) refuse_form();
}

// What may stand between a day and the time of it.
void read_time_and_zone_at_end(Scanner& scanner, Reading& reading) {
  if (scanner.done()) return;
  const bool after_t = scanner.take_any("Tt");
  if (!after_t) {
    const bool comma = scanner.take(",");
    const bool blanks = scanner.take_blanks();
    if (!comma && !blanks) {  // XML Schema writes a zone after a day: 2025-01-27Z
      read_zone(scanner, reading);
      if (!scanner.done()) refuse_form();
      return;
    }
    for (const std::string_view word : {"at ", "um ", "à ", "- ", "– ", "| "}) {
      if (scanner.take(word)) break;
    }
    scanner.take_blanks();
  }
  read_time(scanner, reading, after_t);
  read_zone(scanner, reading);
  scanner.take_blanks();
  if (scanner.peek() == '(' && scanner.rest().back() == ')') return;
  if (scanner.peek() == '[' && scanner.rest().back() == ']') return;
  if (!scanner.done()) refuse_form();
}

int full_year(const std::optional<Number>& number) {
  if (!number) refuse_form();
  if (number->digits == 2) refuse("the year has two digits");
  if (number->digits != 4) refuse_form();
  return number->value;
}

// day ('/' | '.' | '-') month same year, or month and day the other way round where only that can be.
void read_numbers(Scanner& scanner, Number first, char separator, Reading& reading) {
  const auto second = scanner.take_number(2);
  if (!second || !scanner.take(std::string_view(&separator, 1))) refuse_form();
  scanner.take_blanks();  // 27. 1. 2025
  reading.year = full_year(scanner.take_number(4));
  const bool month_first = separator != '.' && first.value <= 12 && second->value > 12;
  const bool either = separator != '.' && first.value <= 12 && second->value <= 12 && first.value != second->value;
  if (either) refuse("day and month cannot be told apart");
  reading.day = month_first ? second->value : first.value;
  reading.month = month_first ? first.value : second->value;
  read_time_and_zone_at_end(scanner, reading);
}

void skip_between(Scanner& scanner) {
  scanner.take_blanks();
  scanner.take_any(",.-/");
  scanner.take_blanks();
}

// 27 [st|nd|rd|th|.] [of|de] month [,] year [time]
void read_day_first(Scanner& scanner, Number day, Reading& reading) {
  if (day.digits > 2) refuse_form();
  reading.day = day.value;
  for (const std::string_view suffix : {"st", "nd", "rd", "th", "er", ".", "º"}) {
    if (scanner.take(suffix)) break;
  }
  skip_between(scanner);
  for (const std::string_view word : {"of ", "de "}) {
    if (scanner.take(word)) break;
  }
  reading.month = month_of(scanner.take_word());
  if (*reading.month == 0) refuse_form();
  skip_between(scanner);
  if (scanner.take("de ")) scanner.take_blanks();
  reading.year = full_year(scanner.take_number(4));
  read_time_and_zone_at_end(scanner, reading);
}

// month day [,] year [time] | month [,] year | month day time [zone] year
void read_month_first(Scanner& scanner, int month, Reading& reading) {
  reading.month = month;
  skip_between(scanner);
  scanner.take("de ");
  const auto number = scanner.take_number(4);
  if (!number) refuse_form();
  if (number->digits == 4) {
    reading.year = number->value;
    if (!scanner.done()) refuse_form();
    return;
  }
  if (number->digits > 2) refuse_form();
  reading.day = number->value;
  if (scanner.done()) refuse("the year is missing");
  for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
    if (scanner.take(suffix)) break;
  }
  skip_between(scanner);
  Scanner ahead = scanner;
  if (ahead.take_number(2) && ahead.peek() == ':') {  // C's ctime: Jan 27 09:12:00 [+0100] 2025
    read_time(scanner, reading, false);
    read_zone(scanner, reading, true);
    scanner.take_blanks();
    reading.year = full_year(scanner.take_number(4));
    if (!scanner.done()) refuse_form();
    return;
  }
  reading.year = full_year(scanner.take_number(4));
  read_time_and_zone_at_end(scanner, reading);
}

// 年月日 and 년월일: year, month and day with their names behind them.
bool read_named_numbers(Scanner& scanner, Reading& reading) {
  if (!scanner.take("年") && !scanner.take("년")) return false;
  scanner.take_blanks();
  if (scanner.done()) return true;
  const auto month = scanner.take_number(2);
  if (!month || !(scanner.take("月") || scanner.take("월"))) refuse_form();
  reading.month = month->value;
  scanner.take_blanks();
  if (scanner.done()) return true;
  const auto day = scanner.take_number(2);
  if (!day || !(scanner.take("日") || scanner.take("일"))) refuse_form();
  reading.day = day->value;
  read_time_and_zone_at_end(scanner, reading);
  return true;
}

// A year of four digits and what may follow it.
void read_year_first(Scanner& scanner, int year, Reading& reading) {
  reading.year = year;
  if (scanner.done()) return;
  if (scanner.take("s")) {
    if (!scanner.done() || year % 10 != 0) refuse_form();
    reading.decade = true;
    return;
  }
  if (read_named_numbers(scanner, reading)) return;
  char separator = '-';
  if (!scanner.take_any("-/.", &separator)) refuse_form();
  scanner.take_blanks();
  const auto month = scanner.take_number(2);
  if (!month) refuse_form();
  reading.month = month->value;
  if (scanner.done() && separator != '.') return;
  if (!scanner.take(std::string_view(&separator, 1))) refuse_form();
  scanner.take_blanks();
  const auto day = scanner.take_number(2);
  if (!day) refuse_form();
  reading.day = day->value;
  if (separator == '.' && scanner.take(".")) scanner.take_blanks();  // Korean: 2025. 1. 27.
  read_time_and_zone_at_end(scanner, reading);
}

// The forms a date is read in, by what stands first:
//   YYYY | YYY0s | YYYY-MM | YYYY-MM-DD (also / and .) | YYYYMMDD[hhmm[ss]] | YYYY年M月D日
//   D/M/Y, D.M.Y, D-M-Y where day and month can be told apart | D month Y | [weekday,] … | month D, Y | month Y
// and behind a day, T or a blank or a comma, a time, and a zone.
Reading read(std::string_view text) {
  Reading reading;
  Scanner scanner(text);
  if (is_letter(scanner.peek())) {
    auto word = scanner.take_word();
    if (is_weekday(word)) {
      skip_between(scanner);
      if (is_ascii_digit(scanner.peek())) {
        // A weekday adds nothing that the day does not say; feeds get it wrong too often to refuse for it.
        const auto number = scanner.take_number(4);
        if (!number) refuse_form();
        char separator = '-';
        if (number->digits == 4) {
          read_year_first(scanner, number->value, reading);
        } else if (Scanner ahead = scanner; ahead.take_any("/.", &separator) && is_ascii_digit(ahead.peek())) {
          read_numbers(ahead, *number, separator, reading);
        } else {
          read_day_first(scanner, *number, reading);
        }
        return reading;
      }
      word = scanner.take_word();
    }
    const int month = month_of(word);
    if (month == 0) refuse_form();
    read_month_first(scanner, month, reading);
    return reading;
  }

  const auto digits = scanner.take_digits(14);
  if (!digits) refuse_form();
  const auto part = [&](std::size_t at, std::size_t length) {
    int value = 0;
    for (const char c : digits->substr(at, length)) value = value * 10 + (c - '0');
    return value;
  };
  switch (digits->size()) {
    case 1:
    case 2: {
      const Number number{part(0, 2), static_cast<int>(digits->size())};
      Scanner ahead = scanner;
      char separator = '-';
      if (ahead.take_any("/.-", &separator)) {
        if (separator == '.') ahead.take_blanks();
        if (is_ascii_digit(ahead.peek())) {
          read_numbers(ahead, number, separator, reading);
          return reading;
        }
      }
      read_day_first(scanner, number, reading);
      return reading;
    }
    case 4:
      read_year_first(scanner, part(0, 4), reading);
      return reading;
    case 8:
    case 12:
    case 14:
      reading.year = part(0, 4);
      reading.month = part(4, 2);
      reading.day = part(6, 2);
      if (digits->size() >= 12) {
        reading.hour = part(8, 2);
        reading.minute = part(10, 2);
        if (digits->size() == 14) reading.second = part(12, 2);
        read_zone(scanner, reading);
        if (!scanner.done()) refuse_form();
      } else {
        read_time_and_zone_at_end(scanner, reading);
      }
      return reading;
    default:
      refuse_form();
  }
}

std::string year_text(int year) { return two_digits(year / 100) + two_digits(year % 100); }

Day day_of(int year, unsigned month, unsigned day) {
  using namespace std::chrono;
  return static_cast<Day>(
      sys_days{year_month_day{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}}}
          .time_since_epoch()
          .count());
}

unsigned days_in(int year, unsigned month) {
  using namespace std::chrono;
  return static_cast<unsigned>(
      year_month_day_last{std::chrono::year{year}, month_day_last{std::chrono::month{month}}}.day());
}

Date checked(const Reading& reading, std::string_view origin) {
  if (reading.year < first_year) refuse("there is no year 0");
  Date date;
  date.origin = origin;
  date.zone = reading.zone;
  date.value = year_text(reading.year);
  if (!reading.month) {
    date.precision = reading.decade ? Precision::decade : Precision::year;
    if (reading.decade) date.value += 's';
    date.first_day = day_of(reading.year, 1, 1);
    date.last_day = day_of(reading.decade ? reading.year + 9 : reading.year, 12, 31);
    return date;
  }
  if (*reading.month < 1 || *reading.month > 12) refuse("there is no month " + std::to_string(*reading.month));
  const auto month = static_cast<unsigned>(*reading.month);
  date.value += '-' + two_digits(*reading.month);
  const auto length = days_in(reading.year, month);
  if (!reading.day) {
    date.precision = Precision::month;
    date.first_day = day_of(reading.year, month, 1);
    date.last_day = day_of(reading.year, month, length);
    return date;
  }
  if (*reading.day < 1 || *reading.day > static_cast<int>(length)) {
    refuse(std::string(english_months[month - 1]) + " " + std::to_string(reading.year) + " has no day " +
           std::to_string(*reading.day));
  }
  date.value += '-' + two_digits(*reading.day);
  date.precision = Precision::day;
  date.first_day = date.last_day = day_of(reading.year, month, static_cast<unsigned>(*reading.day));
  if (!reading.hour) return date;

  const int minute = reading.minute.value_or(0);
  if (*reading.hour > 23) refuse("there is no hour " + std::to_string(*reading.hour));
  if (minute > 59) refuse("there is no minute " + std::to_string(minute));
  date.value += 'T' + two_digits(*reading.hour) + ':' + two_digits(minute);
  date.precision = Precision::minute;
  if (reading.second) {
    const bool leap = *reading.second == 60 && minute == 59;
    if (*reading.second > 59 && !leap) refuse("there is no second " + std::to_string(*reading.second));
    date.value += ':' + two_digits(*reading.second);
    date.precision = Precision::second;
  }
  date.value += reading.zone;
  return date;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

}  // namespace

std::optional<Day> to_day(const CivilDate& date) {
  if (date.year < first_year || date.year > last_year || date.month < 1 || date.month > 12) return {};
  if (date.day < 1 || date.day > days_in(date.year, date.month)) return {};
  return day_of(date.year, date.month, date.day);
}

CivilDate to_civil(Day day) {
  using namespace std::chrono;
  const year_month_day ymd{sys_days{days{day}}};
  return {static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day())};
}

std::string print_day(Day day) {
  const auto civil = to_civil(day);
  return year_text(civil.year) + '-' + two_digits(static_cast<int>(civil.month)) + '-' +
         two_digits(static_cast<int>(civil.day));
}

std::string print_date(Day first, Precision precision) {
  const std::string day = print_day(first);
  switch (precision) {
    case Precision::decade:
      return day.substr(0, 4) + "s";
    case Precision::year:
      return day.substr(0, 4);
    case Precision::month:
      return day.substr(0, 7);
    default:
      return day;
  }
}

Day add_months(Day day, int months) {
  const auto civil = to_civil(day);
  const long long counted = civil.year * 12LL + static_cast<int>(civil.month) - 1 + months;
  // Beyond the calendar there is only its end.
  if (counted < first_year * 12LL) return day_of(first_year, 1, 1);
  if (counted > last_year * 12LL + 11) return day_of(last_year, 12, 31);
  const int year = static_cast<int>(counted / 12);
  const auto month = static_cast<unsigned>(counted % 12 + 1);
  return day_of(year, month, std::min(civil.day, days_in(year, month)));
}

std::optional<Date> parse_date(std::string_view text, std::string_view origin, std::string* why) {
  try {
    text = trimmed(text);
    if (text.empty()) refuse("it is empty");
    if (text.size() > 100) refuse("it is too long for a date");
    return checked(read(text), origin);
  } catch (const Refused& refused) {
    if (why != nullptr) *why = refused.why;
    return {};
  }
}

}  // namespace broadsheet
