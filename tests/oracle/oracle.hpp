#pragma once

// A second, slow reading of QUERY.md, to hold the searcher against: it looks at one article at a time, without any
// index. It shares no code with the searcher, so that a mistake must be made twice to go unseen. Sections and points
// named in the comments are those of QUERY.md.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace broadsheet::oracle {

/// An article. All texts are valid UTF-8. An empty string or list means that the field is not there.
struct Document {
  std::string id = {};
  std::string title = {};
  std::string body = {};
  std::string url = {};
  std::string date = {};  ///< 1963, 1963-05, 1963-05-17, or that day with a time and a zone
  std::string source = {};
  std::string section = {};
  std::string lang = {};
  std::vector<std::string> authors = {};
  std::vector<std::string> tags = {};
};

// --- letters ---

std::u32string letters_of(std::string_view text);
std::string utf8_of(std::u32string_view letters);
bool is_letter_or_number(char32_t letter);
bool is_white_space(char32_t letter);

// --- words (section 1) ---

/// What stands between a word and the next one: no next word, no character, exactly one hyphen or ampersand, or
/// anything else.
enum class Gap { end, touching, hyphen, ampersand, other };

/// One word of a text. The folded strings follow the language the text was read in.
struct Word {
  std::size_t begin = 0;  ///< bytes, half-open
  std::size_t end = 0;
  std::string form = {};
  std::string base = {};
  std::string folded_form = {};
  std::string folded_base = {};
  std::string folded_stem = {};
  std::string mark_before = {};
  std::string mark_after = {};
  bool is_run = false;
  bool is_initials = false;
  bool in_capitals = false;
  Gap gap = Gap::end;
};

/// One character (grapheme cluster) of a run word.
struct RunCharacter {
  std::size_t begin = 0;  ///< bytes, half-open
  std::size_t end = 0;
  std::string key = {};  ///< folded; two characters are the same if their keys are
  std::size_t word = 0;  ///< position of its word
};

struct ReadText {
  std::string text = {};
  std::vector<Word> words = {};
  std::vector<std::optional<Word>> pairs = {};  ///< at i: the pair of the words i and i + 1, if they are one
  std::vector<RunCharacter> characters = {};    ///< of all run words, in order
};

std::vector<Word> words_of(std::string_view text, std::string_view lang);
ReadText read_text(std::string_view text, std::string_view lang);

/// Where the sentences or paragraphs of a text begin (section 4), in bytes, ascending, the first at 0.
std::vector<std::size_t> sentence_begins(std::string_view text, std::string_view lang);
std::vector<std::size_t> paragraph_begins(std::string_view text);

/// NFKC_Casefold.
std::string casefold(std::string_view text);

/// Section 1 point 4 on text already case-folded. No language: no letters of their own.
std::string fold(std::string_view casefolded, std::string_view lang);

/// The joined word of two words with `separator` between them: "" or "&" (point 7).
Word joined(const Word& first, const Word& second, std::string_view separator, std::string_view lang);

// --- queries (sections 2, 3, 5) ---

enum class Kind {
  everything,
  word,    ///< `typed` holds one bare word; in it and the next three `*` and `?` are the signs of section 3
  exact,   ///< `typed`, without white space, all words exact
  chunk,   ///< `typed`, without white space, one or more bare words
  phrase,  ///< `parts`
  fuzzy,   ///< `typed` holds one word; `number` is the distance, 0 if none is typed
  and_,    ///< `children`, as all up to synonyms
  or_,
  not_,
  near,  ///< two children, `number`, `negated`, as the next three
  adjacent,
  sentence,  ///< without a number
  paragraph,
  at_least,  ///< one child, as all up to synonyms; `number`
  first,     ///< `number`
  hlead,
  title,
  body,
  caps,
  all_caps,
  no_caps,
  boost,
  synonyms,
  tag,  ///< `typed`, as all filters but the last two
  source,
  section,
  lang,
  author,
  id,
  url,
  site,
  has,
  words,  ///< `min_words`, `max_words`; `typed`, if there, spells them, as the next
  date,   ///< `first_day`, `last_day`, `overlapping`
};

struct Expr {
  Kind kind = Kind::everything;
  std::string typed = {};
  std::vector<std::string> parts = {};  ///< each without white space; a lone `*` is a gap of one word
  std::vector<Expr> children = {};
  std::size_t number = 0;
  bool negated = false;                       ///< `NOT` before a proximity
  std::size_t spelling = 0;                   ///< which of the ways to write it; 0 is the canonical one
  std::optional<std::size_t> min_words = {};  ///< both ends inside
  std::optional<std::size_t> max_words = {};
  std::optional<std::chrono::sys_days> first_day = {};  ///< both ends inside
  std::optional<std::chrono::sys_days> last_day = {};
  bool overlapping = false;  ///< `~`: articles that may lie in the span
};

