#include "indexer/reader_jsonl.hpp"

#include <simdjson.h>

#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include "archive/calendar.hpp"
#include "archive/limits.hpp"
#include "indexer/article_fields.hpp"
#include "indexer/clean.hpp"
#include "indexer/date_orders.hpp"
#include "indexer/ghost.hpp"
#include "indexer/item.hpp"
#include "indexer/json_parts.hpp"
#include "indexer/ninjs.hpp"
#include "indexer/reader_json.hpp"

namespace broadsheet {
namespace {

using Element = simdjson::dom::element;
using Type = simdjson::dom::element_type;

// ---- Lines

/// The lines of a stream, one at a time, in a buffer that has the padding behind each line that simdjson asks for.
class LineReader {
 public:
  explicit LineReader(ByteStream& bytes) : bytes_(bytes), buffer_(first_size + simdjson::SIMDJSON_PADDING) {}

  struct Line {
    std::string_view text;  ///< valid until the next call
    std::uint64_t number = 0;
    bool too_long = false;  ///< `text` is empty then
  };

  /// False at the end. A last line that the stream broke off is not given.
  bool next(Line& line) {
    line = {{}, ++number_, false};
    std::size_t looked = begin_;
    bool skipping = false;
    for (;;) {
      const void* found = std::memchr(buffer_.data() + looked, '\n', end_ - looked);
      if (found != nullptr) {
        const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
        line.too_long = skipping || at - begin_ > limit::record_bytes;
        if (!line.too_long) line.text = {buffer_.data() + begin_, at - begin_};
        begin_ = at + 1;
        return true;
      }
      if (skipping || end_ - begin_ > limit::record_bytes) {
        skipping = true;
        begin_ = end_ = 0;
      }
      const auto had = end_ - begin_;
      if (!fill()) {
        if (!bytes_.fault().empty() || (had == 0 && !skipping)) return false;
        line.too_long = skipping;
        if (!skipping) line.text = {buffer_.data() + begin_, had};
        begin_ = end_;
        return true;
      }
      looked = begin_ + had;
    }
  }

 private:
  static constexpr std::size_t first_size = std::size_t{512} << 10;

  bool fill() {
    if (begin_ != 0) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    auto room = buffer_.size() - simdjson::SIMDJSON_PADDING - end_;
    if (room == 0) {
      room = buffer_.size();
      buffer_.resize(buffer_.size() * 2);
    }
    const auto count = bytes_.read(buffer_.data() + end_, room);
    end_ += count;
    return count != 0;
  }

