// Figures as JSON: the answer document without its hits, and in it, before `index`,
//
//   trend       timeline, and series {field, rows [{from, note, articles, base, share}],
//               columns [{value, note, articles, base, share, cells [[articles, base], …]}]}; cells as many as rows
//   compare     instead of query and total: queries [{query, total, share, period, timeline}], two; then
//               compare {both, both_base, ratio {value, low, high, confidence, method, half_added}}
//   terms       terms {words, names, tags}, each [{text, articles, others, log_likelihood, log_ratio}]
//   collocates  collocates {span, node, window_words, words, rows [{text, joint, frequency, log_dice, log_likelihood,
//               mutual_information}]}
//   dispersion  dispersion [{by, rows [{part, note, articles, base, observed, expected}], placed, unplaced, dp,
//   dp_norm,
//               juilland_d, range}]
//   silence     silence {field, unit, tested, too_small, without_value, without_period, method,
//               rows [{value, period, articles, base, expected, p, corrected, direction "low"|"high"|"none"}]}
//
// A share is left out where there is no base. `articles` and `base` are integers, the measures are floating.

#include <broadsheet/json.hpp>
#include <nlohmann/json.hpp>

#include "searcher/json_pieces.hpp"

namespace broadsheet {
namespace {

using Json = nlohmann::ordered_json;

/// The document of search without hits, with `name` before `index`.
std::string document(const Results& found, Offsets offsets, const char* name, Json figures) {
  auto whole = Json::parse(to_json(found, offsets));
  Json out;
  for (auto& [key, value] : whole.items()) {
    if (key == "hits" || key == "help" || key == "facets") continue;
    if (key == "index") out[name] = std::move(figures);
    out[key] = std::move(value);
  }
  return json_line(out);
}

Json tally_json(const Tally& tally) {
  Json out = {{"articles", tally.articles}, {"base", tally.base}};
  if (tally.base > 0) out["share"] = static_cast<double>(tally.articles) / static_cast<double>(tally.base);
  return out;
}

/// `name` and `note`, as far as they are there, and the tally.
Json labelled(const char* name, const std::string& label, const std::string& note, const Tally& tally) {
  Json out = Json::object();
  if (!label.empty()) out[name] = label;
  if (!note.empty()) out["note"] = note;
  out.update(tally_json(tally));
  return out;
}

}  // namespace

std::string to_json(const Trend& trend, Offsets offsets) {
  Json rows = Json::array(), columns = Json::array();
  for (const auto& row : trend.rows) rows.push_back(labelled("from", row.from, row.note, row.all));
  for (const auto& series : trend.series) {
    Json column = labelled("value", series.value, series.note, series.all);
    Json cells = Json::array();
    for (const auto& cell : series.cells) cells.push_back({cell.articles, cell.base});
    column["cells"] = std::move(cells);
    columns.push_back(std::move(column));
  }
  return document(trend.found, offsets, "series",
                  {{"field", trend.field}, {"rows", std::move(rows)}, {"columns", std::move(columns)}});
}

std::string to_json(const Comparison& comparison, Offsets offsets) {
  Json out = {{"format", 1}, {"queries", Json::array()}}, last;
  bool partial = false;
  double took_ms = 0;
  for (const auto* side : {&comparison.first, &comparison.second}) {
    last = Json::parse(to_json(side->found, offsets));
    Json one = {{"query", last["query"]}, {"total", last["total"]}};
    const Json share = tally_json({side->found.articles.value, side->found.base ? side->found.base->value : 0});
    if (share.contains("share")) one["share"] = share["share"];
    if (!side->period.empty()) one["period"] = side->period;
    if (last.contains("timeline")) one["timeline"] = last["timeline"];
    out["queries"].push_back(std::move(one));
    partial = partial || side->found.partial;
    took_ms += last["took_ms"].get<double>();
  }
  out["compare"] = {{"both", comparison.both}, {"both_base", comparison.both_base}};
  if (const auto& ratio = comparison.ratio)
    out["compare"]["ratio"] = {{"value", ratio->value},
                               {"low", ratio->low},
                               {"high", ratio->high},
                               {"confidence", 0.95},
                               {"method", "log risk ratio (Katz et al. 1978) with the covariance of shared articles"},
                               {"half_added", ratio->half_added}};
  out["index"] = last["index"];
  out["took_ms"] = took_ms;
  if (partial) out["partial"] = true;
  return json_line(out);
}

std::string to_json(const Terms& terms, Offsets offsets) {
  Json out = Json::object();
  const auto put = [&](const char* kind, const std::vector<Terms::Row>& rows) {
    if (rows.empty()) return;
    Json list = Json::array();
    for (const auto& row : rows)
      list.push_back({{"text", row.text},
                      {"articles", row.articles},
                      {"others", row.others},
                      {"log_likelihood", row.log_likelihood},
                      {"log_ratio", row.log_ratio}});
    out[kind] = std::move(list);
  };
  put("words", terms.words);
  put("names", terms.names);
  put("tags", terms.tags);
  return document(terms.found, offsets, "terms", std::move(out));
}

std::string to_json(const Collocates& collocates, Offsets offsets) {
  Json rows = Json::array();
  for (const auto& row : collocates.rows)
    rows.push_back({{"text", row.text},
                    {"joint", row.joint},
                    {"frequency", row.frequency},
                    {"log_dice", row.log_dice},
                    {"log_likelihood", row.log_likelihood},
                    {"mutual_information", row.mutual_information}});
  return document(collocates.found, offsets, "collocates",
                  {{"span", collocates.span},
                   {"node", collocates.node},
                   {"window_words", collocates.window_words},
                   {"words", collocates.words},
                   {"rows", std::move(rows)}});
}

std::string to_json(const Dispersion& dispersion, Offsets offsets) {
  Json out = Json::array();
  for (const auto& parts : dispersion.parts) {
    Json rows = Json::array();
    const auto share = [](std::uint64_t part, std::uint64_t whole) {
      return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
    };
    for (const auto& row : parts.rows) {
      Json one = labelled("part", row.part, row.note, row.counts);
      one["observed"] = share(row.counts.articles, parts.placed.articles);
      one["expected"] = share(row.counts.base, parts.placed.base);
      rows.push_back(std::move(one));
    }
    out.push_back({{"by", parts.by},
                   {"rows", std::move(rows)},
                   {"placed", tally_json(parts.placed)},
                   {"unplaced", tally_json(parts.unplaced)},
                   {"dp", parts.dp},
                   {"dp_norm", parts.dp_norm},
                   {"juilland_d", parts.juilland_d},
                   {"range", parts.range}});
  }
  return document(dispersion.found, offsets, "dispersion", std::move(out));
}

std::string to_json(const Silence& silence, Offsets offsets) {
  Json rows = Json::array();
  for (const auto& row : silence.rows) {
    Json one = {{"value", row.value}, {"period", row.period}};
    one.update(tally_json(row.counts));
    one["expected"] = row.expected;
    one["p"] = row.p;
    one["corrected"] = row.corrected;
    one["direction"] = row.direction;
    rows.push_back(std::move(one));
  }
  return document(silence.found, offsets, "silence",
                  {{"field", silence.field},
                   {"unit", silence.unit},
                   {"tested", silence.tested},
                   {"too_small", silence.too_small},
                   {"without_value", tally_json(silence.without_value)},
                   {"without_period", tally_json(silence.without_period)},
                   {"method", "binomial test, corrected by Benjamini and Hochberg 1995"},
                   {"rows", std::move(rows)}});
}

}  // namespace broadsheet
