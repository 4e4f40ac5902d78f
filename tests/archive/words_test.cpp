// The words of a text: docs/query-language.md, "Words", point by point.

#include <doctest/doctest.h>
#include <unicode/uchar.h>

#include <array>
#include <chrono>
#include <string>
#include <vector>

#include "archive/analyzer.hpp"
#include "archive/code_points.hpp"
#include "archive/fold.hpp"
#include "archive/language.hpp"
#include "archive/limits.hpp"
#include "archive/word_breaker.hpp"

namespace broadsheet {
namespace {

std::vector<Token> tokens_of(Analyzer& analyzer, const std::string& text, const std::string& lang) {
  std::vector<Token> tokens;
  analyzer.analyze(text, language_of(lang), tokens);
  return tokens;
}

/// The words as they stand in the text, divided by `|`.
std::string words(const std::string& text, const std::string& lang = "en") {
  Analyzer analyzer;
  std::string out;
  for (const Token& token : tokens_of(analyzer, text, lang)) {
    if (!out.empty()) out += '|';
    out += text.substr(token.begin, token.end - token.begin);
  }
  return out;
}

Word only_word(const std::string& text, const std::string& lang = "en") {
  Analyzer analyzer;
  const auto tokens = tokens_of(analyzer, text, lang);
  CAPTURE(text);
  REQUIRE(tokens.size() == 1);
  return analyzer.word(tokens[0].word);
}

std::string utf8(std::initializer_list<UChar32> code_points) {
  std::string out;
  for (const UChar32 c : code_points) {
    std::array<char, 4> bytes{};
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(bytes.data(), length, c);
    out.append(bytes.data(), static_cast<std::size_t>(length));
  }
  return out;
}

std::string repeat(const std::string& text, std::size_t times) {
  std::string out;
  for (; times > 0; --times) out += text;
  return out;
}

using Segments = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Segments segments(WordBreaker& breaker, std::string_view text, bool by_icu) {
  std::vector<WordBreaker::Segment> out;
  by_icu ? breaker.segments_by_icu(text, out) : breaker.segments(text, out);
  Segments plain;
  for (const auto& segment : out) plain.emplace_back(segment.begin, segment.end);
  return plain;
}

void check_same_cut(WordBreaker& breaker, const std::string& text) {
  if (segments(breaker, text, false) == segments(breaker, text, true)) return;
  std::string shown;
  for (const char c : text) {
    std::array<char, 8> hex{};
    std::snprintf(hex.data(), hex.size(), "%02X ", static_cast<unsigned char>(c));
    shown += hex.data();
  }
  FAIL_CHECK("the fast way and ICU cut differently: " << shown << "'" << text << "'");
}

struct WordsRow {
  std::string text;
  std::string words;
  std::string lang = "en";
};
void check_words(std::initializer_list<WordsRow> rows) {
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(words(row.text, row.lang) == row.words);
  }
}

}  // namespace

TEST_CASE("1. a word is a segment of ICU's with a letter or a number in it") {
  check_words({
      {"", ""},
      {" \t\n", ""},
      {"one two", "one|two"},
      {"one,two;three", "one|two|three"},
      {"half-time", "half|time"},
      {"rock'n'roll", "rock'n'roll"},
      {"'quoted'", "quoted"},
      {"a_b __init__ _ 1_000", "a_b|__init__|1_000"},
      {"10,000.50", "10,000.50"},
      {"1,2,3", "1,2,3"},
      {"a,b", "a|b"},
      {"3rd 7-Eleven 4x4", "3rd|7|Eleven|4x4"},
      {"on 🔥 today… — ‽ №", "on|today"},
      {"me@example.com", "me|example|com"},
      {"@nytimes a@b", "nytimes|a|b"},
      {"km/h 24/7", "km|h|24|7"},
      {"½ ² Ⅳ ⑦", "½|²|Ⅳ|⑦"},
      {"naïve Ünïcödé", "naïve|Ünïcödé"},
      {"na\u0308\u0131ve e\u0301", "na\u0308\u0131ve|e\u0301"},
      {"soft\u00ADhyphen zero\u200Bwidth", "soft\u00ADhyphen|zero|width"},
      {"col·laborar", "col·laborar", "ca"},
      {"ВАЗ-2101 москва", "ВАЗ|2101|москва", "ru"},
      {"צה\"ל", "צה\"ל", "he"},
      {"नमस्ते दुनिया", "नमस्ते|दुनिया", "hi"},
      {"\u200B\u00AD", ""},
  });
}

