#include "cli/word_diff.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace broadsheet::cli;

namespace {

std::string shown(const std::string& old_text, const std::string& new_text, std::size_t most = 2000) {
  const auto pieces = diff_words(old_text, new_text, most);
  if (!pieces) return "too much";
  std::string out;
  for (const auto& piece : *pieces) {
    std::string words;
    for (const auto& word : piece.words) words += word;
    out += piece.kind == DiffPiece::Kind::same      ? words
           : piece.kind == DiffPiece::Kind::removed ? "[-" + words + "-]"
                                                    : "{+" + words + "+}";
  }
  return out;
}

/// Words without the blanks before them.
std::vector<std::string> bare(const std::string& text) {
  auto words = words_to_compare(text);
  for (auto& word : words)
    if (word.starts_with(' ')) word.erase(0, 1);
  return words;
}

}  // namespace

TEST_CASE("texts are compared word by word, whatever the white space") {
  struct Row {
    const char *from, *to, *shown;
  };
  for (const Row& row :
       {Row{"a b c", "a b c", "a b c"}, Row{"a b c", "a  b\n\nc", "a b c"}, Row{"a b c", "a x c", "a[- b-]{+ x+} c"},
        Row{"a b", "a b c d", "a b{+ c d+}"}, Row{"a b c d", "c d", "[-a b-] c d"}, Row{"", "a", "{+a+}"},
        Row{"a", "", "[-a-]"}, Row{"", "", ""}, Row{"a b", "x y", "[-a b-]{+x y+}"},
        Row{"我在北京", "我在东京", "我在[-北-]{+东+}京"}, Row{"e\u0301 b", "e\u0301 c", "e\u0301[- b-]{+ c+}"}}) {
    CAPTURE(row.from);
    CAPTURE(row.to);
    CHECK(shown(row.from, row.to) == row.shown);
  }
  CHECK(shown("a b c", "x y z", 5) == "too much");
  CHECK(shown("a b c", "x y z", 6) == "[-a b c-]{+x y z+}");
}

TEST_CASE("what is the same and what went is the old text, what is the same and what came the new one") {
  unsigned state = 1;
  const auto random_text = [&] {
    std::string text;
    for (int i = 0; i < 30; ++i) {
      state = state * 1664525 + 1013904223;
      text += std::string(1, static_cast<char>('a' + state / 65536 % 4)) + ' ';
    }
    return text;
  };
  for (int i = 0; i < 200; ++i) {
    const std::string from = random_text(), to = random_text();
    std::vector<std::string> old_words, new_words;
    const auto pieces = diff_words(from, to);
    REQUIRE(pieces);
    for (const auto& piece : *pieces)
      for (std::string word : piece.words) {
        if (word.starts_with(' ')) word.erase(0, 1);
        if (piece.kind != DiffPiece::Kind::added) old_words.push_back(word);
        if (piece.kind != DiffPiece::Kind::removed) new_words.push_back(word);
      }
    CHECK(old_words == bare(from));
    CHECK(new_words == bare(to));
  }
}
