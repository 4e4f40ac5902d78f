// The oracle is trusted because it passes the rows of section 9 that use only what it knows. It has no parser: each
// query is written as a tree.

#include "oracle.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <ostream>

#include "searcher/query_examples.hpp"

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

// --- the table of examples ---

namespace {

Expr exact_phrase(const std::string& text) { return phrase(divided(text, ' ')); }

Expr near(Expr left, Expr right, std::size_t number) {
  return proximity(Kind::near, std::move(left), std::move(right), number);
}

Expr scoped(Kind scope, Expr expr, std::size_t number = 0) { return operation(scope, {std::move(expr)}, number); }

std::optional<std::chrono::sys_days> no_day() { return std::nullopt; }

/// Queries that have more syntax than blanks between chunks.
std::map<std::string, Expr> trees() {
  const Expr mixed = near(all({w("ban"), no(w("chip"))}), w("china"), 2);
  const Expr two_tags = any({filter(Kind::tag, "ai"), filter(Kind::tag, "china")});
  return {
      {"=restriction", exact("restriction")},
      {"ban | limit", any({w("ban"), w("limit")})},
      {"deepseek -stocks", all({w("deepseek"), no(w("stocks"))})},
      {"-deepseek", no(w("deepseek"))},
      {"a AND OR b", any({all({w("a"), w("AND")}), w("b")})},
      {"ban china OR india", any({all({w("ban"), w("china")}), w("india")})},
      {"(ban OR limit china", any({w("ban"), all({w("limit"), w("china")})})},
      {"\"deepseek safety~3 ban OR", exact_phrase("deepseek safety~3 ban OR")},
      {"safety NEAR/2 ban", near(w("safety"), w("ban"), 2)},
      {"ban near5 ban", near(w("ban"), w("ban"), 5)},
      {"\"trade war\" NEAR/2 (china OR india)", near(exact_phrase("trade war"), any({w("china"), w("india")}), 2)},
      {"a NEAR/9 b NEAR/1 c", near(near(w("a"), w("b"), 9), w("c"), 1)},
      {"safety ADJ/2 ban", proximity(Kind::adjacent, w("safety"), w("ban"), 2)},
      {"\"safety ban\"~2", near(exact("safety"), exact("ban"), 2)},
      {"(ban -chip) NEAR/2 china", mixed},
      {"mississippi NOT NEAR/3 river", proximity(Kind::near, w("mississippi"), w("river"), 3, true)},
      {"ban /s chip", proximity(Kind::sentence, w("ban"), w("chip"))},
      {"ban SAME chip", proximity(Kind::paragraph, w("ban"), w("chip"))},
      {"ban PARAGRAPH chip", proximity(Kind::paragraph, w("ban"), w("chip"))},
      {"atleast3(ban OR limit)", operation(Kind::at_least, {any({w("ban"), w("limit")})}, 3)},
      {"restr*", w("restr*")},
      {"wom?n", w("wom?n")},
      {"a*", w("a*")},
      {"depseek~", fuzzy("depseek", 0)},
      {"2024~", fuzzy("2024", 0)},
      {"title:ban", in_title(w("ban"))},
      {"title:ban chip", all({in_title(w("ban")), w("chip")})},
      {"title:(ban chip)", in_title(all({w("ban"), w("chip")}))},
      {"first3:ban", scoped(Kind::first, w("ban"), 3)},
      {"allcaps:RICO", scoped(Kind::all_caps, w("RICO"))},
      {"author:li", filter(Kind::author, "li")},
      {"author:\"Ana Chen\"", filter(Kind::author, "Ana Chen")},
      {"tag:(ai, china)", two_tags},
      {"tag:ai tag:china", all({filter(Kind::tag, "ai"), filter(Kind::tag, "china")})},
      {"tag:climate-change", filter(Kind::tag, "climate-change")},
      {"lang:en", filter(Kind::lang, "en")},
      {"site:example.com", filter(Kind::site, "example.com")},
      {"foo:bar", w("foo:bar")},
      {"https://example.com/news", w("https://example.com/news")},
      {"words:>2", word_count(3, std::nullopt)},
      {"date:2025-01-15", dated(day(2025, 1, 15), day(2025, 1, 15))},
      {"date:~2025-01-15", dated(day(2025, 1, 15), day(2025, 1, 15), true)},
      {"date:2025", year(2025)},
      {"date:2024-12..2025-01", dated(day(2024, 12, 1), day(2025, 1, 31))},
      {"after:2025", dated(day(2025, 1, 1), no_day())},
      {"before:2025-06", dated(no_day(), day(2025, 5, 31))},
      {"date:>2025", dated(day(2026, 1, 1), no_day())},
      {"date:7d", dated(day(2026, 11, 18), day(2026, 11, 24))},
      {"date:last-month", dated(day(2026, 10, 1), day(2026, 10, 31))},
      {"-date:2025", no(year(2025))},
      {"date:yestreday ban", w("ban")},
      // Below, cases of our own.
      {"tag:ai,china", two_tags},
      {"has:author", filter(Kind::has, "author")},
      {"author:*", filter(Kind::has, "author")},
      {"author:李", filter(Kind::author, "李")},
      {"words:[1 TO 2]", word_count(1, 2)},
      {"words<3", word_count(std::nullopt, 2)},
      {"section:world-news", filter(Kind::section, "world-news")},
      {"source:\"the gazette\"", filter(Kind::source, "the gazette")},
      {"id:a_7", filter(Kind::id, "a_7")},
      {"id:A_7", filter(Kind::id, "A_7")},
      {"url:news/2025", filter(Kind::url, "news/2025")},
      {"date:[2024 TO 2025-02]", dated(day(2024, 1, 1), day(2025, 2, 28))},
      {"since:2025-06-01 until:2025-06", dated(day(2025, 6, 1), day(2025, 6, 30))},
      {"@title ban", in_title(w("ban"))},
      {"title:-ban", in_title(no(w("ban")))},
      {"-(ban OR limit)", no(any({w("ban"), w("limit")}))},
      {"\\OR", w("OR")},
      {"+ban +limit", all({w("ban"), w("limit")})},
      {"*", everything()},
      {"ban SENTENCE ban", proximity(Kind::sentence, w("ban"), w("ban"))},
      {"ban PARAGRAPH ban", proximity(Kind::paragraph, w("ban"), w("ban"))},
      {"\"a b\" NEAR/5 b", near(exact_phrase("a b"), w("b"), 5)},
      {"a NEAR/2 (b NEAR/1 c)", near(w("a"), near(w("b"), w("c"), 1), 2)},
      {"a ADJ b", proximity(Kind::adjacent, w("a"), w("b"), 1)},
      {"a NEAR/0 b", near(w("a"), w("b"), 0)},
      {"a NEAR b", near(w("a"), w("b"), 10)},
      {"e-mail NEAR/3 mail", near(w("e-mail"), w("mail"), 3)},
      {"ban W/2 chip", near(w("ban"), w("chip"), 2)},
      {"ban AROUND(2) chip", near(w("ban"), w("chip"), 2)},
      {"ban pre/2 chip", proximity(Kind::adjacent, w("ban"), w("chip"), 2)},
      {"(a b) NEAR/1 c", near(all({w("a"), w("b")}), w("c"), 1)},
      {"-b NEAR/1 c", near(no(w("b")), w("c"), 1)},
      {"(a OR (b -c)) NEAR/1 d", near(any({w("a"), all({w("b"), no(w("c"))})}), w("d"), 1)},
      {"lang:en NEAR/1 c", near(filter(Kind::lang, "en"), w("c"), 1)},
      {"(a lang:en) NEAR/1 c", near(all({w("a"), filter(Kind::lang, "en")}), w("c"), 1)},
      {"atleast2(a) NEAR/1 c", near(operation(Kind::at_least, {w("a")}, 2), w("c"), 1)},
      {"a NOT NEAR/1 (b c)", proximity(Kind::near, w("a"), all({w("b"), w("c")}), 1, true)},
      {"a NOT NEAR/1 (b -c)", proximity(Kind::near, w("a"), all({w("b"), no(w("c"))}), 1, true)},
      {"a NOT ADJ/2 b", proximity(Kind::adjacent, w("a"), w("b"), 2, true)},
      {"a NOT SENTENCE b", proximity(Kind::sentence, w("a"), w("b"), 0, true)},
      {"\"a b\" NOT ADJ b", proximity(Kind::adjacent, exact_phrase("a b"), w("b"), 1, true)},
      {"atleast2(ban OR =ban)", operation(Kind::at_least, {any({w("ban"), exact("ban")})}, 2)},
      {"atleast2(a -b)", operation(Kind::at_least, {all({w("a"), no(w("b"))})}, 2)},
      {"atleast2 ban", operation(Kind::at_least, {w("ban")}, 2)},
      {"first2:\"b c\"", scoped(Kind::first, exact_phrase("b c"), 2)},
      {"first3:\"b c\"", scoped(Kind::first, exact_phrase("b c"), 3)},
      {"ban/F2/", scoped(Kind::first, w("ban"), 2)},
      {"hlead:(a NEAR/2 b)", scoped(Kind::hlead, near(w("a"), w("b"), 2))},
      {"HLEAD(ban)", scoped(Kind::hlead, w("ban"))},
      {"caps:ban", scoped(Kind::caps, w("ban"))},
      {"nocaps:ban", scoped(Kind::no_caps, w("ban"))},
      {"caps:北京", scoped(Kind::caps, w("北京"))},
      {"nocaps:北京", scoped(Kind::no_caps, w("北京"))},
      {"*seek", w("*seek")},
      {"w*n", w("w*n")},
      {"élys*", w("élys*")},
      {"elys*", w("elys*")},
      {"em*l", w("em*l")},
      {"recycl!", w("recycl*")},
      {"Notepad++*", w("Notepad++*")},
      {"deepseek~", fuzzy("deepseek", 0)},
      {"ebst~1", fuzzy("ebst", 1)},
      {"mails~1", fuzzy("mails", 1)},
      {"ban^2", operation(Kind::boost, {w("ban")}, 2)},
  };
}

/// Nothing where the query holds no word, or what the oracle does not know.
std::optional<Expr> tree_of(const std::string& query) {
  static const std::map<std::string, Expr> known = trees();
  if (const auto found = known.find(query); found != known.end()) return found->second;
  if (query.starts_with('"') && query.ends_with('"') && query.size() > 2)
    return exact_phrase(query.substr(1, query.size() - 2));
  if (query.find_first_of("\"=|():*~<>[]+\\!^") != std::string::npos && query != "C++") return std::nullopt;
  std::vector<Expr> chunks;
  for (const std::string& chunk : divided(query, ' ')) {
    if (!words_of(chunk, "").empty()) chunks.push_back(w(chunk));
  }
  return chunks.empty() ? std::nullopt : std::optional(chunks.size() == 1 ? chunks[0] : all(chunks));
}

Document document_of(const QueryExample& example) {
  Document document = title_and_body(example.title, example.body);
  document.id = "a";
  for (const auto& [name, value] : example.fields) {
    if (name == "lang") document.lang = value;
    if (name == "authors") document.authors = divided(value, ';');
    if (name == "tags") document.tags = divided(value, ';');
    if (name == "date") document.date = value;
    if (name == "url") document.url = value;
    if (name == "source") document.source = value;
    if (name == "section") document.section = value;
    if (name == "id") document.id = value;
  }
  return document;
}

}  // namespace

