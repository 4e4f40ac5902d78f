#pragma once

#include <broadsheet/indexer.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/reader.hpp"
#include "indexer/source_file.hpp"

// What the tests of readers share: a sink that keeps all, and a folder for samples.
namespace broadsheet {

struct Reading : ArticleSink {
  std::vector<Article> articles;
  std::vector<Outcome> rejected;
  std::uint64_t bytes = 0;

  void article(Article&& one) override { articles.push_back(std::move(one)); }
  void reject(Outcome&& outcome) override { rejected.push_back(std::move(outcome)); }
  void read_bytes(std::uint64_t count) override { bytes += count; }

  /// `file: reason` of each.
  std::vector<std::string> reasons() const {
    std::vector<std::string> all;
    for (const auto& outcome : rejected) all.push_back(outcome.file + ": " + outcome.reason);
    return all;
  }
};

using ReadFunction = void (*)(const std::string&, ByteStream&, const ReadOptions&, ArticleSink&);

inline Reading read_text(ReadFunction read, std::string_view text, const ReadOptions& options = {}) {
  Reading reading;
  const auto bytes = unpacked_stream(memory_stream(text));
  read("here", *bytes, options, reading);
  return reading;
}

inline Reading read_paths(const std::vector<std::string>& sources, const ReadOptions& options = {}) {
  Reading reading;
  read_into(sources, options, reading);
  return reading;
}

/// A new folder under the system's temporary one; it is left there if an exception passes, else removed.
class SampleFolder {
 public:
  SampleFolder() {
    path_ = std::filesystem::temp_directory_path() / ("broadsheet-test-" + std::to_string(std::random_device{}()));
    std::filesystem::create_directories(path_);
  }
  SampleFolder(const SampleFolder&) = delete;
  SampleFolder& operator=(const SampleFolder&) = delete;
  ~SampleFolder() {
    std::error_code ignored;
    if (std::uncaught_exceptions() == 0) std::filesystem::remove_all(path_, ignored);
  }
  std::string path(std::string_view name = {}) const { return name.empty() ? path_.string() : (path_ / name).string(); }
  std::string add(std::string_view name, std::string_view content) const {
    const auto at = path_ / name;
    std::filesystem::create_directories(at.parent_path());
    std::ofstream(at, std::ios::binary) << content;
    return at.string();
  }

 private:
  std::filesystem::path path_;
};

}  // namespace broadsheet
