// The laws of queries: what holds for any of them, on random ones over articles in twelve languages, and over real ones
// where BROADSHEET_DATA names some. Laws of what the searcher does not know yet are left out.

#include <doctest/doctest.h>

#include <algorithm>
#include <broadsheet/error.hpp>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "searcher/random_queries.hpp"

namespace broadsheet {
namespace {

using Ids = std::set<std::string>;
using Spans = std::vector<Span>;
using Marks = std::map<std::string, std::pair<Spans, Spans>>;
using oracle::Expr;
using oracle::Kind;
using oracle::known_to_the_searcher;

Ids without(const Ids& all, const Ids& some) {
  Ids out;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::inserter(out, out.end()));
  return out;
}
Ids both(const Ids& a, const Ids& b) {
  Ids out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}
Ids either(Ids a, const Ids& b) {
  a.insert(b.begin(), b.end());
  return a;
}
bool is_within(const Ids& some, const Ids& all) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

std::string in_brackets(const std::string& query) { return "(" + query + ")"; }

std::string text_of(const Expr& expr) { return oracle::to_text(expr); }

/// An archive and a source of random queries about it.
struct Sample {
  Corpus corpus;
  oracle::Generator generator;

  explicit Sample(const std::vector<std::string>& sources = {sample_articles()})
      : corpus(sources, 13), generator(seed(), corpus.documents, known_to_the_searcher) {}

  const Archive& archive() const { return *corpus.archive; }
  std::string next() { return text_of(generator.next()); }

  Ids found(const std::string& query, const SearchOptions& options = all_articles()) const {
    const auto ids = archive().ids(query, options);
    return {ids.begin(), ids.end()};
  }
  Ids found(const Expr& query) const { return found(text_of(query)); }