TEST_CASE("the oracle finds and marks what the table of examples says") {
  // Queries of stories, and those that hold no word and therefore are no tree.
  const Texts unknown{"🔥", "\"\"", "()", "???", "story:a", "story:b", "has:story", "-has:story"};
  std::size_t checked = 0;
  for (const QueryExample& example : query_examples()) {
    CAPTURE(example.line);
    const auto tree = tree_of(example.query);
    const bool is_known = std::find(unknown.begin(), unknown.end(), example.query) == unknown.end();
    CHECK(tree.has_value() == is_known);
    if (!tree) continue;
    const Document document = document_of(example);
    const Verdict verdict = judge(*tree, document);
    CHECK(verdict.matches == example.matches);
    CHECK(list(marked_texts(verdict, document)) == example.marked);
    ++checked;
  }
  CHECK(checked > 190);
}

TEST_CASE("fields compare whole values, words in a row, hosts and counts") {
  check({
      {filter(Kind::source, "the_times"), with(&Document::source, "The  Times"), true, {}},
      {filter(Kind::source, "times"), with(&Document::source, "The Times"), false, {}},
      {filter(Kind::section, "Économie"), with(&Document::section, "economie"), true, {}},
      {filter(Kind::section, "econ*"), with(&Document::section, "Économie"), true, {}},
      {filter(Kind::id, "a-1"), with(&Document::id, "A-1"), false, {}},
      {filter(Kind::url, "example news"), with(&Document::url, "https://example.com/news"), false, {}},
      {filter(Kind::url, "com/news"), with(&Document::url, "https://example.com/news"), true, {}},
      {filter(Kind::site, "ample.com"), with(&Document::url, "https://www.example.com/a"), false, {}},
      {filter(Kind::has, "url"), body("x"), false, {}},
      {filter(Kind::has, "lang"), body("x"), true, {}},
      {word_count(1, 2), body("one two"), true, {}},
      {year(2025), body("x"), false, {}},
  });
}

