// The oracle is trusted because it passes the rows of section 9 that use only what it knows. It has no parser: each
// query is written as a tree.

#include "oracle.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ostream>

namespace broadsheet::oracle {
namespace {

using Texts = std::vector<std::string>;

// --- queries, written short ---

Expr w(std::string typed) {
  return text_expr(words_of(typed, "").size() == 1 ? Kind::word : Kind::chunk, std::move(typed));
}

Expr exact(std::string typed) { return text_expr(Kind::exact, std::move(typed)); }

Expr all(std::vector<Expr> sides) { return operation(Kind::and_, std::move(sides)); }

Expr any(std::vector<Expr> sides) { return operation(Kind::or_, std::move(sides)); }

Expr no(Expr expr) { return operation(Kind::not_, {std::move(expr)}); }

Expr in_title(Expr expr) { return operation(Kind::title, {std::move(expr)}); }

Expr in_body(Expr expr) { return operation(Kind::body, {std::move(expr)}); }

std::chrono::sys_days day(int year, unsigned month, unsigned day_of_month) {
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month),
                                     std::chrono::day(day_of_month));
}

Expr year(int number) { return dated(day(number, 1, 1), day(number, 12, 31)); }

// --- articles, written short ---

Document body(std::string text, std::string lang = "en") {
  Document document;
  document.body = std::move(text);
  document.lang = std::move(lang);
  return document;
}

Document title_and_body(std::string title, std::string text) {
  Document document = body(std::move(text));
  document.title = std::move(title);
  return document;
}

Document with(std::string Document::*field, std::string value) {
  Document document = body("x");
  document.*field = std::move(value);
  return document;
}

Document with(Texts Document::*field, Texts values) {
  Document document = body("x");
  document.*field = std::move(values);
  return document;
}

// --- rows ---

struct Row {
  Expr query;
  Document document;
  bool matches;
  Texts marked;
};

Texts marked_texts(const Verdict& verdict, const Document& document) {
  Texts texts;
  for (const auto& [begin, end] : verdict.title_marks) texts.push_back(document.title.substr(begin, end - begin));
  for (const auto& [begin, end] : verdict.body_marks) texts.push_back(document.body.substr(begin, end - begin));
  return texts;
}

std::string list(const Texts& texts) {
  std::string line;
  for (const std::string& text : texts) line += (line.empty() ? "" : "; ") + text;
  return line;
}

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(to_text(row.query));
    CAPTURE(row.document.body);
    const Verdict verdict = judge(row.query, row.document);
    CHECK(verdict.matches == row.matches);
    CHECK(list(marked_texts(verdict, row.document)) == list(row.marked));
  }
}

}  // namespace

TEST_CASE("a bare word is found inflected, in any case, with or without accents") {
  const Expr three = all({w("DeepSeek"), w("safety"), w("restrictions")});
  check({
      {three,
       title_and_body("Officials weigh a safety restriction", "DeepSeek faces limits."),
       true,
       {"safety", "restriction", "DeepSeek"}},
      {three, body("DeepSeek and its safety"), false, {}},
      {w("restriction"),
       body("RESTRICTIONS, restricted, restrictive"),
       true,
       {"RESTRICTIONS", "restricted", "restrictive"}},
      {w("elysee"), body("À l’Élysée, hier"), true, {"l’Élysée"}},
      {w("Élysée"), body("the Elysee palace"), true, {"Elysee"}},
      {w("ano"), body("un año", "es"), false, {}},
      {w("ano"), body("un año", "en"), true, {"año"}},
      {w("año"), body("un año", "es"), true, {"año"}},
      {w("Malmo"), body("i Malmö", "sv"), false, {}},
      {w("Häuser"), body("das Haus", "de"), true, {"Haus"}},
      {w("иод"), body("йод", "ru"), false, {}},
      {w("Kenya"), body("Kenya’s president"), true, {"Kenya’s"}},
      {w("boys"), body("the boys' school"), true, {"boys"}},
      {w("1000"), body("1,000 tons"), true, {"1,000"}},
      {w("ＤｅｅｐＳｅｅｋ"), body("DeepSeek"), true, {"DeepSeek"}},
      {w("🔥"), body("on 🔥 today"), false, {}},
      {all({w("either"), w("or")}), body("either/or"), true, {"either/or"}},
      {all({w("what"), w("is"), w("DeepSeek?")}), body("What is DeepSeek now"), true, {"What", "is", "DeepSeek"}},
  });
}

