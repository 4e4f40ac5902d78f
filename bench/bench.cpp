// Named workloads over one archive: broadsheet_bench CORPUS.jsonl QUERIES.tsv OUT.json [THREADS=1] [MAX_DOCS]
// [MEMORY_MB=512]
//
// CORPUS may be an archive that is there: then nothing is indexed. Otherwise
// indexes the corpus (its first MAX_DOCS lines) afresh, then runs every query single-threaded and warm, and writes one
// line of JSON: docs, stories, index_wall_s, index_cpu_s, peak_rss_mb, index_bytes, one_article_ms (processor time to
// load one article more, the median of nine) and, for each class of queries, n, p50_us, p95_us, mean_us, mean_hits.
// QUERIES.tsv has the columns class, words, tag, from, to (dates YYYY-MM-DD).
//
//   term_* and3 or3 or7 phrase*  ten hits and the exact total, without passages, as `search --passages 0`
//   filter, newest               the same with a tag and dates; newest first
//   collapse                     the queries of page with one hit a story, as `search --collapse story`
//   page                         or3 with passages for all ten hits, the exact total, facets of tags and months

#include <sys/resource.h>

#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/indexer.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

rusage used() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

double cpu_seconds() {
  const rusage usage = used();
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

struct Query {
  std::string name, words, tag, since, until;
};

std::vector<Query> read_queries(const char* path) {
  std::vector<Query> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    std::istringstream columns(line);
    Query query;
    for (auto* column : {&query.name, &query.words, &query.tag, &query.since, &query.until})
      std::getline(columns, *column, '\t');
    out.push_back(query);
    if (query.name != "page") continue;
    out.push_back(query);
    out.back().name = "collapse";
  }
  return out;
}

std::string any_of(const std::string& words) {
  std::string out;
  std::istringstream in(words);
  for (std::string word; in >> word;) out.append(out.empty() ? "" : " OR ").append(word);
  return out;
}

/// The query text and options of a class.
std::pair<std::string, broadsheet::SearchOptions> prepare(const Query& query) {
  broadsheet::SearchOptions options;
  options.relaxed = false;
  options.passages = 0;
  if (!query.tag.empty()) options.query.tags = {query.tag};
  options.query.since = query.since;
  options.query.until = query.until;
  std::string text = any_of(query.words);
  if (query.name == "and3") text = query.words;
  if (query.name.starts_with("phrase")) text = '"' + query.words + '"';
  if (query.name == "newest") options.sort = broadsheet::SearchOptions::Sort::newest;
  if (query.name == "page" || query.name == "collapse") {
    options.collapse_stories = query.name == "collapse";
    options.passages = 1;
    options.passage_bytes = 200;
    options.facets = {"tag"};
    options.timeline = "month";
  }
  return {text, options};
}

/// Loads one new article after another, of words that no other has.
double one_article_ms(const std::filesystem::path& folder) {
  std::vector<double> times;
  for (int load = 0; load < 9; ++load) {
    nlohmann::json article = {{"id", "one-" + std::to_string(load)}, {"title", "One more"}, {"source", "Bench"}};
    std::string body;
    for (int word = 0; word < 300; ++word) body += "w" + std::to_string(load) + "x" + std::to_string(word) + ' ';
    article["body"] = body;
    std::ofstream(folder / "one.jsonl") << article.dump() << '\n';
    const double cpu = cpu_seconds();
    broadsheet::index_sources(folder / "archive", {(folder / "one.jsonl").string()});
    times.push_back((cpu_seconds() - cpu) * 1e3);
  }
  std::ranges::nth_element(times, times.begin() + 4);
  return times[4];
}

std::filesystem::path first_lines(const std::filesystem::path& corpus, std::size_t lines,
                                  const std::filesystem::path& folder) {
  if (lines == SIZE_MAX) return corpus;
  const auto path = folder / "corpus.jsonl";
  std::ifstream in(corpus);
  std::ofstream out(path);
  std::string line;
  for (std::size_t i = 0; i < lines && std::getline(in, line); ++i) out << line << '\n';
  return path;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "broadsheet_bench CORPUS.jsonl QUERIES.tsv OUT.json [THREADS=1] [MAX_DOCS] [MEMORY_MB=512]\n";
    return 2;
  }
  const auto folder = std::filesystem::temp_directory_path() / "broadsheet_bench";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto corpus = first_lines(argv[1], argc > 5 ? std::stoul(argv[5]) : SIZE_MAX, folder);

  broadsheet::IndexOptions index;
  index.jobs = argc > 4 ? static_cast<unsigned>(std::stoul(argv[4])) : 1;
  if (argc > 6) index.memory_bytes = std::stoul(argv[6]) << 20;
  const auto start = Clock::now();
  const double cpu = cpu_seconds();
  const bool is_there = std::filesystem::is_directory(corpus);
  const auto path = is_there ? corpus : folder / "archive";
  if (!is_there) broadsheet::index_sources(path, {corpus.string()}, index);
  nlohmann::ordered_json out = {{"system", "broadsheet"},
                                {"docs", 0},
                                {"index_wall_s", seconds_since(start)},
                                {"index_cpu_s", cpu_seconds() - cpu},
                                {"peak_rss_mb", used().ru_maxrss / 1024}};
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path))
    if (entry.is_regular_file()) bytes += entry.file_size();
  out["index_bytes"] = bytes;

  const broadsheet::Archive archive(path);
  out["docs"] = archive.info().documents;
  out["parts"] = archive.stats().parts.size();
  std::map<std::string, std::vector<double>> micros;
  std::map<std::string, double> hits;
  for (int pass = 0; pass < 2; ++pass) {
    for (const auto& query : read_queries(argv[2])) {
      const auto [text, options] = prepare(query);
      const auto from = Clock::now();
      const auto results = archive.search(text, options);
      const double took = seconds_since(from) * 1e6;
      if (pass == 0) continue;
      micros[query.name].push_back(took);
      hits[query.name] += static_cast<double>(results.articles.value);
    }
  }
  for (auto& [name, times] : micros) {
    std::ranges::sort(times);
    double sum = 0;
    for (const auto time : times) sum += time;
    const auto n = times.size();
    out["classes"][name] = {{"n", n},
                            {"p50_us", times[n / 2]},
                            {"p95_us", times[n * 95 / 100]},
                            {"mean_us", sum / static_cast<double>(n)},
                            {"mean_hits", hits[name] / static_cast<double>(n)}};
  }
  out["stories"] = archive.search("*").stories.value;
  if (!is_there) out["one_article_ms"] = one_article_ms(folder);
  std::ofstream(argv[3]) << out.dump() << '\n';
  std::filesystem::remove_all(folder);
}
