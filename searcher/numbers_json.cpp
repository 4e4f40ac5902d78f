// Figures as JSON: the answer document without its hits, and in it, before `index`,
//
//   trend       timeline, and series {field, rows [{from, note, articles, base, share}],
//               columns [{value, note, articles, base, share, cells [[articles, base], …]}]}; cells as many as rows
//   compare     query and total are of the first; compare {sides [{query, total, period}], both, both_base,
//               ratio {value, low, high, confidence, method, half_added}, note}
//   terms       terms {words, names, tags}, each [{text, articles, others, log_likelihood, log_ratio}]
//   collocates  collocates {node, window_words, words, rows [{text, joint, frequency, log_dice, log_likelihood,
//               mutual_information}]}
//   dispersion  dispersion [{by, rows [{part, note, articles, base, observed, expected}], placed, unplaced, dp, dp_norm,
//               juilland_d, range}]
//   silence     silence {field, unit, tested, too_small, without_value, without_period, method,
//               rows [{value, period, articles, base, expected, p, corrected, direction "low"|"high"}]}
//
// A share is left out where there is no base. `articles` and `base` are integers, the measures are floating.

#include <broadsheet/json.hpp>
#include <nlohmann/json.hpp>

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
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
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

}  // namespace broadsheet