TEST_CASE("an exact word is not inflected, and has an accent only if one is typed") {
  check({
      {phrase({"restriction"}), body("restrictions and one restriction"), true, {"restriction"}},
      {exact("restriction"), body("only restrictions"), false, {}},
      {phrase({"élysée"}), body("the Elysee palace"), false, {}},
      {phrase({"elysee"}), body("the Élysée palace"), true, {"Élysée"}},
      {phrase({"élysée"}), body("devant l'Élysée", "fr"), true, {"l'Élysée"}},
      {phrase({"Kenya"}), body("Kenya's plan"), true, {"Kenya's"}},
      {phrase({"Kenya's"}), body("the Kenya plan"), false, {}},
      {phrase({"O'Brien"}), body("Mr. O’Brien said"), true, {"O’Brien"}},
      {phrase({"U.S."}), body("US troops"), false, {}},
  });
}

TEST_CASE("initials meet initials and words in capitals") {
  check({
      {w("U.S."), body("the U.S. Senate"), true, {"U.S"}},
      {w("U.S."), body("US troops"), true, {"US"}},
      {w("U.S."), body("tell us more"), false, {}},
      {w("US"), body("the U.S. Senate told us"), true, {"U.S", "us"}},
      {w("Ph.D."), body("his Ph.D. thesis"), true, {"Ph.D"}},
  });
}

TEST_CASE("a chunk is a phrase, and two words with a hyphen are also one") {
  check({
      {w("Amazon"), body("Amazon.com said"), true, {"Amazon"}},
      {all({w("the"), w("restrictions")}), body("restrictions.The ban"), true, {"restrictions.The"}},
      {w("example.com"), body("see www.example.com/a"), true, {"example.com"}},
      {w("ana@example.com"), body("Write to ana@example.com today"), true, {"ana@example.com"}},
      {w("https://example.com/news"), body("at https://example.com/news/1"), true, {"https://example.com/news"}},
      {w("foo:bar"), body("the foo bar"), true, {"foo", "bar"}},
      {w("email"), body("by e-mail"), true, {"e-mail"}},
      {w("e-mail"), body("an email, an e mail"), true, {"email", "e", "mail"}},
      {phrase({"e-mail", "address"}), body("her email address"), true, {"email", "address"}},
      {w("COVID-19"), body("COVID-19, Covid 19 and covid19"), true, {"COVID-19", "Covid", "19", "covid19"}},
      {w("covid19"), body("anti-Covid-19 rules"), true, {"Covid-19"}},
      {all({w("well-known"), w("author")}), body("an author well known here"), true, {"author", "well", "known"}},
      {w("AT&T"), body("AT&T and T-Mobile"), true, {"AT&T"}},
      {w("AT&T"), body("at T-Mobile"), false, {}},
      {phrase({"R&D", "costs"}), body("R&D costs rose"), true, {"R&D", "costs"}},
  });
}

TEST_CASE("a mark that is typed must stand in the text") {
  check({
      {w("C++"), body("C and C++"), true, {"C++"}},
      {w("C"), body("C and C++"), true, {"C", "C"}},
      {w("#MeToo"), body("the #metoo movement, MeToo"), true, {"#metoo"}},
      {w("@nytimes"), body("via @nytimes"), true, {"@nytimes"}},
      {w("@nytimes"), body("via nytimes"), false, {}},
      {w("$100"), body("100 people paid $100"), true, {"$100"}},
      {w("3.5%"), body("3.5 or 3.5%"), true, {"3.5%"}},
      {w("3.5"), body("up 3.5%"), true, {"3.5"}},
  });
}

