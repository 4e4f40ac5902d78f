#include <doctest/doctest.h>

#include <broadsheet/archive.hpp>

#include "archive/stub.hpp"
#include "indexer/load.hpp"
#include "reading.hpp"

// What versions, cancels and embargoes of agencies, and summaries of feeds, do to what an archive has.
using namespace broadsheet;

namespace {

using Kind = Outcome::Kind;

struct Wire {
  SampleFolder folder;
  std::vector<Outcome> outcomes;

  /// Loads these documents as one load, each from a file of its own, in their order.
  void load(const std::vector<std::string>& documents) {
    outcomes.clear();
    IndexOptions options;
    options.on_outcome = [this](const Outcome& outcome) { outcomes.push_back(outcome); };
    std::vector<std::string> paths;
    for (const auto& document : documents) {
      const std::string name = (document.starts_with('<') ? "x.xml" : "x.json");
      paths.push_back(folder.add(std::to_string(++files_) + name, document));
    }
    index_sources(folder.path("archive"), paths, options);
  }
  std::string title() const {
    if (read_stub(folder.path("archive")).revision == 0) return "nothing";
    const auto results = Archive(folder.path("archive")).search("*");
    return results.hits.empty() ? "nothing" : results.hits[0].article.title;
  }
  std::string body() const {
    SearchOptions options;
    options.body = true;
    return Archive(folder.path("archive")).search("*", options).hits.at(0).article.body;
  }

 private:
  int files_ = 0;
};

std::string item(int version, const std::string& title, const std::string& status = "usable",
                 const std::string& more = "") {
  return R"({"uri": "urn:x:1", "versioncreated": "2025-01-27T09:12:00Z", "language": "en", "pubstatus": ")" + status +
         "\"" + (version > 0 ? ", \"version\": \"" + std::to_string(version) + "\"" : "") + ", \"headline\": \"" +
         title + "\", \"body_text\": \"Text of " + title + ".\"" + more + "}";
}

std::string feed(const std::string& content) {
  return "<rss><channel><item><title>Feed</title><link>https://h.example/1</link>" + content +
         "</item></channel></rss>";
}

}  // namespace

TEST_CASE("a later version replaces an earlier one and never the other way round, in one load or in several") {
  Wire wire;
  wire.load({item(2, "Two"), item(1, "One")});
  CHECK(wire.title() == "Two");
  CHECK(wire.outcomes[1].reason == "a later version of it is there");
  wire.load({item(1, "One")});
  CHECK(wire.title() == "Two");
  CHECK(wire.outcomes[0].kind == Kind::duplicate);
  wire.load({item(3, "Three")});
  CHECK(wire.title() == "Three");
  CHECK(wire.outcomes[0].kind == Kind::updated);
}

TEST_CASE("what is cancelled, withheld or embargoed goes out of the archive, of this load or of one before") {
  for (const auto& [status, more] :
       {std::pair{"canceled", ""}, {"withheld", ""}, {"usable", ", \"embargoed\": \"2999-01-01T00:00:00Z\""}}) {
    const std::string said(status);
    CAPTURE(said);
    Wire before;
    before.load({item(1, "One")});
    before.load({item(2, "Two", status, more)});
    CHECK(before.title() == "nothing");
    REQUIRE(before.outcomes.size() == 1);
    CHECK(before.outcomes[0].kind == Kind::not_searchable);
    CHECK(before.outcomes[0].reason.ends_with("; it is taken out of the archive"));
    Wire same;
    same.load({item(1, "One"), item(2, "Two", status, more), item(1, "One")});
    CHECK(same.title() == "nothing");
    for (const auto& outcome : same.outcomes) CHECK(outcome.kind == Kind::not_searchable);
    Wire later;
    later.load({item(3, "Three")});
    later.load({item(2, "Two", status, more)});
    CHECK(later.title() == "Three");
    CHECK(later.outcomes[0].reason.ends_with("; a later version of it stays"));
  }
}

TEST_CASE("a cancel without a version means all versions") {
  Wire wire;
  wire.load({item(3, "Three")});
  wire.load({item(0, "None", "canceled"), item(4, "Four")});
  CHECK(wire.title() == "nothing");
}

TEST_CASE("an embargo that is over is no embargo, and the item is found when it is loaded again after it") {
  Wire wire;
  wire.load({item(1, "One", "usable", ", \"embargoed\": \"2025-01-27T10:00:00+01:00\"")});
  CHECK(wire.title() == "One");
}

TEST_CASE("a post that is a draft again goes out of the archive") {
  const auto post = [](const std::string& status) {
    return R"({"db": [{"data": {"posts": [{"id": "1", "uuid": "u1", "title": "Post", "html": "<p>Text.</p>", "status": ")" +
           status + "\"}]}}]}";
  };
  Wire wire;
  wire.load({post("published")});
  CHECK(wire.title() == "Post");
  wire.load({post("draft")});
  CHECK(wire.title() == "nothing");
}

TEST_CASE("an item with a summary never replaces the whole text of the same address, a whole text does replace it") {
  const std::string whole = feed("<content:encoded>The whole text.</content:encoded>"),
                    summary = feed("<description>A summary.</description>"), none = feed("");
  Wire wire;
  wire.load({summary});
  CHECK(wire.body() == "A summary.");
  wire.load({whole});
  CHECK(wire.body() == "The whole text.");
  for (const auto& less : {summary, none}) {
    wire.load({less, less});
    CHECK(wire.body() == "The whole text.");
    for (const auto& outcome : wire.outcomes) {
      CHECK(outcome.kind == Kind::duplicate);
      CHECK(outcome.reason == "has only a summary; the article with the whole text stays");
    }
  }
  Wire one;
  one.load({whole, summary});
  CHECK(one.body() == "The whole text.");
  Wire other;
  other.load({summary, whole});
  CHECK(other.body() == "The whole text.");
}
