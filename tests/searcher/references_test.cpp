#include <doctest/doctest.h>

#include <broadsheet/reference.hpp>

#include "searcher/person_name.hpp"

using namespace broadsheet;

TEST_CASE("a name is divided where its form tells, else it stands whole") {
  struct Row {
    const char *name, *family, *given, *suffix, *whole;
  };
  for (const Row& row : {Row{"Ana Li", "Li", "Ana", "", ""}, Row{"Li, Ana", "Li", "Ana", "", ""},
                         Row{"Mary Ann Evans", "Evans", "Mary Ann", "", ""},
                         Row{"Ludwig van Beethoven", "van Beethoven", "Ludwig", "", ""},
                         Row{"García Márquez, Gabriel", "García Márquez", "Gabriel", "", ""},
                         Row{"John Low, Jr.", "Low", "John", "Jr.", ""}, Row{"John Low III", "Low", "John", "III", ""},
                         Row{"Madonna", "", "", "", "Madonna"}, Row{"王小明", "", "", "", "王小明"},
                         Row{"Harbour Press", "", "", "", "Harbour Press"}, Row{"Low,", "", "", "", "Low,"},
                         Row{"Low Jr.", "", "", "", "Low Jr."}, Row{"  ", "", "", "", ""}, Row{"", "", "", "", ""}}) {
    CAPTURE(row.name);
    CHECK(divide_name(row.name) == PersonName{row.family, row.given, row.suffix, row.whole});
  }
}

TEST_CASE("a reference gives a date as precisely as it is known") {
  struct Row {
    const char* value;
    Precision precision;
    const char *ris, *bibtex, *csl;
  };
  for (const Row& row :
       {Row{"1920s", Precision::decade, "DA  - ///1920s\n", "year = {1920s}", R"({"literal":"1920s"})"},
        Row{"1963", Precision::year, "DA  - 1963///\n", "date = {1963},\n  year = {1963},\n  langid",
            R"({"date-parts":[[1963]]})"},
        Row{"1963-05", Precision::month, "DA  - 1963/05//\n", "month = may,\n  langid", R"({"date-parts":[[1963,5]]})"},
        Row{"2025-01-27T09:12+01:00", Precision::minute, "DA  - 2025/01/27/\n", "date = {2025-01-27}",
            R"({"date-parts":[[2025,1,27]]})"}}) {
    CAPTURE(row.value);
    Article article;
    article.id = "a";
    article.lang = std::string("en");  // g++ 12 takes a plain "en" for uninitialised here
    article.date = Date{row.value, row.precision, {}, {}, 0, 0};
    CHECK(to_ris(article).find(row.ris) != std::string::npos);
    CHECK(to_bibtex(article).find(row.bibtex) != std::string::npos);
    CHECK(to_csl_json(article).find(row.csl) != std::string::npos);
  }
}

TEST_CASE("what is special to LaTeX is escaped, and braces stay balanced") {
  Article article;
  for (const auto& [title, printed] :
       {std::pair{"50% & $5 #1 a_b ~ ^ \\",
                  R"(50\% \& \$5 \#1 a\_b \textasciitilde{} \textasciicircum{} \textbackslash{})"},
        std::pair{"a {b}", R"(a \{b\})"}, std::pair{"a } {", R"(a \textbraceright{} \textbraceleft{})"},
        std::pair{"one\n  two -- three", "one two -{}- three"}, std::pair{"\u202Eon\u2066e", "one"}}) {
    article.title = title;
    CHECK(to_bibtex(article).find("title = {{" + std::string(printed) + "}},") != std::string::npos);
  }
}

TEST_CASE("different ids have different keys") {
  Article one, other;
  one.id = "a b";
  other.id = "a,b";
  CHECK(to_bibtex(one) != to_bibtex(other));
}
