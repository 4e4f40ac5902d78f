// Each limit of archive/limits.hpp at one below, at, and one beyond: what is within is kept as it is, what lies beyond
// is cut or refused, and said.

#include "archive/limits.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/indexer.hpp>
#include <broadsheet/query.hpp>
#include <broadsheet/upkeep.hpp>
#include <set>

#include "archive/small_archive.hpp"
#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

std::string repeat(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (; times > 0; --times) out += text;
  return out;
}

/// What one line becomes: the article, or the reason of its rejection.
struct ReadLine {
  Article article;
  std::string rejected;
  bool warns_of(const std::string& what) const {
    return std::ranges::any_of(article.warnings,
                               [&](const std::string& w) { return w.find(what) != std::string::npos; });
  }
};

ReadLine read_line(const std::string& text) {
  const TemporaryFolder folder;
  write_text(folder / "a.jsonl", text + "\n");
  ReadLine out;
  read_sources(
      {(folder / "a.jsonl").string()}, {}, [&](Article&& article) { out.article = std::move(article); },
      [&](const Outcome& outcome) { out.rejected = outcome.reason; });
  return out;
}

/// `{"title":"t",…}` with further members.
ReadLine read_with(const std::string& members) { return read_line("{\"title\":\"t\",\"body\":\"b\"," + members + "}"); }

/// Calls act(n − 1), act(n), act(n + 1).
void around(std::size_t limit, const std::function<void(std::size_t)>& act) {
  for (const std::size_t n : {limit - 1, limit, limit + 1}) {
    CAPTURE(n);
    act(n);
  }
}

}  // namespace

TEST_CASE("a text up to its limit is kept whole, and one byte more is cut and said") {
  struct Row {
    std::string field;
    std::size_t most;
    const std::string& (*get)(const Article&);
  };
  for (const Row& row : {
           Row{"title", limit::title_bytes, [](const Article& a) -> const std::string& { return a.title; }},
           Row{"body", limit::body_bytes, [](const Article& a) -> const std::string& { return a.body; }},
           Row{"description", limit::description_bytes,
               [](const Article& a) -> const std::string& { return a.description; }},
       }) {
    CAPTURE(row.field);
    around(row.most, [&](std::size_t n) {
      const std::string text = repeat("x", n);
      const auto read = read_line("{\"id\":\"a\",\"" + row.field + "\":\"" + text + "\"" +
                                  (row.field == "description" ? ",\"body\":\"b\"}" : "}"));
      REQUIRE(read.rejected.empty());
      CHECK((row.get(read.article) == text.substr(0, row.most)));
      CHECK(read.warns_of("truncated: " + row.field) == (n > row.most));
    });
  }
  // A character is never cut in two.
  const auto read = read_line("{\"title\":\"" + repeat("é", limit::title_bytes / 2) + "x\"}");
  CHECK(read.article.title == repeat("é", limit::title_bytes / 2));
}

TEST_CASE("a value up to its limit is kept, and one byte more is dropped and said") {
  struct Row {
    std::string field;
    std::size_t most;
    std::string (*get)(const Article&);
  };
  for (const Row& row : {
           Row{"author", limit::value_bytes, [](const Article& a) { return a.authors.empty() ? "" : a.authors[0]; }},
           Row{"tags", limit::value_bytes, [](const Article& a) { return a.tags.empty() ? "" : a.tags[0]; }},
           Row{"source", limit::value_bytes, [](const Article& a) { return a.source; }},
           Row{"section", limit::value_bytes, [](const Article& a) { return a.section; }},
           Row{"url", limit::url_bytes, [](const Article& a) { return a.url; }},
       }) {
    CAPTURE(row.field);
    around(row.most, [&](std::size_t n) {
      const std::string begin = row.field == "url" ? "https://example.com/" : "";
      const std::string value = begin + repeat("x", n - begin.size());
      const auto read = read_with("\"" + row.field + "\":\"" + value + "\"");
      REQUIRE(read.rejected.empty());
      CHECK(row.get(read.article) == (n > row.most ? "" : value));
      CHECK(read.warns_of("dropped: " + std::to_string(row.most + 1) + " bytes are more than") == (n > row.most));
    });
  }
}