TEST_CASE("2a. a dot or colon divides unless digits stand on both sides or it makes initials") {
  check_words({
      {"restrictions.The", "restrictions|The"},
      {"www.example.com", "www|example|com"},
      {"Amazon.com", "Amazon|com"},
      {"3.5", "3.5"},
      {"3.5.2024", "3.5.2024"},
      {"v2.0", "v2.0"},
      {"2.x", "2|x"},
      {"U.S.", "U.S"},
      {"U.S.A.", "U.S.A"},
      {"e.g. i.e.", "e.g|i.e"},
      {"Ph.D.", "Ph|D"},
      {"a.bc", "a|bc"},
      {"É.U.", "É.U"},
      {"e\u0301.u", "e\u0301.u"},
      {"U．S", "U．S"},
      {"12:30", "12|30"},
      {"Wiki:Talk", "Wiki|Talk"},
      {"a.1", "a|1"},
      {"end.", "end"},
      {"...", ""},
      {".5", "5"},
  });
  CHECK(only_word("U.S").initials);
  CHECK(only_word("e.g").initials);
  CHECK_FALSE(only_word("3.5").initials);
  CHECK_FALSE(only_word("US").initials);
}

TEST_CASE("2b. a word ends where one run script meets another, or none") {
  check_words({
      {"KBS가", "KBS|가", "ko"},
      {"AI技術", "AI|技術", "ja"},
      {"東京タワー", "東京|タワー", "ja"},
      {"タワーの下", "タワー|の|下", "ja"},
      {"5月3日", "5|月|3|日", "ja"},
      {"대통령이 말했다", "대통령이|말했다", "ko"},
      {"iPhone用", "iPhone|用", "ja"},
  });
  // Whatever the dictionary makes of it, no word holds two scripts, and nothing is lost.
  for (const std::string text :
       {"北京大学学习", "ภาษาไทยง่าย", "東京タワーの下でAIを学ぶ", "မြန်မာ", "ភាសាខ្មែរ", "ພາສາລາວ"}) {
    Analyzer analyzer;
    std::string joined;
    for (const Token& token : tokens_of(analyzer, text, "")) {
      joined += text.substr(token.begin, token.end - token.begin);
      CHECK((analyzer.word(token.word).run || text[token.begin] == 'A'));
    }
    CHECK(joined == text);
  }
}

TEST_CASE("2b. each character of a run is a cluster, folded") {
  const auto clusters = [](const std::string& text) {
    Analyzer analyzer;
    std::string out;
    for (const Token& token : tokens_of(analyzer, text, "")) {
      for (const auto& cluster : analyzer.word(token.word).clusters) out += cluster + "/";
      out += " ";
    }
    return out;
  };
  CHECK(clusters("タワー") == "タ/ワ/ー/ ");
  CHECK(clusters("ﾀﾜｰ") == "タ/ワ/ー/ ");         // half width
  CHECK(clusters("ガ") == clusters("カ\u3099"));  // composed and not
  CHECK(clusters("กำ") == "กํา/ ");                // one character to a reader
  CHECK(clusters("각") == clusters("\u1100\u1161\u11A8"));
}

TEST_CASE("3. the form of a word is NFKC_Casefold with one apostrophe, cut to 60 code points") {
  struct Row {
    std::string text;
    std::string form;
  };
  for (const Row& row : {
           Row{"DeepSeek", "deepseek"},
           Row{"ＤｅｅｐＳｅｅｋ", "deepseek"},
           Row{"STRASSE", "strasse"},
           Row{"Straße", "strasse"},
           Row{"Élysée", "élysée"},
           Row{"E\u0301lyse\u0301e", "élysée"},
           Row{"ﬁne", "fine"},
           Row{"O’Brien", "o'brien"},
           Row{"OʼBrien", "o'brien"},
           Row{"ΣΊΣΥΦΟΣ", "σίσυφοσ"},
           Row{"soft\u00ADhyphen", "softhyphen"},
           Row{"²", "2"},
           Row{"Ⅳ", "iv"},
       }) {
    CAPTURE(row.text);
    CHECK(only_word(row.text).form == row.form);
  }
  for (const std::string letter : {"x", "é", "д"}) {
    for (const std::size_t length :
         {limit::form_code_points - 1, limit::form_code_points, limit::form_code_points + 1}) {
      CAPTURE(length);
      const Word word = only_word(repeat(letter, length));
      CHECK(word.form == repeat(letter, std::min(length, limit::form_code_points)));
      Analyzer analyzer;
      Word again;
      REQUIRE(analyzer.word_of_key(word.key(), again));
      CHECK(again.form == word.form);
      CHECK(again.stem == word.stem);
    }
  }
  // U+FDFA becomes 18 characters.
  CHECK(only_word(repeat("\uFDFA", 20), "ar").form.size() <= limit::form_code_points * 4);
}

