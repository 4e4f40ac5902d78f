#pragma once

#include <broadsheet/concordance.hpp>
#include <broadsheet/numbers.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "output/number_table.hpp"

// Each figure as rows and columns, what programs and spreadsheets read.
namespace broadsheet {

/// A count beside what it is a share of. `note` says why a row has no place of its own: `no date`.
struct ShareRow {
  std::string label;
  std::string note;
  std::uint64_t articles = 0;
  std::uint64_t base = 0;
};
/// All that facets or a timeline with shares count, in one list: its sums are the totals (of periods; an article may
/// have several tags).
std::vector<ShareRow> share_rows(const Results& results);

NumberTable count_table(const Results& results);
NumberTable facet_table(const Facet& facet);
NumberTable share_table(const std::vector<ShareRow>& rows, const std::string& by);
/// One row for each period and value.
NumberTable trend_table(const Trend& trend);
NumberTable terms_table(const Terms& terms);
NumberTable comparison_table(const Comparison& comparison);
/// Both timelines side by side, by what each row is called.
NumberTable comparison_timeline(const Comparison& comparison);

/// The lines of a concordance that are left, as a table.
void write_concordance(Concordance& concordance, const TableFormat& format, std::ostream& out);

}  // namespace broadsheet