TEST_CASE("an id up to its limit is kept, and a longer one becomes its hash, the same each time") {
  around(limit::value_bytes, [&](std::size_t n) {
    const std::string id = repeat("x", n);
    const auto read = read_with("\"id\":\"" + id + "\"");
    CHECK((read.article.id == id) == (n <= limit::value_bytes));
    CHECK(read.article.id.size() <= limit::value_bytes);
    CHECK(read.warns_of("replaced by a hash") == (n > limit::value_bytes));
    CHECK(read_with("\"id\":\"" + id + "\"").article.id == read.article.id);
  });
}

TEST_CASE("lists up to their limit are kept, and what is more is dropped and counted") {
  struct Row {
    std::string field;
    std::size_t most;
    std::size_t (*count)(const Article&);
  };
  for (const Row& row : {Row{"tags", limit::tags, [](const Article& a) { return a.tags.size(); }},
                         Row{"authors", limit::authors, [](const Article& a) { return a.authors.size(); }}}) {
    CAPTURE(row.field);
    around(row.most, [&](std::size_t n) {
      std::string list;
      for (std::size_t i = 0; i < n; ++i) list += (i ? ",\"v" : "\"v") + std::to_string(i) + "\"";
      const auto read = read_with("\"" + row.field + "\":[" + list + "]");
      CHECK(row.count(read.article) == std::min(n, row.most));
      CHECK(read.warns_of("dropped: more than " + std::to_string(row.most)) == (n > row.most));
    });
  }
}

TEST_CASE("a letter keeps as many combining marks as the limit says") {
  around(limit::combining_marks, [&](std::size_t n) {
    const auto read = read_line("{\"title\":\"e" + repeat("\u0316", n) + " x" + repeat("\u0316", n) + "\"}");
    const auto kept = repeat("\u0316", std::min(n, limit::combining_marks));
    CHECK(read.article.title == "e" + kept + " x" + kept);
  });
}

TEST_CASE("JSON up to the limit of depth is read, and one deeper is rejected") {
  around(limit::json_depth, [&](std::size_t n) {
    // The object itself is the first level.
    const auto read = read_with("\"other\":" + repeat("[", n - 1) + repeat("]", n - 1));
    CAPTURE(read.rejected);
    CHECK(read.rejected.empty() == (n <= limit::json_depth));
    if (n > limit::json_depth) CHECK(read.rejected.find("nested deeper than 64") != std::string::npos);
  });
  CHECK_FALSE(read_with("\"other\":" + repeat("[", 1'000'000)).rejected.empty());
}

TEST_CASE("a line up to the limit of a record is read, and a longer one is rejected alone") {
  const TemporaryFolder folder;
  around(limit::record_bytes, [&](std::size_t n) {
    std::string line = "{\"id\":\"long\",\"title\":\"t\",\"other\":\"";
    line += repeat("x", n - line.size() - 2) + "\"}";
    REQUIRE(line.size() == n);
    write_text(folder / "a.jsonl",
               "{\"id\":\"before\",\"title\":\"t\"}\n" + line + "\n{\"id\":\"after\",\"title\":\"t\"}\n");
    std::vector<std::string> ids, rejected;
    read_sources(
        {(folder / "a.jsonl").string()}, {}, [&](Article&& article) { ids.push_back(article.id); },
        [&](const Outcome& outcome) { rejected.push_back(outcome.reason); });
    if (n <= limit::record_bytes) {
      CHECK(ids == std::vector<std::string>{"before", "long", "after"});
      CHECK(rejected.empty());
    } else {
      CHECK(ids == std::vector<std::string>{"before", "after"});
      REQUIRE(rejected.size() == 1);
      CHECK(rejected[0].find("longer than 32 MiB") != std::string::npos);
    }
  });
}