TEST_CASE("3. the base of a word has no elision, no 's, no dots of initials and no commas in threes") {
  struct Row {
    std::string text;
    std::string base;
  };
  for (const Row& row : {
           Row{"l'Élysée", "élysée"},
           Row{"L’Oréal", "oréal"},
           Row{"qu'elle", "elle"},
           Row{"jusqu'ici", "ici"},
           Row{"dell'arte", "arte"},
           Row{"l'a", "l'a"},          // two letters or more
           Row{"O'Brien", "o'brien"},  // no elision in the list
           Row{"aujourd'hui", "aujourd'hui"},
           Row{"Kenya's", "kenya"},
           Row{"Kenya’s", "kenya"},
           Row{"boss's", "boss"},
           Row{"it's", "it"},
           Row{"d'Orsay's", "orsay"},
           Row{"U.S", "us"},
           Row{"U.S.A", "usa"},
           Row{"1,000", "1000"},
           Row{"12,345,678.90", "12345678.90"},
           Row{"1,00", "1,00"},
           Row{"1234,567", "1234,567"},
           Row{"1,0000", "1,0000"},
           Row{"1,000,00", "1,000,00"},
           Row{"1.5", "1.5"},
       }) {
    CAPTURE(row.text);
    CHECK(only_word(row.text).base == row.base);
  }
}

TEST_CASE("4. fold drops accents, but not the letters that a language calls its own") {
  struct Row {
    std::string text;
    std::string folded;
    std::string lang;
  };
  for (const Row& row : {
           Row{"élysée", "elysee", "fr"},
           Row{"año", "ano", "en"},
           Row{"año", "año", "es"},
           Row{"acción", "accion", "es"},
           Row{"malmö", "malmo", "de"},
           Row{"malmö", "malmö", "sv"},
           Row{"århus", "århus", "da"},
           Row{"århus", "arhus", "en"},
           Row{"smørrebrød", "smørrebrød", "nb"},
           Row{"smørrebrød", "smorrebrod", "en"},
           Row{"æble", "aeble", "en"},
           Row{"æble", "æble", "da"},
           Row{"œuvre", "oeuvre", "fr"},
           Row{"đà nẵng", "da nang", ""},
           Row{"łódź", "lodz", ""},
           Row{"ħal", "hal", ""},
           Row{"ırak", "irak", "tr"},
           Row{"ёлка", "елка", "ru"},
           Row{"йод", "йод", "ru"},
           Row{"ガ", "ガ", "ja"},
           Row{"কী", "কী", ""},
           Row{"กำ", "กำ", "th"},
           Row{"مُحَمَّد", "محمد", "ar"},
           Row{"محـــمد", "محمد", "ar"},
           Row{"שָׁלוֹם", "שלום", "he"},
           Row{"ἄνθρωπος", "ανθρωπος", ""},
           Row{"é", "e", "en"},
           Row{"e\u0301", "e", "en"},
           Row{"n\u0303", "ñ", "es"},
           Row{"ü", "u", "sv"},
           Row{"plain", "plain", "en"},
       }) {
    CAPTURE(row.text);
    CAPTURE(row.lang);
    CHECK(fold(row.text, languages()[language_of(row.lang)].own) == row.folded);
  }
}

