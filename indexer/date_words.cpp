#include "indexer/date_words.hpp"

#include <unicode/datefmt.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/smpdtfmt.h>

#include <array>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "indexer/date_tokens.hpp"

namespace broadsheet {
namespace {

/// Languages whose names are known where no language is: those newspapers are made in. With all that ICU has, short
/// forms of small languages would take `mar` and `jun` from the others.
constexpr std::array<const char*, 74> known_languages{
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "nn", "fi", "pl",  "cs", "sk", "hr", "bs", "sr", "sl",
    "hu", "ro", "bg", "mk", "ru", "uk", "be", "el", "tr", "az", "id", "ms", "vi",  "ar", "fa", "he", "hi", "bn", "ur",
    "ta", "te", "ml", "kn", "gu", "mr", "pa", "ne", "si", "th", "lo", "km", "my",  "ca", "eu", "gl", "lt", "lv", "et",
    "is", "ga", "cy", "sq", "ka", "hy", "kk", "ky", "uz", "mn", "af", "sw", "fil", "am", "ps", "lb", "mt"};

/// Countries and scripts that have other names than their language elsewhere.
struct Variant {
  std::string_view language;
  const char* locale;
};
constexpr std::array variants{
    Variant{"ar", "ar_SY"}, Variant{"ar", "ar_IQ"},   Variant{"ar", "ar_DZ"},   Variant{"ar", "ar_TN"},
    Variant{"ar", "ar_MA"}, Variant{"de", "de_AT"},   Variant{"sr", "sr_Latn"}, Variant{"uz", "uz_Cyrl"},
    Variant{"fa", "fa_AF"}, Variant{"bs", "bs_Cyrl"}, Variant{"az", "az_Cyrl"}, Variant{"pt", "pt_PT"},
    Variant{"no", "nb"},
};

/// Other calendars by the languages that write their months.
struct OtherCalendar {
  std::string_view language;
  CalendarKind kind;
  const char* locale;
};
constexpr std::array other_calendars{
    OtherCalendar{"fa", CalendarKind::persian, "fa@calendar=persian"},
    OtherCalendar{"fa", CalendarKind::persian, "fa_AF@calendar=persian"},
    OtherCalendar{"ps", CalendarKind::persian, "ps@calendar=persian"},
    OtherCalendar{"en", CalendarKind::persian, "en@calendar=persian"},
    OtherCalendar{"ar", CalendarKind::hijri, "ar@calendar=islamic-umalqura"},
    OtherCalendar{"fa", CalendarKind::hijri, "fa@calendar=islamic-umalqura"},
    OtherCalendar{"ur", CalendarKind::hijri, "ur@calendar=islamic-umalqura"},
};

/// Short forms that are printed and CLDR has not.
struct ShortForm {
  std::string_view language;
  const char* name;
  int month;
};
constexpr std::array short_forms{
    ShortForm{"en", "sept", 9},     ShortForm{"de", "mrz", 3},       ShortForm{"de", "jän", 1},
    ShortForm{"de", "okt", 10},     ShortForm{"de", "jan", 1},       ShortForm{"de", "feb", 2},
    ShortForm{"de", "apr", 4},      ShortForm{"de", "jun", 6},       ShortForm{"de", "jul", 7},
    ShortForm{"de", "sep", 9},      ShortForm{"de", "mär", 3},       ShortForm{"fr", "fev", 2},
    ShortForm{"fr", "jan", 1},      ShortForm{"fr", "dec", 12},      ShortForm{"ru", "мая", 5},
    ShortForm{"ru", "сен", 9},      ShortForm{"ru", "ноя", 11},      ShortForm{"nl", "mar", 3},
    ShortForm{"pt", "setembro", 9}, ShortForm{"bn", "জানুয়ারি", 1},   ShortForm{"bn", "ফেব্রুয়ারি", 2},
    ShortForm{"bn", "আগস্ট", 8},     ShortForm{"es", "setiembre", 9}, ShortForm{"es", "sep", 9},
    ShortForm{"es", "set", 9},
};

struct Names {
  std::unordered_map<std::string, MonthName> months;  ///< month 0: it means several
  std::unordered_map<std::string, bool> weekdays;
};

std::string key_of(const icu::UnicodeString& name) {
  std::string text;
  return date_key(name.toUTF8String(text));
}

void add_month(Names& names, const std::string& key, MonthName month) {
  if (key.empty()) return;
  const auto [at, fresh] = names.months.try_emplace(key, month);
  if (!fresh && (at->second.month != month.month || at->second.calendar != month.calendar)) at->second.month = 0;
}

bool has_digit(const icu::UnicodeString& name) {
  for (int32_t i = 0; i < name.length(); ++i) {
    if (u_isdigit(name.char32At(i)) != 0) return true;
  }
  return false;
}

void add_names(Names& names, const char* locale, CalendarKind calendar) {
  using Symbols = icu::DateFormatSymbols;
  // The symbols that can be made without a format are those of the Gregorian calendar, whatever the locale says.
  const std::unique_ptr<icu::DateFormat> format(
      icu::DateFormat::createDateInstance(icu::DateFormat::kLong, icu::Locale::createFromName(locale)));
  const auto* simple = dynamic_cast<const icu::SimpleDateFormat*>(format.get());
  if (simple == nullptr) return;
  const Symbols& symbols = *simple->getDateFormatSymbols();
  for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
    for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
      int32_t count = 0;
      const auto* months = symbols.getMonths(count, context, width);
      for (int32_t i = 0; i < count && i < 12; ++i) {
        if (!has_digit(months[i])) add_month(names, key_of(months[i]), {i + 1, calendar});
      }
      if (calendar != CalendarKind::gregorian) continue;
      const auto* days = symbols.getWeekdays(count, context, width);
      for (int32_t i = 1; i < count; ++i) names.weekdays.emplace(key_of(days[i]), true);
    }
  }
}

