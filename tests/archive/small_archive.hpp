#pragma once

#include <broadsheet/archive.hpp>
#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>
#include <broadsheet/indexer.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "archive/durable_file.hpp"
#include "archive/hash.hpp"
#include "archive/stub.hpp"

// Articles and archives that tests make for themselves. The same seed gives the same text on every machine.
namespace broadsheet {

/// Numbers that look random and are the same everywhere.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed * 2 + 1) {}
  /// 0 to most − 1
  std::uint64_t below(std::uint64_t most) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return (state_ >> 33) % most;
  }

 private:
  std::uint64_t state_;
};

/// Article number `number`: about 60 words of a Zipf-like vocabulary in several languages, all fields filled.
inline Article small_article(unsigned number, unsigned version = 0) {
  static const std::vector<std::string> words = {
      "the",     "ban",    "chip",   "exports", "of",       "minister", "said",       "on",
      "Monday",  "AT&T",   "e-mail", "1,000",   "U.S.",     "Élysée",   "l'Oréal",    "restrict",
      "limited", "trade",  "war",    "safety",  "research", "senator",  "COVID-19",   "boys'",
      "C++",     "#metoo", "$100",   "3.5%",    "Häuser",   "москва",   "東京タワー", "北京大学",
      "ไทย",     "KBS가",  "naïve",  "Malmö",   "drought",  "harvest",  "election",   "river"};
  Numbers random(number * 1000ULL + version);
  Article article;
  article.id = "a-" + std::to_string(number);
  article.lang = std::vector<std::string>{"en", "de", "fr", "en-GB", "sv"}[number % 5];
  article.title = "Headline " + std::to_string(number) + (version ? " version" + std::to_string(version) : "");
  for (std::uint64_t i = 0, count = 40 + random.below(40); i < count; ++i) {
    const auto first = random.below(words.size()), second = random.below(words.size());
    article.body += words[std::min(first, second)];
    article.body += i % 13 == 12 ? ".\n\n" : i % 7 == 6 ? ", " : " ";
  }
  article.body +=
      "token" + std::to_string(number % 97) + " only" + std::to_string(number) + "v" + std::to_string(version);
  article.tags = {"tag " + std::to_string(number % 7), "news"};
  article.authors = {"Ana Li", "Bo Chen-" + std::to_string(number % 11)};
  article.source = "Paper " + std::to_string(number % 3);
  article.section = "Section " + std::to_string(number % 4);
  article.url = "https://www.example.com/news/" + std::to_string(number);
  return article;
}

inline std::vector<Article> small_articles(unsigned first, unsigned count, unsigned version = 0) {
  std::vector<Article> out;
  for (unsigned i = first; i < first + count; ++i) out.push_back(small_article(i, version));
  return out;
}

/// Writes a file of JSON lines and gives its name, for index_sources.
inline std::string write_lines(const std::filesystem::path& path, const std::vector<Article>& articles) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  for (const auto& article : articles) {
    std::string line = to_article_line(article);
    // The day is one of 2025 for most, given as a plain string.
    const unsigned number = article.id.starts_with("a-") ? static_cast<unsigned>(std::stoul(article.id.substr(2))) : 0;
    const unsigned month = number % 12 + 1, day = number % 28 + 1;
    if (number % 10 != 9)
      line.insert(line.size() - 1,
                  ",\"date\":\"2025-" + std::string(month < 10 ? "0" : "") + std::to_string(month) +
                      (number % 10 == 8 ? "" : std::string(day < 10 ? "-0" : "-") + std::to_string(day)) + "\"");
    out << line << '\n';
  }
  return path.string();
}