TEST_CASE("a table up to the limit of columns is read, and a wider one is rejected; what a row has more is not held") {
  const TemporaryFolder folder;
  around(limit::table_columns, [&](std::size_t n) {
    write_text(folder / "a.csv", "title" + repeat(",x", n - 1) + "\nt" + repeat(",", n - 1) + "\n");
    std::vector<std::string> titles, rejected;
    read_sources(
        {(folder / "a.csv").string()}, {}, [&](Article&& article) { titles.push_back(article.title); },
        [&](const Outcome& outcome) { rejected.push_back(outcome.reason); });
    CHECK(titles.size() == (n <= limit::table_columns ? 1 : 0));
    if (n > limit::table_columns)
      CHECK(rejected == std::vector<std::string>{"its header names more than 16384 columns"});
  });
}

TEST_CASE("front matter up to its limit is read, and what has more is rejected: it may be a draft") {
  const TemporaryFolder folder;
  around(limit::matter_bytes, [&](std::size_t n) {
    write_text(folder / "a.md", "---\ntitle: t\n" + repeat("#", n - 10) + "\n---\n" + repeat("word ", 30) + "\n");
    std::vector<std::string> titles;
    read_sources(
        {(folder / "a.md").string()}, {}, [&](Article&& article) { titles.push_back(article.title); },
        [&](const Outcome&) {});
    CHECK(titles == std::vector<std::string>(n <= limit::matter_bytes ? 1 : 0, "t"));
  });
}

TEST_CASE("Markdown up to its limit of bytes and depth is read, and what is beyond is rejected") {
  const auto read = [](const std::string& text) {
    const TemporaryFolder folder;
    write_text(folder / "a.md", "---\ntitle: t\n---\n" + text);
    std::string rejected;
    read_sources(
        {(folder / "a.md").string()}, {}, [](Article&&) {}, [&](const Outcome& one) { rejected = one.reason; });
    return rejected;
  };
  around(limit::markdown_bytes, [&](std::size_t n) {
    CHECK(read(repeat("a", n)) == (n > limit::markdown_bytes ? "its text is larger than 4 MiB" : ""));
  });
  around(limit::html_depth, [&](std::size_t n) {
    CHECK(read(repeat("> ", n) + "a").starts_with("nested too deep") == (n > limit::html_depth));
    CHECK(read(repeat("> \n", n)).empty());
  });
}

TEST_CASE("folders up to the limit of depth are read, and one deeper is named") {
  const TemporaryFolder folder;
  auto deep = folder.path();
  for (std::size_t depth = 1; depth <= limit::folder_depth + 1; ++depth) {
    deep /= "d";
    std::filesystem::create_directory(deep);
    if (depth >= limit::folder_depth - 1)
      write_text(deep / "a.jsonl", "{\"id\":\"at" + std::to_string(depth) + "\",\"title\":\"t\"}\n");
  }
  std::vector<std::string> ids, rejected;
  read_sources(
      {folder.path().string()}, {}, [&](Article&& article) { ids.push_back(article.id); },
      [&](const Outcome& outcome) { rejected.push_back(outcome.reason); });
  std::ranges::sort(ids);
  CHECK(ids == std::vector<std::string>{"at63", "at64"});
  REQUIRE(rejected.size() == 1);
  CHECK(rejected[0] == "more than 64 folders deep");
}

TEST_CASE("words up to the limit of an article are found, and that more are not is said") {
  const TemporaryFolder folder;
  around(limit::tokens, [&](std::size_t n) {
    // One word is the title's.
    const std::string id = "n" + std::to_string(n), last = "last" + std::to_string(n);
    write_text(folder / "a.jsonl", "{\"id\":\"" + id + "\",\"lang\":\"en\",\"title\":\"headline\",\"body\":\"" +
                                       repeat("x ", n - 2) + last + "\"}\n");
    std::vector<std::string> warnings;
    IndexOptions options;
    options.on_outcome = [&](const Outcome& outcome) { warnings = outcome.warnings; };
    CHECK(index_sources(folder / "archive", {(folder / "a.jsonl").string()}, options).added == 1);
    const Archive archive(folder / "archive");
    CHECK(archive.search(last).articles.value == (n <= limit::tokens ? 1 : 0));
    const auto reading = archive.show(id);
    REQUIRE(reading);
    CHECK(reading->article.body.ends_with(last));  // the text itself is kept
    CHECK(reading->article.words == std::min(n, limit::tokens) - 1);
    CHECK((!warnings.empty() && !reading->article.warnings.empty()) == (n > limit::tokens));
  });
  CHECK(check_archive(folder / "archive").empty());
}