/// The names of a language and its variants.
Names names_of(std::string_view language) {
  Names names;
  add_names(names, (std::string(language) + "@calendar=gregorian").c_str(), CalendarKind::gregorian);
  for (const auto& row : variants) {
    if (row.language == language)
      add_names(names, (row.locale + std::string("@calendar=gregorian")).c_str(), CalendarKind::gregorian);
  }
  for (const auto& row : other_calendars) {
    if (row.language == language) add_names(names, row.locale, row.kind);
  }
  for (const auto& row : short_forms) {
    if (row.language == language) add_month(names, date_key(row.name), {row.month, CalendarKind::gregorian});
  }
  return names;
}

const Names& all_names() {
  static const Names all = [] {
    Names joined;
    for (const auto* language : known_languages) {
      const auto names = names_of(language);
      for (const auto& [key, month] : names.months) add_month(joined, key, month);
      joined.weekdays.insert(names.weekdays.begin(), names.weekdays.end());
    }
    return joined;
  }();
  return all;
}

constexpr std::size_t most_cached = 256;

/// Two or three small letters; what is no language has no names.
std::string_view primary(std::string_view lang) {
  lang = lang.substr(0, lang.find_first_of("-_"));
  if (lang.size() < 2 || lang.size() > 3) return {};
  for (const char c : lang) {
    if (c < 'a' || c > 'z') return {};
  }
  return lang;
}

const Names* names_in(std::string_view lang) {
  const auto language = primary(lang);
  if (language.empty()) return nullptr;
  thread_local std::map<std::string, Names, std::less<>> cache;
  if (const auto at = cache.find(language); at != cache.end()) return &at->second;
  if (cache.size() >= most_cached) cache.clear();
  return &cache.emplace(language, names_of(language)).first->second;
}

}  // namespace

std::optional<MonthName> month_named(std::string_view key, std::string_view lang) {
  const std::string name(key);
  for (const auto* names : {names_in(lang), &all_names()}) {
    if (names == nullptr) continue;
    const auto at = names->months.find(name);
    if (at == names->months.end()) continue;
    if (at->second.month == 0) return {};
    return at->second;
  }
  return {};
}

bool is_weekday_name(std::string_view key, std::string_view lang) {
  const std::string name(key);
  const auto* names = names_in(lang);
  return (names != nullptr && names->weekdays.contains(name)) || all_names().weekdays.contains(name);
}

DayOrder order_of_language(std::string_view lang) {
  if (primary(lang).empty() || lang == "en" || lang.size() > 20) return DayOrder::unknown;
  thread_local std::map<std::string, DayOrder, std::less<>> cache;
  if (const auto at = cache.find(lang); at != cache.end()) return at->second;
  if (cache.size() >= most_cached) cache.clear();
  auto order = DayOrder::unknown;
  UErrorCode status = U_ZERO_ERROR;
  const auto locale =
      icu::Locale::forLanguageTag(icu::StringPiece(lang.data(), static_cast<int32_t>(lang.size())), status);
  // A tag that ICU knows nothing of gets the root locale's order, which begins with the year and decides nothing.
  const std::unique_ptr<icu::DateFormat> format(
      U_SUCCESS(status) ? icu::DateFormat::createDateInstance(icu::DateFormat::kShort, locale) : nullptr);
  const auto* simple = dynamic_cast<const icu::SimpleDateFormat*>(format.get());
  if (simple != nullptr) {
    icu::UnicodeString pattern;
    simple->toPattern(pattern);
    const auto day = pattern.indexOf(u'd'), month = pattern.indexOf(u'M'), year = pattern.indexOf(u'y');
    if (day >= 0 && month >= 0 && (year > day || year > month))
      order = day < month ? DayOrder::day_first : DayOrder::month_first;
  }
  cache.emplace(lang, order);
  return order;
}

}  // namespace broadsheet