TEST_CASE("5. the stem is that of the article's language, and the word itself where there is no stemmer") {
  struct Row {
    std::string text;
    std::string stem;
    std::string lang;
  };
  for (const Row& row : {
           Row{"restrictions", "restrict", "en"},
           Row{"RESTRICTED", "restrict", "en-GB"},
           Row{"restrictions", "restrictions", ""},
           Row{"restrictions", "restrictions", "xx"},
           Row{"Häuser", "haus", "de"},
           Row{"Häuser", "hauser", "en"},
           Row{"Élysées", "elys", "fr"},
           Row{"maisons", "maison", "fr"},
           Row{"casas", "cas", "es"},
           Row{"bilar", "bil", "sv"},
           Row{"bilar", "bilar", "nn"},
           Row{"huset", "hus", "nb"},
           Row{"huset", "hus", "no"},
           Row{"москвы", "москв", "ru"},
           Row{"Kenya's", "kenya", "en"},
           Row{"U.S.", "us", "en"},
       }) {
    CAPTURE(row.text);
    CAPTURE(row.lang);
    CHECK(only_word(row.text, row.lang).stem == row.stem);
  }
  // A term stays under Xapian's 245 bytes whatever stands in a word.
  for (const std::string letter : {"x", "\U00010400", "\u0800"})
    CHECK(only_word(repeat(letter, 300), "").stem.size() <= 236);
}

TEST_CASE("5. every language of the table has a stemmer that Xapian knows, and is found by its tags") {
  Analyzer analyzer;
  for (std::size_t i = 0; i < languages().size(); ++i) {
    const auto& row = languages()[i];
    CAPTURE(row.code);
    CHECK_FALSE(analyzer.stem("word", static_cast<LanguageId>(i)).empty());
    if (row.code.empty()) continue;
    const std::string code(row.code);
    CHECK(language_of(code) == i);
    CHECK(language_of(code + "-XX") == i);
    CHECK(language_of(code + "_XX") == i);
    std::string capitals = code;
    for (char& c : capitals) c = static_cast<char>(c - 0x20);
    CHECK(language_of(capitals) == i);
  }
  CHECK(language_of("") == 0);
  CHECK(language_of("zh-Hant") == 0);
  CHECK(language_of("english") == 0);
  CHECK(language_of("-en") == 0);
}

TEST_CASE("5. the language of a text is told where it is clear, and nothing is said where it is not") {
  CHECK(detect_language("", "") == "");
  CHECK(detect_language("", "1234 5678") == "");
  CHECK(detect_language("The minister said", "that the ban on exports would be lifted next week, officials said.") ==
        "en");
  CHECK(detect_language(
            "", "Die Regierung hat gestern beschlossen, dass die Steuern im nächsten Jahr nicht steigen sollen.") ==
        "de");
  CHECK(detect_language(
            "", "Le gouvernement a décidé hier que les impôts ne seraient pas augmentés l'année prochaine.") == "fr");
  CHECK(detect_language("", "東京タワーの下で新しい技術を学ぶことができます。") == "ja");
  CHECK(detect_language("", "Правительство решило вчера, что налоги в следующем году не будут повышены.") == "ru");
  // A cut of the first 4,000 bytes lies on a character.
  CHECK(detect_language("", repeat("я", 1) + repeat("Правительство решило вчера. ", 400)) == "ru");
}

TEST_CASE("6. a mark belongs to the word that it touches") {
  struct Row {
    std::string text;
    std::string before;
    std::string after;
  };
  for (const Row& row : {
           Row{"word", "", ""},    Row{"#MeToo", "#", ""}, Row{"@nytimes", "@", ""}, Row{"# word", "", ""},
           Row{"$100", "$", ""},   Row{"€5", "€", ""},     Row{"₹5", "₹", ""},       Row{"$word", "", ""},
           Row{"$ 100", "", ""},   Row{"C++", "", "++"},   Row{"C+", "", "+"},       Row{"C#", "", "#"},
           Row{"C++.", "", "++"},  Row{"C+++", "", "++"},  Row{"50%", "", "%"},      Row{"x%", "", ""},
           Row{"3.5%", "", "%"},   Row{"$3.5%", "$", "%"}, Row{"#C#", "#", "#"},     Row{"(#word)", "#", ""},
           Row{"##word", "#", ""},
       }) {
    CAPTURE(row.text);
    const Word word = only_word(row.text);
    CHECK(word.mark_before == row.before);
    CHECK(word.mark_after == row.after);
  }
  const auto second = [](const std::string& text) {
    Analyzer analyzer;
    const auto tokens = tokens_of(analyzer, text, "en");
    REQUIRE(tokens.size() == 2);
    return analyzer.word(tokens[1].word);
  };
  CHECK(second("me@example").mark_before.empty());
  CHECK(second("a#b").mark_before.empty());
  CHECK(second("a #b").mark_before == "#");
  CHECK(second("US $5").mark_before == "$");
  CHECK(second("US$5").mark_before == "$");
  Analyzer analyzer;
  const std::string text = "c#b d++e";
  for (const Token& token : tokens_of(analyzer, text, "en")) CHECK(analyzer.word(token.word).mark_after.empty());
}