  ByteStream& bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  std::uint64_t number_ = 0;
};

// ---- Values

// The names under which an object keeps what it stands for: {"name": "Ana Li"}, {"@value": …}, {"$oid": …}.
// "rendered" is WordPress's, "main" that of some newspapers' interfaces.
constexpr std::array<std::string_view, 8> value_names{"name", "value",  "title", "rendered",
                                                      "main", "@value", "$oid",  "$date"};

template <typename Number>
std::string number_text(Number number) {
  std::array<char, 40> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  return std::string(text.data(), end);
}

// For elements whose type has been looked at. simdjson's value_unsafe() refers into a result that is gone at once.
simdjson::dom::array array_of(const Element& element) {
  simdjson::dom::array array;
  if (element.get(array) != simdjson::SUCCESS) return {};
  return array;
}
simdjson::dom::object object_of(const Element& element) {
  simdjson::dom::object object;
  if (element.get(object) != simdjson::SUCCESS) return {};
  return object;
}
std::string_view string_of(const Element& element) {
  std::string_view text;
  if (element.get(text) != simdjson::SUCCESS) return {};
  return text;
}

/// The text of a value; nothing for null, true, false, lists, and objects without a name.
std::optional<std::string> text_of(const Element& element) {
  switch (element.type()) {
    case Type::STRING:
      return std::string(string_of(element));
    case Type::INT64:
      return number_text(element.get_int64().value_unsafe());
    case Type::UINT64:
      return number_text(element.get_uint64().value_unsafe());
    case Type::DOUBLE:
      return number_text(element.get_double().value_unsafe());
    case Type::OBJECT:
      for (const auto name : value_names) {
        Element inner;
        if (object_of(element).at_key(name).get(inner) != simdjson::SUCCESS) continue;
        if (inner.type() == Type::OBJECT || inner.type() == Type::ARRAY) continue;
        return text_of(inner);
      }
      return {};
    default:
      return {};
  }
}

/// The texts of a list, or of one value as a list of one.
std::vector<std::string> texts_of(const Element& element) {
  std::vector<std::string> texts;
  if (element.type() == Type::ARRAY) {
    for (const auto inner : array_of(element)) {
      if (auto text = text_of(inner)) texts.push_back(std::move(*text));
    }
  } else if (auto text = text_of(element)) {
    texts.push_back(std::move(*text));
  }
  return texts;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == text.npos; }

/// The date in the precision named, if that is coarser than what the value says.
Date coarser(const Date& date, std::string_view precision) {
  struct Row {
    std::string_view name;
    Precision precision;
    std::size_t length;  ///< of the value
  };
  constexpr std::array rows{Row{"decade", Precision::decade, 3}, Row{"year", Precision::year, 4},
                            Row{"month", Precision::month, 7}, Row{"day", Precision::day, 10},
                            Row{"minute", Precision::minute, 16}};
  for (const auto& row : rows) {
    if (row.name != precision || row.precision >= date.precision) continue;
    auto value = date.value.substr(0, row.length);
    if (row.precision == Precision::decade) value += "0s";
    if (row.precision >= Precision::day) value += date.zone;
    if (auto made = parse_date(value, date.origin)) return *made;
  }
  return date;
}

/// What the person wrote, for a message.
std::string shown(const Element& element);

/// Reads the dates of one article out of JSON values.
class DateValues {
 public:
  DateValues(Article& article, std::optional<Date> Article::*field, ArticleDates& dates)
      : article_(article), field_(field), dates_(dates) {}

  /// A text, a number, an object or a list of these; where it is none, a warning says why.
  std::optional<Date> read(const Element& element) {
    switch (element.type()) {
      case Type::STRING:
        return dates_.read(article_, field_, string_of(element), "json");
      case Type::INT64:
      case Type::UINT64: {
        const auto text = text_of(element).value_or("");
        if (text.size() == 4 || text.size() == 8) return dates_.read(article_, field_, text, "json");
        return stamp(element, element.get_double().value());
      }
      case Type::DOUBLE:
        return stamp(element, element.get_double().value_unsafe());
      case Type::OBJECT:
        return object(element);
      case Type::ARRAY:
        for (const auto inner : array_of(element)) {
          if (inner.type() == Type::ARRAY || (inner.type() == Type::STRING && is_blank(string_of(inner)))) continue;
          if (auto date = read(inner)) return date;
        }
        return {};
      default:
        return dropped(element, "it is not text");
    }
  }

 private:
  std::optional<Date> dropped(const Element& element, const std::string& why) {
    article_.warnings.push_back(std::string(name_of(field_)) + " dropped: " + shown(element) + ": " + why);
    return {};
  }

  std::optional<Date> stamp(const Element& element, double number) {
    auto reading = date_of_stamp(number, "json");
    return reading.date ? std::move(reading.date) : dropped(element, reading.why);
  }