TEST_CASE("a run is found wherever its characters stand side by side") {
  check({
      {w("北京"), body("我在北京大学学习", "zh"), true, {"北京"}},
      {w("京大"), body("我在北京大学学习", "zh"), true, {"京大"}},
      {w("北京学习"), body("我在北京大学学习", "zh"), false, {}},
      {w("タワー"), body("東京タワーの下", "ja"), true, {"タワー"}},
      {w("AI技術"), body("新しいAI技術を使う", "ja"), true, {"AI技術"}},
      {w("대통령"), body("대통령이 말했다", "ko"), true, {"대통령"}},
      {w("KBS"), body("KBS가 보도", "ko"), true, {"KBS"}},
      {w("ไทย"), body("ภาษาไทยง่าย", "th"), true, {"ไทย"}},
      {w("ก"), body("กำ", "th"), false, {}},
  });
}

TEST_CASE("AND, OR and NOT mark the sides that hold") {
  const Expr notre_dame = all({w("NOTRE"), w("DAME"), w("D"), w("OR")});
  check({
      {any({w("ban"), w("limit")}), body("two limits"), true, {"limits"}},
      {all({w("deepseek"), no(w("stocks"))}), body("DeepSeek stock fell"), false, {}},
      {no(w("deepseek")), body("other news"), true, {}},
      {notre_dame, body("Notre Dame d'or"), false, {}},
      {notre_dame, body("Notre Dame, d or e"), true, {"Notre", "Dame", "d", "or"}},
      {any({all({w("a"), w("AND")}), w("b")}), body("b alone"), true, {"b"}},
      {any({all({w("ban"), w("china")}), w("india")}), body("india alone"), true, {"india"}},
      {any({w("ban"), all({w("limit"), w("china")})}), body("limit on China"), true, {"limit", "China"}},
      {everything(), body("a"), true, {}},
      {all({w("ban")}), title_and_body("", "a ban"), true, {"ban"}},  // `date:yestreday ban`: the bad date is left out
  });
}

TEST_CASE("a phrase is exact words in a row in one text") {
  const Expr to_be = phrase({"to", "be", "or", "not", "to", "be"});
  const Expr exports = phrase({"ban", "on", "*", "exports"});
  check({
      {phrase({"deepseek", "safety~3", "ban", "OR"}),
       body("deepseek safety 3 ban or"),
       true,
       {"deepseek", "safety", "3", "ban", "or"}},
      {to_be, body("To be, or not to be: that"), true, {"To", "be", "or", "not", "to", "be"}},
      {phrase({"a", "b"}), title_and_body("a", "b"), false, {}},
      {phrase({"first", "second"}), body("the first\n\nsecond"), true, {"first", "second"}},
      {exports, body("a ban on chip exports"), true, {"ban", "on", "exports"}},
      {exports, body("a ban on exports"), false, {}},
  });
}

TEST_CASE("title: and body: go down to the words") {
  check({
      {in_title(w("ban")), title_and_body("A ban", "another ban"), true, {"ban"}},
      {all({in_title(w("ban")), w("chip")}), title_and_body("A ban", "a chip"), true, {"ban", "chip"}},
      {in_title(all({w("ban"), w("chip")})), title_and_body("A ban", "a chip"), false, {}},
      // The example in section 2, last point.
      {in_title(all({w("a"), in_body(w("b")), no(w("c"))})), title_and_body("a", "b c"), true, {"a", "b"}},
  });
}

TEST_CASE("fields compare whole values, words in a row, hosts and counts") {
  const Texts names{"Ana Li", "Bo Chen"};
  check({
      {filter(Kind::author, "li"), with(&Document::authors, names), true, {}},
      {filter(Kind::author, "Ana Chen"), with(&Document::authors, names), false, {}},
      {any({filter(Kind::tag, "ai"), filter(Kind::tag, "china")}), with(&Document::tags, {"AI", "trade"}), true, {}},
      {all({filter(Kind::tag, "ai"), filter(Kind::tag, "china")}), with(&Document::tags, {"AI", "trade"}), false, {}},
      {filter(Kind::tag, "climate-change"), with(&Document::tags, Texts{"Climate change"}), true, {}},
      {filter(Kind::lang, "en"), with(&Document::lang, "en-GB"), true, {}},
      {filter(Kind::site, "example.com"), with(&Document::url, "https://www.example.com/a"), true, {}},
      {word_count(3, std::nullopt), body("one two"), false, {}},
      // No rows in section 9, but said in section 5.
      {filter(Kind::source, "the_times"), with(&Document::source, "The  Times"), true, {}},
      {filter(Kind::source, "times"), with(&Document::source, "The Times"), false, {}},
      {filter(Kind::section, "Économie"), with(&Document::section, "economie"), true, {}},
      {filter(Kind::id, "a-1"), with(&Document::id, "A-1"), false, {}},
      {filter(Kind::url, "example news"), with(&Document::url, "https://example.com/news"), false, {}},
      {filter(Kind::url, "com/news"), with(&Document::url, "https://example.com/news"), true, {}},
      {filter(Kind::site, "ample.com"), with(&Document::url, "https://www.example.com/a"), false, {}},
      {filter(Kind::has, "url"), body("x"), false, {}},
      {filter(Kind::has, "lang"), body("x"), true, {}},
      {word_count(1, 2), body("one two"), true, {}},
  });
}