TEST_CASE("a word is told from others by its first 60 code points") {
  const TemporaryFolder folder;
  std::string lines;
  for (const std::size_t n : {limit::form_code_points - 1, limit::form_code_points, limit::form_code_points + 1})
    lines +=
        "{\"id\":\"n" + std::to_string(n) + "\",\"title\":\"t\",\"lang\":\"xx\",\"body\":\"" + repeat("ä", n) + "\"}\n";
  write_text(folder / "a.jsonl", lines);
  index_sources(folder / "archive", {(folder / "a.jsonl").string()});
  const Archive archive(folder / "archive");
  around(limit::form_code_points, [&](std::size_t n) {
    CHECK(archive.search(repeat("ä", n)).articles.value == (n < limit::form_code_points ? 1 : 2));
    CHECK(archive.search("\"" + repeat("ä", n) + "\"").articles.value == (n < limit::form_code_points ? 1 : 2));
  });
  // However long a word is, it is marked whole.
  const auto found = archive.search("id:n61 " + repeat("ä", 61));
  REQUIRE(found.hits.size() == 1);
  REQUIRE(found.hits[0].passages.size() == 1);
  CHECK(found.hits[0].passages[0].spans == std::vector<Span>{{0, 122}});
}

TEST_CASE("a query up to the limit of bytes is read, and one byte more is refused with both numbers") {
  around(limit::query_bytes, [&](std::size_t n) {
    for (const std::string& text : {repeat("x", n), repeat("x ", n / 2) + repeat("y", n % 2), repeat("(", n),
                                    repeat("\"", n), repeat("\xFF", n), repeat("-", n)}) {
      REQUIRE(text.size() == n);
      const auto message = error_of([&] { parse_query(text); });
      CHECK(message.has_value() == (n > limit::query_bytes));
      if (message) CHECK(message->find("4097 bytes and may have 4096") != std::string::npos);
    }
  });
}

TEST_CASE("a query up to the limit of nodes is read, and one more is refused with both numbers") {
  around(limit::query_nodes, [&](std::size_t n) {
    // n − 1 leaves and the OR above them.
    std::string text;
    for (std::size_t i = 0; i + 1 < n; ++i) text += (i ? " OR tag:t" : "tag:t") + std::to_string(i);
    const auto message = error_of([&] { parse_query(text); });
    CHECK(message.has_value() == (n > limit::query_nodes));
    if (message) CHECK(message->find("257 parts and may have 256") != std::string::npos);
  });
  // Pasted prose passes: bare words do not count.
  CHECK_FALSE(error_of([&] { parse_query(repeat("word ", 800)); }));
}

TEST_CASE("brackets up to the limit of depth stand, and deeper ones are read as if they were not there") {
  around(limit::query_depth, [&](std::size_t n) {
    const Query query = parse_query(repeat("(", n) + "a" + repeat(")", n));
    const bool warned = std::ranges::any_of(query.warnings, [](const Warning& w) { return w.code == "too_deep"; });
    CHECK(warned == (n > limit::query_depth));
    CHECK(canonical(query.root) == "a");
  });
  // Brackets that mean something, one level each.
  around(limit::query_depth, [&](std::size_t n) {
    std::string text = "a";
    for (std::size_t i = 0; i < n; ++i) text = "(" + text + (i % 2 ? " OR b" : " c") + std::to_string(i) + ")";
    const auto failed = error_of([&] { parse_query(text); });
    if (failed) CHECK(failed->find("parts and may have 256") != std::string::npos);
  });
}

TEST_CASE("the table of limits names each number once") {
  std::set<std::string> names;
  for (const auto& [name, value] : limits()) {
    CHECK(names.insert(name).second);
    CHECK_FALSE(value.empty());
  }
  CHECK(names.contains("query"));
  CHECK(names.size() >= 20);
}

}  // namespace broadsheet