  /// {value, precision, origin, zone} as in the article line, {iso}, {"$date": …}.
  std::optional<Date> object(const Element& element) {
    const auto parts = object_of(element);
    for (const std::string_view name : {"value", "iso", "@value", "$date", "$numberLong"}) {
      Element inner;
      if (parts.at_key(name).get(inner) != simdjson::SUCCESS) continue;
      if (name == "$numberLong") {
        double number = 0;
        const auto text = text_of(inner).value_or("");
        if (std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc())
          return stamp(element, number);
        return dropped(element, "an object without value");
      }
      auto date = read(inner);
      if (!date) return {};
      const auto part = [&](std::string_view key) -> std::string_view {
        std::string_view text;
        return parts.at_key(key).get(text) == simdjson::SUCCESS ? text : std::string_view();
      };
      if (const auto origin = clean_line(part("origin")); !origin.empty() && origin.size() <= limit::value_bytes)
        date->origin = origin;
      if (const auto zone = part("zone"); !zone.empty() && date->zone.empty() && date->precision >= Precision::day) {
        if (auto zoned = parse_date(date->value + std::string(zone), date->origin)) date = zoned;
      }
      return coarser(*date, part("precision"));
    }
    return dropped(element, "an object without value");
  }

  Article& article_;
  std::optional<Date> Article::*field_;
  ArticleDates& dates_;
};

std::string shown(const Element& element) {
  if (const auto text = text_of(element)) return quote(*text);
  return quote(simdjson::minify(element));
}

/// All values a pointer leads to: a number goes to that place of a list, anything else into each of its elements.
void follow(const Element& element, const FieldMap::Pointer& pointer, std::size_t at, std::vector<Element>& found) {
  if (at == pointer.size()) {
    if (element.type() != Type::NULL_VALUE) found.push_back(element);
    return;
  }
  const auto& part = pointer[at];
  if (element.type() == Type::OBJECT) {
    Element inner;
    if (object_of(element).at_key(part).get(inner) == simdjson::SUCCESS) follow(inner, pointer, at + 1, found);
  } else if (element.type() == Type::ARRAY) {
    std::size_t index = 0;
    const auto parsed = std::from_chars(part.data(), part.data() + part.size(), index);
    const bool is_index = parsed.ec == std::errc() && parsed.ptr == part.data() + part.size();
    std::size_t i = 0;
    for (const auto inner : array_of(element)) {
      if (is_index && i == index) return follow(inner, pointer, at + 1, found);
      if (!is_index) follow(inner, pointer, part == "*" ? at + 1 : at, found);
      ++i;
    }
  }
}

// ---- Objects

/// Makes the article of an object; one for each stream.
class ArticleMaker {
 public:
  explicit ArticleMaker(const ReadOptions& options) : map_(options.map) {}

  /// Everything but `file` and what clean_article does.
  Article make(const Element& object) {
    gather(object);
    Article article;
    article.id = first_text(Field::id, article);
    article.title = first_text(Field::title, article);
    article.body = body(article);
    article.url = first_text(Field::url, article);
    article.authors = list(Field::authors, article);
    article.tags = list(Field::tags, article);
    article.source = first_text(Field::source, article);
    article.section = first_text(Field::section, article);
    article.lang = first_text(Field::lang, article);
    article.date = date(Field::date, article);  // by the language
    article.updated = date(Field::updated, article);
    article.description = first_text(Field::description, article);
    if (warnings_) {  // of an article line
      for (auto& one : texts_of(*warnings_)) {
        if (article.warnings.size() < most_warnings) article.warnings.push_back(std::move(one));
      }
    }
    return article;
  }

  bool is_unmapped() const { return map_.empty(); }

  /// What the dates of the last article say about the order of day and month.
  ArticleDates& dates() { return dates_; }

  /// Where title and body were looked for.
  std::string looked_for() const {
    std::string text;
    for (const auto field : {Field::title, Field::body}) {
      if (!text.empty()) text += "; ";
      std::string_view separator;
      for (const auto& pointer : map_.pointers(field)) {
        text += separator;
        for (const auto& part : pointer) text += '/' + part;
        separator = ", ";
      }
      if (!map_.pointers(field).empty()) continue;
      for (const auto name : article_fields()[static_cast<std::size_t>(field)].names) {
        text += separator;
        text += name;
        separator = ", ";
      }
    }
    return text;
  }