TEST_CASE("scopes, proximities and counts in each other") {
  const auto at_least = [](std::size_t n, Expr of) { return operation(Kind::at_least, {std::move(of)}, n); };
  const auto free = [](Expr left, Expr right, std::size_t n) {
    return proximity(Kind::near, std::move(left), std::move(right), n, true);
  };
  const Expr english = filter(Kind::lang, "en");
  check({
      {in_title(all({w("a"), in_body(w("b")), no(w("c"))})), title_and_body("a", "b c"), true, {"a", "b"}},
      {scoped(Kind::hlead, near(w("a"), w("b"), 2)), title_and_body("a b", "b a"), true, {"a", "b", "b", "a"}},
      {near(near(w("a"), w("d"), 9), w("b"), 1), body("a b c d"), true, {"a", "b", "d"}},
      {near(near(w("a"), w("d"), 9), w("e"), 1), body("a b c d e"), true, {"a", "d", "e"}},
      {near(all({w("a"), no(english)}), w("c"), 1), body("a c"), false, {}},
      {near(all({w("a"), no(w("b"))}), all({w("c"), no(w("d"))}), 1), body("a c x b d"), true, {"a", "c"}},
      {near(all({w("a"), no(w("b"))}), all({w("c"), no(w("d"))}), 1), body("a c x b c"), false, {}},
      {free(w("a"), all({w("b"), w("c")}), 1), body("a b x a x"), true, {"a"}},
      {free(w("a"), all({w("b"), no(w("c"))}), 1), body("a c"), true, {"a"}},
      {free(w("a"), all({w("b"), english}), 1), body("a", "de"), false, {}},
      {at_least(2, any({w("ban"), exact_phrase("a ban")})), body("a ban"), true, {"a", "ban"}},
      {at_least(2, all({w("a"), w("b")})), title_and_body("a b", "a b"), true, {"a", "b", "a", "b"}},
      {at_least(3, near(w("a"), w("b"), 2)), body("a b a"), false, {}},
      {w("#met*"), body("metoo #metoo"), true, {"#metoo"}},
      {fuzzy("ban", 1), body("bun bans"), true, {"bans"}},
  });
}

