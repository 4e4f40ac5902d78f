#include <algorithm>

#include "cli/amounts.hpp"
#include "cli/present.hpp"
#include "cli/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

constexpr std::size_t bar_columns = 20;

std::string bar(std::uint64_t part, std::uint64_t whole) {
  std::string drawn;
  const std::size_t eighths = whole == 0 ? 0 : static_cast<std::size_t>(part * bar_columns * 8 / whole);
  for (std::size_t i = 0; i < eighths / 8; ++i) drawn += "█";
  static constexpr const char* partial[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  return drawn + (eighths == 0 && part > 0 ? "▏" : partial[eighths % 8]);
}

struct CountRow {
  std::string label;  // safe
  std::uint64_t articles;
};

void present_rows(const std::vector<CountRow>& rows, std::uint64_t bar_whole, const Terminal& terminal,
                  std::ostream& out) {
  std::size_t label_width = 0, number_width = 0;
  for (const auto& row : rows) {
    label_width = std::max(label_width, columns_of(row.label));
    number_width = std::max(number_width, grouped(row.articles).size());
  }
  label_width =
      std::min(label_width, terminal.width > 30 + number_width ? terminal.width - 6 - number_width - bar_columns : 20);
  for (const auto& row : rows) {
    out << "  " << padded(row.label, label_width) << "  " << right_aligned(grouped(row.articles), number_width);
    if (terminal.interactive && row.articles > 0) out << "  " << bar(row.articles, bar_whole);
    out << '\n';
  }
}

std::string percent(const ShareRow& row) {
  return row.base == 0 ? "–"
                       : decimals(100.0 * static_cast<double>(row.articles) / static_cast<double>(row.base), 2) + " %";
}

/// More than two rows in which nothing was found are one.
std::vector<ShareRow> without_empty_stretches(const std::vector<ShareRow>& rows) {
  std::vector<ShareRow> out;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::size_t last = i;
    const auto is_empty = [](const ShareRow& row) { return row.articles == 0 && row.note.empty(); };
    while (is_empty(rows[i]) && last + 1 < rows.size() && is_empty(rows[last + 1])) ++last;
    if (last < i + 2) last = i;
    out.push_back(rows[i]);
    if (last > i) out.back().label += " to " + rows[last].label;
    for (; i < last; ++i) out.back().base += rows[i + 1].base;
  }
  return out;
}

std::string label_of(const ShareRow& row) {
  if (row.note.empty()) return terminal_text(row.label);
  return row.label.empty() ? "(" + row.note + ")" : terminal_text(row.label) + " (" + row.note + ")";
}

}  // namespace

void present_facet(const Facet& facet, std::uint64_t total, const Terminal& terminal, std::ostream& out) {
  std::vector<CountRow> rows;
  for (const auto& row : facet.rows) rows.push_back({terminal_text(row.value), row.articles});
  if (facet.without > 0) rows.push_back({"(no " + facet.field + ")", facet.without});
  present_rows(rows, total, terminal, out);
}

void present_timeline(const Timeline& timeline, std::uint64_t total, const Terminal& terminal, std::ostream& out) {
  std::vector<CountRow> rows;
  std::uint64_t most = 0;
  const auto& buckets = timeline.buckets;
  for (std::size_t i = 0; i < buckets.size(); ++i) {
    std::size_t last = i;  // of empty periods side by side; more than two are one row
    while (buckets[i].articles == 0 && last + 1 < buckets.size() && buckets[last + 1].articles == 0) ++last;
    if (last < i + 2) last = i;
    const std::string to = last > i ? " to " + terminal_text(buckets[last].from) : "";
    rows.push_back({terminal_text(buckets[i].from) + to, buckets[i].articles});
    most = std::max(most, buckets[i].articles);
    i = last;
  }
  for (const auto& unplaced : timeline.unplaced)
    rows.push_back({terminal_text(unplaced.from) + " (no " + timeline.unit + " known)", unplaced.articles});
  if (timeline.undated > 0) rows.push_back({"(no date)", timeline.undated});
  present_rows(rows, most > 0 ? most : total, terminal, out);
}

std::string share_text(const ShareRow& row) {
  return row.base == 0 ? std::string() : decimals(static_cast<double>(row.articles) / static_cast<double>(row.base), 6);
}

void present_shares(const std::vector<ShareRow>& all_rows, const ShareRow& total, const Terminal& terminal,
                    std::ostream& out) {
  auto rows = without_empty_stretches(all_rows);
  double highest = 0;
  for (const auto& row : rows)
    if (row.base > 0) highest = std::max(highest, static_cast<double>(row.articles) / static_cast<double>(row.base));
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
    // Bars are of the share, so that a month with more news is not a month with more of this.
    if (terminal.interactive && row.base > 0 && row.articles > 0 && &row != &rows.back())
      out << "  "
          << bar(static_cast<std::uint64_t>(1e6 * static_cast<double>(row.articles) / static_cast<double>(row.base)),
                 static_cast<std::uint64_t>(1e6 * highest));
    out << '\n';
  }
}

}  // namespace broadsheet::cli