 private:
  struct Candidates {
    std::array<Element, most_names> values{};  ///< by rank of the name
    std::uint32_t present = 0;                 ///< bits
    std::vector<Element> mapped;
  };

  void gather(const Element& object) {
    for (auto& field : fields_) field.present = 0;
    warnings_.reset();
    for (const auto part : object_of(object)) {
      if (part.value.type() == Type::NULL_VALUE) continue;
      if (part.key == "warnings") warnings_ = part.value;
      const auto name = field_of_key(part.key);
      if (!name) continue;
      auto& field = fields_[static_cast<std::size_t>(name->field)];
      field.values[name->rank] = part.value;
      field.present |= 1U << name->rank;
    }
    if (map_.empty()) return;
    for (const auto& row : article_fields()) {
      const auto& pointers = map_.pointers(row.field);
      if (pointers.empty()) continue;
      auto& field = fields_[static_cast<std::size_t>(row.field)];
      field.present = 0;
      field.mapped.clear();
      for (const auto& pointer : pointers) follow(object, pointer, 0, field.mapped);
    }
  }

  /// Calls `use` with each candidate of the field, best first, until it says that it could use one; with `all_mapped`
  /// with every value that --map leads to, since these belong together. Warns where there were candidates, not blank,
  /// and none could be used.
  template <typename Use>
  void first_usable(Field which, Article& article, const Use& use, bool all_mapped = false) {
    const auto& field = fields_[static_cast<std::size_t>(which)];
    std::string_view unusable;
    const auto& row = article_fields()[static_cast<std::size_t>(which)];
    const auto good = [&](const Element& value, std::string_view name) {
      if (use(value)) return true;
      const bool blank = value.type() == Type::STRING || (value.type() == Type::ARRAY && array_of(value).size() == 0);
      if (!blank && unusable.empty()) unusable = name;
      return false;
    };
    bool used = false;
    for (const auto& value : field.mapped) {
      if ((!used || all_mapped) && good(value, row.name)) used = true;
    }
    if (used) return;
    for (std::size_t rank = 0; rank < row.names.size(); ++rank) {
      if ((field.present >> rank & 1U) != 0 && good(field.values[rank], row.names[rank])) return;
    }
    if (!unusable.empty() && which != Field::date && which != Field::updated) {
      article.warnings.push_back("'" + std::string(unusable) + "' dropped: it is not text, nor an object with a name");
    }
  }

  std::string first_text(Field which, Article& article) {
    std::string text;
    first_usable(which, article, [&](const Element& value) {
      for (auto& one : texts_of(value)) {
        if (is_blank(one)) continue;
        text = std::move(one);
        return true;
      }
      return false;
    });
    return text;
  }

  /// A list of texts is a list of paragraphs.
  std::string body(Article& article) {
    std::string text;
    const auto use = [&](const Element& value) {
      bool some = false;
      for (auto& one : texts_of(value)) {
        if (is_blank(one)) continue;
        some = true;
        if (text.empty()) {
          text = std::move(one);
        } else {
          text += "\n\n" + one;
        }
      }
      return some;
    };
    first_usable(Field::body, article, use, true);
    return text;
  }

  /// A plain string is divided at `;` and nowhere else; the elements of a list are not divided.
  std::vector<std::string> list(Field which, Article& article) {
    std::vector<std::string> values;
    const auto several = fields_[static_cast<std::size_t>(which)].mapped.size() > 1;
    const auto use = [&](const Element& value) {
      const auto had = values.size();
      if (value.type() == Type::STRING && !several) {
        const auto text = string_of(value);
        for (std::size_t begin = 0; begin <= text.size();) {
          const auto end = std::min(text.find(';', begin), text.size());
          if (const auto one = text.substr(begin, end - begin); !is_blank(one)) values.emplace_back(one);
          begin = end + 1;
        }
      } else {
        for (auto& one : texts_of(value)) {
          if (!is_blank(one)) values.push_back(std::move(one));
        }
      }
      return values.size() > had;
    };
    first_usable(which, article, use, true);
    return values;
  }

