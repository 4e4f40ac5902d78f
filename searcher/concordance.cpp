#include <algorithm>
#include <broadsheet/concordance.hpp>

#include "archive/fold.hpp"
#include "archive/hash.hpp"
#include "searcher/answered.hpp"
#include "searcher/hits.hpp"

namespace broadsheet {
namespace {

using Key = ConcordanceOptions::Key;

constexpr std::size_t words_compared = 5;  ///< on a side, where lines are ordered by it

/// Something asked for where it stands: words of a text, of runs only some characters.
struct Occurrence {
  std::uint32_t begin = 0, end = 0;                  ///< words, half-open
  std::uint32_t first_cluster = 0, end_cluster = 0;  ///< of a run at the beginning and at the end; 0: all
  std::uint32_t before_bytes = 0, after_bytes = 0;   ///< signs that belong to it
  auto operator<=>(const Occurrence&) const = default;
};

/// What the marks of a match span. Of a run each place is an occurrence, though as words they are the same match.
void add_occurrences(const PositionMatch& match, const std::vector<PositionMark>& marks, std::vector<Occurrence>& out) {
  const std::size_t before = out.size();
  Occurrence whole{match.begin, match.end};
  for (const auto& mark : marks) {
    if (mark.begin < match.begin || mark.end > match.end) continue;
    if (mark.run && match.end - match.begin == 1) {
      out.push_back(
          {match.begin, match.end, mark.first_cluster, mark.end_cluster, mark.before_bytes, mark.after_bytes});
      continue;
    }
    if (mark.begin == match.begin) {
      whole.before_bytes = std::max(whole.before_bytes, mark.before_bytes);
      if (mark.run) whole.first_cluster = mark.first_cluster;
    }
    if (mark.end == match.end) {
      whole.after_bytes = std::max(whole.after_bytes, mark.after_bytes);
      if (mark.run) whole.end_cluster = mark.end_cluster;
    }
  }
  if (out.size() == before) out.push_back(whole);
}

std::vector<Occurrence> occurrences(const std::vector<PositionMatch>& matches, const std::vector<PositionMark>& marks) {
  std::vector<Occurrence> out;
  for (const auto& match : matches) add_occurrences(match, marks, out);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

struct Place {
  std::uint32_t part = 0, article = 0;
  bool in_title = false;
  Occurrence occurrence;
};

/// What a place is ordered by.
struct Ordered {
  std::string text;
  std::int64_t number = 0;
  auto operator<=>(const Ordered&) const = default;
};

std::string white_space_joined(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank)
      out += c;
    else if (!out.ends_with(' '))
      out += ' ';
  }
  return out;
}

constexpr bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Ends of the characters; of plain ASCII (white space is joined, so no CR LF) each byte is one, which is told fast.
std::vector<std::size_t> ends_of_characters(std::string_view text) {
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
    return cluster_ends(text);
  std::vector<std::size_t> ends(text.size());
  for (std::size_t i = 0; i < ends.size(); ++i) ends[i] = i + 1;
  return ends;
}

/// The last and the first `count` characters of a text. A stretch is looked at that doubles until it holds enough.
std::string last_characters(std::string_view text, std::size_t count) {
  for (std::size_t bytes = 2 * std::min(count, text.size()) + 64;; bytes *= 2) {
    std::size_t from = text.size() > bytes ? text.size() - bytes : 0;
    while (from < text.size() && continues(text[from])) ++from;
    const std::string stretch = white_space_joined(text.substr(from));
    const auto ends = ends_of_characters(stretch);
    // One more than asked for, because the first one seen may be the rest of a character.
    if (ends.size() > count) return stretch.substr(ends[ends.size() - count - 1]);
    if (from == 0) return stretch;
  }
}

std::string first_characters(std::string_view text, std::size_t count) {
  for (std::size_t bytes = 2 * std::min(count, text.size()) + 64;; bytes *= 2) {
    std::size_t end = std::min(text.size(), bytes);
    while (end < text.size() && continues(text[end])) ++end;
    const std::string stretch = white_space_joined(text.substr(0, end));
    const auto ends = ends_of_characters(stretch);
    if (ends.size() > count) return stretch.substr(0, count == 0 ? 0 : ends[count - 1]);
    if (end == text.size()) return stretch;
  }
}

}  // namespace

