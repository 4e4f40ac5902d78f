#include "searcher/query_words.hpp"

#include <algorithm>

#include "archive/code_points.hpp"
#include "archive/fold.hpp"
#include "archive/limits.hpp"
#include "archive/site.hpp"

namespace broadsheet {
namespace {

/// Letters that stand for the signs of wildcards while words are cut: rare, without capitals or other forms, and none
/// that a word of a language has (sinological dot, sideways i).
constexpr std::string_view any_letters = "\xEA\x9E\x8F", one_letter = "\xEA\x9F\xB7";

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

std::string with_signs(std::string text) {
  return replaced(replaced(std::move(text), any_letters, "*"), one_letter, "?");
}

bool same_meaning(const QueryWord& a, const QueryWord& b) {
  return a.form == b.form && a.mark_before == b.mark_before && a.mark_after == b.mark_after && a.exact == b.exact &&
         a.run == b.run && a.initials == b.initials && a.wildcard == b.wildcard && a.clusters == b.clusters;
}

bool same_meaning(const std::vector<PhrasePart>& a, const std::vector<PhrasePart>& b) {
  return std::ranges::equal(a, b, [](const PhrasePart& x, const PhrasePart& y) {
    return x.kind == y.kind && std::ranges::equal(x.words, y.words, [](const QueryWord& v, const QueryWord& w) {
             return same_meaning(v, w);
           });
  });
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Between two words of a chunk: what keeps them two words of the same kind.
std::string separator(std::string_view between, Gap gap, std::string_view word_before) {
  if (gap == Gap::touching) return {};
  if (gap == Gap::hyphen) return "-";
  if (gap == Gap::ampersand || between == "." || between == "@") return std::string(between);
  return between == ":" && is_number(word_before) ? ":" : "/";
}

/// A character that would end the chunk or mean something is made literal.
std::string escaped(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (c == '\\' || c == '"' || c == '(' || c == ')' || c == '|' || c == '&' || c == '^' || c == '~' || c == '*' ||
        c == '?' || c == ':' || c == '=')
      out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string with_wildcards(std::string_view text, const std::vector<std::size_t>& wild) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < wild.size();) {
    // Signs side by side: a `*` counts as a letter, and a `?` at the edge needs one beside it.
    const std::size_t begin = wild[i];
    std::size_t end = begin;
    while (i < wild.size() && wild[i] == end) ++i, ++end;
    const auto run = text.substr(begin, end - begin);
    const bool letter_before = begin > 0 && (is_ascii_digit(text[begin - 1]) || ends_in_letter(text.substr(0, begin)));
    const bool letter_after = end < text.size() && (is_ascii_digit(text[end]) || begins_with_letter(text.substr(end)));
    const auto first_star = run.find('*'), last_star = run.rfind('*');
    out.append(text.substr(copied, begin - copied));
    // Behind a mark no letter may follow, or it were none: `C++*` is `C++` and a sign that is left out.
    if (begin > 0 && std::string_view("+#%").find(text[begin - 1]) != std::string_view::npos) out += '/';
    for (std::size_t at = 0; at < run.size(); ++at) {
      const bool before = letter_before || (first_star != std::string_view::npos && at > first_star);
      const bool after = letter_after || (last_star != std::string_view::npos && at < last_star);
      if (run[at] == '*' || (before && after))
        out += run[at] == '*' ? any_letters : one_letter;
      else
        out += run[at];
    }
    copied = end;
  }
  return out.append(text.substr(copied));
}

/// Puts the signs into the form of a word that was cut with them as letters. False if no word remains.
bool QueryWords::take_wildcards(QueryWord& word) {
  word.form = with_signs(std::move(word.form));
  word.typed = with_signs(std::move(word.typed));
  if (word.form.find_first_of("*?") == std::string::npos) return true;
  if (count_letters(word.form) >= 2) {
    // Of a word cut at its most letters: behind signs it may go on, and a `?` at an end would be a question mark.
    const auto letters = std::ranges::count_if(word.form, [](char c) { return (c & 0xC0) != 0x80; });
    if (word.form.ends_with('?') && static_cast<std::size_t>(letters) >= limit::form_code_points) {
      word.form.erase(word.form.find_last_not_of('?') + 1);
      word.form += '*';
    }
    return word.wildcard = true;
  }
  left_out_wildcard_ = true;
  std::erase_if(word.form, [](char c) { return c == '*' || c == '?'; });
  while (word.form.ends_with('\'') || word.form.ends_with('.')) word.form.pop_back();  // of `d'*`
  word.form.erase(0, std::min(word.form.find_first_not_of("'."), word.form.size()));
  return !word.form.empty();
}

std::vector<QueryWords::Piece> QueryWords::pieces(std::string_view typed, Typed how) {
  left_out_wildcard_ = false;
  if (analyzer_.words() > 10'000) analyzer_.forget();
  std::vector<Token> tokens;
  analyzer_.analyze(typed, 0, tokens);
  std::vector<Piece> out;
  bool left_out_before = false;
  for (const Token& token : tokens) {
    const Word& word = analyzer_.word(token.word);
    if (word.run && !out.empty() && out.back().word.run && token.gap == Gap::touching) {
      // Touching words of run scripts are one run: readers of these scripts know substrings, not dictionary words.
      Piece& run = out.back();
      run.word.clusters.insert(run.word.clusters.end(), word.clusters.begin(), word.clusters.end());
      run.word.form += word.form;
      run.word.mark_after = word.mark_after;
      run.end = token.end;
      run.word.typed = typed.substr(run.begin, run.end - run.begin);
      ++run.tokens;
      continue;
    }
    Piece piece;
    piece.begin = token.begin;
    piece.end = token.end;
    piece.gap = left_out_before ? Gap::other : token.gap;
    piece.word.typed = typed.substr(token.begin, token.end - token.begin);
    piece.word.form = word.form;
    piece.word.mark_before = word.mark_before;
    piece.word.mark_after = word.mark_after;
    piece.word.run = word.run;
    piece.word.initials = word.initials && !word.run;
    piece.word.clusters = word.clusters;
    left_out_before = !piece.word.run && !take_wildcards(piece.word);
    if (!left_out_before) out.push_back(std::move(piece));
  }
  for (auto& piece : out)
    piece.word.exact =
        how == Typed::exact || piece.word.wildcard || !piece.word.mark_before.empty() || !piece.word.mark_after.empty();
  return out;
}

std::vector<PhrasePart> QueryWords::parts(std::string_view typed, Typed how) {
  auto words = pieces(typed, how);
  std::vector<PhrasePart> out;
  if (words.size() == 2 && words[0].tokens == 1 && words[1].tokens == 1 &&
      (words[1].gap == Gap::hyphen || words[1].gap == Gap::ampersand)) {
    PhrasePart part;
    part.kind = words[1].gap == Gap::hyphen ? PhrasePart::Kind::hyphen_pair : PhrasePart::Kind::ampersand_pair;
    Word first, second;
    first.form = words[0].word.form;
    second.form = words[1].word.form;
    const Word joined = analyzer_.joined(first, second, words[1].gap, 0);
    QueryWord both;
    both.form = joined.form;
    both.typed = typed;
    both.mark_before = words[0].word.mark_before;
    both.mark_after = words[1].word.mark_after;
    both.wildcard = words[0].word.wildcard || words[1].word.wildcard;
    both.exact = how == Typed::exact || both.wildcard || !both.mark_before.empty() || !both.mark_after.empty();
    if (words[0].word.run && words[1].word.run && words[1].gap == Gap::hyphen) {
      both.run = true;
      both.clusters = words[0].word.clusters;
      both.clusters.insert(both.clusters.end(), words[1].word.clusters.begin(), words[1].word.clusters.end());
    }
    part.joined = std::move(both);
    part.words = {std::move(words[0].word), std::move(words[1].word)};
    out.push_back(std::move(part));
    return out;
  }
  for (auto& piece : words) {
    PhrasePart part;
    part.words.push_back(std::move(piece.word));
    out.push_back(std::move(part));
  }
  return out;
}

/// A word by its form if that reads back as the same word, else as typed (`½` has the form `1⁄2`).
std::string QueryWords::printed_word(const Piece& piece, std::string_view typed) {
  const QueryWord& word = piece.word;
  if (!word.run) {
    const std::string form =
        word.wildcard ? replaced(replaced(word.form, "*", any_letters), "?", one_letter) : word.form;
    const std::string by_form = word.mark_before + form + word.mark_after;
    const auto again = pieces(by_form, word.exact ? Typed::exact : Typed::bare);
    if (again.size() == 1 && same_meaning(again[0].word, word)) return by_form;
  }
  return word.mark_before + escaped(typed.substr(piece.begin, piece.end - piece.begin)) + word.mark_after;
}

std::string QueryWords::printed(std::string_view typed, Typed how) {
  const auto words = pieces(typed, how);
  const bool left_out = left_out_wildcard_;
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) {
      const auto end = words[i - 1].end + words[i - 1].word.mark_after.size();
      const auto begin = words[i].begin - words[i].word.mark_before.size();
      out += separator(end <= begin ? typed.substr(end, begin - end) : std::string_view(), words[i].gap,
                       words[i - 1].word.form);
    }
    out += printed_word(words[i], typed);
  }
  // Whatever unusual signs made of it: if the line would read otherwise, the typed text stands.
  const bool reads_back = same_meaning(parts(out, how), parts(typed, how));
  left_out_wildcard_ = left_out;
  return with_signs(reads_back ? out : escaped(typed));
}

std::vector<std::string> QueryWords::plain(std::string_view typed) {
  if (analyzer_.words() > 10'000) analyzer_.forget();
  return plain_words(typed, analyzer_);
}

}  // namespace broadsheet
