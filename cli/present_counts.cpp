#include <algorithm>

#include "cli/present.hpp"
#include "output/amounts.hpp"
#include "output/number_table.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

constexpr std::size_t bar_columns = 20;

struct CountRow {
  std::string label;  // safe
  std::uint64_t articles;
  std::string stories = {};  // as a column of its own, where one is shown
};

void present_rows(const std::vector<CountRow>& rows, std::uint64_t bar_whole, const Terminal& terminal,
                  std::ostream& out) {
  std::size_t label_width = 0, number_width = 0, stories_width = 0;
  for (const auto& row : rows) {
    label_width = std::max(label_width, columns_of(row.label));
    number_width = std::max(number_width, grouped(row.articles).size());
    stories_width = std::max(stories_width, row.stories.size());
  }
  label_width =
      std::min(label_width, terminal.width > 30 + number_width ? terminal.width - 6 - number_width - bar_columns : 20);
  for (const auto& row : rows) {
    const bool bare = row.stories.empty() && !(terminal.interactive && row.articles > 0);
    out << "  " << padded(row.label, label_width) << "  " << right_aligned(grouped(row.articles), number_width);
    if (stories_width > 0 && !bare) out << "  " << right_aligned(row.stories, stories_width);
    if (terminal.interactive && row.articles > 0)
      out << "  " << bar(static_cast<double>(row.articles), static_cast<double>(bar_whole));
    out << '\n';
  }
}

std::string percent(const ShareRow& row) {
  return row.base == 0 ? "–"
                       : decimals(100.0 * static_cast<double>(row.articles) / static_cast<double>(row.base), 2) + " %";
}

std::vector<ShareRow> without_empty_stretches(const std::vector<ShareRow>& rows) {
  std::vector<ShareRow> out;
  const auto is_empty = [&](std::size_t i) { return rows[i].articles == 0 && rows[i].note.empty(); };
  for (const auto& [first, last] : stretches(rows.size(), is_empty)) {
    out.push_back(rows[first]);
    if (last > first) out.back().label += " to " + rows[last].label;
    for (std::size_t i = first; i < last; ++i) out.back().base += rows[i + 1].base;
  }
  return out;
}

std::string label_of(const ShareRow& row) {
  if (row.note.empty()) return terminal_text(row.label);
  return row.label.empty() ? "(" + row.note + ")" : terminal_text(row.label) + " (" + row.note + ")";
}

std::string counted_stories(std::uint64_t stories) { return grouped(stories) + (stories == 1 ? " story" : " stories"); }

}  // namespace

void present_facet(const Facet& facet, std::uint64_t total, const Terminal& terminal, std::ostream& out, bool stories) {
  std::vector<CountRow> rows;
  for (const auto& row : facet.rows)
    rows.push_back({terminal_text(row.value), row.articles, stories ? counted_stories(row.stories) : ""});
  if (facet.without > 0) rows.push_back({"(no " + facet.field + ")", facet.without});
  present_rows(rows, total, terminal, out);
}

void present_timeline(const Timeline& timeline, std::uint64_t total, const Terminal& terminal, std::ostream& out) {
  std::vector<CountRow> rows;
  std::uint64_t most = 0;
  const auto& buckets = timeline.buckets;
  for (const auto& [first, last] : stretches(buckets.size(), [&](std::size_t i) { return buckets[i].articles == 0; })) {
    const std::string to = last > first ? " to " + terminal_text(buckets[last].from) : "";
    rows.push_back({terminal_text(buckets[first].from) + to, buckets[first].articles});
    most = std::max(most, buckets[first].articles);
  }
  for (const auto& unplaced : timeline.unplaced)
    rows.push_back({terminal_text(unplaced.from) + " (no " + timeline.unit + " known)", unplaced.articles});
  if (timeline.undated > 0) rows.push_back({"(no date)", timeline.undated});
  present_rows(rows, most > 0 ? most : total, terminal, out);
}

void present_shares(const std::vector<ShareRow>& all_rows, const ShareRow& total, const Terminal& terminal,
                    std::ostream& out, bool counts) {
  auto rows = without_empty_stretches(all_rows);
  double highest = 0;
  // Bars are of the share unless asked, so that a month with more news is not a month with more of this.
  const auto height = [&](const ShareRow& row) {
    return static_cast<double>(row.articles) / (counts ? 1 : static_cast<double>(row.base));
  };
  for (const auto& row : rows)
    if (row.base > 0) highest = std::max(highest, height(row));
  rows.push_back(total);
  std::size_t labels = 0, numbers = 8, bases = 4, shares = 5;
  for (const auto& row : rows) {
    labels = std::max(labels, columns_of(label_of(row)));
    numbers = std::max(numbers, grouped(row.articles).size());
    bases = std::max(bases, grouped(row.base).size());
    shares = std::max(shares, columns_of(percent(row)));
  }
  const auto line = [&](const std::string& label, const std::string& number, const std::string& base,
                        const std::string& share) {
    out << "  " << padded(label, labels) << "  " << right_aligned(number, numbers) << "  " << right_aligned(base, bases)
        << "  " << right_aligned(share, shares);
  };
  line({}, "articles", "base", "share");
  out << '\n';
  for (const auto& row : rows) {
    line(label_of(row), grouped(row.articles), grouped(row.base), percent(row));
    if (terminal.interactive && row.base > 0 && row.articles > 0 && &row != &rows.back())
      out << "  " << bar(height(row), highest);
    out << '\n';
  }
}

}  // namespace broadsheet::cli