TEST_CASE("sentences and paragraphs are where the text has them") {
  const auto together = [](Kind kind) { return proximity(kind, w("one"), w("two")); };
  check({
      {together(Kind::sentence), body("Mr. One met Two."), true, {"One", "Two"}},
      {together(Kind::sentence), body("One. Two."), false, {}},
      {together(Kind::sentence), title_and_body("one", "two"), false, {}},
      {together(Kind::paragraph), body("One.\nTwo."), false, {}},
      {together(Kind::paragraph), body("One.\nTwo.\n\nMore."), true, {"One", "Two"}},
      {together(Kind::paragraph), body("One.\n  Two."), false, {}},
      {together(Kind::paragraph), body("One.\nTwo.\n  More."), true, {"One", "Two"}},
  });
}

TEST_CASE("a word is found by the other words of its row of synonyms") {
  const Document document = body("an artificial intelligence and an AI");
  const Expr asked = operation(Kind::synonyms, {w("ai")});
  CHECK(list(marked_texts(judge(asked, document, {{"ai", "artificial intelligence"}}), document)) ==
        "artificial; intelligence; AI");
  CHECK(list(marked_texts(judge(asked, document), document)) == "AI");
}

TEST_CASE("marks that overlap or have only signs between them are one") {
  check({
      {any({w("北京"), w("京大")}), body("我在北京大学学习", "zh"), true, {"北京大"}},
      {all({w("covid"), w("19")}), body("[COVID-(19)] and 19"), true, {"COVID-(19", "19"}},
      {any({w("metoo"), w("#metoo")}), body("#metoo"), true, {"#metoo"}},
  });
}

