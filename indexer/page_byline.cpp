#include "indexer/page_byline.hpp"

#include <algorithm>

#include "archive/calendar.hpp"
#include "indexer/page_line.hpp"

namespace broadsheet::page {

std::string_view trim(std::string_view text, std::string_view blanks) {
  const auto begin = text.find_first_not_of(blanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool take_prefix(std::string_view& text, std::initializer_list<std::string_view> prefixes) {
  for (const auto prefix : prefixes) {
    if (text.size() < prefix.size() || lower(text.substr(0, prefix.size())) != prefix) continue;
    const auto rest = text.substr(prefix.size());
    if (!rest.empty() && rest.front() != ' ' && rest.front() != ':') continue;
    text = trim(rest);
    return true;
  }
  return false;
}

std::vector<std::string_view> split(std::string_view text, std::initializer_list<std::string_view> separators) {
  std::vector<std::string_view> parts;
  for (;;) {
    std::size_t best = text.npos, length = 0;
    for (const auto separator : separators) {
      const auto at = text.find(separator);
      if (at < best) {
        best = at;
        length = separator.size();
      }
    }
    parts.push_back(text.substr(0, best));
    if (best == text.npos) return parts;
    text.remove_prefix(best + length);
  }
}

namespace {

std::optional<Date> date_in(std::string_view text, Precision least) {
  const bool has_digit = text.find_first_of("0123456789") != text.npos;
  if (!has_digit || text.size() > 80) return {};
  // `00:01, Tue, Nov 19, 2019`: the time first.
  std::string turned;
  if (const auto comma = text.find(','); comma <= 5 && text.find(':') < comma && comma + 1 < text.size()) {
    turned = std::string(trim(text.substr(comma + 1))) + ' ' + std::string(text.substr(0, comma));
    text = turned;
  }
  if (auto date = parse_date(text, "text")) return date->precision >= least ? date : std::nullopt;
  // `9:12 a.m. ET`: a zone that is no offset; the day is printed all the same.
  const auto blank = text.find_last_of(' ');
  if (blank == text.npos) return {};
  const auto last = text.substr(blank + 1);
  const bool letters = last.size() >= 2 && last.size() <= 4 &&
                       std::all_of(last.begin(), last.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!letters) return {};
  auto date = parse_date(text.substr(0, blank), "text");
  return date && date->precision >= least ? date : std::nullopt;
}

bool is_reading_time(std::string_view text) {
  const auto small = lower(text);
  return count_words(text) <= 5 && small.find_first_of("0123456789") != small.npos &&
         (small.find("min") != small.npos) &&
         (small.find("read") != small.npos || small.ends_with("min") || small.ends_with("minutes"));
}

}  // namespace

bool is_name(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 80 || text.find_first_of("0123456789?!|/\"“”()[]") != text.npos) return false;
  const auto words = split(text, {" "});
  if (words.size() > 5) return false;
  bool capital = false;
  for (const auto word : words) {
    if (word.empty()) return false;
    const auto small = lower(word);
    const bool particle = small == "de" || small == "da" || small == "del" || small == "della" || small == "di" ||
                          small == "van" || small == "von" || small == "der" || small == "den" || small == "la" ||
                          small == "le" || small == "bin" || small == "ibn" || small == "al" || small == "el" ||
                          small == "dos" || small == "du" || small == "ten" || small == "ter" || small == "y" ||
                          small == "of" || small == "the";
    if (!particle && begins_small(word)) return false;
    if (!particle) capital = true;
  }
  return capital && !is_navigation(text);
}

namespace {

bool is_role(std::string_view text) {
  const auto small = lower(text);
  for (const std::string_view role : {"editor", "reporter", "correspondent", "writer", "columnist", "contributor",
                                      "special to", "journalist", "redaktion", "staff at"}) {
    if (small.find(role) != small.npos) return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  for (const auto part : split(text, {", and ", ", ", " and ", " & ", " und ", " et ", " y ", " e "})) {
    const auto name = trim(part, " \t,;:.");
    if (name.empty()) continue;
    if (!names.empty() && is_role(name)) continue;
    if (!is_name(name)) return {};
    names.emplace_back(name);
  }
  return names;
}

Meta read_meta(std::string_view line) {
  Meta meta;
  if (line.empty() || line.size() > 200) return meta;
  bool other = false;
  for (const auto piece : split(line, {" | ", " · ", " • ", " — ", " – ", "|", "·", "•"})) {
    auto text = trim(piece, " \t,;:/");
    if (text.empty() || is_reading_time(text)) {
      meta.any = meta.any || !text.empty();
      continue;
    }
    const bool updated = take_prefix(text, {"last updated on", "last updated", "updated on", "updated", "modified",
                                            "aktualisiert", "mis à jour le"});
    const bool prefixed =
        updated || take_prefix(text, {"first published on", "first published", "published on", "published", "posted on",
                                      "posted", "publication date", "date", "publié le", "veröffentlicht am",
                                      "veröffentlicht", "publiziert am", "publicado el"});
    // A date and a by-line: `January 27, 2025 by Ana Li`.
    for (const std::string_view by : {" by ", " von ", " par ", " por "}) {
      const auto at = text.find(by);
      if (at == text.npos) continue;
      auto date = date_in(trim(text.substr(0, at)), Precision::day);
      auto names = names_in(text.substr(at + by.size()));
      if (!date || names.empty()) continue;
      (updated ? meta.updated : meta.date) = std::move(date);
      meta.authors = std::move(names);
      text = {};
      break;
    }
    if (text.empty()) {
      meta.any = true;
      continue;
    }
    if (auto date = date_in(text, prefixed ? Precision::month : Precision::day)) {
      (updated ? meta.updated : meta.date) = std::move(date);
      meta.any = true;
      continue;
    }
    // A headline may begin with `By` too; then what follows are no names.
    if (take_prefix(text, {"written by", "story by", "reported by", "words by", "text by", "posted by", "by", "von",
                           "par", "por", "door", "author", "authors"})) {
      auto names = text;
      for (auto comma = text.find_first_of(","); comma != text.npos; comma = text.find(',', comma + 1)) {
        if (auto date = date_in(trim(text.substr(comma + 1)), Precision::day)) {
          meta.date = std::move(date);
          names = text.substr(0, comma);
          break;
        }
      }
      if (auto found = names_in(names); !found.empty()) {
        meta.authors.insert(meta.authors.end(), found.begin(), found.end());
        meta.any = true;
        continue;
      }
    }
    other = true;
  }
  if (other && !meta.date && !meta.updated) return {};
  if (other && count_words(line) > 12) return {};
  return meta;
}

bool is_written_by(std::string_view text) {
  const auto label = lower(bare(text));
  return label == "written by" || label == "by" || label == "author" || label == "posted by";
}

}  // namespace broadsheet::page
