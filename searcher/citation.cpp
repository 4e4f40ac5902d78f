#include <algorithm>
#include <broadsheet/citation.hpp>
#include <broadsheet/error.hpp>
#include <broadsheet/json.hpp>
#include <broadsheet/upkeep.hpp>
#include <iterator>
#include <nlohmann/json.hpp>

#include "archive/clock.hpp"
#include "archive/hash.hpp"
#include "searcher/answered.hpp"
#include "searcher/json_pieces.hpp"
#include "searcher/latex.hpp"

namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;
using Found = std::pair<std::string, std::string>;  ///< id and content

std::vector<Found> articles_of(const Run& run, const std::vector<Part>& parts) {
  std::vector<Found> articles;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Tables& tables = parts[i].tables();
    run.answers()[i].found.each(
        [&](std::uint32_t article) { articles.emplace_back(tables.id(article), hex128(tables.content(article))); });
  }
  std::ranges::sort(articles);
  return articles;
}

std::string hash_of(const std::vector<Found>& articles) {
  std::string lines;
  for (const auto& [id, content] : articles) lines += id + '\t' + content + '\n';
  return hex128(hash128(lines));
}

std::string counted(const Count& count, const std::string& one, const std::string& many) {
  const std::string number = std::to_string(count.value) + ' ' + (count.value == 1 ? one : many);
  return (count.relation == Count::Relation::eq ? "" : "at least ") + number;
}

std::string day_of(const std::string& instant) { return instant.substr(0, instant.find('T')); }

std::string title_of(const Citation& citation) { return "Search of a news archive: " + citation.canonical; }

Count read_count(const Json& json) {
  Count count;
  count.value = json.at("value").get<std::uint64_t>();
  if (json.at("relation") == "gte") count.relation = Count::Relation::gte;
  count.reason = json.value("reason", "");
  return count;
}

Json totals_json(const Citation& citation) {
  return {{"articles", count_json(citation.articles)},
          {"stories", count_json(citation.stories)},
          {"sources", count_json(citation.sources)}};
}

/// Ids of `left` that are not in `right`, whatever they say.
std::vector<std::string> ids_without(const std::vector<Found>& left, const std::vector<Found>& right) {
  std::vector<std::string> out;
  for (const auto& article : left) {
    const auto at = std::ranges::lower_bound(right, article.first, {}, &Found::first);
    if (at == right.end() || at->first != article.first) out.push_back(article.first);
  }
  return out;
}

}  // namespace

Citation cite(const Archive& archive, std::string_view query, const SearchOptions& options, bool list) {
  const auto& state = archive.state();
  SearchOptions counting = options;
  counting.sort = SearchOptions::Sort::newest;  // no scores
  const Answered answered(state, query, counting);
  const Results& results = answered.results;
  auto articles = articles_of(answered.run, state.snapshot.parts());

  Citation citation;
  citation.input = results.query.input;
  citation.canonical = results.canonical;
  citation.query_hash = results.query_hash;
  citation.max_expansions = options.max_expansions;
  citation.articles = results.articles;
  citation.stories = results.stories;
  citation.sources = results.sources;
  citation.index = results.index;
  const auto program = versions().front();
  citation.program = program.first + ' ' + program.second;
  citation.cited = now_utc(options.query.now);
  citation.result_hash = hash_of(articles);
  if (list) citation.result = std::move(articles);
  return citation;
}

std::string to_text(const Citation& citation) {
  const ArchiveInfo& index = citation.index;
  return "Query: " + citation.canonical + " — found " + counted(citation.articles, "article", "articles") + " (" +
         counted(citation.stories, "story", "stories") + ", " + counted(citation.sources, "source", "sources") +
         ") on " + day_of(citation.cited) + " in archive " + index.uuid + ", revision " +
         std::to_string(index.revision) + " of " + index.built + ", " + std::to_string(index.documents) +
         " articles; " + citation.program + ", analyzer " + index.analyzer + ", ICU " + index.icu + "; query " +
         citation.query_hash + ", result " + citation.result_hash + ".";
}

std::string to_bibtex(const Citation& citation) {
  BibtexFields fields;
  fields.add_verbatim("title", '{' + latex(title_of(citation)) + '}');
  fields.add("howpublished",
             "Archive " + citation.index.uuid + ", revision " + std::to_string(citation.index.revision));
  fields.add("year", citation.cited.substr(0, 4));
  fields.add("urldate", day_of(citation.cited));
  fields.add("note", to_text(citation));
  return "@misc{broadsheet:" + citation.query_hash + ":" + citation.result_hash.substr(0, 8) + ",\n" + fields.text +
         "}\n\n";
}