inline void write_text(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}
inline std::string read_text(const std::filesystem::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

/// Writes the seal of a part again, for the files that are there now, and the stub with it.
inline void reseal(const std::filesystem::path& part) {
  Seal seal = parse_seal(read_text(part / "seal"), "seal");
  seal.files.clear();
  std::map<std::string, FileHash> files;
  for (const auto& entry : std::filesystem::directory_iterator(part)) {
    const auto name = entry.path().filename().string();
    if (name != "seal" && name != "flintlock") files[name] = hash_file(entry.path());
  }
  for (const auto& [name, hash] : files) seal.files.push_back({name, hash.bytes, hash.xxh3});
  write_text(part / "seal", print_seal(seal));
  Stamp stamp = read_stub(part.parent_path());
  for (auto& named : stamp.parts)
    if (part_name(named.number) == part.filename()) named.seal = hex128(hash128(print_seal(seal)));
  write_text(part.parent_path() / "XAPIANDB", print_stub(stamp));
}

/// The folders of the parts that the stub names.
inline std::vector<std::filesystem::path> part_folders(const std::filesystem::path& archive) {
  std::vector<std::filesystem::path> out;
  for (const auto& named : read_stub(archive).parts) out.push_back(archive / part_name(named.number));
  return out;
}

/// The message of the Error that `act` throws; nothing if it throws none.
inline std::optional<std::string> error_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

inline std::vector<std::string> all_ids(const Archive& archive, std::string_view query = "*") {
  SearchOptions options;
  options.limit = SearchOptions::no_limit;
  return archive.ids(query, options);
}

/// All that some questions find, as one text: two archives that give the same text hold the same.
inline std::string answers(const std::filesystem::path& folder, bool with_scores = true) {
  const Archive archive(folder);
  std::ostringstream out;
  out.precision(17);
  for (const char* query : {"*",
                            "ban",
                            "trade war",
                            "\"trade war\"",
                            "e-mail",
                            "AT&T",
                            "elysee",
                            "\"chip exports\" OR drought",
                            "京タ",
                            "北京",
                            "ไทย",
                            "KBS",
                            "title:headline",
                            "restr*",
                            "tag:news -tag:\"tag 3\"",
                            "author:chen-4",
                            "lang:en",
                            "source:\"paper 1\"",
                            "date:2025-03",
                            "date:2025-01-01..2025-06-30",
                            "words:>60",
                            "has:date",
                            "id:a-17",
                            "only5v0",
                            "version1",
                            "U.S.",
                            "$100",
                            "C++",
                            "safety minister -river",
                            "site:example.com",
                            "nowherefound"}) {
    SearchOptions options;
    options.limit = SearchOptions::no_limit;
    options.facets = {"tag", "author", "source", "section", "lang"};
    options.timeline = "month";
    const auto found = archive.search(query, options);
    out << query << ": " << found.articles.value << ' ' << found.sources.value << '\n';
    for (const auto& hit : found.hits) {
      out << "  " << hit.article.id;
      if (with_scores) out << ' ' << hit.score;
      for (const auto& span : hit.title.spans) out << " t" << span.begin << '-' << span.end;
      for (const auto& passage : hit.passages) {
        out << " p" << passage.start;
        for (const auto& span : passage.spans) out << ' ' << span.begin << '-' << span.end;
      }
      out << '\n';
    }
    for (const auto& facet : found.facets)
      for (const auto& row : facet.rows) out << "  " << facet.field << ' ' << row.value << ' ' << row.articles << '\n';
    if (found.timeline)
      for (const auto& bucket : found.timeline->buckets) out << "  " << bucket.from << ' ' << bucket.articles << '\n';
  }
  return out.str();
}

/// The first line in which two long texts differ, for messages.
inline std::string first_difference(const std::string& one, const std::string& other) {
  std::istringstream a(one), b(other);
  for (std::string left, right;;) {
    const bool more_a = static_cast<bool>(std::getline(a, left)), more_b = static_cast<bool>(std::getline(b, right));
    if (!more_a && !more_b) return {};
    if (!more_a) left = "(end)";
    if (!more_b) right = "(end)";
    if (left != right) return "'" + left + "' and '" + right + "'";
  }
}

}  // namespace broadsheet