TEST_CASE("a query is printed so that it can only be read in one way") {
  CHECK(to_text(near(any({w("a"), w("b")}), near(w("c"), no(w("d")), 3), 5)) == "(a OR b) NEAR/5 (c NEAR/3 -d)");
  CHECK(to_text(near(exact("a"), exact("b"), 5)) == "=a NEAR/5 =b");
  CHECK(to_text(scoped(Kind::first, w("ban"), 9)) == "first9:ban");
  CHECK(to_text(operation(Kind::at_least, {w("ban")}, 3)) == "atleast3(ban)");
  CHECK(to_text(fuzzy("depseek", 0)) == "depseek~");
  CHECK(to_text(w("rest*")) == "rest*");
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

std::vector<ReadDocument> small_archive() {
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
  std::vector<ReadDocument> read_documents;
  for (const Document& document : documents) read_documents.push_back(read(document));
  return read_documents;
}

bool same(const Verdict& a, const Verdict& b) {
  return a.matches == b.matches && a.title_marks == b.title_marks && a.body_marks == b.body_marks;
}

bool has_marks(const Verdict& verdict) { return !verdict.title_marks.empty() || !verdict.body_marks.empty(); }

Verdict judge(const Expr& expr, const ReadDocument& document) { return Question(expr).judge(document); }

bool is_text_leaf(const Expr& expr) {
  return expr.kind == Kind::word || expr.kind == Kind::exact || expr.kind == Kind::chunk || expr.kind == Kind::phrase;
}

}  // namespace

TEST_CASE("random queries keep the laws of AND, OR, NOT and marks") {
  const std::vector<ReadDocument> documents = small_archive();
  Generator generator(1, documents);
  std::size_t found = 0;
  for (int i = 0; i < 400; ++i) {
    const Expr a = generator.next();
    const Expr b = generator.next();
    CAPTURE(to_text(a));
    CAPTURE(to_text(b));
    for (const ReadDocument& read_document : documents) {
      const Verdict of_a = judge(a, read_document);
      const Verdict of_b = judge(b, read_document);
      found += of_a.matches ? 1 : 0;
      CHECK((of_a.matches || !has_marks(of_a)));
      if (Question(a).needs_text()) CHECK(of_a.matches == has_marks(of_a));
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
  const std::vector<ReadDocument> documents = small_archive();
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
