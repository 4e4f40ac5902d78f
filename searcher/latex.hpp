#pragma once

#include <string>
#include <string_view>

namespace broadsheet {

/// Text for a bibliography: any white space is one blank, none at the ends, and no signs that only turn the direction
/// of what follows.
std::string one_line(std::string_view text);

/// The same for LaTeX: what is special to it is escaped. Braces stay balanced, as BibTeX needs them.
std::string latex(std::string_view text);

/// Fields of a BibTeX entry, those without a value left out.
class BibtexFields {
 public:
  /// The value in braces, as it stands.
  void add_verbatim(std::string_view name, const std::string& value) {
    if (!value.empty()) text += "  " + std::string(name) + " = {" + value + "},\n";
  }
  void add(std::string_view name, std::string_view value) { add_verbatim(name, latex(value)); }
  std::string text;
};

}  // namespace broadsheet
