#include "archive/packed_articles.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "archive/small_archive.hpp"

namespace broadsheet {
namespace {

/// Each article with a chance of one in `rareness`.
std::vector<std::uint32_t> some_of(std::uint32_t all, std::uint64_t rareness, std::uint64_t seed) {
  Numbers random(seed);
  std::vector<std::uint32_t> out;
  for (std::uint32_t article = 0; article < all; ++article)
    if (random.below(rareness) == 0) out.push_back(article);
  return out;
}

std::string packed(const std::vector<std::uint32_t>& articles, std::uint32_t all) {
  std::string bytes;
  pack_articles(articles, all, bytes);
  return bytes;
}

}  // namespace

TEST_CASE("packed articles come back, few or most of them, in parts of any size") {
  for (const std::uint32_t all : {1U, 63U, 64U, 65U, 1000U, 65'535U, 65'536U, 65'537U, 150'000U}) {
    for (const std::uint64_t rareness : {1, 2, 7, 30, 90, 700, 100'000}) {
      CAPTURE(all);
      CAPTURE(rareness);
      const auto articles = some_of(all, rareness, all + rareness);
      const std::string bytes = packed(articles, all);
      CHECK(bytes.size() % 8 == 0);
      const PackedArticles view(bytes, all, static_cast<std::uint32_t>(articles.size()));
      std::vector<std::uint32_t> back, by_64;
      CHECK(view.each([&](std::uint32_t article) { back.push_back(article); }));
      CHECK((back == articles));
      CHECK(view.each(
          [&](std::uint32_t first, std::uint64_t bits) {
            if (first % 64 != 0) return;
            for (std::uint32_t i = 0; i < 64; ++i)
              if (bits >> i & 1) by_64.push_back(first + i);
          },
          [&](std::uint32_t article) { by_64.push_back(article); }));
      CHECK((by_64 == articles));
    }
  }
}

TEST_CASE("packed articles take at most two bytes each, and a bit of each article where most are in") {
  CHECK(packed(some_of(65'536, 700, 1), 65'536).size() <= 8 + 65'536 / 700 * 3);
  CHECK(packed(some_of(65'536, 20, 2), 65'536).size() < 65'536 / 20 * 13 / 10);
  CHECK(packed(some_of(65'536, 2, 3), 65'536).size() == 8 + 65'536 / 8);
}

TEST_CASE("damaged packed articles are refused or name articles that are there, no more than said") {
  std::size_t refused = 0;
  for (const std::uint64_t rareness : {2, 30, 700}) {
    const std::uint32_t all = 70'001;
    const auto articles = some_of(all, rareness, rareness);
    const std::string whole = packed(articles, all);
    Numbers random(rareness);
    for (int round = 0; round < 500; ++round) {
      std::string bytes = whole;
      if (random.below(4) == 0) bytes.resize(random.below(bytes.size()));
      for (auto edits = random.below(4); edits > 0 && !bytes.empty(); --edits)
        bytes[random.below(random.below(2) ? bytes.size() : std::min<std::size_t>(bytes.size(), 600))] =
            static_cast<char>(random.below(256));
      const std::string exactly(bytes.data(), bytes.size());
      std::size_t visited = 0;
      bool inside = true;
      const bool well =
          PackedArticles(exactly, all, static_cast<std::uint32_t>(articles.size())).each([&](auto article) {
            inside = inside && article < all;
            ++visited;
          });
      REQUIRE(inside);
      REQUIRE(visited <= articles.size());
      if (well) CHECK(visited == articles.size());
      refused += well ? 0 : 1;
    }
  }
  CHECK(refused > 300);
}

}  // namespace broadsheet
