#include <algorithm>
#include <broadsheet/error.hpp>
#include <string>

#include "archive/tables.hpp"
#include "checks.hpp"

using namespace broadsheet;

namespace {

// What the accessors give is looked at byte by byte, so that a view of foreign memory shows.
void look_at(std::string_view bytes) {
  static volatile char seen;
  for (const char byte : bytes) seen = byte;
  static_cast<void>(seen);
}
template <class Item>
void look_at(std::span<const Item> items) {
  look_at(std::string_view(reinterpret_cast<const char*>(items.data()), items.size_bytes()));
}

template <class Question>
void ask(Question question) {
  try {
    question();
  } catch (const Error& error) {
    require(error.kind() == ErrorKind::archive);
  }
}

void ask_article(const Tables& tables, std::uint32_t article) {
  ask([&] {
    StoredTokens tokens;
    tables.tokens(article, tokens);
    for (const auto* text : {&tokens.title, &tokens.body})
      for (const auto& token : *text) {
        tables.is_run(token.word);
        look_at(tables.word_key(token.word));
      }
  });
  ask([&] { look_at(tables.codes(article)); });
  ask([&] { look_at(tables.wide_words(article)); });
  ask([&] { look_at(tables.id(article)); });
  ask([&] { look_at(tables.with_id(tables.id(article))); });
  for (std::size_t number = 0; number < column_count; ++number) {
    const auto column = static_cast<Column>(number);
    ask([&] {
      for (const auto value : tables.values(column, article)) look_at(tables.value(column, value));
    });
  }
  tables.days(article);
  tables.content(article);
  tables.id_rank(article);
}

}  // namespace

// Damaged tables give our error or some answer, whatever is asked of them.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  ask([&] {
    const Tables tables(std::string(reinterpret_cast<const char*>(data), size), "tables");
    if (!tables.complete()) return;
    for (std::uint32_t article = 0; article < std::min(tables.articles(), 100U); ++article)
      ask_article(tables, article);
    const auto words = static_cast<std::uint32_t>(tables.words().size());
    for (std::uint32_t word = 0; word < std::min(words, 1000U); ++word) {
      ask([&] { look_at(tables.word_key(word)); });
      tables.is_run(word);
    }
    for (std::size_t column = 0; column < column_count; ++column) tables.value_count(static_cast<Column>(column));
    ask([&] { look_at(tables.with_id("no such id")); });
    ask([&] { tables.in_date_order(); });
    look_at(tables.word_keys());
    look_at(tables.words_by_form());
    look_at(tables.all_days());
    look_at(tables.precisions());
    look_at(tables.body_words());
    look_at(tables.has());
    look_at(tables.languages());
    look_at(tables.instants());
  });
  return 0;
}
