#pragma once

#include <broadsheet/results.hpp>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace broadsheet::cli {

/// A chart as one SVG file that stands alone: no script, no font or style from elsewhere, readable without colour and
/// without sight. All text in it goes through svg_text().
struct Chart {
  struct Item {
    std::string label;  ///< of a period or value
    double height = 0;
    std::string shown;           ///< the same as text: `3`, `12.5 %`
    std::string told;            ///< all that is known of it: `3 of 24 articles`
    bool nothing_there = false;  ///< there is nothing that it could be a share of: hatched
  };
  struct Panel {
    std::string label;  ///< of a series; empty where there is one panel
    std::string told;   ///< of it as a whole
    std::vector<Item> items;
  };
  std::string title;
  std::string query;    ///< canonical
  std::string measure;  ///< what the heights are
  std::string source;   ///< archive_line()
  std::vector<Panel> panels;
  std::vector<std::string> notes;  ///< what has no place in it
};

/// Which archive, which state of it, how many articles, exact or not.
std::string archive_line(const Results& found);

/// Columns from left to right, a panel for each series, all panels of one scale.
void draw_columns(const Chart& chart, std::ostream& out);

/// Bars from top to bottom; the first panel.
void draw_bars(const Chart& chart, std::ostream& out);

/// Text by others as text of an XML document: controls as on a terminal, `& < > " '` escaped, what XML has no place
/// for as U+FFFD, and text beyond ASCII isolated, so that its direction ends where it ends.
std::string svg_text(std::string_view text);

}  // namespace broadsheet::cli