TEST_CASE("7. the gap says whether one hyphen, one ampersand, nothing or something else stands before a word") {
  struct Row {
    std::string text;
    Gap gap;
  };
  for (const Row& row : {
           Row{"e-mail", Gap::hyphen}, Row{"e\u2010mail", Gap::hyphen}, Row{"e\u2011mail", Gap::hyphen},
           Row{"e\u2013mail", Gap::other}, Row{"e\u2212mail", Gap::other}, Row{"e - mail", Gap::other},
           Row{"e--mail", Gap::other}, Row{"e -mail", Gap::other}, Row{"AT&T", Gap::ampersand},
           Row{"AT & T", Gap::other}, Row{"AT&&T", Gap::other}, Row{"AT＆T", Gap::other}, Row{"a b", Gap::other},
           Row{"a.bc", Gap::other}, Row{"a/b", Gap::other}, Row{"KBS가", Gap::touching},
           Row{"東京タワー", Gap::touching},
           Row{"a\u00AD-b", Gap::hyphen},  // the soft hyphen belongs to the word before it
       }) {
    CAPTURE(row.text);
    Analyzer analyzer;
    const auto tokens = tokens_of(analyzer, row.text, "en");
    REQUIRE(tokens.size() == 2);
    CHECK(tokens[0].gap == Gap::other);
    CHECK(tokens[1].gap == row.gap);
  }
}

TEST_CASE("7. a pair is a further word") {
  struct Row {
    std::string text;
    std::string form;
    std::string stem;
  };
  for (const Row& row : {
           Row{"e-mail", "email", "email"},
           Row{"E-Mails", "emails", "email"},
           Row{"AT&T", "at&t", "at&t"},
           Row{"COVID-19", "covid19", "covid19"},
           Row{"l'ex-président", "l'exprésident", "expresid"},
       }) {
    CAPTURE(row.text);
    Analyzer analyzer;
    const auto tokens = tokens_of(analyzer, row.text, row.text[0] == 'l' ? "fr" : "en");
    REQUIRE(tokens.size() == 2);
    const LanguageId language = language_of(row.text[0] == 'l' ? "fr" : "en");
    const Word pair =
        analyzer.joined(analyzer.word(tokens[0].word), analyzer.word(tokens[1].word), tokens[1].gap, language);
    CHECK(pair.form == row.form);
    if (row.text[0] != 'l') CHECK(pair.stem == row.stem);
    const auto number = analyzer.joined(tokens[0].word, tokens[1].word, tokens[1].gap, language);
    CHECK(analyzer.word(number).key() == pair.key());
    CHECK(analyzer.joined(tokens[0].word, tokens[1].word, tokens[1].gap, language) == number);
  }
}

TEST_CASE("capital letters of a word are none, some or all") {
  CHECK(only_word("rico").capitals == Capitals::none);
  CHECK(only_word("Rico").capitals == Capitals::some);
  CHECK(only_word("RICO").capitals == Capitals::all);
  CHECK(only_word("123").capitals == Capitals::none);
  CHECK(only_word("4X4").capitals == Capitals::all);
  CHECK(only_word("ÉLYSÉE").capitals == Capitals::all);
  CHECK(only_word("ǅ").capitals == Capitals::all);  // a title-case letter
}

TEST_CASE("a word is all that its key says") {
  for (const std::string lang : {"en", "fr", "sv", "ru", "ja", ""}) {
    Analyzer analyzer;
    const std::string text =
        "RESTRICTIONS restrictions Restrictions #MeToo MeToo $100 100 C++ C U.S. us US 3.5% l'Élysée ÉLYSÉE Kenya's "
        "1,000 東京タワー AI技術 ไทย กำ москва Häuser Malmö AT&T e-mail ﾀﾜｰ 각 " +
        repeat("x", 70) + " " + repeat("é", 70);
    const auto tokens = tokens_of(analyzer, text, lang);
    for (const Token& token : tokens) {
      const Word& word = analyzer.word(token.word);
      Word again;
      CAPTURE(word.form);
      REQUIRE(analyzer.word_of_key(word.key(), again));
      CHECK(again.key() == word.key());
      CHECK(again.run == word.run);
      CHECK(again.initials == word.initials);
      CHECK(again.capitals == word.capitals);
      CHECK(again.mark_before == word.mark_before);
      CHECK(again.mark_after == word.mark_after);
      CHECK(again.clusters == word.clusters);
      if (word.run) continue;
      CHECK(again.language == word.language);
      CHECK(again.form == word.form);
      CHECK(again.base == word.base);
      CHECK(again.stem == word.stem);
    }
  }
  Analyzer analyzer;
  Word word;
  for (const auto& key : {std::string(), std::string("x"), std::string("\x01\x00\x1E", 3),
                          std::string("\x01\x00\x1E\x1E", 4), std::string("\x7F\x00\x1E\x1Eword", 8),
                          std::string("\x00\x01\x1E\x1E", 4), std::string("\x00\x01\x1E\x1Ex", 5)})
    CHECK_FALSE(analyzer.word_of_key(key, word));
}

