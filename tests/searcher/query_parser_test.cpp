// How query texts are read: the canonical line, and what is warned of, where.

#include <doctest/doctest.h>

#include <broadsheet/error.hpp>
#include <broadsheet/query.hpp>
#include <string>
#include <vector>

namespace broadsheet {
namespace {

QueryOptions fixed_day() {
  QueryOptions options;
  options.now = "2026-11-24T12:00:00Z";
  options.tz = "UTC";
  return options;
}

/// `code begin-end` of each warning, in order.
std::string warned(const std::string& text, const QueryOptions& options = fixed_day()) {
  std::string out;
  for (const auto& warning : parse_query(text, options).warnings)
    out += (out.empty() ? "" : ", ") + warning.code + " " + std::to_string(warning.begin) + "-" +
           std::to_string(warning.end);
  return out;
}

std::string line(const std::string& text, const QueryOptions& options = fixed_day()) {
  return canonical(parse_query(text, options).root);
}

TEST_CASE("every query has a canonical line") {
  struct Row {
    const char *query, *canonical;
  };
  const std::vector<Row> rows = {
      {"DeepSeek Safety", "deepseek AND safety"},
      {"a b OR c", "(a AND b) OR c"},
      {"a AND (b AND c)", "a AND b AND c"},
      {"a | b || c", "a OR b OR c"},
      {"a && !b", "a AND -b"},
      {"NOT NOT a", "-(-a)"},
      {"---a", "-a"},
      {"-(a OR b)", "-(a OR b)"},
      {"title:(a body:b -c)", "title:a AND body:b AND -title:c"},
      {"hd=ban", "title:ban"},
      {"\xE2\x80\x9C"
       "a b\xE2\x80\x9D",
       "\"a b\""},
      {"=Restriction", "\"restriction\""},
      {"\"* a * b *\"", "\"a * b\""},
      {"COVID-19 km/h example.com", "covid-19 AND km/h AND example.com"},
      {"\\OR", "or"},
      {"near5", "\\near5"},
      {"tag:Climate-Change", "tag:\"climate change\""},
      {"tag:ai,china", "tag:ai OR tag:china"},
      {"tag:(ai, china) x", "(tag:ai OR tag:china) AND x"},
      {"by=\"Ana Li\"", "author:\"ana li\""},
      {"date:2025", "date:2025-01-01..2025-12-31"},
      {"date:~1920s", "date:~1920-01-01..1929-12-31"},
      {"after:2025 before:2026", "date:2025-01-01.. AND date:..2025-12-31"},
      {"date:7d", "date:2026-11-18..2026-11-24"},
      {"date:last-week", "date:2026-11-16..2026-11-22"},
      {"date:3m", "date:2026-08-25..2026-11-24"},
      {"wc>1199", "words:1200.."},
      {"has:date title:* tag:*", "has:date AND has:title AND has:tag"},
      {"site:https://www.Example.com/a", "site:www.example.com"},
      {"a W/5 b", "a NEAR/5 b"},
      {"a AROUND(5) b", "a NEAR/5 b"},
      {"a near5 b pre/3 c", "(a NEAR/5 b) ADJ/3 c"},
      {"a NOT W/3 (b c)", "a NOT NEAR/3 (b OR c)"},
      {"a /s b same c", "(a SENTENCE b) AND same AND c"},
      {"a /s b SAME c", "(a SENTENCE b) PARAGRAPH c"},
      {"\"a b c\"~5", "(\"a\" NEAR/5 \"b\") NEAR/5 \"c\""},
      {"(ban -chip tag:x) NEAR/2 china", "(ban NEAR/2 china) AND -(chip NEAR/2 china) AND tag:x"},
      {"(ban OR tag:x) NEAR/2 china", "(ban NEAR/2 china) OR (tag:x AND china)"},
      {"atleast5 (ban OR limit)", "atleast5(ban OR limit)"},
      {"atleast5(a -b)", "atleast5(a) AND -atleast5(b)"},
      {"(china OR atleast2(a* OR wom?n~2)) NEAR/1 x", "(china OR a OR wom?n) NEAR/1 x"},
      {"HLEAD(a b) first50:c d/F9/^3", "hlead:a AND hlead:b AND first50:c AND first9:d^3"},
      {"title:caps:Apple", "title:caps:\"apple\""},
      {"Restr* WOM?N *seek recycl!", "restr* AND wom?n AND *seek AND recycl*"},
      {"\"Safety restr*\"", "\"safety restr*\""},
      {"tag:Climate-ch*", "tag:climate_ch*"},
      {"tag:a*", "tag:a"},
      {"tag:(ai^?\uFEFF)", "tag:\"ai^\""},
      {"tag:a,\"b c\" d", "(tag:a OR tag:\"b c\") AND d"},
      {"-num:5", "-num/5"},
      {"tag:atleast3 AND b", "tag:atleast3 AND b"},
      {"tag:\\!gold*", "tag:\\!gold*"},
      {"tag:site\u200B:gold*", "tag:site\\:gold*"},
      {"id:\"*\"", "id:\"*\""},
      {"words:>1000000000", "words:1000000001.."},
      {"best?\?/x", "best/x"},
      {"a??b c?*?d", "a??b AND c?*?d"},
      {"url:2025/0*", "url:2025_0*"},
      {"Depseek~ deepseeks~", "depseek~1 AND deepseeks~2"},
      {"(a b)^2.50 c^1", "a^2.5 AND b^2.5 AND c"},
      {"~car", "synonyms(car)"},
      {"a\\*b", "a/b"},
      {"like:a-1", "like:\"a-1\""},
      {"", "*"},
      {"???", "-*"},
      {"-*", "-*"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.query);
    CHECK(line(row.query) == row.canonical);
    CHECK(line(row.canonical) == row.canonical);
  }
  // A word is cut at 60 letters.
  CHECK(line(std::string(50, 'd') + std::string(15, '?') + "x") == std::string(50, 'd') + '*');
}

TEST_CASE("what is not taken as typed is warned of, with its place") {
  struct Row {
    const char *query, *warnings;
  };
  const std::vector<Row> rows = {
      {"a b", ""},
      {"\"a b", "unbalanced_quote 0-4"},
      {"(a", "unbalanced_paren 0-1"},
      {"a) b", "unbalanced_paren 1-2"},
      {"a AND", "operator_as_word 2-5"},
      {"OR a", "operator_as_word 0-2"},
      {"a ... b", "ignored 2-5"},
      {"()", "ignored 0-1, no_words 0-2"},
      {"???", "ignored 0-3, no_words 0-3"},
      {"autor:li", "unknown_field 0-6"},
      {"https://example.com", ""},
      {"title: x", "empty_field 0-6"},
      {"ocr:smith", "reserved 0-4"},
      {"first50:ban", ""},
      {"first20000:ban", "clipped 0-11"},
      {"caps(Apple) atleast5(ban) hlead:x ~a", ""},
      {"atleast5", ""},
      {"a atleast0(b)", "clipped 2-10"},
      {"atleast3(atleast2(a))", "operand_simplified 9-19"},
      {"caps are worn", ""},
      {"a NEAR/5 b", ""},
      {"a NEAR/900 b", "clipped 2-10"},
      {"a NEAR/5", "operator_as_word 2-8"},
      {"a w/s b", ""},
      {"a w/5 b", "dialect_ambiguous 2-5"},
      {"a NEAR/5 tag:x", "not_positional 2-8"},
      {"restr*", ""},
      {"a*", "wildcard_too_short 0-2"},
      {"\"safety r*\"", "wildcard_too_short 0-11"},
      {"what is it?", ""},
      {"depseek~", ""},
      {"2024~", "fuzzy_skipped 4-5"},
      {"ban~", "fuzzy_skipped 3-4"},
      {"well-known~", "fuzzy_skipped 10-11"},
      {"depseek~7", "clipped 7-9"},
      {"a^2", ""},
      {"a^1.2.3", "bad_number 1-7"},
      {"(a b)~5", "operand_simplified 5-7"},
      {"\"a b\"~5", ""},
      {"tag:a*", "wildcard_too_short 4-6"},
      {"tag:\xEF\xBB\xBF"
       "a*",
       "wildcard_too_short 4-9"},  // U+FEFF is no letter
      {"tag:x^2", "operand_simplified 5-7"},
      {"tag:(x OR y)^2", "operand_simplified 12-14"},
      {"~tag:x", "operand_simplified 0-1"},
      {"ban AROUND(5)", "operator_as_word 4-10"},
      {"recycl!", "dialect_ambiguous 0-7"},
      {"no!", ""},
      {"date:2025-02-31", "bad_date 5-15, no_words 0-15"},
      {"a date:27/01/2025", "bad_date 7-17"},
      {"date:2026..2025", "range_reversed 5-15"},
      {"date:2025-01-27T10:00", "time_ignored 5-21"},
      {"a words:x", "bad_number 8-9"},
      {"a b OR c", "mixed_and_or 0-8"},
      {"(a) b OR c", "mixed_and_or 0-10"},
      {"title:(a b) OR c", ""},
      {"-num:5", "reserved 1-5, lone_negation 0-6"},
      {"foo:\"bar\"", "unknown_field 0-4"},
      {"\"a b\"~99999999999999999999", "clipped 5-26"},
      {"words:>1000000000", ""},
      {"date:>9999", "bad_date 5-10, no_words 0-10"},
      {"date:[2024 china ban", "bad_date 5-10"},
      {"-a", "lone_negation 0-2"},
      {"a \xFF b", "invalid_utf8 0-5, ignored 2-3"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.query);
    CHECK(warned(row.query) == row.warnings);
  }
}

TEST_CASE("an unknown field names a near one, an alias too, and none that is far") {
  const auto message = [](const char* query) { return parse_query(query, fixed_day()).warnings.at(0).message; };
  CHECK(message("autor:li").find("nearest is 'author'") != std::string::npos);
  CHECK(message("headlin:ban").find("nearest is 'headline'") != std::string::npos);
  CHECK(message("zzzzzz:ban").find("nearest") == std::string::npos);
}

TEST_CASE("brackets nested too deep are read as if absent") {
  const std::string deep = std::string(101, '(') + "a" + std::string(101, ')');
  CHECK(warned(deep) == "too_deep 100-101");
  CHECK(line(deep) == "a");
}

TEST_CASE("any makes words side by side optional, and keeps what was asked for") {
  struct Row {
    const char *query, *canonical;
  };
  const std::vector<Row> rows = {
      {"a b c", "a OR b OR c"},
      {"+a b", "a AND (b OR *)"},
      {"a AND b c", "a AND b AND (c OR *)"},
      {"tag:x a b", "tag:x AND (a OR b)"},
      {"a -b", "-b AND a"},
      {"tag:x", "tag:x"},
  };
  QueryOptions any = fixed_day();
  any.match = QueryOptions::Match::any;
  for (const auto& row : rows) {
    CAPTURE(row.query);
    CHECK(line(row.query, any) == row.canonical);
    CHECK(line(row.canonical, any) == row.canonical);
  }
}

TEST_CASE("without syntax, all is words") {
  QueryOptions words = fixed_day();
  words.words = true;
  CHECK(line("a OR -b title:c", words) == "a AND or AND b AND title/c");
  CHECK(warned("a OR -b title:c", words).empty());
}

TEST_CASE("a word that is still being typed stands for all that begin so") {
  QueryOptions prefix = fixed_day();
  prefix.prefix = true;
  struct Row {
    const char *query, *canonical, *warned;
  };
  const std::vector<Row> rows = {
      {"deepseek saf", "deepseek AND saf*", ""},
      {"saf ", "saf", ""},  // the blank says that it is done
      {"deepseek s", "deepseek", "unfinished_word 9-10"},
      {"cats O", "cats", "unfinished_word 5-6"},
      {"cats OR", "cats", "unfinished_word 5-7"},
      {"cats OR do", "cats OR do*", ""},
      {"-st", "-st*", "lone_negation 0-3"},
      {"title:saf", "title:saf*", ""},
      {"saf*", "saf*", ""},
      {"\"saf", "\"saf\"", "unbalanced_quote 0-4"},
      {"C++", "c++", ""},
      {"e-mai", "e-mai", ""},
      {"tag:po", "tag:po", ""},
      {"東", "東", ""},
      {"(cats do", "cats AND do*", "unbalanced_paren 0-1"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.query);
    CHECK(line(row.query, prefix) == row.canonical);
    CHECK(warned(row.query, prefix) == row.warned);
  }
}

TEST_CASE("an option that is none is said by name") {
  QueryOptions options = fixed_day();
  options.since = "yestreday";
  CHECK_THROWS_WITH_AS(parse_query("a", options), doctest::Contains("--since 'yestreday'"), Error);
  options = fixed_day();
  options.tz = "Nowhere/Town";
  CHECK_THROWS_WITH_AS(parse_query("a", options), doctest::Contains("--tz"), Error);
  options = fixed_day();
  options.now = "tomorrow";
  CHECK_THROWS_WITH_AS(parse_query("a", options), doctest::Contains("--now"), Error);
}

}  // namespace
}  // namespace broadsheet