  std::optional<Date> date(Field which, Article& article) {
    const auto field = which == Field::updated ? &Article::updated : &Article::date;
    std::optional<Date> found;
    first_usable(which, article, [&](const Element& value) {
      if (value.type() == Type::STRING && is_blank(string_of(value))) return false;
      found = DateValues(article, field, dates_).read(value);
      return found.has_value();
    });
    return found;
  }

  ArticleDates dates_;
  FieldMap map_;
  std::array<Candidates, field_count> fields_;
  std::optional<Element> warnings_;
};

// ---- Faults of a line

std::string reason_of(simdjson::error_code error) {
  switch (error) {
    case simdjson::DEPTH_ERROR:
      return "JSON nested deeper than " + std::to_string(limit::json_depth);
    case simdjson::STRING_ERROR:
      return "broken JSON: a string with a wrong escape";
    case simdjson::UNCLOSED_STRING:
      return "broken JSON: a string without end (is the line cut off?)";
    case simdjson::UNESCAPED_CHARS:
      return "broken JSON: a control character inside a string";
    case simdjson::NUMBER_ERROR:
      return "broken JSON: a number that is none";
    case simdjson::T_ATOM_ERROR:
    case simdjson::F_ATOM_ERROR:
    case simdjson::N_ATOM_ERROR:
      return "broken JSON: a word that is not true, false or null";
    case simdjson::UTF8_ERROR:
      return "not UTF-8";
    case simdjson::CAPACITY:
      return "longer than " + print_bytes(limit::record_bytes);
    case simdjson::MEMALLOC:
      return "not enough memory";
    default:
      return "broken JSON: a comma, colon or bracket is missing or too many";
  }
}

/// Escapes of half a UTF-16 pair (`\ud83d` alone, of text cut by a program) made `\ufffd`; gives their number.
std::size_t mend_surrogates(std::string& line) {
  const auto unit_at = [&](std::size_t at) -> int {  // of `\uXXXX`, else -1
    if (at + 6 > line.size() || line[at] != '\\' || line[at + 1] != 'u') return -1;
    int unit = 0;
    const auto parsed = std::from_chars(line.data() + at + 2, line.data() + at + 6, unit, 16);
    return parsed.ptr == line.data() + at + 6 ? unit : -1;
  };
  std::size_t mended = 0;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    if (line[i] != '\\') continue;
    const int unit = unit_at(i);
    const int next = unit_at(i + 6);
    if (unit >= 0xD800 && unit < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
      i += 11;
    } else if (unit >= 0xD800 && unit < 0xE000) {
      line.replace(i, 6, "\\ufffd");
      ++mended;
      i += 5;
    } else {
      ++i;  // whatever is escaped is no beginning of an escape
    }
  }
  return mended;
}

std::string plural(std::uint64_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// Parses lines; mends what can be mended without guessing and says so.
class LineParser {
 public:
  LineParser() { first_error_ = parser_.allocate(std::size_t{64} << 10, limit::json_depth); }

  /// The object of the line, which stands in a padded buffer; else nothing and `*why`.
  std::optional<Element> parse(std::string_view line, std::string* why, std::vector<std::string>* warnings) {
    if (first_error_ != simdjson::SUCCESS) return *why = reason_of(first_error_), std::nullopt;
    Element element;
    auto error = parser_.parse(line.data(), line.size(), false).get(element);
    if (error == simdjson::UTF8_ERROR) {
      std::size_t replaced = 0;
      mended_ = clean_utf8(line, &replaced);
      warnings->push_back("text: " + plural(replaced, "place") + " not UTF-8 replaced by U+FFFD");
      error = parser_.parse(mended_).get(element);
    }
    if (error == simdjson::STRING_ERROR) {
      std::string copy = warnings->empty() ? std::string(line) : mended_;
      if (const auto count = mend_surrogates(copy); count != 0) {
        mended_ = std::move(copy);
        warnings->push_back("text: " + plural(count, "lone surrogate") + " replaced by U+FFFD");
        error = parser_.parse(mended_).get(element);
      }
    }
    if (error != simdjson::SUCCESS) return *why = reason_of(error), std::nullopt;
    if (element.type() != Type::OBJECT) {
      *why = element.type() == Type::ARRAY ? "a list; each line has to be a JSON object" : "not a JSON object";
      return {};
    }
    return element;
  }

 private:
  simdjson::dom::parser parser_;
  simdjson::error_code first_error_ = simdjson::SUCCESS;
  std::string mended_;
};

}  // namespace

struct JsonArticles::State {
  State(const ReadOptions& with, ArticleSink& to) : options(with), maker(with), sink(to) {}

