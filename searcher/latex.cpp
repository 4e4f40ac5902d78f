#include "searcher/latex.hpp"

namespace broadsheet {
namespace {

/// True if a character that only turns the direction of the text around it begins there: U+202A to U+202E and U+2066 to
/// U+2069. Such signs have no business in a bibliography.
bool turns_direction(std::string_view rest) {
  if (rest.size() < 3 || rest[0] != '\xE2') return false;
  const auto last = static_cast<unsigned char>(rest[2]);
  return (rest[1] == '\x80' && last >= 0xAA && last <= 0xAE) || (rest[1] == '\x81' && last >= 0xA6 && last <= 0xA9);
}

/// BibTeX counts braces even behind a backslash, so where they are not balanced they are named (which LaTeX knows and
/// not every reader of BibTeX).
bool balanced(std::string_view text) {
  int open = 0;
  for (const char c : text) {
    open += c == '{' ? 1 : c == '}' ? -1 : 0;
    if (open < 0) return false;
  }
  return open == 0;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (turns_direction(text.substr(at))) {
      at += 2;
      continue;
    }
    const char c = text[at];
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : c;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string latex(std::string_view text) {
  const bool braces = balanced(text);
  std::string out;
  for (const char c : one_line(text)) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '{':
        out += braces ? "\\{" : "\\textbraceleft{}";
        break;
      case '}':
        out += braces ? "\\}" : "\\textbraceright{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
        out += {'\\', c};
        break;
      case '-':  // two would become a dash
        out += out.ends_with('-') ? "{}-" : "-";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace broadsheet
