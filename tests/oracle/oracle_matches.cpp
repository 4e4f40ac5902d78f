// Sections 3 and 4: where a text has a word, a chunk, a phrase, or several of them near each other.

#include <unicode/uchar.h>

#include <algorithm>
#include <numeric>

#include "oracle_parts.hpp"

namespace broadsheet::oracle {
namespace {

// --- how words are compared ---

bool fits(std::u32string_view pattern, const std::string& text) { return fits_pattern(pattern, letters_of(text)); }

bool has_digit(const std::string& text) {
  const std::u32string letters = letters_of(text);
  return std::any_of(letters.begin(), letters.end(), [](char32_t letter) {
    return is_letter_or_number(letter) && !u_isalpha(static_cast<UChar32>(letter));
  });
}

/// The signs that letters bear are none.
std::size_t count_letters(const std::string& text) {
  const std::u32string letters = letters_of(text);
  return static_cast<std::size_t>(std::count_if(
      letters.begin(), letters.end(), [](char32_t letter) { return u_isalpha(static_cast<UChar32>(letter)) != 0; }));
}

/// Optimal string alignment: letters put in, left out, changed, or two neighbours swapped, no letter twice.
std::size_t distance_of(const std::string& a, const std::string& b) {
  const std::u32string from = letters_of(a), to = letters_of(b);
  std::vector<std::vector<std::size_t>> least(from.size() + 1, std::vector<std::size_t>(to.size() + 1));
  for (std::size_t i = 0; i <= from.size(); ++i) {
    for (std::size_t k = 0; k <= to.size(); ++k) {
      if (i == 0 || k == 0) {
        least[i][k] = i + k;
        continue;
      }
      const std::size_t changed = from[i - 1] == to[k - 1] ? 0 : 1;
      least[i][k] = std::min({least[i - 1][k] + 1, least[i][k - 1] + 1, least[i - 1][k - 1] + changed});
      if (i > 1 && k > 1 && from[i - 1] == to[k - 2] && from[i - 2] == to[k - 1])
        least[i][k] = std::min(least[i][k], least[i - 2][k - 2] + 1);
    }
  }
  return least[from.size()][to.size()];
}

// --- what a word, chunk or phrase asks for ---

bool bears_mark(const Word& word) { return !word.mark_before.empty() || !word.mark_after.empty(); }

Step word_step(const Word& word, bool is_exact) {
  const bool signs = has_signs(word.form);
  return {Step::Want::word, word, is_exact || bears_mark(word) || signs, {}, signs};
}

/// The touching run words from `first` to `last` as one run. Its marks are those at its two ends.
Step run_step(const ReadText& typed, std::size_t first, std::size_t last) {
  Step step{Step::Want::run, typed.words[first], true};
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
  const ReadText typed = read_pattern(chunk, lang);
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

/// Section 3: a word with digits, under four letters, or of a run is read plainly.
std::vector<Sequence> readings_of_fuzzy(const Expr& expr, bool is_exact, const std::string& lang) {
  std::vector<Sequence> plain = readings_of_chunk(expr.typed, is_exact, lang);
  if (plain.size() != 1 || plain[0].size() != 1 || plain[0][0].want != Step::Want::word) return plain;
  Step& step = plain[0][0];
  const std::size_t letters = count_letters(step.word.folded_form);
  if (has_digit(step.word.form) || letters < 4) return plain;
  constexpr std::size_t longest_distance = 2;
  constexpr std::size_t letters_for_two = 8;
  step.distance = expr.number > 0 ? std::min(expr.number, longest_distance) : letters < letters_for_two ? 1 : 2;
  return plain;
}

std::vector<Sequence> readings_of(const Expr& expr, const Scope& scope, const std::string& lang) {
  const bool is_exact = expr.kind == Kind::exact || scope.capitals != Capitals::any;
  if (expr.kind == Kind::phrase) return readings_of_phrase(expr.parts, lang);
  if (expr.kind == Kind::fuzzy) return readings_of_fuzzy(expr, is_exact, lang);
  return readings_of_chunk(expr.typed, is_exact, lang);
}

// --- where a text has it ---

/// A place where one or more steps are satisfied.
struct Match {
  std::size_t last = 0;
  std::vector<std::size_t> positions = {};
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

bool is_pattern_match(const Word& asked, const Word& word) {
  const std::u32string pattern = letters_of(asked.form);
  return fits(pattern, word.form) || fits(pattern, word.base) || fits(pattern, word.folded_form) ||
         fits(pattern, word.folded_base);
}

bool is_fuzzy_match(const Step& step, const Word& word) {
  if (word.is_run || has_digit(word.form)) return false;
  return distance_of(step.word.folded_form, word.folded_form) <= step.distance ||
         distance_of(step.word.folded_base, word.folded_base) <= step.distance;
}

bool satisfies(const Step& step, const Word& word) {
  if (step.has_signs) return has_asked_marks(step.word, word) && is_pattern_match(step.word, word);
  if (step.distance > 0) return has_asked_marks(step.word, word) && is_fuzzy_match(step, word);
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
    matches.push_back({at, {at}, {with_asked_marks(step.word, word.begin, word.end)}});
  const Gap gap_of_pair = step.want == Step::Want::word ? Gap::hyphen : Gap::ampersand;
  if (pair && word.gap == gap_of_pair && satisfies(step, *pair))
    matches.push_back({at + 1, {at, at + 1}, {with_asked_marks(step.word, pair->begin, pair->end)}});
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

std::vector<std::size_t> positions_between(std::size_t first, std::size_t last) {
  std::vector<std::size_t> positions(last - first + 1);
  std::iota(positions.begin(), positions.end(), first);
  return positions;
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
      matches.push_back(
          {last.word, positions_between(at, last.word), {with_asked_marks(step.word, first.begin, last.end)}});
  }
  return matches;
}

std::vector<Match> step_matches_at(const Step& step, const ReadText& text, std::size_t at) {
  if (step.want == Step::Want::gap) return {{at}};
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
    Match longer{match.last, before.positions, before.marks};
    longer.positions.insert(longer.positions.end(), match.positions.begin(), match.positions.end());
    longer.marks.insert(longer.marks.end(), match.marks.begin(), match.marks.end());
    follow(steps, next + 1, longer, text, found);
  }
}

std::vector<Match> sequence_matches(const std::vector<Sequence>& readings, const ReadText& text) {
  std::vector<Match> found;
  for (const Sequence& steps : readings) {
    for (std::size_t at = 0; !steps.empty() && at < text.words.size(); ++at) {
      for (const Match& first : step_matches_at(steps[0], text, at)) follow(steps, 1, first, text, found);
    }
  }
  return found;
}

void add(Matches& matches, std::vector<std::size_t> positions, const std::vector<ByteRange>& marks) {
  std::vector<ByteRange>& all = matches[std::move(positions)];
  all.insert(all.end(), marks.begin(), marks.end());
}

// --- zones and capitals (section 5) ---

bool is_capital(char32_t letter) {
  return (U_GET_GC_MASK(static_cast<UChar32>(letter)) & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0;
}

bool is_letter(char32_t letter) { return u_isalpha(static_cast<UChar32>(letter)) != 0; }

/// Of the match as a whole, so that a phrase too has some capitals or none.
bool has_capitals(Capitals wanted, const std::vector<std::size_t>& positions, const ReadText& text) {
  std::size_t letters = 0, capitals = 0;
  bool has_run = false;
  for (const std::size_t at : positions) {
    const Word& word = text.words[at];
    has_run = has_run || word.is_run;
    for (const char32_t letter : letters_of(std::string_view(text.text).substr(word.begin, word.end - word.begin))) {
      letters += is_letter(letter) ? 1 : 0;
      capitals += is_capital(letter) ? 1 : 0;
    }
  }
  switch (wanted) {
    case Capitals::any:
      return true;
    case Capitals::some:
      return !has_run && capitals > 0;
    case Capitals::only:
      return !has_run && capitals > 0 && capitals == letters;
    case Capitals::none:
      return has_run || capitals == 0;
  }
  return false;
}

Matches text_matches(Node& node, const ReadDocument& document, Which which) {
  Matches matches;
  if (which == Which::title ? !node.scope.title : !node.scope.body) return matches;
  const std::string& lang = document.document.lang;
  auto readings = node.readings.find(lang);
  if (readings == node.readings.end())
    readings = node.readings.emplace(lang, readings_of(node.expr, node.scope, lang)).first;
  const ReadText& text = which == Which::title ? document.title : document.body;
  for (const Match& match : sequence_matches(readings->second, text)) {
    if (which == Which::body && match.positions.back() >= node.scope.first_words) continue;
    if (has_capitals(node.scope.capitals, match.positions, text)) add(matches, match.positions, match.marks);
  }
  return matches;
}

// --- proximity (section 4) ---

using Positions = std::vector<std::size_t>;

std::size_t distance_between(const Positions& a, const Positions& b) {
  if (a.back() < b.front()) return b.front() - a.back();
  if (b.back() < a.front()) return a.front() - b.back();
  return 0;
}

bool share_a_position(const Positions& a, const Positions& b) {
  return std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) != a.end();
}

bool are_in_one_sentence(const Positions& a, const Positions& b, const PlacedText& text) {
  const std::size_t sentence = text.places[a.front()].first_sentence;
  return text.places[a.back()].last_sentence == sentence && text.places[b.front()].first_sentence == sentence &&
         text.places[b.back()].last_sentence == sentence;
}

bool are_in_one_paragraph(const Positions& a, const Positions& b, const PlacedText& text) {
  const std::size_t paragraph = text.places[a.front()].first_paragraph;
  return text.places[a.back()].last_paragraph == paragraph && text.places[b.front()].first_paragraph == paragraph &&
         text.places[b.back()].last_paragraph == paragraph;
}

bool stand_as(const Node& node, const Positions& left, const Positions& right, const PlacedText& text) {
  switch (node.relation) {
    case Kind::near:
      return distance_between(left, right) <= node.number;
    case Kind::adjacent:
      return right.front() > left.back() && right.front() - left.back() <= node.number;
    case Kind::sentence:
      return are_in_one_sentence(left, right, text);
    default:
      return are_in_one_paragraph(left, right, text);
  }
}

Positions joined_positions(const Positions& a, const Positions& b) {
  Positions both;
  std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

Matches proximity_matches(Node& node, const ReadDocument& document, Which which) {
  const PlacedText& text = which == Which::title ? document.title : document.body;
  const Matches lefts = matches_of(node.children[0], document, which);
  if (lefts.empty()) return {};
  const Matches rights = matches_of(node.children[1], document, which);
  Matches found;
  for (const auto& [left, left_marks] : lefts) {
    bool is_free = true;
    for (const auto& [right, right_marks] : rights) {
      const bool share = share_a_position(left, right);
      const bool stand = stand_as(node, left, right, text);
      if (share || stand) is_free = false;
      if (node.negated || share || !stand) continue;
      Positions both = joined_positions(left, right);
      add(found, both, left_marks);
      add(found, both, right_marks);
    }
    if (node.negated && is_free) add(found, left, left_marks);
  }
  return found;
}

}  // namespace

Matches matches_of(Node& node, const ReadDocument& document, Which which) {
  if (node.op == Node::Op::text) return text_matches(node, document, which);
  if (node.op == Node::Op::proximity) return proximity_matches(node, document, which);
  Matches found;
  for (Node& side : node.children) {
    for (const auto& [positions, marks] : matches_of(side, document, which)) add(found, positions, marks);
  }
  return found;
}

}  // namespace broadsheet::oracle
