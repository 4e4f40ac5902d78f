#include "cli/svg_chart.hpp"

#include <algorithm>
#include <cmath>

#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

// Pixels. Without a font at hand a column of a terminal is taken to be this wide, which most letters are not.
constexpr double width = 800, margin = 16, line_height = 18, column_width = 7, axis_width = 64;
constexpr std::size_t line_columns = 104;

std::string number(double value) {
  std::string text = decimals(value, 2);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

/// At most so many columns of a terminal, with an ellipsis where something is left out.
std::string clipped(std::string_view text, std::size_t columns) {
  std::size_t used = 0, end = 0;
  for (const auto& glyph : glyphs(text)) {
    if (used + glyph.width > columns) return std::string(text.substr(0, end)) + "…";
    used += glyph.width;
    end = glyph.end();
  }
  return std::string(text);
}

std::string element(const std::string& name, const std::string& attributes, const std::string& inside) {
  return "<" + name + (attributes.empty() ? "" : " " + attributes) + ">" + inside + "</" + name + ">\n";
}

std::string at(double x, double y) { return "x=\"" + number(x) + "\" y=\"" + number(y) + "\""; }

std::string text(double x, double y, std::string_view shown, const std::string& more = {}) {
  return element("text", at(x, y) + (more.empty() ? "" : " " + more), svg_text(shown));
}

constexpr const char* full = "#1a3d5c";
constexpr const char* hatched = "url(#hatched)";
constexpr const char* hatching =
    "<defs><pattern id=\"hatched\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
    "<path d=\"M0 6L6 0\" stroke=\"#aaa\"/></pattern></defs>\n";

/// A mark of the chart with what is told of it, which browsers show and screen readers read.
std::string mark(double x, double y, double wide, double high, const std::string& safe_title, const char* fill = full) {
  return "<rect " + at(x, y) + " width=\"" + number(wide) + "\" height=\"" + number(high) + "\" fill=\"" + fill +
         "\">" + "<title>" + safe_title + "</title></rect>\n";
}

std::string rule(double x1, double y1, double x2, double y2) {
  return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) + "\" y2=\"" + number(y2) +
         "\" stroke=\"#767676\"/>\n";
}

/// Safe. Label and numbers are texts of their own, so that a label from right to left does not take them along.
std::string told(const std::string& label, const std::string& numbers) {
  return svg_text(label) + ": " + svg_text(numbers);
}

/// All that the chart shows, in words. Safe.
std::string description(const Chart& chart) {
  std::string all = told("Query", chart.query) + ". " + svg_text(chart.measure) + ".";
  for (const auto& panel : chart.panels) {
    if (!panel.label.empty()) all += " " + told(panel.label, panel.told) + ".";
    for (const auto& item : panel.items) all += " " + told(item.label, item.told) + ";";
  }
  for (const auto& note : chart.notes) all += " " + svg_text(note) + ".";
  return all + " " + svg_text(chart.source);
}

/// What stands around the drawing, which is `height` high.
void frame(const Chart& chart, double height, const std::string& drawing, std::ostream& out) {
  const double top = margin + 3 * line_height + 12;
  const double whole = top + height + line_height * static_cast<double>(chart.notes.size() + 1) + margin;
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << number(width) << "\" height=\"" << number(whole)
      << "\" viewBox=\"0 0 " << number(width) << ' ' << number(whole)
      << "\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#111\">\n";
  out << element("title", "id=\"title\"", svg_text(chart.title));
  out << element("desc", "id=\"desc\"", description(chart)) << hatching;
  out << "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
  out << text(margin, margin + line_height, clipped(chart.title, line_columns - 20),
              "font-size=\"16\" font-weight=\"bold\"");
  out << text(margin, margin + 2 * line_height, "query: " + clipped(chart.query, line_columns));
  out << text(margin, margin + 3 * line_height, chart.measure);
  out << "<g transform=\"translate(0 " << number(top) << ")\">\n" << drawing << "</g>\n";
  double y = top + height;
  for (const auto& note : chart.notes) out << text(margin, y += line_height, clipped(note, line_columns));
  out << text(margin, y + line_height, clipped(chart.source, line_columns + 10), "font-size=\"11\" fill=\"#444\"");
  out << "</svg>\n";
}

double greatest(const Chart& chart, std::string* shown) {
  double most = 0;
  for (const auto& panel : chart.panels)
    for (const auto& item : panel.items)
      if (item.height > most) {
        most = item.height;
        *shown = item.shown;
      }
  return most;
}

