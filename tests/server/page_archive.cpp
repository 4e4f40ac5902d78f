#include "server/page_archive.hpp"

#include <broadsheet/article_line.hpp>
#include <broadsheet/indexer.hpp>
#include <fstream>

namespace broadsheet::server {

PageArchive::PageArchive(const std::vector<Article>& articles) {
  const auto path = folder_ / "articles.jsonl";
  std::ofstream lines(path, std::ios::binary);
  for (const auto& article : articles) lines << to_article_line(article) << '\n';
  lines.close();
  index_sources(folder_ / "archive", {path.string()});
  archive_.emplace(folder_ / "archive");
}

SearchRequest PageArchive::request(const Parameters& parameters) const {
  SearchRequest request;
  request.parameters = parameters;
  SearchOptions& options = request.options;
  options.facets = {"tag", "source", "author", "lang"};
  options.timeline = "month";
  options.collapse_stories = true;
  for (const auto& [name, value, repaired] : parameters) {
    QueryOptions& query = options.query;
    if (name == "q") request.text = value;
    if (name == "tag") query.tags.push_back(value);
    if (name == "source") query.sources.push_back(value);
    if (name == "author") query.authors.push_back(value);
    if (name == "lang") query.langs.push_back(value);
    if (name == "since") query.since = value;
    if (name == "until") query.until = value;
    if (name == "limit") options.limit = std::stoul(value);
    if (name == "offset") options.offset = std::stoul(value);
    if (name == "timeline") options.timeline = value;
    if (name == "collapse") options.collapse_stories = value == "story";
    if (name == "sort") options.sort = value == "newest" ? SearchOptions::Sort::newest : SearchOptions::Sort::oldest;
  }
  return request;
}

std::string PageArchive::search(const Parameters& parameters) const {
  const auto asked = request(parameters);
  return search_page(asked, results(asked), context());
}

std::string PageArchive::read(const std::string& id, const Parameters& parameters) const {
  const auto asked = request(parameters);
  return article_page(asked, archive_->show(id, asked.text, asked.options).value(), context());
}

std::string PageArchive::story(const std::string& id) const {
  SearchOptions options;
  options.sort = SearchOptions::Sort::oldest;
  options.passages = 0;
  return story_page(request({}), id, archive_->search("story:\"" + id + '"', options), context());
}

std::string PageArchive::cited(const Parameters& parameters) const {
  const auto asked = request(parameters);
  return cite_page(asked, cite(*archive_, asked.text, asked.options, false), context());
}

namespace {

Date dated(const std::string& value) {
  Date date;
  date.value = value;
  return date;
}

Article town_article(const std::string& id, const std::string& title, const std::string& body,
                     const std::string& date) {
  Article article;
  article.id = id;
  article.title = title;
  article.body = body;
  article.url = "https://valleycourier.example/" + id;
  article.source = "Valley Courier";
  article.lang = "en";
  if (!date.empty()) article.date = dated(date);
  return article;
}

}  // namespace

std::vector<Article> town_articles() {
  std::vector<Article> all;
  const std::string reservoir =
      "The reservoir above Sundale stood at eight per cent on Monday, and the drought entered its twentieth week. "
      "Water restrictions stay until it has risen by a third, the authority said after a long meeting of its board. "
      "Farmers near the river asked for help with fodder before the summer, and the mayor promised an answer in May.";
  all.push_back(town_article("sundale", "Sundale counts the cost of the drought", reservoir, "2025-03-03"));
  all.back().authors = {"Ilse Marwood", "Ravi Sen"};
  all.back().tags = {"Drought", "Water"};
  all.push_back(town_article("sundale-copy", "The cost of the drought in Sundale", reservoir, "2025-03-04"));
  all.back().source = "Northern Wire";
  all.back().tags = {"Drought"};
  all.push_back(town_article(
      "harbour", "A safety rope for the harbour",
      "The harbour office hung a safety rope along the quay.\n\nIn a drought year the steps are long.", "2025-05"));
  all.back().url = "ftp://valleycourier.example/harbour";
  all.push_back(town_article("sauna", "Die Dürre", "Drought steht auf dem Schild; die Sauna bleibt zu.", "2024"));
  all.back().lang = "de";
  all.push_back(town_article("attic", "Found in an attic", "A diary of the great drought, without a year.", ""));
  all.back().url.clear();
  for (int i = 0; i < 12; ++i)
    all.push_back(town_article(
        "rain-" + std::to_string(i), "Rain diary " + std::to_string(i),
        "Entry number " + std::to_string(i * 7919) + " of the rain gauge at lock " + std::to_string(i * 31) + ".",
        i % 2 == 0 ? "2025-06-1" + std::to_string(i % 10) : "1987-02-03"));
  return all;
}

}  // namespace broadsheet::server