Expr everything();
Expr text_expr(Kind kind, std::string typed);
Expr fuzzy(std::string typed, std::size_t distance);
Expr phrase(std::vector<std::string> parts);
Expr operation(Kind kind, std::vector<Expr> children, std::size_t number = 0);
Expr proximity(Kind kind, Expr left, Expr right, std::size_t number = 0, bool negated = false);
Expr filter(Kind kind, std::string value);
Expr word_count(std::optional<std::size_t> min_words, std::optional<std::size_t> max_words);
Expr dated(std::optional<std::chrono::sys_days> first_day, std::optional<std::chrono::sys_days> last_day,
           bool overlapping = false);

bool is_proximity(Kind kind);
/// Whether a kind is a zone or a wish for capitals, which goes down to the words.
bool is_scope(Kind kind);

/// A query text that means this by section 2, whatever stands around it.
std::string to_text(const Expr& expr);

// --- verdicts ---

using ByteRange = std::pair<std::size_t, std::size_t>;

/// Marks are half-open byte ranges as section 6 says: ascending, disjoint.
struct Verdict {
  bool matches = false;
  std::vector<ByteRange> title_marks = {};
  std::vector<ByteRange> body_marks = {};
};

/// A text with what a verdict asks of it: each word knows the sentences and paragraphs its two ends lie in.
struct PlacedText : ReadText {
  struct Place {
    std::size_t first_sentence = 0;
    std::size_t last_sentence = 0;
    std::size_t first_paragraph = 0;
    std::size_t last_paragraph = 0;
  };
  std::vector<Place> places = {};  ///< of each word
};

/// A document with its words, for asking many queries of it.
struct ReadDocument {
  Document document = {};
  PlacedText title = {};
  PlacedText body = {};
};

ReadDocument read(const Document& document);

/// Rows of words and phrases that mean the same.
using Synonyms = std::vector<std::vector<std::string>>;

struct Node;

/// A query to be asked of many documents. One thread at a time.
class Question {
 public:
  explicit Question(const Expr& expr, const Synonyms& synonyms = {});
  ~Question();
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;

  Verdict judge(const ReadDocument& document);

  /// Whether every way to satisfy the query needs title or body text (law 1).
  bool needs_text() const;

 private:
  std::unique_ptr<Node> root_;
};

Verdict judge(const Expr& expr, const Document& document, const Synonyms& synonyms = {});

/// The days a date covers; nothing if it is empty or none of the four kinds.
std::optional<std::pair<std::chrono::sys_days, std::chrono::sys_days>> days_of(std::string_view date);

/// The host of an URL with a scheme, in lower case; else empty.
std::string host_of(std::string_view url);

// --- random queries ---

/// Constructs that a test may leave out while one side of it does not know them yet.
struct Constructs {
  bool proximity = true;
  bool at_least = true;
  bool zones = true;  ///< first, hlead
  bool wildcards = true;
  bool fuzzy = true;
  bool capitals = true;
  bool boosts = true;
  bool synonyms = true;
  bool mixed_on_both_sides = true;  ///< AND, NOT, filters in both operands of one proximity
  bool spellings = true;            ///< other ways to write what has a canonical one
};

/// What the searcher is held to so far.
inline constexpr Constructs known_to_the_searcher{};

/// Makes queries from what really stands in `documents`, which must outlive it and not be empty. The same seed gives
/// the same queries. Relative dates count from `today`.
class Generator {
 public:
  Generator(std::uint64_t seed, const std::vector<ReadDocument>& documents, Constructs constructs = {});
  Expr next();

  /// Only text that has positions: words, phrases, OR and proximity.
  Expr next_positional();

  /// One word, chunk or phrase.
  Expr next_words();

  /// One word as it stands in a document, not of a run and without signs around it.
  std::string next_word();

 private:
  std::mt19937_64 random_;
  const std::vector<ReadDocument>& documents_;
  Constructs constructs_;
};

/// The day that relative dates of random queries count from, as `now` of a query is written.
inline constexpr const char* now_of_queries = "2026-11-24T12:00:00Z";

/// Queries one step simpler than this one. Going on from one that still fails ends at a smallest failing query.
std::vector<Expr> smaller(const Expr& expr);

}  // namespace broadsheet::oracle
