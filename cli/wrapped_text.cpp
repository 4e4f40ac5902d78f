#include "cli/wrapped_text.hpp"

#include <vector>

#include "output/character_width.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

constexpr std::string_view bold_on = "\x1b[1m", mark_on = "\x1b[1;31m", all_off = "\x1b[0m";

// What stays together on a line.
struct Piece {
  std::string text;
  std::size_t width = 0;
  bool after_blank = false;
};

bool is_blank(char32_t code) { return code == ' ' || code == '\t' || code == '\n' || code == '\r'; }

bool may_break(const Glyph& before, const Glyph& after) {
  return (breaks_freely(before.code) || breaks_freely(after.code)) && after.width > 0 && !ends_no_line(before.code) &&
         !begins_no_line(after.code);
}

class PieceMaker {
 public:
  PieceMaker(const MarkedText& text, const Layout& layout) : text_(text), layout_(layout) {}

  std::vector<Piece> pieces() && {
    const Glyph* before = nullptr;
    const auto all = glyphs(text_.text);
    for (const auto& glyph : all) {
      if (marked_ && text_.spans[span_].end <= glyph.begin) end_mark();
      while (!marked_ && span_ < text_.spans.size() && text_.spans[span_].end <= glyph.begin) ++span_;  // blanks only
      if (is_blank(glyph.code)) {
        end_piece();
        piece_.after_blank = true;
        before = nullptr;
        continue;
      }
      if (before && may_break(*before, glyph)) end_piece();
      if (!marked_ && span_ < text_.spans.size() && text_.spans[span_].begin <= glyph.begin) begin_mark();
      piece_.text += glyph.printed(text_.text);
      piece_.width += glyph.width;
      before = &glyph;
    }
    if (marked_) end_mark();
    end_piece();
    return std::move(pieces_);
  }

 private:
  void begin_mark() {
    marked_ = true;
    put(mark_on, "[");
  }

  void end_mark() {
    marked_ = false;
    ++span_;
    put(all_off, "]");
    if (layout_.color && layout_.bold) piece_.text += bold_on;
  }

  void put(std::string_view colored, std::string_view plain) {
    piece_.text += layout_.color ? colored : plain;
    if (!layout_.color) piece_.width += plain.size();
  }

  // A mark that ends just before a blank closes the piece before it, so that `]` never begins a line.
  void end_piece() {
    if (piece_.text.empty()) return;
    pieces_.push_back(std::move(piece_));
    piece_ = {};
  }

  const MarkedText& text_;
  const Layout& layout_;
  std::vector<Piece> pieces_;
  Piece piece_;
  std::size_t span_ = 0;
  bool marked_ = false;
};

}  // namespace

std::string wrapped(const MarkedText& text, const Layout& layout) {
  std::string lines = layout.first_indent;
  if (layout.color && layout.bold) lines += bold_on;
  std::size_t column = layout.first_indent.size();
  bool line_begins = true;
  for (const auto& piece : PieceMaker(text, layout).pieces()) {
    const std::size_t blank = piece.after_blank && !line_begins ? 1 : 0;
    if (!line_begins && column + blank + piece.width > layout.width) {
      lines += '\n' + layout.indent;
      column = layout.indent.size();
    } else {
      lines.append(blank, ' ');
      column += blank;
    }
    lines += piece.text;
    column += piece.width;
    line_begins = false;
  }
  if (layout.color && layout.bold) lines += all_off;
  return lines + '\n';
}

std::string wrapped(std::string_view text, const Layout& layout) {
  return wrapped(MarkedText{std::string(text), {}}, layout);
}

}  // namespace broadsheet::cli