TEST_CASE("a date lies wholly in a span, or overlaps it") {
  const auto from = [](std::chrono::sys_days first) { return dated(first, std::nullopt); };
  const auto until = [](std::chrono::sys_days last) { return dated(std::nullopt, last); };
  const Expr that_day = dated(day(2025, 1, 15), day(2025, 1, 15));
  const Expr perhaps_that_day = dated(day(2025, 1, 15), day(2025, 1, 15), true);
  check({
      {that_day, with(&Document::date, "2025-01"), false, {}},
      {perhaps_that_day, with(&Document::date, "2025-01"), true, {}},
      {year(2025), with(&Document::date, "2025-01"), true, {}},
      {dated(day(2024, 12, 1), day(2025, 1, 31)), with(&Document::date, "2025-01-31T23:30:00-05:00"), true, {}},
      {from(day(2025, 1, 1)), with(&Document::date, "2025-06-01"), true, {}},
      {until(day(2025, 5, 31)), with(&Document::date, "2025-06-01"), false, {}},
      {from(day(2026, 1, 1)), with(&Document::date, "2025-06-01"), false, {}},
      {dated(day(2026, 11, 18), day(2026, 11, 24)), with(&Document::date, "2026-11-17"), false, {}},
      {dated(day(2026, 10, 1), day(2026, 10, 31)), with(&Document::date, "2026-10-31"), true, {}},
      {no(year(2025)), with(&Document::date, "2025-06"), false, {}},
      {year(2025), body("x"), false, {}},
  });
}

TEST_CASE("marks that overlap or have only signs between them are one") {
  check({
      {any({w("北京"), w("京大")}), body("我在北京大学学习", "zh"), true, {"北京大"}},
      {all({w("covid"), w("19")}), body("[COVID-(19)] and 19"), true, {"COVID-(19", "19"}},
      {any({w("metoo"), w("#metoo")}), body("#metoo"), true, {"#metoo"}},
  });
}

TEST_CASE("a query is printed so that it can only be read in one way") {
  CHECK(to_text(no(any({w("a"), all({w("b"), no(exact("c"))})}))) == "-(a OR (b AND -=c))");
  CHECK(to_text(in_title(all({w("a"), in_body(w("b"))}))) == "title:(a AND body:b)");
  CHECK(to_text(no(no(everything()))) == "-(-*)");
  CHECK(to_text(all({w("OR"), w("near/5"), w("foo:bar"), w("tag:x")})) == "\\OR AND \\near/5 AND foo:bar AND tag\\:x");
  CHECK(to_text(phrase({"ban", "*", "OR"})) == "\"ban * OR\"");
  CHECK(to_text(filter(Kind::tag, "climate change")) == "tag:\"climate change\"");
  CHECK(to_text(filter(Kind::source, "OR")) == "source:\"OR\"");
  CHECK(to_text(dated(day(2025, 1, 2), std::nullopt, true)) == "date:~2025-01-02..");
  CHECK(to_text(dated(day(2025, 1, 2), day(2025, 1, 2))) == "date:2025-01-02");
  CHECK(to_text(word_count(std::nullopt, 20)) == "words:..20");
}

// --- laws of section 10, on random queries ---