std::string to_csl_json(const Citation& citation) {
  Json date = Json::array();
  const std::string day = day_of(citation.cited);
  for (const std::size_t at : {0U, 5U, 8U}) date.push_back(std::stoi(day.substr(at, at == 0 ? 4 : 2)));
  return json_line(
      {{"id", "broadsheet:" + citation.query_hash + ":" + citation.result_hash.substr(0, 8)},
       {"type", "dataset"},
       {"title", title_of(citation)},
       {"version", "archive " + citation.index.uuid + ", revision " + std::to_string(citation.index.revision)},
       {"accessed", {{"date-parts", Json::array({date})}}},
       {"note", to_text(citation)}});
}

std::string to_json(const Citation& citation) {
  Json result = {{"hash", citation.result_hash}};
  if (!citation.result.empty()) {
    Json articles = Json::array();
    for (const auto& [id, content] : citation.result) articles.push_back({id, content});
    result["articles"] = std::move(articles);
  }
  return json_line({{"format", 1},
                    {"text", to_text(citation)},
                    {"query",
                     {{"input", citation.input},
                      {"canonical", citation.canonical},
                      {"hash", citation.query_hash},
                      {"max_expansions", citation.max_expansions}}},
                    {"total", totals_json(citation)},
                    {"result", std::move(result)},
                    {"index", index_json(citation.index)},
                    {"program", citation.program},
                    {"cited", citation.cited}});
}

Citation read_citation(std::string_view text, const std::string& name) {
  try {
    const Json json = Json::parse(text);
    Citation citation;
    const Json& query = json.at("query");
    citation.input = query.at("input");
    citation.canonical = query.at("canonical");
    citation.query_hash = query.at("hash");
    citation.max_expansions = query.at("max_expansions");
    const Json& total = json.at("total");
    citation.articles = read_count(total.at("articles"));
    citation.stories = read_count(total.at("stories"));
    citation.sources = read_count(total.at("sources"));
    const Json& index = json.at("index");
    citation.index = {index.at("uuid"),     index.at("revision"), index.at("documents"),      index.at("built"),
                      index.at("analyzer"), index.at("icu"),      index.value("synonyms", "")};
    citation.program = json.at("program");
    citation.cited = json.at("cited");
    const Json& result = json.at("result");
    citation.result_hash = result.at("hash");
    for (const auto& article : result.value("articles", Json::array()))
      citation.result.emplace_back(article.at(0), article.at(1));
    std::ranges::sort(citation.result);
    return citation;
  } catch (const Json::exception&) {
    throw Error(ErrorKind::source,
                "'" + name + "' is no citation; make one with 'broadsheet cite QUERY --format json'");
  }
}

Verification verify(const Archive& archive, const Citation& citation) {
  Verification out;
  SearchOptions same;
  same.max_expansions = citation.max_expansions;
  out.now = cite(archive, citation.canonical, same, true);
  out.same_archive = out.now.index.uuid == citation.index.uuid;
  out.same_result = out.now.result_hash == citation.result_hash;
  out.listed = !citation.result.empty() || citation.articles.value == 0;
  if (!out.listed) return out;
  out.came = ids_without(out.now.result, citation.result);
  out.went = ids_without(citation.result, out.now.result);
  std::vector<Found> other;
  std::ranges::set_difference(out.now.result, citation.result, std::back_inserter(other));
  for (const auto& article : other)
    if (!std::ranges::binary_search(out.came, article.first)) out.changed.push_back(article.first);
  return out;
}

std::string to_json(const Verification& verification, const Citation& citation) {
  const auto side = [](const Citation& one) {
    return Json{{"total", totals_json(one)},
                {"result", one.result_hash},
                {"index", index_json(one.index)},
                {"program", one.program},
                {"at", one.cited}};
  };
  Json out = {{"format", 1},
              {"verdict", !verification.same_archive ? "another archive"
                          : verification.same_result ? "same"
                                                     : "changed"},
              {"same_result", verification.same_result},
              {"query", citation.canonical},
              {"cited", side(citation)},
              {"now", side(verification.now)}};
  if (!verification.came.empty()) out["came"] = verification.came;
  if (!verification.went.empty()) out["went"] = verification.went;
  if (!verification.changed.empty()) out["changed"] = verification.changed;
  return json_line(out);
}

}  // namespace broadsheet
