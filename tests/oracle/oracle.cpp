// Sections 3, 5 and 6: whether an article satisfies a query, and with which words.

#include "oracle.hpp"

#include <algorithm>
#include <charconv>

namespace broadsheet::oracle {

// --- building queries ---

Expr everything() { return {}; }

Expr text_expr(Kind kind, std::string typed) {
  Expr expr{kind};
  expr.typed = std::move(typed);
  return expr;
}

Expr phrase(std::vector<std::string> parts) {
  Expr expr{Kind::phrase};
  expr.parts = std::move(parts);
  return expr;
}

Expr operation(Kind kind, std::vector<Expr> children) {
  Expr expr{kind};
  expr.children = std::move(children);
  return expr;
}

Expr filter(Kind kind, std::string value) { return text_expr(kind, std::move(value)); }

Expr word_count(std::optional<std::size_t> min_words, std::optional<std::size_t> max_words) {
  Expr expr{Kind::words};
  expr.min_words = min_words;
  expr.max_words = max_words;
  return expr;
}

Expr dated(std::optional<std::chrono::sys_days> first_day, std::optional<std::chrono::sys_days> last_day,
           bool overlapping) {
  Expr expr{Kind::date};
  expr.first_day = first_day;
  expr.last_day = last_day;
  expr.overlapping = overlapping;
  return expr;
}

namespace {

// --- what a word, chunk or phrase asks for ---

/// One thing that must stand in the text: a word (or pair), the characters of a run, or any one word.
struct Step {
  enum class Want { word, ampersand_pair, run, gap };
  Want want = Want::gap;
  Word word = {};
  bool is_exact = false;
  std::vector<std::string> keys = {};
};

/// Steps to be found one after the other.
using Sequence = std::vector<Step>;

bool bears_mark(const Word& word) { return !word.mark_before.empty() || !word.mark_after.empty(); }

Step word_step(const Word& word, bool is_exact) { return {Step::Want::word, word, is_exact || bears_mark(word), {}}; }

/// The touching run words from `first` to `last` as one run. Its marks are those at its two ends.
Step run_step(const ReadText& typed, std::size_t first, std::size_t last) {
  Step step{Step::Want::run, typed.words[first], true, {}};
  step.word.mark_after = typed.words[last].mark_after;
  for (const RunCharacter& character : typed.characters) {
    if (first <= character.word && character.word <= last) step.keys.push_back(character.key);
  }
  return step;
}

Sequence word_by_word(const ReadText& typed, bool is_exact) {
  Sequence steps;
  for (std::size_t i = 0; i < typed.words.size(); ++i) {
    if (!typed.words[i].is_run) {
      steps.push_back(word_step(typed.words[i], is_exact));
      continue;
    }
    const std::size_t first = i;
    while (typed.words[i].gap == Gap::touching && typed.words[i + 1].is_run) ++i;
    steps.push_back(run_step(typed, first, i));
  }
  return steps;
}

/// The ways in which a chunk, or a part of a phrase, may be found. None if it holds no word.
std::vector<Sequence> readings_of_chunk(const std::string& chunk, bool is_exact, const std::string& lang) {
  const ReadText typed = read_text(chunk, lang);
  if (typed.words.empty()) return {};
  if (typed.words.size() != 2 || !typed.pairs[0]) return {word_by_word(typed, is_exact)};
  // The joined word of two runs is a run: `日-本` is found in `日本`.
  const bool runs = typed.words[0].is_run && typed.words[1].is_run && typed.words[0].gap == Gap::hyphen;
  Step pair = runs ? run_step(typed, 0, 1) : word_step(*typed.pairs[0], is_exact);
  if (typed.words[0].gap == Gap::hyphen) return {word_by_word(typed, is_exact), {pair}};
  pair.want = Step::Want::ampersand_pair;
  return {{pair}};
}

std::vector<std::string> without_outer_gaps(std::vector<std::string> parts) {
  while (!parts.empty() && parts.back() == "*") parts.pop_back();
  while (!parts.empty() && parts.front() == "*") parts.erase(parts.begin());
  return parts;
}

/// All ways to read the parts: each way of each part with each way of the others. A part without a word is ignored.
std::vector<Sequence> readings_of_phrase(const std::vector<std::string>& parts, const std::string& lang) {
  std::vector<Sequence> readings{{}};
  for (const std::string& part : without_outer_gaps(parts)) {
    const std::vector<Sequence> ways =
        part == "*" ? std::vector<Sequence>{{Step{}}} : readings_of_chunk(part, true, lang);
    std::vector<Sequence> longer;
    for (const Sequence& reading : readings) {
      for (const Sequence& way : ways) {
        longer.push_back(reading);
        longer.back().insert(longer.back().end(), way.begin(), way.end());
      }
    }
    if (!longer.empty()) readings = std::move(longer);
  }
  return readings;
}

std::vector<Sequence> readings_of(const Expr& expr, const std::string& lang) {
  if (expr.kind == Kind::phrase) return readings_of_phrase(expr.parts, lang);
  return readings_of_chunk(expr.typed, expr.kind == Kind::exact, lang);
}

// --- where a text has it ---

/// A place where one or more steps are satisfied: positions, both inside, and the bytes to mark.
struct Match {
  std::size_t first = 0;
  std::size_t last = 0;
  std::vector<ByteRange> marks = {};
};

bool has_asked_marks(const Word& asked, const Word& word) {
  return (asked.mark_before.empty() || asked.mark_before == word.mark_before) &&
         (asked.mark_after.empty() || asked.mark_after == word.mark_after);
}

bool is_exact_match(const Word& asked, const Word& word) {
  return asked.form == word.form || asked.form == word.base || asked.form == word.folded_form ||
         asked.form == word.folded_base;
}

bool is_bare_match(const Word& asked, const Word& word) {
  if (asked.is_initials && !word.is_initials && !word.in_capitals) return false;
  return asked.folded_stem == word.folded_stem || asked.folded_base == word.folded_base;
}

bool satisfies(const Step& step, const Word& word) {
  return has_asked_marks(step.word, word) &&
         (step.is_exact ? is_exact_match(step.word, word) : is_bare_match(step.word, word));
}

ByteRange with_asked_marks(const Word& asked, std::size_t begin, std::size_t end) {
  return {begin - asked.mark_before.size(), end + asked.mark_after.size()};
}

std::vector<Match> word_matches_at(const Step& step, const ReadText& text, std::size_t at) {
  std::vector<Match> matches;
  const Word& word = text.words[at];
  const std::optional<Word>& pair = text.pairs[at];
  if (step.want == Step::Want::word && satisfies(step, word))
    matches.push_back({at, at, {with_asked_marks(step.word, word.begin, word.end)}});
  const Gap gap_of_pair = step.want == Step::Want::word ? Gap::hyphen : Gap::ampersand;
  if (pair && word.gap == gap_of_pair && satisfies(step, *pair))
    matches.push_back({at, at + 1, {with_asked_marks(step.word, pair->begin, pair->end)}});
  return matches;
}

/// Whether the keys stand side by side from this character on.
bool has_keys_at(const std::vector<std::string>& keys, const std::vector<RunCharacter>& characters, std::size_t at) {
  if (keys.empty() || at + keys.size() > characters.size()) return false;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (characters[at + i].key != keys[i]) return false;
    if (i > 0 && characters[at + i - 1].end != characters[at + i].begin) return false;
  }
  return true;
}

/// A mark asked for must touch the characters found, so these begin or end their word.
bool run_has_asked_marks(const Word& asked, const ReadText& text, const RunCharacter& first, const RunCharacter& last) {
  const Word& first_word = text.words[first.word];
  const Word& last_word = text.words[last.word];
  const bool before =
      asked.mark_before.empty() || (first.begin == first_word.begin && asked.mark_before == first_word.mark_before);
  const bool after =
      asked.mark_after.empty() || (last.end == last_word.end && asked.mark_after == last_word.mark_after);
  return before && after;
}

std::vector<Match> run_matches_at(const Step& step, const ReadText& text, std::size_t at) {
  std::vector<Match> matches;
  const auto of_word = std::lower_bound(text.characters.begin(), text.characters.end(), at,
                                        [](const RunCharacter& c, std::size_t word) { return c.word < word; });
  for (auto i = static_cast<std::size_t>(of_word - text.characters.begin());
       i < text.characters.size() && text.characters[i].word == at; ++i) {
    if (!has_keys_at(step.keys, text.characters, i)) continue;
    const RunCharacter& first = text.characters[i];
    const RunCharacter& last = text.characters[i + step.keys.size() - 1];
    if (run_has_asked_marks(step.word, text, first, last))
      matches.push_back({at, last.word, {with_asked_marks(step.word, first.begin, last.end)}});
  }
  return matches;
}

std::vector<Match> step_matches_at(const Step& step, const ReadText& text, std::size_t at) {
  if (step.want == Step::Want::gap) return {{at, at, {}}};
  return step.want == Step::Want::run ? run_matches_at(step, text, at) : word_matches_at(step, text, at);
}

/// Adds to `found` every way in which the steps from `next` on follow `before`.
void follow(const Sequence& steps, std::size_t next, const Match& before, const ReadText& text,
            std::vector<Match>& found) {
  if (next == steps.size()) {
    found.push_back(before);
    return;
  }
  if (before.last + 1 >= text.words.size()) return;
  for (const Match& match : step_matches_at(steps[next], text, before.last + 1)) {
    Match longer{before.first, match.last, before.marks};
    longer.marks.insert(longer.marks.end(), match.marks.begin(), match.marks.end());
    follow(steps, next + 1, longer, text, found);
  }
}

std::vector<Match> matches_in(const std::vector<Sequence>& readings, const ReadText& text) {
  std::vector<Match> found;
  for (const Sequence& steps : readings) {
    for (std::size_t at = 0; !steps.empty() && at < text.words.size(); ++at) {
      for (const Match& first : step_matches_at(steps[0], text, at)) follow(steps, 1, first, text, found);
    }
  }
  return found;
}

// --- marks (section 6) ---

bool is_only_signs(std::string_view text) {
  const std::u32string letters = letters_of(text);
  return std::none_of(letters.begin(), letters.end(),
                      [](char32_t letter) { return is_white_space(letter) || is_letter_or_number(letter); });
}

std::vector<ByteRange> tidy(std::vector<ByteRange> marks, std::string_view text) {
  std::sort(marks.begin(), marks.end());
  std::vector<ByteRange> result;
  for (const auto& [begin, end] : marks) {
    const bool joins =
        !result.empty() && (begin <= result.back().second ||
                            is_only_signs(text.substr(result.back().second, begin - result.back().second)));
    if (joins) {
      result.back().second = std::max(result.back().second, end);
    } else {
      result.push_back({begin, end});
    }
  }
  return result;
}

// --- fields (section 5) ---

bool is_blank(char32_t letter) { return letter == U'-' || letter == U'_' || is_white_space(letter); }

/// The key of a whole value: folded, each run of blanks one blank, none at the ends.
std::u32string value_key(std::string_view value) {
  std::u32string key;
  bool after_blank = false;
  for (const char32_t letter : letters_of(fold(casefold(value), ""))) {
    if (!is_blank(letter)) {
      if (after_blank && !key.empty()) key += U' ';
      key += letter;
    }
    after_blank = is_blank(letter);
  }
  return key;
}

bool is_value(std::string_view asked, std::string_view value) {
  const std::u32string key = value_key(asked);
  return !key.empty() && key == value_key(value);
}

/// Words of a name or an address; of a run its characters, since runs are compared by characters.
std::vector<std::string> compared_words(std::string_view text) {
  const ReadText read = read_text(text, "");
  std::vector<std::string> out;
  for (std::size_t i = 0; i < read.words.size(); ++i) {
    if (!read.words[i].is_run) out.push_back(read.words[i].folded_base);
    for (const RunCharacter& character : read.characters)
      if (character.word == i) out.push_back(character.key);
  }
  return out;
}

bool has_words_in_row(std::string_view asked, std::string_view text) {
  const std::vector<std::string> wanted = compared_words(asked), words = compared_words(text);
  return !wanted.empty() && std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return lower;
}

bool is_language(std::string_view asked, std::string_view lang) {
  const std::string wanted = ascii_lower(asked);
  const std::string given = ascii_lower(lang);
  return !wanted.empty() && (given == wanted || given.starts_with(wanted + "-"));
}

bool is_site(std::string_view asked, std::string_view url) {
  const std::string wanted = ascii_lower(asked);
  const std::string host = host_of(url);
  return !wanted.empty() && (host == wanted || host.ends_with("." + wanted));
}

template <typename Values, typename Test>
bool any_is(const Values& values, Test test) {
  return std::any_of(values.begin(), values.end(), test);
}

bool has_field(std::string_view field, const Document& document) {
  if (field == "title") return !document.title.empty();
  if (field == "body") return !document.body.empty();
  if (field == "author") return !document.authors.empty();
  if (field == "tag") return !document.tags.empty();
  if (field == "source") return !document.source.empty();
  if (field == "section") return !document.section.empty();
  if (field == "lang") return !document.lang.empty();
  if (field == "url") return !document.url.empty();
  return field == "date" && days_of(document.date).has_value();
}

bool is_word_count(const Expr& expr, std::size_t count) {
  return (!expr.min_words || *expr.min_words <= count) && (!expr.max_words || count <= *expr.max_words);
}

bool is_dated(const Expr& expr, std::string_view date) {
  const auto days = days_of(date);
  if (!days) return false;
  const auto& [first, last] = *days;
  if (expr.overlapping)
    return (!expr.first_day || *expr.first_day <= last) && (!expr.last_day || first <= *expr.last_day);
  return (!expr.first_day || *expr.first_day <= first) && (!expr.last_day || last <= *expr.last_day);
}

bool passes_filter(const Expr& expr, const ReadDocument& read_document) {
  const Document& document = read_document.document;
  switch (expr.kind) {
    case Kind::everything:
      return true;
    case Kind::tag:
      return any_is(document.tags, [&](const std::string& tag) { return is_value(expr.typed, tag); });
    case Kind::source:
      return is_value(expr.typed, document.source);
    case Kind::section:
      return is_value(expr.typed, document.section);
    case Kind::lang:
      return is_language(expr.typed, document.lang);
    case Kind::author:
      return any_is(document.authors, [&](const std::string& name) { return has_words_in_row(expr.typed, name); });
    case Kind::id:
      return expr.typed == document.id;
    case Kind::url:
      return has_words_in_row(expr.typed, document.url);
    case Kind::site:
      return is_site(expr.typed, document.url);
    case Kind::has:
      return has_field(expr.typed, document);
    case Kind::words:
      return is_word_count(expr, read_document.body.words.size());
    case Kind::date:
      return is_dated(expr, document.date);
    default:
      return false;
  }
}

// --- the tree ---

/// Which of the two texts a word is sought in.
struct Zone {
  bool title = true;
  bool body = true;
};

void add_marks(Verdict& verdict, const Verdict& more) {
  verdict.title_marks.insert(verdict.title_marks.end(), more.title_marks.begin(), more.title_marks.end());
  verdict.body_marks.insert(verdict.body_marks.end(), more.body_marks.begin(), more.body_marks.end());
}

std::vector<ByteRange> all_marks(const std::vector<Match>& matches) {
  std::vector<ByteRange> marks;
  for (const Match& match : matches) marks.insert(marks.end(), match.marks.begin(), match.marks.end());
  return marks;
}

Verdict judge_text(const Expr& expr, const ReadDocument& document, Zone zone) {
  const std::vector<Sequence> readings = readings_of(expr, document.document.lang);
  const std::vector<Match> in_title = zone.title ? matches_in(readings, document.title) : std::vector<Match>();
  const std::vector<Match> in_body = zone.body ? matches_in(readings, document.body) : std::vector<Match>();
  return {!in_title.empty() || !in_body.empty(), all_marks(in_title), all_marks(in_body)};
}

Verdict judge_in(const Expr& expr, const ReadDocument& document, Zone zone);

Verdict judge_all(const std::vector<Expr>& sides, const ReadDocument& document, Zone zone) {
  Verdict all{true};
  for (const Expr& side : sides) {
    const Verdict verdict = judge_in(side, document, zone);
    if (!verdict.matches) return {};
    add_marks(all, verdict);
  }
  return all;
}

Verdict judge_any(const std::vector<Expr>& sides, const ReadDocument& document, Zone zone) {
  Verdict any;
  for (const Expr& side : sides) {
    const Verdict verdict = judge_in(side, document, zone);
    if (!verdict.matches) continue;
    any.matches = true;
    add_marks(any, verdict);
  }
  return any;
}

/// Marks are as found: neither sorted nor disjoint.
Verdict judge_in(const Expr& expr, const ReadDocument& document, Zone zone) {
  switch (expr.kind) {
    case Kind::word:
    case Kind::exact:
    case Kind::chunk:
    case Kind::phrase:
      return judge_text(expr, document, zone);
    case Kind::and_:
      return judge_all(expr.children, document, zone);
    case Kind::or_:
      return judge_any(expr.children, document, zone);
    case Kind::not_:
      return {!judge_in(expr.children.front(), document, zone).matches};
    case Kind::title:
      return judge_in(expr.children.front(), document, {true, false});
    case Kind::body:
      return judge_in(expr.children.front(), document, {false, true});
    default:
      return {passes_filter(expr, document)};
  }
}

}  // namespace