TEST_CASE("a text gives at most as many words as asked for, and says so") {
  Analyzer analyzer;
  for (const std::size_t most : {0U, 2U, 3U, 4U}) {
    std::vector<Token> tokens;
    CHECK(analyzer.analyze("one two three", 1, tokens, most) == (most >= 3));
    CHECK(tokens.size() == std::min<std::size_t>(most, 3));
  }
}

TEST_CASE("what an analyzer has seen before changes no word") {
  Analyzer used, forgetful;
  const std::vector<std::string> texts = {"U.S. us", "東京タワー", "e-mail", "C++ and C", "l'Élysée", "3.5% 3.5", ""};
  for (int round = 0; round < 3; ++round) {
    for (const auto& text : texts) {
      for (const std::string lang : {"en", "fr", ""}) {
        Analyzer fresh;
        const auto expected = tokens_of(fresh, text, lang);
        for (Analyzer* analyzer : {&used, &forgetful}) {
          const auto tokens = tokens_of(*analyzer, text, lang);
          REQUIRE(tokens.size() == expected.size());
          for (std::size_t i = 0; i < tokens.size(); ++i) {
            CHECK(analyzer->word(tokens[i].word).key() == fresh.word(expected[i].word).key());
            CHECK(tokens[i].begin == expected[i].begin);
            CHECK(tokens[i].end == expected[i].end);
            CHECK(tokens[i].gap == expected[i].gap);
          }
        }
      }
    }
    forgetful.forget();
  }
}

TEST_CASE("the fast way cuts every text of two characters below U+0500 as ICU does") {
  // Each first character is compared with all second ones in one text, divided by blanks, which no word crosses;
  // where that differs, pair by pair.
  REQUIRE(WordBreaker::fast_way_is_safe());
  WordBreaker breaker;
  for (UChar32 a = 0; a < 0x500; ++a) {
    std::string text;
    for (UChar32 b = 0; b < 0x500; ++b) text += utf8({a, b}) + " ";
    if (segments(breaker, text, false) == segments(breaker, text, true)) continue;
    for (UChar32 b = 0; b < 0x500; ++b) check_same_cut(breaker, utf8({a, b}));
  }
  for (UChar32 a = 0; a < 0x80; ++a)  // and really alone, ASCII
    for (UChar32 b = 0; b < 0x80; ++b) check_same_cut(breaker, utf8({a, b}));
}

TEST_CASE("the fast way cuts texts of three and four characters of all classes as ICU does") {
  // One or two of each class of UAX #29 that stands below U+0500 or among general punctuation, and some beyond.
  const std::vector<UChar32> kinds = {
      'a',   'Z',    0xE9,   0x4E0, '0',    '9',    0x660,  ' ',    '\n',   '\r',    '\t',   0x85, 0xA0,   '.',
      ',',   ';',    ':',    '\'',  0x2019, 0x2018, '"',    '_',    0x203F, 0xB7,    0x387,  '-',  0x2010, '@',
      '#',   '&',    '+',    '%',   '$',    '/',    0xAD,   0x301,  0x200D, 0x200B,  0x2060, 0xAA, 0xB2,   0xBD,
      0x37E, 0x2024, 0x2044, 0x5D0, 0x4E2D, 0x30A2, 0x3042, 0xAC00, 0xE01,  0x1F525, 0x1F1E6};
  WordBreaker breaker;
  for (const UChar32 a : kinds)
    for (const UChar32 b : kinds)
      for (const UChar32 c : kinds) check_same_cut(breaker, utf8({a, b, c}));
  const std::vector<UChar32> few = {'a', '0', ' ', '.', ',', '\'', '_', 0xB7, '-', '@', ':', 0x301, 0x4E2D};
  for (const UChar32 a : few)
    for (const UChar32 b : few)
      for (const UChar32 c : few)
        for (const UChar32 d : few) check_same_cut(breaker, utf8({a, b, c, d}));
}