namespace {

std::vector<Document> small_archive() {
  std::vector<Document> documents{
      title_and_body("A ban on chip exports",
                     "The U.S. ban, an e-mail said, costs $1,000 or 3.5% of R&D. Kenya’s #MeToo."),
      title_and_body("À l’Élysée", "Le président reçoit l'équipe d’AT&T à 12:30."),
      title_and_body("東京タワー", "新しいAI技術を使う。2024年の東京-大阪"),
      title_and_body("대통령이", "KBS가 보도했다."), body("ภาษาไทยง่าย กำ")};
  const Texts languages{"en", "fr-CA", "ja", "ko", "th"};
  for (std::size_t i = 0; i < documents.size(); ++i) {
    documents[i].lang = languages[i];
    documents[i].id = "a-" + std::to_string(i);
    documents[i].tags = {"Climate change", "AI"};
    documents[i].authors = {"Ana Li"};
    documents[i].source = "The Times";
    documents[i].url = "https://www.example.com/news/" + std::to_string(i);
  }
  documents[0].date = "2025-01-27T09:12:00+01:00";
  documents[1].date = "2025-01";
  documents[2].date = "1963";
  return documents;
}

bool same(const Verdict& a, const Verdict& b) {
  return a.matches == b.matches && a.title_marks == b.title_marks && a.body_marks == b.body_marks;
}

bool has_marks(const Verdict& verdict) { return !verdict.title_marks.empty() || !verdict.body_marks.empty(); }

/// Whether every way to satisfy the query needs title or body text (law 1).
bool needs_text(const Expr& expr) {
  switch (expr.kind) {
    case Kind::word:
    case Kind::exact:
    case Kind::chunk:
    case Kind::phrase:
      return true;
    case Kind::and_:
      return std::any_of(expr.children.begin(), expr.children.end(), needs_text);
    case Kind::or_:
      return std::all_of(expr.children.begin(), expr.children.end(), needs_text);
    case Kind::title:
    case Kind::body:
      return needs_text(expr.children.front());
    default:
      return false;
  }
}

bool is_text_leaf(const Expr& expr) {
  return expr.kind == Kind::word || expr.kind == Kind::exact || expr.kind == Kind::chunk || expr.kind == Kind::phrase;
}

}  // namespace

TEST_CASE("random queries keep the laws of AND, OR, NOT and marks") {
  const std::vector<Document> documents = small_archive();
  Generator generator(1, documents);
  std::size_t found = 0;
  for (int i = 0; i < 400; ++i) {
    const Expr a = generator.next();
    const Expr b = generator.next();
    CAPTURE(to_text(a));
    CAPTURE(to_text(b));
    for (const Document& document : documents) {
      const ReadDocument read_document = read(document);
      const Verdict of_a = judge(a, read_document);
      const Verdict of_b = judge(b, read_document);
      found += of_a.matches ? 1 : 0;
      CHECK((of_a.matches || !has_marks(of_a)));
      if (needs_text(a)) CHECK(of_a.matches == has_marks(of_a));
      if (is_text_leaf(a)) CHECK(same(judge(any({in_title(a), in_body(a)}), read_document), of_a));
      CHECK(judge(no(a), read_document).matches == !of_a.matches);
      CHECK(judge(all({a, b}), read_document).matches == (of_a.matches && of_b.matches));
      CHECK(judge(any({a, b}), read_document).matches == (of_a.matches || of_b.matches));
      CHECK(same(judge(all({a, b}), read_document), judge(all({b, a}), read_document)));
      CHECK(same(judge(any({a, a}), read_document), of_a));
    }
  }
  CHECK(found > 400);  // else the queries say nothing
}

TEST_CASE("the same seed gives the same queries, and shrinking comes to an end") {
  const std::vector<Document> documents = small_archive();
  Generator first(7, documents);
  Generator second(7, documents);
  for (int i = 0; i < 200; ++i) {
    Expr expr = first.next();
    CHECK(to_text(expr) == to_text(second.next()));
    std::size_t steps = 0;
    for (std::vector<Expr> next = smaller(expr); !next.empty() && steps < 1000; next = smaller(expr), ++steps)
      expr = next.back();
    CHECK(steps < 1000);
  }
}

}  // namespace broadsheet::oracle