std::string panel_of_columns(const Chart::Panel& panel, double most, const std::string& most_shown, double high,
                             double top) {
  const double left = margin + axis_width, plot = width - margin - left, bottom = top + high;
  const auto count = static_cast<double>(std::max<std::size_t>(1, panel.items.size()));
  const double step = std::min(plot / count, 60.0);
  std::string out;
  if (!panel.label.empty())
    out += element("text", at(left, top - 18) + " font-weight=\"bold\"", told(clipped(panel.label, 50), panel.told));
  out += rule(left, bottom, left + plot, bottom) + rule(left, top, left + plot, top);
  out += text(left - 6, top + 4, most_shown, "text-anchor=\"end\"") +
         text(left - 6, bottom + 4, "0", "text-anchor=\"end\"");
  std::size_t widest = 1;
  const auto highest = std::ranges::max_element(panel.items, {}, &Chart::Item::height);
  for (const auto& item : panel.items)
    if (!item.nothing_there) widest = std::max({widest, columns_of(terminal_text(item.label)), item.shown.size()});
  const auto each = static_cast<std::size_t>(std::ceil((static_cast<double>(widest) + 1) * column_width / step));
  for (std::size_t i = 0; i < panel.items.size(); ++i) {
    const auto& item = panel.items[i];
    const double x = left + step * static_cast<double>(i), tall = most > 0 ? high * item.height / most : 0;
    out += item.nothing_there ? mark(x, top, step, high, told(item.label, item.told), hatched)
                              : mark(x + step * 0.1, bottom - tall, step * 0.8, tall, told(item.label, item.told));
    const double center = x + step / 2, half = static_cast<double>(widest) * column_width / 2;
    const std::string middle = "text-anchor=\"middle\"";
    if (i % each == 0 && center + half <= width) out += text(center, bottom + 16, item.label, middle);
    // Where they have room, all values stand above their columns; else the greatest, and all are in the titles.
    if (item.height > 0 && (each == 1 || &item == &*highest))
      out += text(std::min(center, width - half), bottom - tall - 4, item.shown, middle + " font-size=\"11\"");
  }
  return out;
}

}  // namespace

std::string svg_text(std::string_view by_others) {
  std::string out;
  bool ascii = true;
  const std::string safe = terminal_text(by_others);
  for (std::size_t i = 0; i < safe.size(); ++i) {
    const char c = safe[i];
    ascii = ascii && static_cast<unsigned char>(c) < 128;
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else if (const auto three = std::string_view(safe).substr(i, 3); three == "\uFFFE" || three == "\uFFFF")
      out += "\uFFFD", i += 2;
    else
      out += c;
  }
  return ascii ? out : "\u2068" + out + "\u2069";
}

std::string archive_line(const Results& found) {
  const bool exact = found.articles.relation == Count::Relation::eq;
  return "archive " + found.index.uuid + ", revision " + std::to_string(found.index.revision) + " (" +
         found.index.built + "), " + grouped(found.index.documents) + " articles; counts " +
         (exact ? "exact" : "are at least these: " + reason_text(found.articles.reason));
}

void draw_columns(const Chart& chart, std::ostream& out) {
  std::string most_shown = "0";
  const double most = greatest(chart, &most_shown);
  const bool several = chart.panels.size() > 1;
  const double high = several ? 90 : 220, above = several ? 40 : 24, below = 26;
  std::string drawing;
  double top = 0;
  for (const auto& panel : chart.panels) {
    drawing += panel_of_columns(panel, most, most_shown, high, top + above);
    top += above + high + below;
  }
  frame(chart, top, drawing, out);
}

void draw_bars(const Chart& chart, std::ostream& out) {
  std::string most_shown;
  const double most = greatest(chart, &most_shown);
  const std::vector<Chart::Item> none;
  const auto& items = chart.panels.empty() ? none : chart.panels.front().items;
  const double row = 22, left = 250, room = width - margin - left - 90;
  std::string drawing;
  double y = 8;
  for (const auto& item : items) {
    const double wide = most > 0 ? room * item.height / most : 0;
    drawing += text(left - 8, y + 15, clipped(item.label, 27), "text-anchor=\"end\"");
    drawing += mark(left, y + 3, wide, row - 6, told(item.label, item.told));
    drawing += text(left + wide + 6, y + 15, item.shown);
    y += row;
  }
  frame(chart, y + 4, drawing, out);
}

}  // namespace broadsheet::cli