struct Concordance::State {
  State(const Archive& opened, std::string_view query, const ConcordanceOptions& asked)
      : archive(opened.state()),
        parts(archive.snapshot.parts()),
        options(asked),
        answered(archive, query, asked.search),
        answer(answered.results),
        run(answered.run) {
    SearchOptions all = options.search;
    all.limit = SearchOptions::no_limit;
    all.offset = 0;
    for (const auto& selected : select_page(run, parts, all)) find_places(selected);
    lines = {places.size(), answer.articles.relation, answer.articles.reason};
    if (options.sample > 0 && options.sample < places.size()) draw_sample();
    if (!options.sort.empty()) order();
    at = std::min(options.offset, places.size());
    end = options.limit < places.size() - at ? at + options.limit : places.size();
  }

  void find_places(const Selected& selected) {
    const auto verdict = run.judge(selected.part, selected.article);
    const auto part = static_cast<std::uint32_t>(selected.part);
    for (const auto& one : occurrences(verdict.title_matches, verdict.title))
      places.push_back({part, selected.article, true, one});
    for (const auto& one : occurrences(verdict.body_matches, verdict.body))
      places.push_back({part, selected.article, false, one});
  }

  /// Those whose names, hashed with the seed, come first: so what is drawn does not depend on how an archive is cut
  /// into parts, nor on the order of its articles.
  void draw_sample() {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> lots;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
      const Place& place = places[i];
      std::string name = std::to_string(options.seed) + '\n' + std::string(id_of(place)) + '\n';
      for (const auto number : {place.in_title ? 1U : 0U, place.occurrence.begin, place.occurrence.end,
                                place.occurrence.first_cluster, place.occurrence.end_cluster})
        name += std::to_string(number) + ' ';
      lots.emplace_back(hash64(name), i);
    }
    std::ranges::sort(lots);
    lots.resize(options.sample);
    std::ranges::sort(lots, {}, &std::pair<std::uint64_t, std::uint32_t>::second);
    std::vector<Place> drawn;
    for (const auto& lot : lots) drawn.push_back(places[lot.second]);
    places = std::move(drawn);
  }

  std::string_view id_of(const Place& place) const { return parts[place.part].tables().id(place.article); }

  void order() {
    std::vector<std::pair<std::vector<Ordered>, std::uint32_t>> keyed;
    keyed.reserve(places.size());
    for (std::uint32_t i = 0; i < places.size(); ++i) {
      std::vector<Ordered> keys;
      for (const auto key : options.sort) keys.push_back(key_of(places[i], key));
      keyed.emplace_back(std::move(keys), i);
    }
    std::ranges::sort(keyed);
    std::vector<Place> ordered;
    ordered.reserve(places.size());
    for (const auto& one : keyed) ordered.push_back(places[one.second]);
    places = std::move(ordered);
  }

  Ordered key_of(const Place& place, Key key) {
    const Tables& tables = parts[place.part].tables();
    if (key == Key::date) {
      const auto instant = tables.instants()[place.article];
      return {{}, instant == no_instant ? INT64_MAX : instant};
    }
    if (key == Key::source) {
      const auto values = tables.values(Column::source, place.article);
      return values.empty() ? Ordered{{}, 1} : Ordered{value_key(tables.value(Column::source, values[0])), 0};
    }
    const auto& words = words_of(place);
    const std::size_t begin = place.occurrence.begin, last = std::min<std::size_t>(place.occurrence.end, words.size());
    Ordered out;
    const auto add = [&](std::size_t at_word) {
      out.text += tables.word_form(words[at_word].word);
      out.text += '\x1F';  // ends a word, so that `a b` comes before `ab`
    };
    if (key == Key::left)
      for (std::size_t i = std::min(begin, words.size()), n = 0; i > 0 && n < words_compared; ++n) add(--i);
    else if (key == Key::right)
      for (std::size_t i = last; i < words.size() && i < last + words_compared; ++i) add(i);
    else
      for (std::size_t i = begin; i < last; ++i) add(i);
    return out;
  }

  const std::vector<StoredToken>& words_of(const Place& place) {
    if (stored_of != std::pair(place.part, place.article)) {
      parts[place.part].tables().tokens(place.article, stored);
      stored_of = {place.part, place.article};
    }
    return place.in_title ? stored.title : stored.body;
  }

  /// The article of a place, and where its words lie.
  struct Text {
    Article article;
    std::vector<Token> title, body;
  };

  const Text& text_of(const Place& place) {
    if (text_is_of != std::pair(place.part, place.article)) {
      text.article = parts[place.part].article(place.article);
      text.title.clear();
      text.body.clear();
      archive.analyzer.find_places(text.article.title, text.title);
      archive.analyzer.find_places(text.article.body, text.body);
      text_is_of = {place.part, place.article};
    }
    return text;
  }

  const Archive::State& archive;
  const std::vector<Part>& parts;
  ConcordanceOptions options;
  Answered answered;
  const Results& answer;
  Run& run;
  Count lines;
  std::vector<Place> places;
  std::size_t at = 0, end = 0;

  static constexpr std::pair<std::uint32_t, std::uint32_t> none{UINT32_MAX, 0};
  StoredTokens stored;
  std::pair<std::uint32_t, std::uint32_t> stored_of = none;
  Text text;
  std::pair<std::uint32_t, std::uint32_t> text_is_of = none;
};

