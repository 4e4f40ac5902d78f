#include <broadsheet/concordance.hpp>
#include <broadsheet/json.hpp>
#include <nlohmann/json.hpp>

namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;

Json line_json(const ConcordanceLine& line) {
  Json out = {{"id", line.id}};
  if (!line.source.empty()) out["source"] = line.source;
  if (line.date) out["date"] = line.date->value;
  out["in"] = line.in_title ? "title" : "body";
  out["start"] = line.start;
  out["left"] = line.left;
  out["match"] = line.match;
  out["right"] = line.right;
  return out;
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string to_json(const ConcordanceLine& line) { return dump(line_json(line)); }

std::string to_json(Concordance& concordance, const ConcordanceOptions& options) {
  const Json answer = Json::parse(to_json(concordance.answer()));
  Json out = {{"format", 1}, {"query", answer["query"]}};
  const Count lines = concordance.lines();
  Json count = {{"value", lines.value}, {"relation", lines.relation == Count::Relation::eq ? "eq" : "gte"}};
  if (!lines.reason.empty()) count["reason"] = lines.reason;
  out["total"] = {{"articles", answer["total"]["articles"]}, {"lines", std::move(count)}};
  if (options.sample > 0) out["sample"] = {{"lines", options.sample}, {"seed", options.seed}};
  Json all = Json::array();
  while (const auto line = concordance.next()) all.push_back(line_json(*line));
  out["lines"] = std::move(all);
  out["index"] = answer["index"];
  return dump(out);
}

}  // namespace broadsheet