TEST_CASE("the fast way cuts random texts of any characters as ICU does") {
  WordBreaker breaker;
  std::uint64_t state = 20261124;
  const auto next = [&](std::uint64_t most) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<UChar32>((state >> 33) % most);
  };
  const auto any = [&] {
    switch (next(8)) {
      case 0:
        return ' ' + next(95);
      case 1:
        return 0x80 + next(0x480);
      case 2:
        return 0x2000 + next(0x70);
      case 3:
        return 0x500 + next(0x1B00);
      case 4:
        return 0x3000 + next(0x9000);
      case 5:
        return 0x1F300 + next(0x700);
      case 6:
        return UChar32{' '};
      default:
        return 'a' + next(26);
    }
  };
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto length = next(24); length > 0; --length) {
      const UChar32 c = any();
      if (c < 0xD800 || c > 0xDFFF) text += utf8({c});
    }
    check_same_cut(breaker, text);
  }
}

TEST_CASE("words stand in order, do not overlap, and begin and end at characters") {
  std::uint64_t state = 7;
  const auto next = [&](std::uint64_t most) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<UChar32>((state >> 33) % most);
  };
  const std::vector<UChar32> signs = {'.', ':', '-',  '&',    '\'',   '#',  '@',   '$',    '%',
                                      '+', ' ', '\n', 0x2019, 0x2010, 0xAD, 0x301, 0x3099, 0x200D};
  Analyzer analyzer;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto length = next(30); length > 0; --length) {
      const UChar32 c = next(3) == 0   ? signs[static_cast<std::size_t>(next(signs.size()))]
                        : next(2) == 0 ? 'a' + next(26)
                        : next(2) == 0 ? next(0xD800)
                                       : 0x10000 + next(0x20000);
      if (c != 0) text += utf8({c});
    }
    std::vector<Token> tokens;
    analyzer.analyze(text, static_cast<LanguageId>(next(languages().size())), tokens);
    std::size_t last = 0;
    for (const Token& token : tokens) {
      CAPTURE(text);
      REQUIRE(token.begin >= last);
      REQUIRE(token.begin < token.end);
      REQUIRE(token.end <= text.size());
      REQUIRE((static_cast<unsigned char>(text[token.begin]) & 0xC0) != 0x80);
      REQUIRE((token.end == text.size() || (static_cast<unsigned char>(text[token.end]) & 0xC0) != 0x80));
      const Word& word = analyzer.word(token.word);
      REQUIRE_FALSE(word.form.empty());
      bool letter = false;
      for (std::size_t at = token.begin; at < token.end;) {
        const UChar32 c = next_code_point(text, at);
        letter |= c >= 0 && (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
      }
      REQUIRE(letter);
      last = token.end;
    }
    if (analyzer.words() > 20'000) analyzer.forget();
  }
}

TEST_CASE("values of fields are one if they differ in case, accents, width, blanks, hyphens and low lines only") {
  for (const std::string value : {"climate change", "Climate-Change", "CLIMATE_CHANGE", " climate   change ",
                                  "ｃlimate　change", "clímate--change"})
    CHECK(value_key(value) == "climate change");
  CHECK(value_key("") == "");
  CHECK(value_key("---") == "");
  CHECK(value_key("C++") == "c++");
  CHECK(value_key("AI & law") == "ai & law");
}

TEST_CASE("bytes that are no UTF-8 become signs of one byte each") {
  bool changed = false;
  CHECK(without_invalid_utf8("plain é", &changed) == "plain é");
  CHECK_FALSE(changed);
  for (const std::string text : {"\xFF", "a\x80z", "\xC3", "\xE6\xBC", "\xED\xA0\x80", "\xF4\x90\x80\x80"}) {
    const std::string clean = without_invalid_utf8(text, &changed);
    CHECK(changed);
    CHECK(clean.size() == text.size());
    for (const char c : clean) CHECK(static_cast<unsigned char>(c) < 0x80);
  }
}

}  // namespace broadsheet