Concordance::Concordance(const Archive& archive, std::string_view query, const ConcordanceOptions& options)
    : state_(std::make_unique<State>(archive, query, options)) {}
Concordance::~Concordance() = default;
Concordance::Concordance(Concordance&&) noexcept = default;

const Results& Concordance::answer() const { return state_->answer; }
Count Concordance::lines() const { return state_->lines; }

std::optional<ConcordanceLine> Concordance::next() {
  if (state_->at == state_->end) return {};
  const Place& place = state_->places[state_->at++];
  const auto& read = state_->text_of(place);
  const auto& tokens = place.in_title ? read.title : read.body;
  const std::string_view text = place.in_title ? read.article.title : read.article.body;
  const Occurrence& occurrence = place.occurrence;
  if (occurrence.end > tokens.size())  // cannot be: the text was cut as when it was indexed
    throw Error(ErrorKind::archive, "the words of article '" + read.article.id +
                                        "' are not those of its text; 'broadsheet check' tells what is wrong");

  const Token &first = tokens[occurrence.begin], &last = tokens[occurrence.end - 1];
  std::size_t begin = first.begin, end = last.end;
  const auto cluster_end = [&](const Token& token, std::uint32_t cluster) {
    const auto ends = cluster_ends(text.substr(token.begin, token.end - token.begin));
    return token.begin + ends.at(std::min<std::size_t>(cluster, ends.size()) - 1);
  };
  if (occurrence.first_cluster > 0) begin = cluster_end(first, occurrence.first_cluster);
  if (occurrence.end_cluster > 0) end = cluster_end(last, occurrence.end_cluster);
  begin -= occurrence.before_bytes;
  end += occurrence.after_bytes;

  ConcordanceLine line;
  line.id = read.article.id;
  line.source = read.article.source;
  line.date = read.article.date;
  line.in_title = place.in_title;
  line.start = begin;
  line.left = last_characters(text.substr(0, begin), state_->options.width);
  line.match = white_space_joined(text.substr(begin, end - begin));
  line.right = first_characters(text.substr(end), state_->options.width);
  return line;
}

std::vector<std::size_t> character_ends(std::string_view text) { return cluster_ends(text); }

}  // namespace broadsheet
