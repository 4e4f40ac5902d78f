#include <doctest/doctest.h>

#include <broadsheet/web_url.hpp>

namespace broadsheet {

TEST_CASE("a passage is found on the publisher's page by its first and last words") {
  const auto place = [](std::string_view url, const std::string& passage, std::vector<Span> spans = {}) {
    Passage one;
    one.text = passage;
    one.spans = std::move(spans);
    const auto address = passage_url(url, one);
    return address.value_or("");
  };
  CHECK(place("https://a.example/x", "A well-known, dry & dusty town") ==
        "https://a.example/x#:~:text=A%20well%2Dknown%2C%20dry%20%26%20dusty%20town");
  CHECK(place("https://a.example/x#part", "one two") == "https://a.example/x#part:~:text=one%20two");
  CHECK(place("https://a.example/", "one two three four five six seven eight nine ten eleven") ==
        "https://a.example/#:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven");
  // A directive goes within one block of a page: the line with the hit.
  CHECK(place("https://a.example/", "first line\nsecond line", {{11, 17}}) ==
        "https://a.example/#:~:text=second%20line");
  CHECK(place("https://a.example/", "first line\nsecond line", {{0, 5}}) == "https://a.example/#:~:text=first%20line");
  CHECK(place("javascript:alert(1)", "one two").empty());
  CHECK(place("https://a.example/", "  ").empty());
}

TEST_CASE("a hit leads to the first passage that can be found") {
  Hit hit;
  hit.article.url = "https://a.example/x";
  CHECK_FALSE(passage_url(hit));
  hit.passages.resize(2);
  hit.passages[1].text = "second";
  CHECK(passage_url(hit) == "https://a.example/x#:~:text=second");
}

}  // namespace broadsheet
