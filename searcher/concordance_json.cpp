#include <broadsheet/concordance.hpp>
#include <broadsheet/json.hpp>
#include <nlohmann/json.hpp>

#include "searcher/json_pieces.hpp"

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

}  // namespace

std::string to_json(const ConcordanceLine& line) { return json_line(line_json(line)); }

std::string to_json(Concordance& concordance, const ConcordanceOptions& options) {
  const Json answer = Json::parse(to_json(concordance.answer()));
  Json out = {{"format", 1}, {"query", answer["query"]}};
  out["total"] = {{"articles", answer["total"]["articles"]}, {"lines", count_json(concordance.lines())}};
  if (options.sample > 0) out["sample"] = {{"lines", options.sample}, {"seed", options.seed}};
  Json all = Json::array();
  while (const auto line = concordance.next()) all.push_back(line_json(*line));
  out["lines"] = std::move(all);
  out["index"] = answer["index"];
  return json_line(out);
}

}  // namespace broadsheet
