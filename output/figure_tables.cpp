#include "output/figure_tables.hpp"

namespace broadsheet {
namespace {

using Kind = NumberTable::Kind;
using Cell = NumberTable::Cell;

std::uint64_t base_of(const Comparison::Side& side) { return side.found.base ? side.found.base->value : 0; }

void add_rows(const char* kind, const std::vector<Terms::Row>& rows, NumberTable& table) {
  for (const auto& row : rows)
    table.rows.push_back({kind, row.text, row.articles, row.others, row.log_likelihood, row.log_ratio});
}

}  // namespace

NumberTable count_table(const Results& results) {
  NumberTable table{{{"what"}, {"value", NumberTable::Kind::count}, {"relation"}, {"reason"}}, {}};
  const auto add = [&](const char* what, const Count& count) {
    table.rows.push_back({what, count.value, count.relation == Count::Relation::eq ? "eq" : "gte", count.reason});
  };
  add("articles", results.articles);
  add("stories", results.stories);
  add("sources", results.sources);
  return table;
}

NumberTable facet_table(const Facet& facet) {
  NumberTable table{{{"value"}, {"note"}, {"articles", Kind::count}, {"stories", Kind::count}}, {}};
  for (const auto& row : facet.rows) table.rows.push_back({row.value, "", row.articles, row.stories});
  if (facet.without > 0) table.rows.push_back({"", "no " + facet.field, facet.without, nullptr});
  return table;
}

std::vector<ShareRow> share_rows(const Results& results) {
  std::vector<ShareRow> rows;
  if (results.timeline) {
    const Timeline& timeline = *results.timeline;
    for (const auto& bucket : timeline.buckets) rows.push_back({bucket.from, {}, bucket.articles, bucket.base});
    for (const auto& one : timeline.unplaced)
      rows.push_back({one.from, "no " + timeline.unit + " known", one.articles, one.base});
    if (timeline.undated_base > 0) rows.push_back({{}, "no date", timeline.undated, timeline.undated_base});
    return rows;
  }
  for (const auto& facet : results.facets) {
    for (const auto& row : facet.rows) rows.push_back({row.value, {}, row.articles, row.base});
    if (facet.without_base > 0) rows.push_back({{}, "no " + facet.field, facet.without, facet.without_base});
  }
  return rows;
}

NumberTable share_table(const std::vector<ShareRow>& rows, const std::string& by) {
  NumberTable table{{{by}, {"note"}, {"articles", Kind::count}, {"base", Kind::count}, {"share", Kind::share}}, {}};
  for (const auto& row : rows)
    table.rows.push_back({row.label, row.note, row.articles, row.base, share_cell(row.articles, row.base)});
  return table;
}

NumberTable trend_table(const Trend& trend) {
  NumberTable table{{{trend.unit},
                     {"note"},
                     {trend.field},
                     {"series"},
                     {"articles", Kind::count},
                     {"base", Kind::count},
                     {"share", Kind::share}},
                    {}};
  for (std::size_t i = 0; i < trend.rows.size(); ++i)
    for (const auto& series : trend.series) {
      const Tally& cell = series.cells[i];
      table.rows.push_back({trend.rows[i].from, trend.rows[i].note, series.value,
                            series.note.empty() ? "value" : series.note, cell.articles, cell.base,
                            share_cell(cell.articles, cell.base)});
    }
  return table;
}

NumberTable terms_table(const Terms& terms) {
  NumberTable table{{{"kind"},
                     {"text"},
                     {"articles", Kind::count},
                     {"others", Kind::count},
                     {"log_likelihood", Kind::number},
                     {"log_ratio", Kind::number}},
                    {}};
  add_rows("word", terms.words, table);
  add_rows("name", terms.names, table);
  add_rows("tag", terms.tags, table);
  return table;
}

NumberTable comparison_table(const Comparison& comparison) {
  NumberTable table{{{"side"},
                     {"query"},
                     {"articles", Kind::count},
                     {"stories", Kind::count},
                     {"base", Kind::count},
                     {"share", Kind::share},
                     {"ratio", Kind::number},
                     {"low", Kind::number},
                     {"high", Kind::number},
                     {"both", Kind::count}},
                    {}};
  const auto add = [&](const char* name, const Comparison::Side& side) {
    const auto articles = side.found.articles.value, base = base_of(side);
    table.rows.push_back({name, side.found.canonical, articles, side.found.stories.value, base,
                          share_cell(articles, base), nullptr, nullptr, nullptr, comparison.both});
  };
  add("first", comparison.first);
  if (const auto& ratio = comparison.ratio) {
    table.rows[0][6] = ratio->value;
    table.rows[0][7] = ratio->low;
    table.rows[0][8] = ratio->high;
  }
  add("second", comparison.second);
  return table;
}

NumberTable comparison_timeline(const Comparison& comparison) {
  const std::string unit = comparison.first.found.timeline->unit;
  NumberTable table{{{unit}, {"note"}}, {}};
  for (const std::string side : {"first", "second"}) {
    table.columns.push_back({side, Kind::count});
    table.columns.push_back({side + "_base", Kind::count});
    table.columns.push_back({side + "_share", Kind::share});
  }
  const auto row_for = [&](const std::string& from, const std::string& note) -> std::vector<Cell>& {
    for (auto& row : table.rows)
      if (row[0] == Cell(from) && row[1] == Cell(note)) return row;
    return table.rows.emplace_back(std::vector<Cell>{from, note, 0U, 0U, nullptr, 0U, 0U, nullptr});
  };
  const auto add = [&](const Timeline& timeline, std::size_t at) {
    const auto put = [&](const std::string& from, const std::string& note, std::uint64_t articles, std::uint64_t base) {
      auto& row = row_for(from, note);
      row[at] = articles;
      row[at + 1] = base;
      row[at + 2] = share_cell(articles, base);
    };
    for (const auto& bucket : timeline.buckets) put(bucket.from, "", bucket.articles, bucket.base);
    for (const auto& one : timeline.unplaced) put(one.from, "no " + unit + " known", one.articles, one.base);
    if (timeline.undated_base > 0) put("", "no date", timeline.undated, timeline.undated_base);
  };
  add(*comparison.first.found.timeline, 2);
  add(*comparison.second.found.timeline, 5);
  return table;
}

void write_concordance(Concordance& concordance, const TableFormat& format, std::ostream& out) {
  write_row(out, std::vector<std::string>{"id", "date", "source", "in", "left", "match", "right"}, format);
  while (const auto line = concordance.next())
    write_row(out,
              std::vector<std::string>{line->id, line->date ? line->date->value : "", line->source,
                                       line->in_title ? "title" : "body", line->left, line->match, line->right},
              format);
}

}  // namespace broadsheet
