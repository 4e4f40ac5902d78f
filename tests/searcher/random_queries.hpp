#pragma once

// What tests with random queries share: an archive with its articles as the oracle reads them, and how much to ask.

#include <doctest/doctest.h>

#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/indexer.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "oracle/oracle.hpp"
#include "temporary_folder.hpp"

namespace broadsheet {

inline std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

inline std::uint64_t seed() {
  const std::string given = environment("BROADSHEET_SEED");
  return given.empty() ? 1 : std::stoull(given);
}

/// How many random queries to ask, where 500 is what the usual tests ask in all.
inline std::size_t queries(std::size_t usual) {
  const std::string given = environment("BROADSHEET_QUERIES");
  return given.empty() ? usual : std::max<std::size_t>(std::stoull(given) * usual / 500, 1);
}

inline std::string sample_articles() { return std::string(BROADSHEET_SOURCE_DIR) + "/data/sample.jsonl"; }

/// The folder with lang/ and news/; empty, with a message, where there is none.
inline std::filesystem::path real_articles() {
  const std::string data = environment("BROADSHEET_DATA");
  if (data.empty() || !std::filesystem::is_directory(std::filesystem::path(data) / "lang")) {
    MESSAGE("skipped: BROADSHEET_DATA names no folder with lang/ and news/");
    return {};
  }
  return data;
}

/// The first lines of a file, so that the oracle's slow reading ends.
inline std::filesystem::path beginning_of(const std::filesystem::path& file, std::size_t lines,
                                          const TemporaryFolder& folder) {
  std::ifstream in(file);
  const auto path = folder / file.filename().string();
  std::ofstream out(path);
  std::string line;
  for (std::size_t i = 0; i < lines && std::getline(in, line); ++i) out << line << '\n';
  return path;
}

/// Every article, on the day of the random queries.
inline SearchOptions all_articles() {
  SearchOptions options;
  options.limit = SearchOptions::no_limit;
  options.relaxed = false;
  options.query.now = oracle::now_of_queries;
  options.query.tz = "UTC";
  return options;
}

inline oracle::Document to_document(const Article& article) {
  return {article.id,     article.title,   article.body, article.url,     article.date ? article.date->value : "",
          article.source, article.section, article.lang, article.authors, article.tags};
}

/// An archive and what stands in it; of a large one each `every`-th article only, since words cut take much memory.
struct Corpus {
  TemporaryFolder folder;
  IndexSummary summary;
  std::vector<oracle::ReadDocument> documents;
  std::optional<Archive> archive;

  explicit Corpus(const std::vector<std::string>& sources, std::uint64_t commit_articles = 100'000,
                  std::size_t every = 1) {
    IndexOptions options;
    options.commit_articles = commit_articles;
    summary = index_sources(folder / "archive", sources, options);
    REQUIRE(summary.articles > 0);
    archive.emplace(folder / "archive");
    const auto ids = archive->ids("*", all_articles());
    CHECK(ids.size() == summary.articles);
    for (std::size_t i = 0; i < ids.size(); i += every)
      documents.push_back(oracle::read(to_document(archive->show(ids[i])->article)));
  }
};

}  // namespace broadsheet