  /// `line` stands in a padded buffer.
  void put(std::string_view line, const std::string& place) {
    std::string why;
    std::vector<std::string> warnings;
    const auto object = parser.parse(line, &why, &warnings);
    if (!object) return sink.reject({Outcome::Kind::rejected, place, {}, std::move(why), {}, {}});
    if (const JsonPart part(*object); maker.is_unmapped()) {
      if (is_ninjs(part)) return put_ninjs(part, place, sink);
      if (is_ghost_post(part)) return put_ghost_post(part, place, sink);
    }
    maker.dates() = ArticleDates();
    Article article = maker.make(*object);
    if (article.body.empty() && put_box(JsonPart(*object), place, options, sink)) return;
    undo_markup(article.body, Markup::tags);
    article.warnings.insert(article.warnings.begin(), warnings.begin(), warnings.end());
    article.file = place;
    clean_article(article);
    if (article.title.empty() && article.body.empty()) {
      const std::string looked = "has neither title nor body (looked for: " + maker.looked_for() + ")";
      return sink.reject({Outcome::Kind::rejected, article.file, article.id, looked, {}, article.warnings});
    }
    maker.dates().tell(sink);
    sink.article(std::move(article));
  }

  const ReadOptions& options;
  LineParser parser;
  ArticleMaker maker;
  ArticleSink& sink;
  std::string padded;
};

JsonArticles::JsonArticles(const ReadOptions& options, ArticleSink& sink)
    : state_(std::make_unique<State>(options, sink)) {}
JsonArticles::~JsonArticles() = default;

void JsonArticles::object(std::string_view text, const std::string& place) {
  state_->padded.assign(text);
  state_->padded.resize(text.size() + simdjson::SIMDJSON_PADDING);
  state_->put(std::string_view(state_->padded).substr(0, text.size()), place);
}

void read_jsonl(const std::string& place, ByteStream& bytes, const ReadOptions& options, ArticleSink& sink) {
  LineReader lines(bytes);
  JsonArticles::State articles(options, sink);
  LineReader::Line line;
  std::uint64_t objects = 0;
  const auto reject = [&](std::string where, std::string reason) {
    sink.reject(Outcome{Outcome::Kind::rejected, std::move(where), {}, std::move(reason), {}, {}});
  };
  while (!sink.stop() && lines.next(line)) {
    if (line.number == 1 && line.text.starts_with("\xEF\xBB\xBF")) line.text.remove_prefix(3);
    if (is_blank(line.text) && !line.too_long) continue;
    ++objects;
    const auto where = place + '#' + std::to_string(line.number);
    if (line.too_long)
      reject(where, "longer than " + print_bytes(limit::record_bytes));
    else
      articles.put(line.text, where);
  }
  if (!bytes.fault().empty()) {
    reject(place, bytes.fault() + "; read up to there: " + plural(objects, "line"));
  } else if (objects == 0 && !sink.stop()) {
    reject(place, "an empty file");
  }
}

}  // namespace broadsheet