// --- dates and hosts ---

std::optional<std::pair<std::chrono::sys_days, std::chrono::sys_days>> days_of(std::string_view date) {
  using namespace std::chrono;
  const auto number = [&](std::size_t begin, std::size_t length) {
    int value = -1;
    if (begin + length <= date.size()) std::from_chars(date.data() + begin, date.data() + begin + length, value);
    return value;
  };
  const year year_of{number(0, 4)};
  if (date.size() < 4) return std::nullopt;
  if (date.size() == 4) return std::pair{sys_days{year_of / January / 1}, sys_days{year_of / December / 31}};
  const month month_of{static_cast<unsigned>(number(5, 2))};
  if (date.size() < 7 || !month_of.ok()) return std::nullopt;
  if (date.size() == 7) return std::pair{sys_days{year_of / month_of / 1}, sys_days{year_of / month_of / last}};
  const year_month_day whole{year_of, month_of, day{static_cast<unsigned>(number(8, 2))}};
  if (date.size() < 10 || !whole.ok()) return std::nullopt;
  return std::pair{sys_days{whole}, sys_days{whole}};
}

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  return ascii_lower(host.substr(0, host.find(':')));
}

// --- verdicts ---

ReadDocument read(const Document& document) {
  return {document, read_text(document.title, document.lang), read_text(document.body, document.lang)};
}

Verdict judge(const Expr& expr, const ReadDocument& document) {
  const Verdict found = judge_in(expr, document, {});
  return {found.matches, tidy(found.title_marks, document.title.text), tidy(found.body_marks, document.body.text)};
}

Verdict judge(const Expr& expr, const Document& document) { return judge(expr, read(document)); }

}  // namespace broadsheet::oracle