  /// Of the first articles found.
  Marks marks(const std::string& query, const SearchOptions& options = all_articles()) const {
    constexpr std::size_t most_articles = 6;
    Marks out;
    for (const auto& id : found(query, options)) {
      if (out.size() == most_articles) break;
      const auto reading = archive().show(id, query, options);
      out[id] = {reading->title.spans, reading->body.spans};
    }
    return out;
  }
};

/// A law asked of the sample and, where there are some, of real articles of each language.
using Law = std::function<void(Sample& sample)>;

void check_law(std::size_t times, const Law& law) {
  Sample sample;
  for (std::size_t i = 0; i < queries(times); ++i) law(sample);
}

// --- marks ---

void marks_are_proofs(Sample& sample) {
  const Expr query = sample.generator.next();
  const std::string text = text_of(query);
  CAPTURE(text);
  const bool needs_text = oracle::Question(query).needs_text();
  const Ids found = sample.found(text);
  std::size_t asked = 0;
  for (const auto& document : sample.corpus.documents) {
    const auto& id = document.document.id;
    if (!found.contains(id) && ++asked > 5) continue;
    const auto reading = sample.archive().show(id, text, all_articles());
    const bool is_marked = !reading->title.spans.empty() || !reading->body.spans.empty();
    CAPTURE(id);
    CHECK(reading->matches == found.contains(id));
    if (is_marked) CHECK(found.contains(id));
    if (needs_text && found.contains(id)) CHECK(is_marked);
  }
}

// --- sets ---

void negation_is_of_sets(Sample& sample) {
  const std::string a = in_brackets(sample.next()), b = in_brackets(sample.next());
  CAPTURE(a);
  CAPTURE(b);
  const Ids all = sample.found("*"), in_a = sample.found(a);
  CHECK(sample.found("-" + a) == without(all, in_a));
  CHECK(sample.found("-(-" + a + ")") == in_a);
  CHECK(sample.found("-(" + a + " OR " + b + ")") == sample.found("-" + a + " AND -" + b));
  CHECK(sample.found("-(" + a + " AND " + b + ")") == sample.found("-" + a + " OR -" + b));
}

void and_and_or_are_of_sets(Sample& sample) {
  const std::string a = in_brackets(sample.next()), b = in_brackets(sample.next()), c = in_brackets(sample.next());
  CAPTURE(a);
  CAPTURE(b);
  CAPTURE(c);
  const Ids in_a = sample.found(a), in_b = sample.found(b);
  CHECK(sample.found(a + " AND " + b) == both(in_a, in_b));
  CHECK(sample.found(a + " " + b) == both(in_a, in_b));
  CHECK(sample.found(b + " OR " + a) == either(in_a, in_b));
  for (const std::string op : {" AND ", " OR "}) {
    CAPTURE(op);
    const Marks ab = sample.marks(a + op + b);
    CHECK(sample.marks(b + op + a) == ab);
    CHECK(sample.marks(a + op + a) == sample.marks(a));
    CHECK(sample.marks(in_brackets(a + op + b) + op + c) == sample.marks(a + op + in_brackets(b + op + c)));
  }
}

void options_are_filters(Sample& sample) {
  const std::string query = sample.next();
  CAPTURE(query);
  SearchOptions options = all_articles();
  options.query.tags = {"AI"};
  options.query.langs = {"en"};
  options.query.since = "2025";
  CHECK(sample.found(query, options) == sample.found(in_brackets(query) + " AND tag:ai AND lang:en AND date:2025.."));
}

// --- proximity ---

Ids found_as(const Sample& sample, Kind kind, const Expr& a, const Expr& b, std::size_t n, bool negated = false) {
  return sample.found(oracle::proximity(kind, a, b, n, negated));
}

void proximity_widens(Sample& sample) {
  if (!known_to_the_searcher.proximity) return;
  const Expr a = sample.generator.next_positional(), b = sample.generator.next_positional();
  CAPTURE(text_of(a));
  CAPTURE(text_of(b));
  const Ids in_both = both(sample.found(a), sample.found(b));
  for (const std::size_t n : {1, 4, 9, 30}) {
    CAPTURE(n);
    const Ids near = found_as(sample, Kind::near, a, b, n);
    CHECK(is_within(near, found_as(sample, Kind::near, a, b, n + 1)));
    CHECK(is_within(near, in_both));
    CHECK(near == found_as(sample, Kind::near, b, a, n));
    CHECK(is_within(found_as(sample, Kind::near, a, b, n + 1, true), found_as(sample, Kind::near, a, b, n, true)));
    const Ids adjacent = found_as(sample, Kind::adjacent, a, b, n);
    CHECK(is_within(adjacent, near));
    CHECK(is_within(adjacent, found_as(sample, Kind::adjacent, a, b, n + 1)));
  }
  const Ids in_sentence = found_as(sample, Kind::sentence, a, b, 0);
  const Ids in_paragraph = found_as(sample, Kind::paragraph, a, b, 0);
  CHECK(is_within(in_sentence, in_paragraph));
  CHECK(is_within(in_paragraph, in_both));
  CHECK(in_sentence == found_as(sample, Kind::sentence, b, a, 0));
  CHECK(sample.marks(text_of(oracle::proximity(Kind::near, a, b, 7))) ==
        sample.marks(text_of(oracle::proximity(Kind::near, b, a, 7))));
}

void near_commutes_with_what_steps_outside(Sample& sample) {
  if (!known_to_the_searcher.proximity) return;
  const Expr a = sample.generator.next(), b = sample.generator.next_positional();
  CAPTURE(text_of(a));
  CAPTURE(text_of(b));
  CHECK(found_as(sample, Kind::near, a, b, 8) == found_as(sample, Kind::near, b, a, 8));
  CHECK(found_as(sample, Kind::paragraph, a, b, 0) == found_as(sample, Kind::paragraph, b, a, 0));
}

void a_phrase_is_two_neighbours(Sample& sample) {
  if (!known_to_the_searcher.proximity) return;
  const std::string a = sample.generator.next_word(), b = sample.generator.next_word();
  const auto& document = sample.corpus.documents[a.size() * b.size() % sample.corpus.documents.size()];
  CAPTURE(a);
  CAPTURE(b);
  const auto same = [&](const std::string& one, const std::string& other) {
    const Expr neighbours = oracle::proximity(Kind::adjacent, oracle::phrase({one}), oracle::phrase({other}), 1);
    CHECK(sample.found(oracle::phrase({one, other})) == sample.found(neighbours));
    CHECK(sample.marks(text_of(oracle::phrase({one, other}))) == sample.marks(text_of(neighbours)));
  };
  same(a, b);
  // Two that do stand side by side.
  for (std::size_t i = 1; i < document.body.words.size(); ++i) {
    const oracle::Word &one = document.body.words[i - 1], &other = document.body.words[i];
    if (one.form != oracle::casefold(a) && i % 50 != 1) continue;
    if (!one.is_run && !other.is_run && oracle::words_of(one.form, "").size() == 1 &&
        oracle::words_of(other.form, "").size() == 1)
      same(one.form, other.form);
  }
}

// --- counts, zones ---

void counts_and_zones_nest(Sample& sample) {
  const Expr a = sample.generator.next_positional(), words = sample.generator.next_words();
  CAPTURE(text_of(a));
  CAPTURE(text_of(words));
  const auto scoped = [](Kind kind, const Expr& expr, std::size_t n = 0) { return oracle::operation(kind, {expr}, n); };
  if (known_to_the_searcher.at_least) {
    Ids more = sample.found(a);
    CHECK(sample.found(scoped(Kind::at_least, a, 1)) == more);
    for (std::size_t n = 2; n < 5; ++n) {
      const Ids fewer = sample.found(scoped(Kind::at_least, a, n));
      CHECK(is_within(fewer, more));
      more = fewer;
    }
  }
  if (known_to_the_searcher.zones) {
    Ids fewer;
    for (const std::size_t n : {1, 2, 10, 11, 60, 61}) {
      const Ids more = sample.found(scoped(Kind::first, words, n));
      CHECK(is_within(fewer, more));
      fewer = more;
    }
    CHECK(is_within(fewer, sample.found(scoped(Kind::body, words))));
    CHECK(sample.found(scoped(Kind::hlead, words)) ==
          either(sample.found(scoped(Kind::title, words)), sample.found(scoped(Kind::first, words, 60))));
  }
  CHECK(sample.found(words) ==
        either(sample.found(scoped(Kind::title, words)), sample.found(scoped(Kind::body, words))));
}

// --- words ---

void exact_words_are_fewer(Sample& sample) {
  const std::string word = sample.generator.next_word();
  CAPTURE(word);
  const Expr bare = oracle::text_expr(Kind::word, word), exact = oracle::phrase({word});
  CHECK(is_within(sample.found(exact), sample.found(bare)));
  if (known_to_the_searcher.fuzzy)
    CHECK(is_within(sample.found(oracle::fuzzy(word, 1)), sample.found(oracle::fuzzy(word, 2))));
  if (known_to_the_searcher.capitals) {
    const Ids caps = sample.found(oracle::operation(Kind::caps, {bare}));
    CHECK(either(caps, sample.found(oracle::operation(Kind::no_caps, {bare}))) == sample.found(exact));
    CHECK(is_within(sample.found(oracle::operation(Kind::all_caps, {bare})), caps));
  }
  if (known_to_the_searcher.wildcards) {
    const std::u32string letters = oracle::letters_of(oracle::casefold(word));
    // A point or apostrophe would be cut at otherwise where a sign follows it.
    const bool is_plain = std::all_of(letters.begin(), letters.end(), oracle::is_letter_or_number);
    for (std::size_t length = 3; is_plain && length <= letters.size(); ++length) {
      const auto front = [&](std::size_t size) {
        return sample.found(oracle::text_expr(Kind::word, oracle::utf8_of(letters.substr(0, size)) + "*"));
      };
      CHECK(is_within(front(length), front(length - 1)));
    }
  }
}

// --- dates ---

void date_spans_add_up(Sample& sample) {
  using std::chrono::days;
  const auto& document = sample.corpus.documents[sample.next().size() % sample.corpus.documents.size()];
  const auto span = oracle::days_of(document.document.date);
  const auto a = (span ? span->first : std::chrono::sys_days(days(20'000))) - days(sample.next().size());
  const auto b = a + days(sample.next().size()), c = b + days(1 + sample.next().size());
  const auto found = [&](auto first, auto last, bool overlapping = false) {
    return sample.found(oracle::dated(first, last, overlapping));
  };
  const Ids whole = found(a, c);
  CHECK(is_within(either(found(a, b), found(b + days(1), c)), whole));
  CHECK(is_within(whole, found(a, c, true)));
  CHECK(both(found(a, c, true), sample.found("-has:date")).empty());
}

TEST_CASE("law 1: a mark is a proof, and what needs text is marked") { check_law(60, marks_are_proofs); }

TEST_CASE("law 2: negation is that of sets") { check_law(60, negation_is_of_sets); }

TEST_CASE("law 3: AND and OR are those of sets, in any order and grouping, marks included") {
  check_law(60, and_and_or_are_of_sets);
}

TEST_CASE("law 3: a filter given as an option is the filter written in the query") {
  check_law(50, options_are_filters);
}

TEST_CASE("law 4: proximities widen, commute and lie in each other") { check_law(40, proximity_widens); }

TEST_CASE("law 4: NEAR commutes where a side has AND, NOT or filters") {
  check_law(60, near_commutes_with_what_steps_outside);
}

TEST_CASE("law 4: a phrase is its words as neighbours") { check_law(20, a_phrase_is_two_neighbours); }

TEST_CASE("law 5: counts and zones lie in each other") { check_law(40, counts_and_zones_nest); }

TEST_CASE("law 6: exact words are fewer than bare ones, and more may be mistaken or left open") {
  check_law(60, exact_words_are_fewer);
}

TEST_CASE("law 7: spans of dates add up") { check_law(60, date_spans_add_up); }

TEST_CASE("laws 1 to 7 over articles in many languages") {
  const auto data = real_articles();
  if (data.empty()) return;
  const TemporaryFolder folder;
  for (const auto& entry : std::filesystem::directory_iterator(data / "lang")) {
    CAPTURE(entry.path().filename().string());
    Sample sample({beginning_of(entry.path(), 60, folder).string()});
    for (std::size_t i = 0; i < queries(3); ++i) {
      for (const auto law : {marks_are_proofs, negation_is_of_sets, and_and_or_are_of_sets, options_are_filters,
                             proximity_widens, near_commutes_with_what_steps_outside, a_phrase_is_two_neighbours,
                             counts_and_zones_nest, exact_words_are_fewer, date_spans_add_up})
        law(sample);
    }
  }
}

TEST_CASE("law 8: the canonical line is its own canonical line, and finds and marks the same, under any too") {
  check_law(150, [](Sample& sample) {
    static const char* const moments[]{"1999-12-31T12:00:00Z", "2031-05-31T23:59:59+14:00", ""};
    std::string query = sample.next();
    if (query.size() % 3 == 0) query += " " + sample.next() + " -" + in_brackets(sample.next());
    CAPTURE(query);
    for (const auto match : {QueryOptions::Match::all, QueryOptions::Match::any}) {
      SearchOptions options = all_articles();
      options.query.match = match;
      const std::string line = canonical(parse_query(query, options.query).root);
      CAPTURE(line);
      if (line.size() > 4096) continue;
      CHECK(canonical(parse_query(line, options.query).root) == line);
      const auto ids = sample.archive().ids(query, options);
      const Marks marks = sample.marks(query, options);
      options.query.now = moments[query.size() / 3 % 3];
      CHECK(sample.archive().ids(line, options) == ids);
      CHECK(sample.marks(line, options) == marks);
    }
  });
}

// --- law 11: any bytes ---

/// Pieces of the grammar, of words and of nothing at all.
std::string random_bytes(std::mt19937_64& random) {
  static const std::vector<std::string> pieces{" ",
                                               "  ",
                                               "(",
                                               ")",
                                               "\"",
                                               "“",
                                               "«",
                                               "»",
                                               "*",
                                               "?",
                                               "~",
                                               "~2",
                                               "^",
                                               "^2",
                                               "^-1",
                                               "/F5/",
                                               "/5",
                                               "/s",
                                               "w/",
                                               "NEAR/5",
                                               "NEAR/",
                                               "near0",
                                               "ADJ",
                                               "adj/99999",
                                               "NOT",
                                               "-",
                                               "!",
                                               "+",
                                               "=",
                                               "AND",
                                               "OR",
                                               "||",
                                               "&&",
                                               "|",
                                               "&",
                                               "\\",
                                               ":",
                                               "title:",
                                               "first0:",
                                               "first9999999:",
                                               "hlead:",
                                               "tag:",
                                               "tag:(",
                                               ",",
                                               "date:",
                                               "2025-02",
                                               "..",
                                               "[",
                                               "]",
                                               " TO ",
                                               ">",
                                               "<=",
                                               "words:",
                                               "atleast3",
                                               "atleast",
                                               "AROUND(3)",
                                               "AROUND(",
                                               "SAME",
                                               "caps:",
                                               "like:",
                                               "has:",
                                               "F:*",
                                               "@title ",
                                               "hd=",
                                               "ban",
                                               "e-mail",
                                               "AT&T",
                                               "北京",
                                               "กำ",
                                               "u.s.",
                                               "\xff",
                                               "\xc3",
                                               "\xe2\x80",
                                               "\xed\xa0\x80",
                                               "\xf4\x90\x80\x80",
                                               std::string(1, '\0'),
                                               "\n",
                                               "\t",
                                               "\u0301",
                                               "\u200b",
                                               "\ufeff",
                                               "synonyms(",
                                               "~(",
                                               "%",
                                               "$",
                                               "1920s",
                                               "7d",
                                               "lang:",
                                               "site:",
                                               "story:"};
  std::string bytes;
  for (std::size_t count = random() % 24; count > 0; --count) bytes += pieces[random() % pieces.size()];
  if (random() % 4 == 0 && !bytes.empty()) bytes[random() % bytes.size()] = static_cast<char>(random());
  return bytes;
}

TEST_CASE("law 11: every byte string is answered, or refused over a limit") {
  Sample sample;
  std::mt19937_64 random(seed());
  for (std::size_t i = 0; i < queries(400); ++i) {
    const std::string bytes =
        i % 50 == 0 ? std::string(3000 + random() % 2000, "(-\"a "[random() % 5]) : random_bytes(random);
    CAPTURE(bytes);
    try {
      const Query query = parse_query(bytes, all_articles().query);
      for (const auto& warning : query.warnings) {
        CHECK(warning.begin <= warning.end);
        CHECK(warning.end <= bytes.size());
      }
      const std::string line = canonical(query.root);
      if (line.size() <= 4096) CHECK(canonical(parse_query(line, all_articles().query).root) == line);
      const auto ids = sample.archive().ids(bytes, all_articles());
      if (line.size() <= 4096) CHECK(sample.archive().ids(line, all_articles()) == ids);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::query);
    }
  }
}

TEST_CASE("law 9: pages laid end to end are the one long page, and the total is their length") {
  Sample sample;
  for (std::size_t i = 0; i < queries(40); ++i) {
    const std::string query = sample.next();
    CAPTURE(query);
    for (const auto sort : {SearchOptions::Sort::relevance, SearchOptions::Sort::newest, SearchOptions::Sort::oldest}) {
      SearchOptions options = all_articles();
      options.sort = sort;
      const auto whole = sample.archive().ids(query, options);
      options.limit = 7;
      std::vector<std::string> pages;
      for (options.offset = 0;; options.offset += options.limit) {
        const Results page = sample.archive().search(query, options);
        CHECK(page.articles.value == whole.size());
        for (const auto& hit : page.hits) pages.push_back(hit.article.id);
        CHECK(page.next_offset.has_value() == (options.offset + options.limit < whole.size()));
        if (!page.next_offset) break;
      }
      CHECK(pages == whole);
    }
  }
}

TEST_CASE("law 10: facet rows and those without add up, and a row counts what its query counts") {
  Sample sample;
  for (std::size_t i = 0; i < queries(25); ++i) {
    const std::string query = sample.next();
    CAPTURE(query);
    SearchOptions options = all_articles();
    options.limit = 0;
    options.facets = {"tag", "author", "source", "section", "lang"};
    const Results results = sample.archive().search(query, options);
    for (const auto& facet : results.facets) {
      std::uint64_t sum = facet.without;
      for (const auto& row : facet.rows) {
        sum += row.articles;
        CHECK(row.articles <= results.articles.value);
        if (facet.field == "author" || facet.field == "lang") continue;  // words of names; `en` finds en-GB too
        CHECK(sample.found(in_brackets(query) + " AND " + facet.field + ":\"" + row.value + "\"").size() ==
              row.articles);
      }
      if (facet.field == "source" || facet.field == "section" || facet.field == "lang")
        CHECK(sum == results.articles.value);
    }
  }
}

TEST_CASE("law 10: a timeline adds up to the total in every unit") {
  Sample sample;
  for (std::size_t i = 0; i < queries(25); ++i) {
    const std::string query = sample.next();
    for (const char* unit : {"day", "week", "month", "year"}) {
      SearchOptions options = all_articles();
      options.limit = 0;
      options.timeline = unit;
      const Results results = sample.archive().search(query, options);
      std::uint64_t sum = results.timeline->undated;
      for (const auto& bucket : results.timeline->buckets) sum += bucket.articles;
      for (const auto& one : results.timeline->unplaced) sum += one.articles;
      CHECK(sum == results.articles.value);
    }
  }
}

TEST_CASE("a trend has the timeline of the query and that of everything, and both add up") {
  Sample sample;
  for (std::size_t i = 0; i < queries(25); ++i) {
    SearchOptions options = all_articles();
    options.limit = 0;
    options.timeline = "month";
    const std::string query = sample.next();
    const Results plain = sample.archive().search(query, options);
    const Results all = sample.archive().search("*", options);
    options.shares = true;
    const Results trend = sample.archive().search(query, options);
    REQUIRE(trend.base);
    CHECK(trend.base->value == all.articles.value);
    std::uint64_t found = trend.timeline->undated, base = trend.timeline->undated_base;
    for (const auto& bucket : trend.timeline->buckets) {
      CHECK(bucket.articles <= bucket.base);
      found += bucket.articles;
      base += bucket.base;
    }
    for (const auto& one : trend.timeline->unplaced) {
      found += one.articles;
      base += one.base;
    }
    CHECK(found == plain.articles.value);
    CHECK(base == all.articles.value);
    CHECK(trend.timeline->buckets.size() == all.timeline->buckets.size());
  }
}

TEST_CASE("every shown hit of a query that needs text is marked, and each mark is in the text") {
  Sample sample;
  for (const char* query : {"DeepSeek safety restrictions", "\"e-mail\" OR covid-19", "drought OR Dürre OR sécheresse",
                            "北京大学 OR 東京タワー"}) {
    CAPTURE(query);
    const Results results = sample.archive().search(query, all_articles());
    CHECK(results.articles.value > 0);
    for (const auto& hit : results.hits) {
      std::size_t marks = hit.title.spans.size();
      const auto body = sample.archive().show(hit.article.id)->article.body;
      for (const auto& passage : hit.passages) {
        CHECK(body.substr(passage.start, passage.text.size()) == passage.text);
        marks += passage.spans.size();
        for (const auto& span : passage.spans) CHECK((span.begin < span.end && span.end <= passage.text.size()));
      }
      CHECK(marks > 0);
    }
  }
}

TEST_CASE("a second list has what lacks some of the words, and stands in no other number") {
  Sample sample;
  SearchOptions options;
  const Results results = sample.archive().search("DeepSeek safety restrictions", options);
  REQUIRE(results.relaxed);
  options.query.match = QueryOptions::Match::any;
  options.limit = SearchOptions::no_limit;
  const auto any = sample.archive().ids("DeepSeek safety restrictions", options);
  CHECK(results.articles.value + results.relaxed->articles.value == any.size());
  CHECK(results.hits.size() + results.relaxed->hits.size() == 10);
}

}  // namespace
}  // namespace broadsheet
