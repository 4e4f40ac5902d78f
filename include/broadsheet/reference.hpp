#pragma once

#include <broadsheet/article.hpp>
#include <string>

namespace broadsheet {

/// An article as reference managers take it, one entry with a line break at its end. A date is given as precisely as
/// it is known and no more; an author's name is divided into family and given name where its form tells, else it
/// stands whole. Line breaks inside a value become blanks.

/// RIS, type NEWS.
std::string to_ris(const Article& article);

/// BibTeX, @article where there is a publication, else @misc; readable as BibLaTeX. Everything that is special to LaTeX
/// is escaped; the key is made of the id, and different ids have different keys.
std::string to_bibtex(const Article& article);

/// An item of CSL-JSON 1.0, type article-newspaper: one object, no line break.
std::string to_csl_json(const Article& article);

}  // namespace broadsheet
